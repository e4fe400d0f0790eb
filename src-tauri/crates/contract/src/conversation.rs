//! The conversation that the screens show: messages and calls, oldest first.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::call::Call;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    pub id: String,
    pub started_at: String,
    pub entries: Vec<Entry>,
}

impl Conversation {
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Call(call) => Some(call.as_ref()),
            Entry::Message(_) => None,
        })
    }

    pub fn call(&self, id: &str) -> Option<&Call> {
        self.calls().find(|call| call.id == id)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Entry {
    Message(Message),
    Call(Box<Call>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub id: String,
    pub author: Author,
    pub text: String,
    pub at: String,
    #[serde(default)]
    pub scroll: Scroll,
}

/// Where the screens go when a message arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Scroll {
    /// To its end, unless the person has scrolled up.
    #[default]
    Follow,
    /// To its end in any case.
    ToEnd,
    /// Nowhere.
    Stay,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Author {
    Person,
    /// A follow-up that a widget sent. ChatGPT hides it and shows only the model's reply.
    Widget {
        app_name: String,
    },
}

/// One line of the list of conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConversationSummary {
    pub id: String,
    pub started_at: String,
    /// The first message, or "New conversation".
    pub title: String,
    pub calls: u32,
}
