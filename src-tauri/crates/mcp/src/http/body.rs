//! Reads a response's body, up to a limit.

use crate::exchange::Exchange;

/// Enough for the start that is shown of a body that is no MCP.
const ERROR_BODY_BYTES: usize = 64 * 1024;

/// Why a body was not read to its end.
#[derive(Debug)]
pub(super) enum Unread {
    TooLarge,
    Broken(reqwest::Error),
}

/// The whole body, decompressed; its start goes into the exchange in any case.
pub(super) async fn read(
    response: &mut reqwest::Response,
    limit: usize,
    exchange: &mut Exchange,
) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => break Err(Unread::TooLarge),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break Ok(()),
            Err(error) => break Err(Unread::Broken(error)),
        }
    };
    // At most four bytes a character of the 2000 that are shown.
    exchange.body(&String::from_utf8_lossy(&body[..body.len().min(8000)]));
    end.map(|()| body)
}

/// As much of an error's body as could be read.
pub(super) async fn read_error(response: &mut reqwest::Response, exchange: &mut Exchange) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() > ERROR_BODY_BYTES {
            break;
        }
    }
    exchange.body(&String::from_utf8_lossy(&body[..body.len().min(8000)]));
    body
}
