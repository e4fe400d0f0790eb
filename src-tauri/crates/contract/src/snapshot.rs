//! What was read from a server when it was connected or last refreshed. As in ChatGPT it is what is used until
//! the next Refresh.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::tool::{Finding, Tool};
use crate::{Json, Problem};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    pub taken_at: String,
    pub server_name: String,
    pub server_version: String,
    pub protocol_version: String,
    /// Absent in a snapshot from before it was kept.
    pub transport: Option<Transport>,
    pub instructions: Option<String>,
    /// In the server's order.
    pub tools: Vec<Tool>,
    pub templates: Vec<Template>,
    pub findings: Vec<Finding>,
}

/// What carries the messages, as it was found: a server at an HTTP address may speak the older transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Transport {
    StreamableHttp,
    /// HTTP+SSE, as in the revision 2024-11-05.
    Sse,
    Stdio,
    /// To a server inside the program.
    InProcess,
}

/// A widget's HTML as it was read. The HTML itself stays in the host, by hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    pub uri: String,
    /// As sent; empty where the server sent none.
    pub mime_type: String,
    /// Length of the HTML in bytes.
    pub bytes: u32,
    /// SHA-256 of the HTML in hex; empty where there is none.
    pub hash: String,
    /// `_meta` of the contents over `_meta` of the listing.
    pub meta: Json,
    /// What the listing says of the resource; empty where it says nothing.
    #[serde(default)]
    pub description: String,
    /// Why it cannot be shown, if it cannot.
    pub problem: Option<Problem>,
    pub findings: Vec<Finding>,
}

/// What Refresh brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Refresh {
    pub snapshot: Snapshot,
    pub changes: Vec<Change>,
    /// Tools for which something was remembered that no longer is, because they changed, each in a sentence.
    pub forgotten: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub subject: ChangeSubject,
    /// The tool's name or the template's URI; empty for the server.
    pub name: String,
    pub kind: ChangeKind,
    /// What differs, for `changed`.
    pub fields: Vec<FieldChange>,
    /// What ChatGPT would make of it, where that is not what one expects. May be empty.
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChangeSubject {
    Server,
    Tool,
    Template,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    Added,
    Removed,
    Changed,
}

/// One key of the descriptor, before and after; `null` where it was absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    pub field: String,
    pub before: Json,
    pub after: Json,
}
