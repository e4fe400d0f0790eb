//! One tool call, from proposal to its end.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::approval::{Decision, Verdict};
use crate::tool::{Finding, TemplateReference};
use crate::{Exchange, Json, Problem};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    pub id: String,
    pub conversation_id: String,
    pub connector_id: String,
    /// The connector's name when the call was made.
    pub app_name: String,
    pub tool_name: String,
    pub tool_title: String,
    pub arguments: Json,
    pub asker: Asker,
    pub state: CallState,
    pub verdict: Verdict,
    /// Absent where nothing was asked, or nothing is answered yet.
    pub decision: Option<Decision>,
    /// Status text while it runs and when it is done.
    pub invoking: String,
    pub invoked: String,
    pub template: Option<TemplateReference>,
    pub proposed_at: String,
    /// When it left for the server; absent where it never did.
    pub sent_at: Option<String>,
    pub settled_at: Option<String>,
    /// From leaving to settling.
    #[specta(type = Option<i32>)]
    pub duration_ms: Option<f64>,
    pub problem: Option<Problem>,
    /// What the server says of how far it is; the last one counts.
    #[serde(default)]
    pub progress: Option<Progress>,
    /// Why it may fail in ChatGPT, while it runs long or after it ran long.
    #[serde(default)]
    pub warning: Option<String>,
}

/// A progress notification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    #[specta(type = i32)]
    pub progress: f64,
    #[specta(type = Option<i32>)]
    pub total: Option<f64>,
    pub message: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Asker {
    /// The person in the shell, in the model's place.
    Person,
    /// The widget of an earlier call, on one screen.
    Widget { call_id: String, screen: String },
    /// Nobody: it was never made. A file of this name says what its widget is told.
    Fixture { name: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CallState {
    AwaitingApproval,
    /// Allowed, and waiting for an earlier call of the conversation to end.
    Queued,
    Running,
    Completed,
    /// The server answered with `isError`.
    ToolError,
    /// No usable answer came; `problem` says why.
    Failed,
    Denied,
    Cancelled,
    TimedOut,
}

impl CallState {
    pub fn is_settled(self) -> bool {
        !matches!(self, Self::AwaitingApproval | Self::Queued | Self::Running)
    }
}

/// A call with what went over the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallRecord {
    pub call: Call,
    /// The JSON-RPC request as sent; absent where nothing was sent.
    pub request: Option<Json>,
    /// The JSON-RPC answer as received.
    pub response: Option<Json>,
    pub exchange: Option<Exchange>,
    pub findings: Vec<Finding>,
}

/// What the shell sends to run a tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunRequest {
    pub connector_id: String,
    pub tool_name: String,
    pub arguments: Json,
    /// The user's message that the call stands under; empty for a default one.
    pub say: String,
    /// The id of the message that it answers instead: the person plays the model.
    #[serde(default)]
    pub answers: Option<String>,
}
