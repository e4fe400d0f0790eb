//! What carries a server's messages: what it is called, and what ChatGPT makes of it.

use greenroom_contract::connector::Endpoint;
use greenroom_contract::snapshot::Transport;
use greenroom_contract::tool::Finding;

use crate::profile::Texts;

pub fn of(transport: greenroom_mcp::Transport) -> Transport {
    match transport {
        greenroom_mcp::Transport::StreamableHttp => Transport::StreamableHttp,
        greenroom_mcp::Transport::Sse => Transport::Sse,
        greenroom_mcp::Transport::Stdio => Transport::Stdio,
        greenroom_mcp::Transport::InProcess => Transport::InProcess,
    }
}

/// What it is called in a text. The window has words of its own.
pub fn name(transport: Transport) -> &'static str {
    match transport {
        Transport::StreamableHttp => "Streamable HTTP",
        Transport::Sse => "HTTP+SSE (legacy)",
        Transport::Stdio => "stdio",
        Transport::InProcess => "in Greenroom",
    }
}

/// Of a transport that the connector does not name. Of one that it names there is a remark already.
pub fn finding(found: Transport, endpoint: &Endpoint, texts: &Texts) -> Option<Finding> {
    let is_fallback = found == Transport::Sse && !matches!(endpoint, Endpoint::Sse { .. });
    is_fallback.then(|| Finding {
        path: String::new(),
        text: format!("This address speaks HTTP+SSE, not Streamable HTTP. {}", texts.sse_is_legacy),
    })
}
