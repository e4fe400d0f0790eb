//! What calls may do without asking: the levels that a person chooses from, what was answered for longer than one call,
//! and what would be asked if one called. The rule itself is the host's.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::approval::{Card, Choice, VerdictAction};
use crate::tool::{Annotations, Finding};

/// How much a person allows an app, by ChatGPT's newest names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PermissionLevel {
    AlwaysAsk,
    AllowReads,
    AllowLowRisk,
    AllowAll,
    /// What is documented for custom servers in developer mode.
    Classic,
}

impl PermissionLevel {
    pub const ALL: [Self; 5] =
        [Self::AlwaysAsk, Self::AllowReads, Self::AllowLowRisk, Self::AllowAll, Self::Classic];
}

/// A level in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelFact {
    pub level: PermissionLevel,
    pub title: String,
    /// What it lets pass, in a sentence.
    pub meaning: String,
    /// Where that is known from, and how surely.
    pub source: String,
}

/// Whether a call that a widget makes asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WidgetCalls {
    /// As one of the model would.
    SameRule,
    AlwaysAsk,
    NeverAsk,
}

impl WidgetCalls {
    pub const ALL: [Self; 3] = [Self::SameRule, Self::AlwaysAsk, Self::NeverAsk];
}

/// What becomes of a call that the level "Allow low-risk actions" does not let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HighRisk {
    Asks,
    IsDeclined,
}

impl HighRisk {
    pub const ALL: [Self; 2] = [Self::Asks, Self::IsDeclined];
}

/// How far "Always allow" reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AlwaysCovers {
    /// All tools of the app, in every conversation.
    App,
    /// All tools of the app, in this conversation.
    AppInConversation,
}

/// Whether the card is seen while a widget is in fullscreen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CardInFullscreen {
    Shown,
    /// It is there when the widget leaves fullscreen, and not before.
    Hidden,
}

/// What is set for one connector in place of the settings for all. Absent: as the settings say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ConnectorPermissions {
    pub level: Option<PermissionLevel>,
    pub widget_calls: Option<WidgetCalls>,
}

/// An answer that holds for longer than the call that it was given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Remembered {
    pub id: String,
    pub connector_id: String,
    pub app_name: String,
    /// Absent where it covers every tool of the app.
    pub tool_name: Option<String>,
    /// Absent where it covers every conversation.
    pub conversation_id: Option<String>,
    /// The conversation's first message; absent where it covers every conversation.
    pub conversation_title: Option<String>,
    pub choice: Choice,
    pub since: String,
    /// Where it was answered, as [`crate::approval::Decision::by`].
    pub by: String,
    /// The call whose prompt it answered; absent for what older versions remembered.
    pub call_id: Option<String>,
    /// Tools that it has stopped to cover.
    pub exceptions: Vec<Exception>,
    /// Absent while it holds.
    pub ended: Option<RememberedEnd>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exception {
    pub tool_name: String,
    pub end: RememberedEnd,
}

/// That something is no longer remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RememberedEnd {
    pub at: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// What would be asked of a connector's tools, level by level, without calling any.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalPreview {
    /// The level that holds for the connector.
    pub level: PermissionLevel,
    pub widget_calls: WidgetCalls,
    /// In the server's order.
    pub tools: Vec<ToolApprovals>,
    /// What concerns the connector as a whole.
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ToolApprovals {
    pub tool_name: String,
    pub tool_title: String,
    pub annotations: Annotations,
    /// In the order of [`PermissionLevel::ALL`].
    pub levels: Vec<LevelOutcome>,
    /// The card that it would show, with arguments made from its schema.
    pub card: Card,
    pub findings: Vec<Finding>,
}

/// What a call would meet at one level, if nothing were remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelOutcome {
    pub level: PermissionLevel,
    /// Of the model, whose part the person plays.
    pub person: VerdictAction,
    pub widget: VerdictAction,
    /// Why, for the model's call.
    pub reason: String,
}
