//! What carries a session's messages.

/// As it was found: a server at an HTTP address may turn out to speak the older transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    StreamableHttp,
    /// HTTP+SSE, as in the revision 2024-11-05.
    Sse,
    Stdio,
    InProcess,
}
