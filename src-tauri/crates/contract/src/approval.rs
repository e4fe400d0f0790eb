//! Whether a call asks first, what it asks, and what was answered. What may be set and what is remembered of it is in
//! [`crate::permission`], answers that are given in a person's place in [`crate::story`].

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;
use crate::call::{Asker, CallState};

/// What the rules say about a call before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    pub action: VerdictAction,
    /// One sentence: why.
    pub reason: String,
    /// Every single change of a hint or of a setting that would lead to another action.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// The id of the remembered answer that decided; absent where the rule alone did.
    #[serde(default)]
    pub remembered: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VerdictAction {
    Run,
    Ask,
    Refuse,
}

/// What one change would lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    pub of: AlternativeOf,
    /// The change itself, for example "readOnlyHint: true" or "Permission level: Allow all actions".
    pub change: String,
    pub action: VerdictAction,
}

/// Where the change would be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AlternativeOf {
    /// In the server's tool descriptor.
    Tool,
    /// In the settings, or in those of the connector.
    Setting,
    /// Among what is remembered.
    Remembered,
}

/// The card as it is drawn, in the words of ChatGPT.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    pub app_name: String,
    pub tool_name: String,
    pub tool_title: String,
    /// "Allow ChatGPT to use {App}?"
    pub question: String,
    /// What will be done, in the server's words; else "Data shared includes: …".
    pub sentence: String,
    pub arguments: Json,
    /// The whole payload as it will be sent.
    pub payload: Json,
    /// The words of the link to the payload.
    pub details: String,
    /// What may be answered: the first two are buttons, the others stand in the menu beside them.
    pub choices: Vec<CardChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardChoice {
    pub choice: Choice,
    pub label: String,
}

/// A prompt that waits for an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    pub id: String,
    pub call_id: String,
    pub conversation_id: String,
    pub asker: Asker,
    pub card: Card,
    /// Why it asks.
    pub verdict: Verdict,
    pub asked_at: String,
    /// When it counts as refused if nobody answers; absent where it waits for ever.
    pub refused_at: Option<String>,
    /// What a rehearsal answers in a moment, unless a person is quicker.
    pub rehearsed: Option<Rehearsed>,
}

/// An answer that is about to be given by a rehearsal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsed {
    /// Counted from 0.
    pub step: u32,
    /// As the script has it, in words: "Deny", "No answer in time".
    pub answer: String,
    /// Absent where it gives none, and lets the time run out.
    pub choice: Option<Choice>,
    pub at: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Deny,
    AllowOnce,
    AllowForConversation,
    AlwaysAllow,
    DenyForConversation,
}

/// How a prompt ended. Everything but an explicit Allow is a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    pub outcome: Outcome,
    /// Where it was answered: `shell`, a screen, `command line` or `rehearsal`; `greenroom` where nobody answered.
    pub by: String,
    pub at: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Denied,
    DeniedForConversation,
    AllowedOnce,
    AllowedForConversation,
    AlwaysAllowed,
    /// The call was cancelled while it waited.
    Withdrawn,
    /// Nobody answered in the time that the settings leave.
    TimedOut,
    /// The tools of its connector were read anew, or its tool changed.
    Refreshed,
    ConnectorDisabled,
    ConnectorDeleted,
    /// Its connector leads to another server now.
    ConnectorMoved,
    WindowClosed,
    /// The program was ended in another way than by closing its window.
    #[serde(alias = "abandoned")]
    Quit,
    /// The program ended without a word: a crash, `kill -9`, a power cut.
    Crashed,
}

impl Outcome {
    pub fn allows(self) -> bool {
        matches!(self, Self::AllowedOnce | Self::AllowedForConversation | Self::AlwaysAllowed)
    }
}

impl Choice {
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Deny => Outcome::Denied,
            Self::DenyForConversation => Outcome::DeniedForConversation,
            Self::AllowOnce => Outcome::AllowedOnce,
            Self::AllowForConversation => Outcome::AllowedForConversation,
            Self::AlwaysAllow => Outcome::AlwaysAllowed,
        }
    }
}

/// A prompt of the current conversation, and what became of it and of its call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LoggedApproval {
    pub approval: Approval,
    /// Absent while it waits.
    pub decision: Option<Decision>,
    pub call_state: CallState,
}
