//! What the transports do beside messages: HTTP without a message in it, and what broke.

use std::sync::atomic::Ordering;

use super::{Source, Tap, from_server};
use crate::error::Error;
use crate::frame::{Direction, Frame, FrameHttp, FrameKind};

impl Tap {
    /// The number of the next HTTP exchange.
    pub(crate) fn next_exchange(&self) -> u32 {
        self.exchanges.fetch_add(1, Ordering::Relaxed)
    }

    /// An HTTP request that carries no message.
    pub(crate) fn http_sent(&self, http: &FrameHttp) {
        let source = Source { id: None, http: Some(http) };
        let frame = from_server(FrameKind::Http, String::new(), source);
        self.observer.frame(Frame { direction: Direction::ToServer, ..frame });
    }

    /// An HTTP response that carries no message; `text` is what of its body was read.
    pub(crate) fn http_received(&self, text: String, source: Source<'_>) {
        let kind = match source.http.and_then(|http| http.status) {
            Some(200..300) if !text.trim().is_empty() => FrameKind::Oddity,
            _ => FrameKind::Http,
        };
        self.observer.frame(self.of_request(kind, text, source));
    }

    /// What the transport itself says, of which nothing is odd.
    pub(crate) fn told(&self, text: String, source: Source<'_>) {
        self.observer.frame(self.of_request(FrameKind::Http, text, source));
    }

    /// The connection failed or broke.
    pub(crate) fn broke(&self, error: &Error, source: Source<'_>) {
        self.observer.frame(self.of_request(FrameKind::Failure, error.to_string(), source));
    }

    /// A frame from the server about the request in reply to which it came.
    fn of_request(&self, kind: FrameKind, text: String, source: Source<'_>) -> Frame {
        let state = self.lock();
        let record = source.id.and_then(|id| state.records.get(id));
        Frame {
            method: record.map(|record| record.method.clone()),
            id: record.and_then(|record| record.request.get("id").cloned()),
            tag: record.and_then(|record| record.tag.clone()),
            ..from_server(kind, text, source)
        }
    }
}
