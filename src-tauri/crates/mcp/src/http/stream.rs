//! Server-sent events: keeps answers raw in the tap and hands rmcp their stand-ins.

use std::fmt;
use std::sync::Arc;

use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt};
use rmcp::model::{RequestId, ServerJsonRpcMessage};
use sse_stream::{Error as SseError, Sse, SseStream};
use url::Url;

use super::failure;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::reading;
use crate::tap::Tap;
use crate::target::Limits;
use crate::wire;

pub(super) type Events = BoxStream<'static, Result<Sse, SseError>>;

/// One response's events.
#[derive(Debug)]
pub(super) struct EventSource {
    /// The request that the response answers; none for the stream of the server's own messages.
    pub(super) id: Option<RequestId>,
    pub(super) during: String,
    pub(super) url: Url,
    pub(super) limits: Limits,
    pub(super) exchange: Exchange,
    pub(super) tap: Arc<Tap>,
}

impl EventSource {
    /// The events for rmcp: answers replaced by their stand-ins, everything else as it came.
    pub(super) fn events(self, response: reqwest::Response) -> Events {
        let events = SseStream::from_bytes_stream(bounded(response.bytes_stream(), self.limits.body_bytes));
        events.map(move |event| self.pass(event)).boxed()
    }

    /// Reads until the answer; for the handshake, where rmcp does not resume.
    pub(super) async fn answer(self, response: reqwest::Response) -> Option<ServerJsonRpcMessage> {
        let mut events =
            SseStream::from_bytes_stream(bounded(response.bytes_stream(), self.limits.body_bytes)).boxed();
        while let Some(event) = events.next().await {
            match event {
                Ok(event) => {
                    let answer = self.read(&event);
                    if answer.is_some() {
                        return answer;
                    }
                }
                Err(error) => {
                    self.broke(&error);
                    return None;
                }
            }
        }
        None
    }

    fn pass(&self, event: Result<Sse, SseError>) -> Result<Sse, SseError> {
        let mut event = event.inspect_err(|error| self.broke(error))?;
        if let Some(message) = self.read(&event) {
            event.data = serde_json::to_string(&message).ok();
        }
        Ok(event)
    }

    /// Takes an answer into the tap.
    fn read(&self, event: &Sse) -> Option<ServerJsonRpcMessage> {
        let is_message = matches!(event.event.as_deref(), None | Some("" | "message"));
        let data = event.data.as_deref().filter(|data| is_message && !data.trim().is_empty())?;
        self.tap.append_body(self.id.as_ref(), data);
        self.tap.append_body(self.id.as_ref(), "\n");
        let message = reading::read(data.as_bytes()).ok();
        let Some(message) = message.filter(|message| wire::objection(message).is_none()) else {
            self.tap.noise(self.id.as_ref(), data);
            return None;
        };
        if !wire::is_answer(&message) {
            return None;
        }
        let stand_in = self.tap.answered(self.id.as_ref(), message);
        if stand_in.is_none() {
            self.tap.noise(self.id.as_ref(), data);
        }
        stand_in
    }

    fn broke(&self, error: &SseError) {
        let exchange = self.id.as_ref().and_then(|id| self.tap.get(id)).and_then(|record| record.exchange);
        let exchange = exchange.unwrap_or_else(|| self.exchange.clone());
        self.tap.failed(self.id.as_ref(), &self.name(error, exchange));
    }

    fn name(&self, error: &SseError, exchange: Exchange) -> Error {
        let during = self.during.clone();
        let SseError::Body(cause) = error else {
            let reason = format!("the event stream that answers {during} is malformed: {error}");
            return Error::NotMcp { during, reason, exchange: Some(Box::new(exchange)) };
        };
        match cause.downcast_ref::<BrokenBody>() {
            Some(BrokenBody::TooLarge) => {
                Error::TooLarge { during, limit: self.limits.body_bytes, exchange: Some(Box::new(exchange)) }
            }
            Some(BrokenBody::Read(error)) => {
                failure::name(error, &self.url, &during, self.limits.connect, &exchange)
            }
            None => {
                Error::Disconnected { during, reason: cause.to_string(), exchange: Some(Box::new(exchange)) }
            }
        }
    }
}

#[derive(Debug)]
enum BrokenBody {
    TooLarge,
    Read(reqwest::Error),
}

impl fmt::Display for BrokenBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => formatter.write_str("an event is too large"),
            Self::Read(error) => formatter.write_str(&failure::reason(error)),
        }
    }
}

impl std::error::Error for BrokenBody {}

/// The body's chunks until one event grows beyond the limit.
fn bounded<C: AsRef<[u8]>>(
    chunks: impl Stream<Item = reqwest::Result<C>>,
    limit: usize,
) -> impl Stream<Item = Result<C, BrokenBody>> {
    let mut size = EventSize::default();
    chunks.map(move |chunk| {
        let chunk = chunk.map_err(BrokenBody::Read)?;
        if size.fits(chunk.as_ref(), limit) { Ok(chunk) } else { Err(BrokenBody::TooLarge) }
    })
}

/// How large the event is that is being read; an empty line ends it.
#[derive(Debug, Default)]
struct EventSize {
    bytes: usize,
    line_bytes: usize,
}

impl EventSize {
    /// Reads on, and says whether every event so far is within the limit.
    fn fits(&mut self, chunk: &[u8], limit: usize) -> bool {
        chunk.iter().all(|byte| {
            match byte {
                b'\n' if self.line_bytes == 0 => self.bytes = 0,
                b'\n' => self.line_bytes = 0,
                b'\r' => {}
                _ => {
                    self.bytes += 1;
                    self.line_bytes += 1;
                }
            }
            self.bytes <= limit
        })
    }
}
