//! The sandbox of a widget: its content security policy in each mode, what it stopped or would stop, and what mends it.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;
use crate::observation::SourcePosition;
use crate::tool::Finding;

/// Which content security policy a connector's widgets are served with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CspMode {
    /// None is enforced, as for an unpublished app while ChatGPT's switch "Enforce CSP in developer mode" is off.
    Developer,
    /// As declared, as with that switch on.
    #[default]
    DeveloperEnforced,
    /// As declared and as reviewed: exact origins over TLS alone.
    Published,
    /// As if the template declared nothing.
    PublishedUndeclared,
    /// The policy of the MCP Apps specification, without anything that ChatGPT adds.
    SpecStrict,
}

impl CspMode {
    pub const ALL: [Self; 5] = [
        Self::Developer,
        Self::DeveloperEnforced,
        Self::Published,
        Self::PublishedUndeclared,
        Self::SpecStrict,
    ];
}

/// The `_meta` key that the domains were taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum DeclarationKey {
    #[serde(rename = "ui.csp")]
    Standard,
    #[serde(rename = "openai/widgetCSP")]
    Legacy,
}

/// One template's policies, mode by mode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplatePolicies {
    pub uri: String,
    pub key: Option<DeclarationKey>,
    /// In the order of [`CspMode::ALL`].
    pub modes: Vec<ModePolicy>,
    /// The origin that ChatGPT gives to its widgets.
    pub chatgpt_origin: String,
    /// What is wrong with the declaration.
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModePolicy {
    pub mode: CspMode,
    /// What this mode is, in a sentence, with where that is known from.
    pub meaning: String,
    /// Empty where nothing is enforced.
    pub enforced: Vec<Directive>,
    /// The header's value; empty where nothing is enforced.
    pub header: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Directive {
    pub name: String,
    pub sources: Vec<String>,
}

/// The sandbox of one widget instance, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SandboxReport {
    pub mode: CspMode,
    pub key: Option<DeclarationKey>,
    /// Of its document, here and in ChatGPT.
    pub origin: String,
    pub chatgpt_origin: String,
    /// The header's value; empty where nothing is enforced.
    pub policy: String,
    /// The stricter policy that is only reported on.
    pub reported_policy: Option<String>,
    pub permissions_policy: String,
    /// Attributes of its frame.
    pub sandbox: String,
    pub allow: String,
    /// Worst first.
    pub findings: Vec<SandboxFinding>,
    /// Absent where nothing is missing.
    pub patch: Option<CspPatch>,
    /// Declared domains that this widget has not asked for so far.
    pub unused: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SandboxFinding {
    pub weight: Weight,
    /// What happened, for example "connect-src blocked https://api.example.com".
    pub title: String,
    /// By which rule, and what to do about it.
    pub text: String,
    /// Where it first happened.
    pub position: Option<SourcePosition>,
    pub count: u32,
}

/// In the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// Broken in the mode of now.
    Broken,
    /// Works here and will break when the app is published.
    WillBreak,
    /// Worth knowing.
    Note,
}

/// The declaration that lets through what was blocked, whole, in both spellings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CspPatch {
    /// To be put into `_meta` of the template: `{ "ui": { "csp": … } }`.
    pub standard: Json,
    /// `{ "openai/widgetCSP": … }`.
    pub legacy: Json,
    /// What is new in it, for example `connectDomains: https://api.example.com`.
    pub added: Vec<String>,
    /// What no declaration can mend, a sentence each.
    pub notes: Vec<String>,
}
