//! What a person may set for the whole program. How the window looks is the shell's own matter.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::permission::{AlwaysCovers, CardInFullscreen, HighRisk, LevelFact, PermissionLevel, WidgetCalls};
use crate::{Header, Json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// A call that has no answer by then has failed.
    pub call_limit_seconds: u32,
    /// A call that runs longer is warned about.
    pub call_warning_seconds: u32,
    pub record: RecordSettings,
    pub chatgpt: ClientSettings,
    pub plain: ClientSettings,
    pub widgets: WidgetSettings,
    pub screens: ScreenSettings,
    pub approvals: ApprovalSettings,
}

/// Which calls ask, and how the asking goes, where a connector does not say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalSettings {
    pub level: PermissionLevel,
    pub widget_calls: WidgetCalls,
    pub high_risk: HighRisk,
    pub always_covers: AlwaysCovers,
    pub card_in_fullscreen: CardInFullscreen,
    /// After which a prompt counts as refused; 0 for never.
    pub timeout_seconds: u32,
}

/// When a screen is stopped that its widgets keep too busy or too full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScreenSettings {
    /// What the web process of one screen may hold. Measured on Linux only.
    pub memory_megabytes: u32,
    /// How long a screen may leave its heartbeat unanswered; 0 for as long as it likes.
    pub hung_seconds: u32,
    pub microphone: Microphone,
}

/// What a person would answer to the browser's question whether a page may use the microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Microphone {
    Refused,
    Granted,
}

/// Where hosts differ, or differed, in what they do for a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetSettings {
    pub host: HostKind,
    pub gestures: Gestures,
    pub response_metadata: ResponseMetadata,
}

/// Whom the host of widgets follows where ChatGPT and the specification of MCP Apps part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HostKind {
    Chatgpt,
    Spec,
}

/// Whether a widget may send messages, open links and change its mode without a click or a key of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Gestures {
    Required,
    Ignored,
}

/// What `window.openai.toolResponseMetadata` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ResponseMetadata {
    /// The whole result, in `mcp_tool_result`.
    Envelope,
    /// The result's `_meta` alone, as before 2026-05-27.
    Legacy,
}

/// The oldest frames go as soon as one of the bounds is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordSettings {
    pub most_frames: u32,
    pub most_megabytes: u32,
    pub days: u32,
}

/// What a client tells a server of itself and of its user. Empty texts are not sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientSettings {
    pub name: String,
    pub version: String,
    pub user_agent: String,
    /// Sent in the handshake and, with the 2026-07-28 revision, with each request.
    pub capabilities: Json,
    /// Sent with each HTTP request, beside those of the protocol.
    pub headers: Vec<Header>,
    /// `_meta` of `initialize`.
    pub initialize_meta: Json,
    /// `_meta` of `tools/call`. `{conversation}` stands for the conversation's id.
    pub call_meta: Json,
    /// Headers of `tools/call`; `{conversation}` as above, `{trace}` and `{span}` for fresh hexadecimal ids,
    /// `{trace-decimal}` and `{span-decimal}` for the same in decimal.
    pub call_headers: Vec<Header>,
    /// Whether progress is asked for, with a token in `_meta`.
    pub progress: bool,
}

/// The settings, and what they are without anybody's doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    pub settings: Settings,
    pub defaults: Settings,
    /// Where secrets are kept, and why there.
    pub secrets: String,
    /// Where the emulated facts come from.
    pub sources: Vec<Source>,
    /// In the order of [`PermissionLevel::ALL`].
    pub levels: Vec<LevelFact>,
}

/// The origin of a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The setting, for example `chatgpt.userAgent`.
    pub setting: String,
    /// For example "observed, capture of 2026-08-27".
    pub text: String,
}
