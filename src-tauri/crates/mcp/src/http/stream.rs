//! Server-sent events: keeps answers raw in the tap and hands rmcp their stand-ins.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use rmcp::model::{RequestId, ServerJsonRpcMessage};
use sse_stream::{Error as SseError, Sse};
use tokio::sync::mpsc;
use tokio::time::timeout;
use url::Url;

use super::events::{BrokenBody, Events, raw};
use super::failure;
use super::reply::is_settling;
use super::trip::Trip;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::tap::{Source, Tap};
use crate::target::Limits;
use crate::wire;

/// Events read before rmcp has taken those before them.
const PASSED_AHEAD: usize = 16;
/// How long a server may go on after its answer; it should end the stream at once.
const AFTER_ANSWER: Duration = Duration::from_secs(1);

/// One response's events.
#[derive(Debug)]
pub(super) struct EventSource {
    /// The request that the response answers; none for the stream of the server's own messages.
    pub(super) id: Option<RequestId>,
    pub(super) during: String,
    pub(super) url: Url,
    pub(super) limits: Limits,
    pub(super) trip: Trip,
    pub(super) tap: Arc<Tap>,
}

impl EventSource {
    /// The events for rmcp: each message replaced by what the tap lets through of it. They are read on a task of
    /// their own, which knows when nobody waits any more: a server may go on for ever.
    pub(super) fn events(self, response: reqwest::Response) -> Events {
        let (passed, events) = mpsc::channel(PASSED_AHEAD);
        let raw = raw(response, self.limits.body_bytes);
        tokio::spawn(self.pump(raw, passed));
        stream::unfold(events, |mut events| async { events.recv().await.map(|event| (event, events)) })
            .boxed()
    }

    async fn pump(self, mut raw: Events, passed: mpsc::Sender<Result<Sse, SseError>>) {
        let given_up = self.given_up();
        tokio::pin!(given_up);
        loop {
            let event = tokio::select! {
                event = raw.next() => event,
                () = passed.closed() => return self.linger(raw).await,
                settled = &mut given_up => {
                    // Otherwise rmcp would try to resume the stream.
                    let _ = passed.send(Ok(as_event(&settled))).await;
                    return;
                }
            };
            let Some(event) = event else { return };
            let is_broken = event.is_err();
            for event in self.pass(event) {
                if passed.send(event).await.is_err() {
                    return self.linger(raw).await;
                }
            }
            if is_broken {
                return;
            }
        }
    }

    /// When nobody waits for the answer any more: what rmcp gets in place of it.
    async fn given_up(&self) -> ServerJsonRpcMessage {
        match &self.id {
            Some(id) => {
                self.tap.given_up(id).await;
                wire::refusal(id.clone(), 0)
            }
            None => pending().await,
        }
    }

    /// Takes down what a server says after its answer.
    async fn linger(&self, mut raw: Events) {
        if self.id.is_none() {
            return;
        }
        let rest = async {
            while let Some(Ok(event)) = raw.next().await {
                self.read(event.data, event.event.as_deref());
            }
        };
        // However it ends, there is nobody to tell.
        let _ = timeout(AFTER_ANSWER, rest).await;
    }

    /// Reads until the answer; for the handshake, where rmcp does not resume.
    pub(super) async fn answer(self, response: reqwest::Response) -> Option<ServerJsonRpcMessage> {
        let mut events = raw(response, self.limits.body_bytes);
        while let Some(event) = events.next().await {
            match event {
                Ok(event) => {
                    let answer = self.read(event.data, event.event.as_deref()).into_iter().find(is_settling);
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

    /// At least one event, for its id and its pause before a retry.
    fn pass(&self, event: Result<Sse, SseError>) -> Vec<Result<Sse, SseError>> {
        let mut event = match event {
            Ok(event) => event,
            Err(error) => {
                self.broke(&error);
                return vec![Err(error)];
            }
        };
        let messages = self.read(event.data.take(), event.event.as_deref());
        let mut events: Vec<_> = messages.iter().map(|message| Ok(as_event(message))).collect();
        events.insert(0, Ok(event));
        events
    }

    /// Hands an event's message to the tap.
    pub(super) fn read(&self, data: Option<String>, event: Option<&str>) -> Vec<ServerJsonRpcMessage> {
        let is_message = matches!(event, None | Some("" | "message"));
        let Some(data) = data.filter(|data| is_message && !data.trim().is_empty()) else { return Vec::new() };
        self.tap.append_body(self.id.as_ref(), &data);
        self.tap.append_body(self.id.as_ref(), "\n");
        self.tap.received(data, self.origin()).messages
    }

    pub(super) fn origin(&self) -> Source<'_> {
        Source { id: self.id.as_ref(), http: Some(&self.trip.http) }
    }

    pub(super) fn broke(&self, error: &SseError) -> Error {
        let exchange = self.id.as_ref().and_then(|id| self.tap.get(id)).and_then(|record| record.exchange);
        let exchange = exchange.unwrap_or_else(|| self.trip.exchange.clone());
        let error = self.name(error, exchange);
        self.tap.broke(&error, self.origin());
        self.tap.failed(self.id.as_ref(), &error);
        error
    }

    /// The stream came to an end that nobody asked for.
    pub(super) fn ended(&self) -> Error {
        let exchange = Some(Box::new(self.trip.exchange.clone()));
        Error::Disconnected {
            during: "the session".to_owned(),
            reason: "the server ended the event stream".to_owned(),
            exchange,
        }
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

/// The events of messages that are all there.
pub(super) fn of(messages: Vec<ServerJsonRpcMessage>) -> Events {
    stream::iter(messages).map(|message| Ok(as_event(&message))).boxed()
}

fn as_event(message: &ServerJsonRpcMessage) -> Sse {
    Sse { data: serde_json::to_string(message).ok(), ..Sse::default() }
}
