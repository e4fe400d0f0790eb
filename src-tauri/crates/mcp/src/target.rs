//! What to connect to, as whom, and within which limits.

use std::time::Duration;

use serde_json::Value;
use tokio::io::DuplexStream;
use url::Url;

/// Where the server is.
#[derive(Debug)]
pub enum Target {
    /// Streamable HTTP at one URL.
    Http { url: Url },
    /// Newline-delimited JSON; the other end is served by this process.
    InProcess(DuplexStream),
}

/// Who the client says it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientProfile {
    /// Name in `clientInfo`. The id of `server/discover` is made of it: `NAME-discover`.
    pub name: String,
    pub version: String,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// The capabilities object, sent as it is (`experimental`, `extensions`, …).
    pub capabilities: Value,
}

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
    /// 128 MiB hold a template of 64 MB in base64.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            request: Duration::from_secs(60),
            body_bytes: 128 * 1024 * 1024,
        }
    }
}
