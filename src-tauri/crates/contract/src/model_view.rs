//! What the model would have in its context: the conversation as ChatGPT gives it to the model, an item at a time.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;

/// The context of the current conversation, as it is for a person on one device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    pub screen: String,
    /// In the order in which the model gets them.
    pub items: Vec<ModelItem>,
    /// Of what it has now; without what comes with the next turn, or never.
    pub tokens: u32,
    /// How tokens were counted.
    pub estimate: String,
    /// Calls that widgets made. The model sees neither them nor their results.
    pub unseen_calls: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelItem {
    pub kind: ModelItemKind,
    /// Empty for what the person says.
    pub app_name: String,
    /// The call that it belongs to.
    pub call_id: Option<String>,
    /// A text is a string; anything else is JSON as the model gets it.
    pub content: Json,
    /// What follows a text where the model may not read on. May be empty.
    pub beyond: String,
    /// Images that it can see: ids of files, or what is known of the image.
    pub images: Vec<String>,
    pub reach: Reach,
    pub tokens: u32,
    /// How it got there, or why it does not.
    pub notes: Vec<String>,
    pub warnings: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ModelItemKind {
    /// What the server says of itself.
    Instructions,
    /// The descriptors of the tools that it may call.
    Tools,
    /// Of the person.
    Message,
    /// A message that a widget sent.
    FollowUp,
    /// Its own.
    Reply,
    ToolCall,
    ToolResult,
    /// In place of a result: why there is none.
    NoResult,
    WidgetDescription,
    WidgetState,
    /// By `ui/update-model-context`.
    ModelContext,
}

/// When the model gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    Now,
    NextTurn,
    Never,
}
