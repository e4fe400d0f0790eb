//! What a session tells its owner while it goes on: frames, what the server says of its own accord, and what it
//! asks.

use std::fmt::Debug;

use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::frame::Frame;

/// The owner's end. All of it is called on the session's own path, so it must not wait.
pub trait Observer: Debug + Send + Sync {
    /// Something went over the wire.
    fn frame(&self, frame: Frame);

    /// The server said something that answers no request.
    fn notice(&self, notice: Notice);

    /// The server asks something that the profile's capabilities offer. Everything else is refused unasked, and
    /// ping is answered.
    fn ask(&self, question: Question) -> BoxFuture<'static, Result<Value, Refusal>>;
}

/// A notification of the server's, or the end of the connection.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// `notifications/progress` for the request of that tag.
    Progress { tag: Option<String>, progress: f64, total: Option<f64>, message: Option<String> },
    /// `notifications/message`. `tag` where it came in reply to a request.
    Log { tag: Option<String>, level: String, logger: Option<String>, data: Value },
    /// `notifications/tools/list_changed` and its like; `list` is `tools`, `prompts` or `resources`.
    ListChanged { list: String },
    /// `notifications/resources/updated`.
    ResourceUpdated { uri: String },
    /// Any other.
    Other { method: String, params: Value },
    /// The connection is over without having been closed by us; requests fail from now on.
    Ended { reason: String },
}

/// `elicitation/create`, `sampling/createMessage` or `roots/list`: as a request of the server's or, in the
/// 2026-07-28 revision, within a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub method: String,
    pub params: Value,
    /// That of the request in reply to which it came.
    pub tag: Option<String>,
}

/// A JSON-RPC error in answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: i64,
    pub message: String,
}

/// Looks away, and refuses whatever is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Observer for Nobody {
    fn frame(&self, _: Frame) {}

    fn notice(&self, _: Notice) {}

    fn ask(&self, _: Question) -> BoxFuture<'static, Result<Value, Refusal>> {
        Box::pin(std::future::ready(Err(Refusal {
            code: -1,
            message: "nobody is there to answer".to_owned(),
        })))
    }
}
