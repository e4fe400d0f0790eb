//! A tool as its server describes it, read leniently: what is off-spec becomes a finding, never a lost tool.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Tool {
    pub name: String,
    /// `title`, else `annotations.title`, else the name.
    pub title: String,
    /// May be empty.
    pub description: String,
    /// As sent; `{"type":"object"}` where the server sent none or something that is no object.
    pub input_schema: Json,
    pub annotations: Annotations,
    pub template: Option<TemplateReference>,
    pub visibility: Visibility,
    /// Names of top-level arguments that are files.
    #[serde(default)]
    pub file_params: Vec<String>,
    /// Status text while the call runs and when it is done; ChatGPT's own words where the server gives none.
    pub invoking: String,
    pub invoked: String,
    /// The descriptor as it was on the wire.
    pub raw: Json,
    pub findings: Vec<Finding>,
}

/// The hints as sent: `null` means that the server said nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Annotations {
    pub read_only: Option<bool>,
    pub destructive: Option<bool>,
    pub idempotent: Option<bool>,
    pub open_world: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateReference {
    pub uri: String,
    /// The key of `_meta` that named it, for example `ui.resourceUri` or `openai/outputTemplate`.
    pub key: String,
}

/// Who may call the tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Visibility {
    pub model: bool,
    pub app: bool,
}

/// Something off-spec, or something that ChatGPT would stumble over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// JSON path within the thing it is about, for example `$.inputSchema`. Empty for the whole.
    pub path: String,
    pub text: String,
}

/// Where arguments do not satisfy the tool's schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    /// JSON pointer into the arguments; empty for the whole.
    pub pointer: String,
    pub text: String,
}
