//! What our script in a widget's document observes there: console, requests, what the policy blocked, and the use of
//! things that ChatGPT withholds. It crosses as the request `observed`, whose one parameter is a list of
//! [`Observation`]s.
//!
//! Everything here is said by the widget's own document, so it is true only of widgets that mean no harm. Times are
//! milliseconds since 1970, as the document's clock has them.

use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Observation {
    Console(ConsoleEntry),
    /// A request that began, or moved on: the same `id` once more takes the place of what was said before.
    Request(WidgetRequest),
    Violation(PolicyViolation),
    Restricted(RestrictedUse),
    /// What was not passed on because there was too much of it, since this was last said.
    Omitted {
        console: u32,
        requests: u32,
    },
}

/// A place in a script or a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourcePosition {
    /// Empty for the widget's own document; its lines are those of the template as the server sent it.
    pub url: String,
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsoleEntry {
    #[specta(type = i32)]
    pub at: f64,
    pub level: ConsoleLevel,
    pub origin: ConsoleOrigin,
    /// What was logged, as one text: strings as they are, other values as they read in a console.
    pub text: String,
    pub position: Option<SourcePosition>,
    /// The stack of an error that was thrown or logged. May be empty.
    pub stack: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConsoleLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConsoleOrigin {
    /// A method of `console`.
    Console,
    /// An error that nothing caught.
    Uncaught,
    /// A promise that was rejected, and nobody handled it.
    Rejection,
}

/// A request that the widget made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetRequest {
    /// Counts the requests of one document.
    pub id: u32,
    pub initiator: Initiator,
    /// In capital letters; `GET` where the element or the interface has no other.
    pub method: String,
    /// Absolute.
    pub url: String,
    #[specta(type = i32)]
    pub started: f64,
    /// In milliseconds; absent while it lasts, or where the engine does not tell.
    #[specta(type = Option<i32>)]
    pub duration: Option<f64>,
    /// Absent where the document is not told.
    pub status: Option<u16>,
    pub mime_type: Option<String>,
    /// Length of the body, or of all messages of a socket.
    #[specta(type = Option<i32>)]
    pub bytes: Option<f64>,
    pub outcome: RequestOutcome,
    /// What the document was told went wrong. May be empty.
    pub detail: String,
    /// Where the script asked for it.
    pub position: Option<SourcePosition>,
}

/// What made the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Initiator {
    Fetch,
    Xhr,
    WebSocket,
    EventSource,
    Beacon,
    Script,
    Style,
    Image,
    Font,
    Media,
    Frame,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RequestOutcome {
    /// It lasts.
    Pending,
    /// It was answered, with whatever status; a socket or a stream was closed.
    Done,
    /// It was not answered; why, the document is not told.
    Failed,
    /// The widget gave it up.
    Aborted,
    /// The conditions of the screen failed it.
    Conditioned,
}

/// A `securitypolicyviolation` event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyViolation {
    #[specta(type = i32)]
    pub at: f64,
    pub disposition: Disposition,
    /// The effective directive, for example `connect-src` or `script-src-elem`.
    pub directive: String,
    /// An address or an origin, or a word such as `inline`, `eval` or `data`.
    pub blocked: String,
    pub position: Option<SourcePosition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Disposition {
    /// It was blocked.
    Enforce,
    /// It went through here, and a stricter policy would have blocked it.
    Report,
}

/// The first use of something that ChatGPT withholds or restricts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestrictedUse {
    #[specta(type = i32)]
    pub at: f64,
    /// A key of the profile's table of such interfaces, for example `localStorage`.
    pub api: String,
    /// More precisely what, for example `setItem`. May be empty.
    pub detail: String,
    pub position: Option<SourcePosition>,
}

/// How many entries are not kept, because there were too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    pub console: u32,
    pub requests: u32,
}

/// How the network of a screen behaves towards widgets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conditions {
    /// Every request fails.
    pub offline: bool,
    /// Each request of a script waits for so long first, in milliseconds.
    pub delay: u32,
    /// Requests fail whose address contains one of these.
    pub failing: Vec<String>,
}

/// Where our script stands in a document, so that places can be told as the template has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Inserted {
    /// The line of the template, counted from 1, in which it was put.
    pub line: u32,
    /// How many lines it added: the rest of that line of the template stands so many lines further down.
    pub lines: u32,
    /// How many columns that rest has lost at its left.
    pub columns: u32,
}

/// A request as the shell lists it: what the document said of it, with what the engine and the policy add.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkEntry {
    pub request: WidgetRequest,
    pub verdict: NetworkVerdict,
    /// Why it failed or was blocked, or what a stricter mode would do with it. May be empty.
    pub explanation: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum NetworkVerdict {
    Allowed,
    /// Allowed by the mode of now; the published app's policy blocks it.
    WillBreak {
        directive: String,
    },
    /// By the content security policy.
    Blocked {
        directive: String,
    },
    /// The server answered, but does not allow this origin to read it.
    Cors,
    /// No answer came.
    Failed,
    Conditioned,
}
