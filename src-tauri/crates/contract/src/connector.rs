//! A connector: one MCP server that a person has added. Its tools are in [`crate::snapshot`].

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Problem;
use crate::permission::ConnectorPermissions;
use crate::sandbox::CspMode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Connector {
    pub id: String,
    pub name: String,
    /// May be empty.
    pub description: String,
    pub endpoint: Endpoint,
    pub authentication: Authentication,
    /// The headers that go with each HTTP request.
    pub headers: Vec<SecretName>,
    /// The variables that are added to a command's environment.
    pub environment: Vec<SecretName>,
    pub certificates: Certificates,
    pub client: ClientKind,
    pub protocol: ProtocolChoice,
    pub reading: Reading,
    /// Which policy its widgets are served with.
    pub csp: CspMode,
    pub availability: Availability,
    pub permissions: ConnectorPermissions,
    pub created_at: String,
    pub connection: Connection,
    /// What ChatGPT would do differently with this connector, a sentence each.
    pub remarks: Vec<String>,
}

/// A header or a variable whose value is a secret and stays in the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretName {
    pub name: String,
    /// Whether a value was ever given. Without one, the connector cannot connect.
    pub has_value: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Endpoint {
    /// The Kanban board that comes with the program and runs inside it.
    Demo,
    /// Streamable HTTP.
    Http { url: String },
    /// HTTP with a stream of server-sent events beside it, as in the revision 2024-11-05.
    Sse { url: String },
    /// A program that this one starts and speaks to over its standard input and output.
    Stdio {
        command: String,
        arguments: Vec<String>,
        /// Where it runs; empty for the home directory.
        directory: String,
    },
}

/// Whose certificates are accepted over HTTPS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Certificates {
    /// Those that this machine trusts.
    #[default]
    Trusted,
    /// Any, self-signed ones included.
    Any,
}

/// Whether the connector takes part in conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Availability {
    #[default]
    Enabled,
    /// It keeps all it has, and nothing of it can be called.
    Disabled,
}

/// Who the connector's server thinks it talks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ClientKind {
    #[default]
    Chatgpt,
    /// An MCP client with every capability and no habits of ChatGPT.
    Plain,
}

/// Which revision of the protocol is spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum ProtocolChoice {
    /// Found out: the newest that both know.
    #[default]
    Negotiated,
    /// For example `2025-06-18`.
    Forced { version: String },
}

/// When tools and templates are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Reading {
    /// At connecting and at Refresh, as ChatGPT does.
    #[default]
    Snapshot,
    /// Templates at every call, tools whenever the server says that they changed.
    Live,
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
    pub endpoint: EndpointDraft,
    pub authentication: Authentication,
    pub headers: Vec<SecretDraft>,
    pub environment: Vec<SecretDraft>,
    pub certificates: Certificates,
    pub client: ClientKind,
    pub protocol: ProtocolChoice,
    pub reading: Reading,
    /// The box "I understand and want to continue".
    pub understood: bool,
}

impl ConnectorDraft {
    /// The form with nothing but a name and an endpoint filled in, and the box ticked.
    pub fn new(name: impl Into<String>, endpoint: EndpointDraft) -> Self {
        Self {
            name: name.into(),
            description: String::new(),
            endpoint,
            authentication: Authentication::None,
            headers: Vec::new(),
            environment: Vec::new(),
            certificates: Certificates::default(),
            client: ClientKind::default(),
            protocol: ProtocolChoice::default(),
            reading: Reading::default(),
            understood: true,
        }
    }
}

/// An endpoint as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum EndpointDraft {
    Demo,
    Http {
        url: String,
    },
    Sse {
        url: String,
    },
    Stdio {
        /// The program and its arguments, quoted as in a shell; nothing is expanded.
        command_line: String,
        directory: String,
    },
}

/// A header or a variable as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretDraft {
    pub name: String,
    /// Absent where the stored value stays.
    pub value: Option<String>,
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
    CommandLine,
    Directory,
    Headers,
    Environment,
    Certificates,
    Client,
    Protocol,
    Reading,
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

/// What a file of connectors holds, before anything is added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    /// The program whose shape the file has, for example "Claude Desktop".
    pub shape: String,
    pub items: Vec<ImportItem>,
    /// What was left out of the file and why, a sentence each.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportItem {
    /// The key of the file; it names the item when it is chosen.
    pub key: String,
    pub draft: ConnectorDraft,
    /// What it is, as a person reads it: an address or a command line.
    pub summary: String,
    /// Worth knowing, for example that a connector with this address exists. May be empty.
    pub notes: Vec<String>,
    /// Why it cannot be added, if it cannot.
    pub problem: Option<Problem>,
}
