//! Whether a call asks first, what it asks, and what was answered.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;
use crate::call::Asker;

/// What the rules say about a call before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    pub action: VerdictAction,
    /// One sentence: why, and what would change it.
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VerdictAction {
    Run,
    Ask,
    Refuse,
}

/// A prompt that waits for an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    pub id: String,
    pub call_id: String,
    pub conversation_id: String,
    pub app_name: String,
    pub tool_name: String,
    pub tool_title: String,
    pub asker: Asker,
    /// "Allow ChatGPT to use {App}?"
    pub question: String,
    /// What will be done, in the server's words; else "Data shared includes: …".
    pub sentence: String,
    pub arguments: Json,
    /// The whole payload as it will be sent.
    pub payload: Json,
    /// Why it asks.
    pub reason: String,
    /// What may be answered, in the order of the buttons.
    pub choices: Vec<Choice>,
    pub asked_at: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Deny,
    AllowOnce,
    AllowForConversation,
}

/// How a prompt ended. Everything but an explicit Allow is a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    pub outcome: Outcome,
    /// Where it was answered: `shell`, `desktop`, `phone`, `command line`, or `greenroom` where nobody answered.
    pub by: String,
    pub at: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Denied,
    AllowedOnce,
    AllowedForConversation,
    /// The call was cancelled while it waited.
    Withdrawn,
    /// The program ended, or its connector was deleted, while it waited.
    Abandoned,
}
