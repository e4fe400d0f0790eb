//! A request as the caller wants it sent.

use std::time::Duration;

use rmcp::model::ClientRequest;
use serde_json::Value;

/// Method, params, and what belongs to this one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub method: String,
    /// Null for none.
    pub params: Value,
    /// None for the session's limit.
    pub limit: Option<Duration>,
    /// The caller's own mark. It comes back with all frames, notices and questions that belong to the request.
    pub tag: Option<String>,
    /// Sent with the HTTP request, beside the target's.
    pub headers: Vec<(String, String)>,
}

/// What of a request goes with it through rmcp to the wire, beside the message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) tag: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Mark {
    pub(crate) fn of(request: &ClientRequest) -> Self {
        match request {
            ClientRequest::CustomRequest(custom) => custom.extensions.get().cloned().unwrap_or_default(),
            _ => Self::default(),
        }
    }
}

impl Request {
    pub fn new(method: &str, params: Value) -> Self {
        Self { method: method.to_owned(), params, limit: None, tag: None, headers: Vec::new() }
    }
}
