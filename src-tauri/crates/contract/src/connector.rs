//! A connector: one MCP server that a person has added. Its tools are in [`crate::snapshot`].

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Problem;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Connector {
    pub id: String,
    pub name: String,
    /// May be empty.
    pub description: String,
    pub endpoint: Endpoint,
    pub authentication: Authentication,
    pub created_at: String,
    pub connection: Connection,
    /// What ChatGPT would do differently with this connector, a sentence each.
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Endpoint {
    /// The Kanban board that comes with the program and runs inside it.
    Demo,
    /// Streamable HTTP.
    Http { url: String },
}

/// The choices of ChatGPT's form. Only `None` works so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    None,
    Oauth,
    Mixed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Connection {
    /// Not tried since the program started; the stored snapshot is in use.
    Idle,
    Connecting {
        since: String,
    },
    Connected {
        since: String,
    },
    /// The stored snapshot, if there is one, stays in use.
    Failed {
        at: String,
        problem: Problem,
    },
}

/// What the form holds when a connector is created or edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorDraft {
    pub name: String,
    pub description: String,
    /// Ignored when the demo connector is edited.
    pub url: String,
    pub authentication: Authentication,
    /// The box "I understand and want to continue".
    pub understood: bool,
}

/// Something to say beside a field of the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftNote {
    pub field: DraftField,
    pub weight: NoteWeight,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DraftField {
    Name,
    Description,
    Url,
    Authentication,
    Understood,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NoteWeight {
    /// The form cannot be sent.
    Error,
    /// Worth knowing; the form can be sent.
    Remark,
}
