//! What goes over the wire, piece by piece, for whoever keeps the record.
//!
//! Frames are made where the bytes are: in the HTTP layer and in the pipes. They carry secrets of the person's
//! own headers; headers that are secrets by their nature are hidden already. Keeping, masking and showing
//! frames is the observer's business.

use std::time::{Duration, SystemTime};

use serde_json::Value;

/// One message, or one HTTP request or response that carries none.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub at: SystemTime,
    pub direction: Direction,
    pub kind: FrameKind,
    /// Of an answer, that of its request.
    pub method: Option<String>,
    /// The JSON-RPC id.
    pub id: Option<Value>,
    /// That of the request it belongs to: its own, or the one in reply to which it came.
    pub tag: Option<String>,
    /// As it was on the wire. Of a failure, what went wrong.
    pub text: String,
    /// Of an answer: since its request left.
    pub duration: Option<Duration>,
    pub http: Option<FrameHttp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    ToServer,
    FromServer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    Request,
    Answer,
    Notification,
    /// Something that is no JSON-RPC message, or none that a server may send.
    Oddity,
    /// An HTTP request or response without a message.
    Http,
    /// Nothing came: the connection failed or broke.
    Failure,
    /// A line of a command's standard error.
    Stderr,
}

/// The HTTP exchange that a frame is part of, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameHttp {
    /// Counted from 0 in each session. A redirection is an exchange of its own.
    pub exchange: u32,
    pub method: String,
    pub url: String,
    pub status: Option<u16>,
    pub request_headers: Vec<(String, String)>,
    pub response_headers: Vec<(String, String)>,
    /// From sending to the response's head.
    pub first_byte: Option<Duration>,
}
