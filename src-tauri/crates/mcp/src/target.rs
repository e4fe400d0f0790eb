//! What to connect to, as whom, and within which limits.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::io::DuplexStream;
use url::Url;

/// Where the server is.
#[derive(Debug)]
pub enum Target {
    /// Streamable HTTP at one URL.
    Http(HttpTarget),
    /// HTTP+SSE, as in the revision 2024-11-05: a GET stream, and a POST address that it names.
    Sse(HttpTarget),
    /// A child process that speaks newline-delimited JSON.
    Stdio(Command),
    /// Newline-delimited JSON; the other end is served by this process.
    InProcess(DuplexStream),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpTarget {
    pub url: Url,
    /// The person's own headers, sent with each request.
    pub headers: Vec<(String, String)>,
    pub certificates: Certificates,
}

impl HttpTarget {
    pub fn new(url: Url) -> Self {
        Self { url, headers: Vec::new(), certificates: Certificates::Trusted }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificates {
    /// Those that this machine trusts.
    Trusted,
    /// Any, self-signed ones included.
    Any,
}

/// A program and how it is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub program: String,
    pub arguments: Vec<String>,
    /// Added to this program's own environment.
    pub environment: Vec<(String, String)>,
    /// None for this program's own.
    pub directory: Option<PathBuf>,
}

/// Who the client says it is, and how it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientProfile {
    /// Name in `clientInfo`. The id of `server/discover` is made of it: `NAME-discover`.
    pub name: String,
    pub version: String,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// The capabilities object, sent as it is (`experimental`, `extensions`, …). What it offers of elicitation,
    /// sampling and roots is asked of the observer.
    pub capabilities: Value,
    pub protocol: Protocol,
    /// Sent with each HTTP request, before the person's own.
    pub headers: Vec<(String, String)>,
    /// `_meta` of `initialize`.
    pub initialize_meta: Map<String, Value>,
    /// Whether each request carries a progress token.
    pub progress: bool,
}

/// Which revision is spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    /// `server/discover` first, then `initialize`.
    #[default]
    Negotiated,
    /// This one is offered and no other way is tried. 2026-07-28 is the one without `initialize`.
    Forced(String),
}

/// The revisions that can be forced, newest first.
pub const REVISIONS: [&str; 5] = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// How long to wait and how much to accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The whole of connecting: finding out the era, and the handshake.
    pub connect: Duration,
    /// One request, unless the caller gives another limit.
    pub request: Duration,
    /// One message from the server, decompressed.
    pub body_bytes: usize,
}

impl Default for Limits {
    /// 32 MiB hold a template of 16 MB in base64.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            request: Duration::from_secs(60),
            body_bytes: 32 * 1024 * 1024,
        }
    }
}
