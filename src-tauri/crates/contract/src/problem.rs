//! What went wrong, as a person reads it. Errors inside the crates are typed; this is their form at the edge.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A failure: what was wrong, what to do about it, and the exchange that shows it where there was one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    pub code: ProblemCode,
    /// One or two sentences: what was wrong and where.
    pub message: String,
    /// What to do. Empty where nothing can be done.
    pub hint: String,
    pub exchange: Option<Box<Exchange>>,
}

/// A code exists only because a reader of problems branches on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The person stopped it; shown as a note, not as an error.
    Cancelled,
    /// What was typed cannot be used; the form stays open.
    Invalid,
    /// The connector, call, approval or screen is no longer there.
    NotFound,
    /// Everything else.
    Failed,
}

/// One HTTP exchange, short enough to show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    pub method: String,
    pub url: String,
    /// Absent where no answer came.
    pub status: Option<u16>,
    pub headers: Vec<Header>,
    /// The first lines of the answer, at most 2,000 characters.
    pub body_start: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    pub name: String,
    pub value: String,
}

impl Problem {
    pub fn new(code: ProblemCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), exchange: None }
    }

    pub fn failed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ProblemCode::Failed, message, hint)
    }

    pub fn invalid(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ProblemCode::Invalid, message, hint)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ProblemCode::NotFound, message, "It may have been deleted in the meantime.")
    }

    pub fn cancelled(message: impl Into<String>) -> Self {
        Self::new(ProblemCode::Cancelled, message, "")
    }
}
