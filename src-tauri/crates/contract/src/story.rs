//! Rehearsals: answers that are given to prompts in a person's place, so that a story can be clicked through again and
//! again and be replayed by a test.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::call::CallState;

/// Answers in the order in which they are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnswerScript {
    pub answers: Vec<ScriptedAnswer>,
    /// How long a card is seen before it is answered.
    #[serde(default)]
    pub pause_milliseconds: u32,
}

/// The answer to the next prompt; where a tool is named, to that tool's next prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScriptedAnswer {
    #[serde(default)]
    pub tool: Option<String>,
    pub answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Deny,
    AllowOnce,
    AllowForConversation,
    AlwaysAllow,
    DenyForConversation,
    /// As if nobody had answered in time.
    TimeOut,
    /// The rehearsal leaves this one to the person.
    AskMe,
}

/// A script that is attached to the current conversation, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    pub script: AnswerScript,
    /// As many as there are answers: the call that each was given to, or nothing.
    pub given: Vec<Option<GivenAnswer>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GivenAnswer {
    pub call_id: String,
    pub tool_name: String,
    pub at: String,
}

/// How a story went that was replayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Replay {
    pub conversation_id: String,
    pub calls: Vec<ReplayedCall>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReplayedCall {
    pub call_id: String,
    pub tool_name: String,
    pub state: CallState,
    /// What the story says; absent where it says nothing.
    pub expected: Option<CallState>,
}
