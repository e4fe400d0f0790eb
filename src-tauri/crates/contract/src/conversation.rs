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
    /// The connectors that were chosen in the composer with it.
    #[serde(default)]
    pub apps: Vec<MentionedApp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MentionedApp {
    /// Of its connector.
    pub id: String,
    pub name: String,
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
    /// The person in the model's place: the sentence that closes a turn.
    Model,
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

/// What the model would do now, for the person who plays it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelTurn {
    /// The newest message of the person, or of a widget in the person's name, that no closing sentence has answered.
    pub message: Message,
    /// Every tool that the model may call, the best match first.
    pub suggestions: Vec<ToolSuggestion>,
    /// Calls that were made since the message.
    pub calls: u32,
}

/// A tool, and why it stands where it does. This is a comparison of words, and no model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ToolSuggestion {
    pub connector_id: String,
    pub app_name: String,
    pub tool: String,
    /// What a person reads in place of the name.
    pub title: String,
    pub description: String,
    /// The sum of what its matches weigh; 0 where no word is in common.
    pub score: u32,
    pub matches: Vec<WordMatch>,
}

/// A word of the message that is in the tool's descriptor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WordMatch {
    /// As it is in the message.
    pub word: String,
    pub place: WordPlace,
}

/// Where a word was found; the weightiest place counts, once a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WordPlace {
    App,
    Name,
    Title,
    Parameter,
    Description,
}
