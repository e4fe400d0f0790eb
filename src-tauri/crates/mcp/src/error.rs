//! Why a connection or a request failed, told apart as far as a person needs to act on it.

use std::time::Duration;

use serde_json::Value;
use thiserror::Error;

use crate::exchange::Exchange;

/// Each names what failed; [`Error::exchange`] is the HTTP exchange behind it.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum Error {
    #[error("{scheme}: is not supported; an MCP server is reached over http or https")]
    UnsupportedScheme { scheme: String },
    #[error("the HTTP client could not be set up: {reason}")]
    Setup { reason: String },
    /// Neither at that path nor, without one, in any folder of `PATH`.
    #[error("there is no program {program}")]
    ProgramNotFound { program: String },
    #[error("the file {program} is no program that may be run")]
    NotExecutable { program: String },
    #[error("there is no folder {directory} to run {program} in")]
    NoDirectory { program: String, directory: String },
    #[error("the program {program} could not be started: {reason}")]
    NotStarted { program: String, reason: String },
    /// A child process ended, or closed its standard output, without having been asked to. `last_lines` are the
    /// last of its standard error; they may be empty.
    #[error("the program {program} {how}{}", last_words(.last_lines))]
    Exited { program: String, how: String, last_lines: String },
    #[error("there is no host named {host}")]
    HostNotFound { host: String, exchange: Box<Exchange> },
    #[error("{address} refused the connection: nothing listens there")]
    Refused { address: String, exchange: Box<Exchange> },
    /// The other end speaks TLS, but proves nothing that is believed.
    #[error("no secure connection to {host}: {reason}")]
    Certificate { host: String, reason: String, exchange: Box<Exchange> },
    #[error("no secure connection to {host}: {reason}")]
    Tls { host: String, reason: String, exchange: Box<Exchange> },
    #[error("no connection to {host}: {reason}")]
    Unreachable { host: String, reason: String, exchange: Box<Exchange> },
    /// Reset or closed midway.
    #[error("the connection broke during {during}: {reason}")]
    Disconnected { during: String, reason: String, exchange: Option<Box<Exchange>> },
    /// The response came without an answer in it, and nothing more can come.
    #[error("the stream ended without an answer to {during}{}", suffix(.noise))]
    NoAnswer { during: String, noise: Option<String>, exchange: Option<Box<Exchange>> },
    /// Any HTTP status other than success.
    #[error("{during} was answered with HTTP {status}")]
    Status { during: String, status: u16, exchange: Box<Exchange> },
    /// A redirection that is not followed.
    #[error("{during} was answered with HTTP {status}, which points to {to}")]
    Redirected { during: String, status: u16, to: String, exchange: Box<Exchange> },
    /// An answer that is not MCP; `reason` is a whole sentence without its full stop.
    #[error("{reason}")]
    NotMcp { during: String, reason: String, exchange: Option<Box<Exchange>> },
    #[error("the answer to {during} is larger than {limit} bytes")]
    TooLarge { during: String, limit: usize, exchange: Option<Box<Exchange>> },
    /// `during` is the method that was waited for.
    #[error("no answer to {during} within {after:?}")]
    TimedOut { during: String, after: Duration, exchange: Option<Box<Exchange>> },
    /// The server's own error.
    #[error("the server answered with error {code}: {message}")]
    Rpc { code: i64, message: String, data: Option<Value>, exchange: Option<Box<Exchange>> },
    /// The server needs input to go on, which it will not get.
    #[error("{during} needs input, but {reason}")]
    Unanswerable { during: String, reason: String, exchange: Option<Box<Exchange>> },
    /// A result of a later revision, or of an extension that was not offered.
    #[error(
        "{during} was answered with a result of the type {result_type:?}, which this client does not know"
    )]
    UnknownResult { during: String, result_type: String, exchange: Option<Box<Exchange>> },
    #[error("the server speaks MCP {offered}, which this client does not")]
    UnsupportedVersion { offered: String, exchange: Option<Box<Exchange>> },
    /// The caller gave it up.
    #[error("{during} was cancelled")]
    Cancelled { during: String },
    #[error("the session is closed")]
    Closed,
}

impl Error {
    /// The HTTP exchange that failed. None within the process, and where none had begun.
    pub fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::UnsupportedScheme { .. }
            | Self::Setup { .. }
            | Self::ProgramNotFound { .. }
            | Self::NotExecutable { .. }
            | Self::NoDirectory { .. }
            | Self::NotStarted { .. }
            | Self::Exited { .. }
            | Self::Cancelled { .. }
            | Self::Closed => None,
            Self::HostNotFound { exchange, .. }
            | Self::Refused { exchange, .. }
            | Self::Certificate { exchange, .. }
            | Self::Tls { exchange, .. }
            | Self::Unreachable { exchange, .. }
            | Self::Status { exchange, .. }
            | Self::Redirected { exchange, .. } => Some(exchange),
            Self::Disconnected { exchange, .. }
            | Self::NoAnswer { exchange, .. }
            | Self::NotMcp { exchange, .. }
            | Self::TooLarge { exchange, .. }
            | Self::TimedOut { exchange, .. }
            | Self::Rpc { exchange, .. }
            | Self::Unanswerable { exchange, .. }
            | Self::UnknownResult { exchange, .. }
            | Self::UnsupportedVersion { exchange, .. } => exchange.as_deref(),
        }
    }
}

fn last_words(lines: &str) -> String {
    if lines.is_empty() {
        ", and said nothing on its standard error".to_owned()
    } else {
        format!(". It last said:\n{lines}")
    }
}

fn suffix(noise: &Option<String>) -> String {
    noise.as_ref().map(|noise| format!(" (it carried: {noise})")).unwrap_or_default()
}

/// A request without a result, and what was sent and received all the same.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{error}")]
pub struct Failure {
    pub error: Error,
    /// The whole JSON-RPC request; none if it was never sent.
    pub request: Option<Value>,
    /// The whole JSON-RPC response, if one came.
    pub response: Option<Value>,
    pub exchange: Option<Exchange>,
    pub duration: Duration,
}
