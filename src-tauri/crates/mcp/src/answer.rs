//! What a request brought, as it was on the wire.

use std::time::Duration;

use serde_json::Value;

use crate::exchange::Exchange;

/// A request that was answered with a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The whole JSON-RPC request.
    pub request: Value,
    /// The whole JSON-RPC response.
    pub response: Value,
    /// `response.result`.
    pub result: Value,
    /// The HTTP exchange; none within the process.
    pub exchange: Option<Exchange>,
    pub duration: Duration,
}

/// All pages of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The entries as the server sent them, malformed ones included.
    pub items: Vec<Value>,
    /// What was off, in sentences.
    pub notes: Vec<String>,
}
