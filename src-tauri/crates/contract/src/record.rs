//! The record: every message and every HTTP exchange with a connector's server, and every message between a widget and
//! the host; secrets masked.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Header;
use crate::widget::Language;

/// One line of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// Grows in the order of recording.
    pub number: u32,
    pub connector_id: String,
    /// The connector's name when it was recorded.
    pub app_name: String,
    pub side: Side,
    /// Which connection to the server, counted from the record's beginning; 0 on the bridge.
    pub session: u32,
    pub at: String,
    pub direction: Direction,
    pub kind: FrameKind,
    /// Of an answer, that of its request. Empty where there is none.
    pub method: String,
    /// The JSON-RPC id as JSON; empty where there is none.
    pub rpc_id: String,
    /// The call that it belongs to.
    pub call_id: Option<String>,
    /// The answer is an error, or the HTTP status is one.
    pub is_error: bool,
    /// The HTTP status, of what was received over HTTP.
    pub status: Option<u16>,
    /// Of the whole text, also where only its start was kept.
    #[specta(type = i32)]
    pub bytes: f64,
    /// Of an answer: since its request left.
    #[specta(type = Option<i32>)]
    pub duration_ms: Option<f64>,
    /// On the bridge: which widget, and in which of its languages.
    pub widget: Option<WidgetEnd>,
}

/// Where a frame was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// Between the host and a server.
    Wire,
    /// Between the host and a widget.
    Bridge,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetEnd {
    pub language: Language,
    pub screen: String,
    pub instance: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    ToServer,
    FromServer,
    ToWidget,
    FromWidget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FrameKind {
    Request,
    Answer,
    Notification,
    /// Something that is no JSON-RPC message, or none that a server or a widget may send.
    Oddity,
    /// An HTTP request or response that carries no message: a stream opened, a session ended, 202 Accepted.
    Http,
    /// Nothing came: the connection failed or broke.
    Failure,
    /// A line that a command wrote to its standard error.
    Stderr,
}

/// A frame with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameDetail {
    pub frame: Frame,
    /// As it was on the wire, secrets masked.
    pub text: String,
    /// Only the start of the text was kept.
    pub cut: bool,
    pub http: Option<FrameHttp>,
    /// The number of the answer to this request, or of the request that this answers, as far as it is on record.
    pub counterpart: Option<u32>,
}

/// The HTTP exchange that a frame was part of, as far as it was known then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameHttp {
    /// Frames of one session with the same number are one exchange.
    pub exchange: u32,
    pub method: String,
    pub url: String,
    pub status: Option<u16>,
    pub request_headers: Vec<Header>,
    pub response_headers: Vec<Header>,
    /// From sending to the response's head.
    #[specta(type = Option<i32>)]
    pub first_byte_ms: Option<f64>,
}

/// Which frames are wanted. Empty lists and texts, and absent values, mean all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameQuery {
    pub connector_id: Option<String>,
    pub call_id: Option<String>,
    pub side: Option<Side>,
    pub kinds: Vec<FrameKind>,
    /// Found anywhere in the text, the method or the address, whatever the case.
    pub text: String,
    pub only_errors: bool,
}

/// Frames, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FramePage {
    pub frames: Vec<Frame>,
    /// There are older ones.
    pub more: bool,
}

/// How full the record is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordStatus {
    pub frames: u32,
    #[specta(type = i32)]
    pub bytes: f64,
    /// When the oldest frame was recorded.
    pub oldest: Option<String>,
    /// Frames that could not be written since the program started.
    pub lost: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RecordFormat {
    /// One JSON object a line.
    JsonLines,
    /// HTTP Archive 1.2; only what went over HTTP.
    Har,
}
