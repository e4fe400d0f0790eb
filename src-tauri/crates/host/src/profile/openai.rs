//! `window.openai` as the emulated host has it.

use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Openai {
    /// Names of the object on `window`.
    pub names: Vec<String>,
    /// The members that ask the host for something. Those that are not named are absent.
    pub members: Vec<String>,
    pub text_output: TextOutput,
    /// How long after a click or a key the widget may do what needs one.
    pub gesture_milliseconds: u32,
    /// The largest file that `uploadFile` takes.
    pub upload_bytes: u32,
}

/// What `toolOutput` is where the server returns text and no `structuredContent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TextOutput {
    Null,
    /// `{ "text": … }`
    Text,
}
