//! What a person puts in place of what a call's widgets are told. The call itself stays as it was.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;

/// A part of what widgets are told that can be edited by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    Input,
    StructuredContent,
    Content,
    Meta,
    IsError,
    /// The reason; null where the call is not cancelled.
    Cancelled,
    State,
    /// Members of `window.openai` about the surroundings, such as `theme`.
    Globals,
}

/// One part as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PartView {
    pub part: Part,
    /// What widgets are told. Null also where it is not there.
    pub value: Json,
    /// Whether a person put it there.
    pub is_edited: bool,
}
