//! Everything that is sent and received goes through here.
//!
//! The transports hand in what they are about to send and what has come; the tap makes frames and notices of
//! it, keeps what becomes of each request for [`crate::session`], and says what rmcp gets to see.

mod record;
mod state;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use rmcp::model::{ClientJsonRpcMessage, RequestId, ServerJsonRpcMessage};
use serde_json::Value;
use tokio::sync::watch;

pub(crate) use self::record::Record;
use self::state::{Asked, Phase, State};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::frame::{Direction, Frame, FrameHttp, FrameKind};
use crate::notice;
use crate::observer::{Notice, Observer};
use crate::reading::{self, Unreadable};
use crate::request::Mark;
use crate::session::era;
use crate::target::ClientProfile;
use crate::wire::{self, Wire};

/// How much of what is no answer is kept for the error's sentence.
const NOISE_CHARS: usize = 200;

#[derive(Debug)]
pub(crate) struct Tap {
    wire: Wire,
    pub(crate) observer: Arc<dyn Observer>,
    exchanges: AtomicU32,
    state: Mutex<State>,
    /// Tells whenever a request was given up.
    leaving: watch::Sender<()>,
}

/// A message on its way out.
#[derive(Debug)]
pub(crate) struct Outgoing {
    /// The id by which rmcp knows a request; none for notifications and replies.
    pub(crate) id: Option<RequestId>,
    /// Of a reply, what it is.
    pub(crate) method: String,
    pub(crate) value: Value,
    /// `value` as it goes over the wire.
    pub(crate) text: String,
    /// What belongs to this request alone.
    pub(crate) mark: Mark,
    duration: Option<Duration>,
}

/// Where something came from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Source<'a> {
    /// The request in reply to which it came, where the transport knows it.
    pub(crate) id: Option<&'a RequestId>,
    pub(crate) http: Option<&'a FrameHttp>,
}

/// What became of something that came.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// What rmcp gets in place of it. Nothing for a notification; several for a batch.
    pub(crate) messages: Vec<ServerJsonRpcMessage>,
    /// What was off, if nothing else can be made of it.
    pub(crate) oddity: Option<Oddity>,
}

/// Why something that came is nothing to go on with.
#[derive(Debug)]
pub(crate) enum Oddity {
    /// Goes on where a sentence has said what it is.
    Unreadable(String),
    NoMessage(&'static str),
    /// An answer with this id, which no open request has.
    Stray(Value),
}

impl Tap {
    pub(crate) fn new(profile: &ClientProfile, observer: Arc<dyn Observer>) -> Self {
        Self {
            wire: Wire::new(profile),
            observer,
            exchanges: AtomicU32::new(0),
            state: Mutex::default(),
            leaving: watch::Sender::default(),
        }
    }

    /// The number of the next HTTP exchange.
    pub(crate) fn next_exchange(&self) -> u32 {
        self.exchanges.fetch_add(1, Ordering::Relaxed)
    }

    /// Encodes a message and, if it is a request, begins its record.
    pub(crate) fn send(&self, message: &ClientJsonRpcMessage) -> Result<Outgoing, Error> {
        let value = self.wire.encode(message).map_err(|error| Error::Setup { reason: error.to_string() })?;
        let mut outgoing = Outgoing {
            id: None,
            method: wire::method(&value),
            text: value.to_string(),
            value,
            mark: Mark::default(),
            duration: None,
        };
        let mut state = self.lock();
        match message {
            ClientJsonRpcMessage::Request(request) => {
                outgoing.mark = Mark::of(&request.request);
                let record = Record::new(&outgoing.method, outgoing.value.clone(), &outgoing.mark);
                state.records.insert(request.id.clone(), record);
                state.newest = Some(request.id.clone());
                outgoing.id = Some(request.id.clone());
            }
            ClientJsonRpcMessage::Notification(_) => {
                outgoing.mark.tag = state.tag_of_notification(None, &outgoing.value);
            }
            ClientJsonRpcMessage::Response(response) => outgoing.replies_to(state.asked.remove(&response.id)),
            ClientJsonRpcMessage::Error(error) => {
                outgoing.replies_to(error.id.as_ref().and_then(|id| state.asked.remove(id)));
            }
        }
        Ok(outgoing)
    }

    /// A message leaves; over HTTP as part of an exchange, of which there may be several.
    pub(crate) fn sent(&self, outgoing: &Outgoing, http: Option<&FrameHttp>) {
        self.with(outgoing.id.as_ref(), |record| record.sent = record.sent.or_else(|| Some(Instant::now())));
        let kind = match (&outgoing.id, outgoing.value.get("method")) {
            (Some(_), _) => FrameKind::Request,
            (None, Some(_)) => FrameKind::Notification,
            (None, None) => FrameKind::Answer,
        };
        self.observer.frame(Frame {
            at: SystemTime::now(),
            direction: Direction::ToServer,
            kind,
            method: Some(outgoing.method.clone()),
            id: outgoing.value.get("id").cloned(),
            tag: outgoing.mark.tag.clone(),
            text: outgoing.text.clone(),
            duration: outgoing.duration,
            http: http.cloned(),
        });
    }

    /// Something came that should be one message, or a batch of them.
    pub(crate) fn received(&self, text: String, source: Source<'_>) -> Taken {
        match reading::read(text.as_bytes()) {
            Ok(Value::Array(messages)) if !messages.is_empty() => {
                let mut all = Taken::default();
                for message in messages {
                    let taken = self.take_message(message.to_string(), message, source);
                    all.messages.extend(taken.messages);
                    all.oddity = all.oddity.or(taken.oddity);
                }
                all
            }
            Ok(message) => self.take_message(text, message, source),
            Err(error) => self.unreadable(text, &error, source),
        }
    }

    /// As [`Tap::received`], where it is not even known to be text.
    pub(crate) fn received_bytes(&self, bytes: Vec<u8>, source: Source<'_>) -> Taken {
        match String::from_utf8(bytes) {
            Ok(text) => self.received(text, source),
            Err(error) => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                self.odd(text, Oddity::Unreadable("is no text in UTF-8".to_owned()), source)
            }
        }
    }

    fn take_message(&self, text: String, message: Value, source: Source<'_>) -> Taken {
        if let Some(objection) = wire::objection(&message) {
            return self.odd(text, Oddity::NoMessage(objection), source);
        }
        if wire::is_answer(&message) {
            return self.take_answer(text, message, source);
        }
        match message.get("id") {
            Some(_) => self.take_question(text, message, source),
            None => self.take_notification(text, message, source),
        }
    }

    fn take_answer(&self, text: String, answer: Value, source: Source<'_>) -> Taken {
        let id = answer.get("id").cloned();
        let settled = self.lock().settle(source.id, answer);
        let Some(settled) = settled else {
            self.noise(source.id, &text);
            let tag = self.lock().tag(source.id);
            self.observer.frame(Frame {
                id: id.clone(),
                tag,
                ..from_server(FrameKind::Answer, text, source)
            });
            return Taken { oddity: Some(Oddity::Stray(id.unwrap_or_default())), ..Taken::default() };
        };
        self.observer.frame(Frame {
            id,
            method: Some(settled.method),
            tag: settled.tag,
            duration: settled.duration,
            ..from_server(FrameKind::Answer, text, source)
        });
        Taken { messages: vec![settled.message], oddity: None }
    }

    fn take_question(&self, text: String, message: Value, source: Source<'_>) -> Taken {
        let Some(id) = wire::request_id(&message) else {
            return self.odd(
                text,
                Oddity::NoMessage("its \"id\" is neither text nor a whole number"),
                source,
            );
        };
        let method = wire::method(&message);
        let tag = {
            let mut state = self.lock();
            let tag = state.tag(source.id);
            let asked = Asked { method: method.clone(), tag: tag.clone(), at: Instant::now() };
            state.asked.insert(id.clone(), asked);
            tag
        };
        self.observer.frame(Frame {
            id: message.get("id").cloned(),
            method: Some(method),
            tag: tag.clone(),
            ..from_server(FrameKind::Request, text, source)
        });
        Taken { messages: vec![wire::question(id, message, tag)], oddity: None }
    }

    fn take_notification(&self, text: String, message: Value, source: Source<'_>) -> Taken {
        let (tag, unsubscribed) = {
            let mut state = self.lock();
            match message["method"] == wire::CANCELLED {
                true => (state.taken_back(&message), state.unsubscribed(&message)),
                false => (state.tag_of_notification(source.id, &message), None),
            }
        };
        self.observer.frame(Frame {
            method: Some(wire::method(&message)),
            tag: tag.clone(),
            ..from_server(FrameKind::Notification, text, source)
        });
        let messages = wire::cancellation(&message).into_iter().chain(unsubscribed).collect();
        self.observer.notice(notice::of(message, tag));
        Taken { messages, oddity: None }
    }

    /// The request that it should have answered fails with the reason, where that much can be made out.
    fn unreadable(&self, text: String, error: &Unreadable, source: Source<'_>) -> Taken {
        let message = reading::answered_id(&text).and_then(|id| self.lock().spoil(&id, error));
        let odd = self.odd(text, Oddity::Unreadable(error.to_string()), source);
        Taken { messages: message.into_iter().collect(), ..odd }
    }

    fn odd(&self, text: String, oddity: Oddity, source: Source<'_>) -> Taken {
        self.noise(source.id, &text);
        let tag = self.lock().tag(source.id);
        self.observer.frame(Frame { tag, ..from_server(FrameKind::Oddity, text, source) });
        Taken { oddity: Some(oddity), ..Taken::default() }
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

    /// Keeps the exchange as it is known now.
    pub(crate) fn exchanged(&self, id: Option<&RequestId>, exchange: &Exchange) {
        self.with(id, |record| record.exchange = Some(exchange.clone()));
    }

    pub(crate) fn failed(&self, id: Option<&RequestId>, error: &Error) {
        self.with(id, |record| record.error = Some(error.clone()));
        self.lock().last_error = Some(error.clone());
    }

    /// Keeps the start of something that is no answer.
    fn noise(&self, id: Option<&RequestId>, text: &str) {
        let start: String = text.trim().chars().take(NOISE_CHARS).collect();
        tracing::debug!(bytes = text.len(), "the server sent something that answers nothing");
        self.with(id, |record| record.noise = record.noise.take().or(Some(start)));
    }

    /// Adds to the shown start of the body.
    pub(crate) fn append_body(&self, id: Option<&RequestId>, text: &str) {
        self.with(id, |record| record.exchange.iter_mut().for_each(|exchange| exchange.append(text)));
    }

    pub(crate) fn get(&self, id: &RequestId) -> Option<Record> {
        self.lock().records.get(id).cloned()
    }

    pub(crate) fn take(&self, id: &RequestId) -> Option<Record> {
        self.lock().records.remove(id)
    }

    /// Nobody waits for the request any more: what is still being read for it ends.
    pub(crate) fn give_up(&self, id: &RequestId) {
        self.take(id);
        self.leaving.send_replace(());
    }

    /// Waits until a request is given up.
    pub(crate) async fn given_up(&self, id: &RequestId) {
        let mut leaving = self.leaving.subscribe();
        while self.lock().records.contains_key(id) {
            // Cannot fail: the other end is here.
            let _ = leaving.changed().await;
        }
    }

    /// Why the handshake failed, as far as anything was seen of it.
    pub(crate) fn why_not_connected(&self) -> Option<Error> {
        let state = self.lock();
        let newest = state.newest.as_ref().and_then(|id| state.records.get(id));
        state.last_error.clone().or_else(|| newest.and_then(era::not_modern))
    }

    /// The method of the request sent last.
    pub(crate) fn newest_method(&self) -> Option<String> {
        let state = self.lock();
        let record = state.newest.as_ref().and_then(|id| state.records.get(id));
        record.map(|record| record.method.clone())
    }

    /// What to say when connecting took too long.
    pub(crate) fn timed_out(&self, after: Duration) -> Error {
        let state = self.lock();
        let record = state.newest.as_ref().and_then(|id| state.records.get(id));
        Error::TimedOut {
            during: record.map_or_else(|| wire::INITIALIZE.to_owned(), |record| record.method.clone()),
            after,
            exchange: record.and_then(Record::boxed_exchange),
        }
    }

    /// The server's result in the handshake, with which the connection is open; the handshake's records are
    /// dropped.
    pub(crate) fn introduction(&self) -> Value {
        let mut state = self.lock();
        let newest = state.newest.clone();
        let record = newest.and_then(|id| state.records.remove(&id));
        state.records.clear();
        state.last_error = None;
        if state.phase == Phase::Connecting {
            state.phase = Phase::Open;
        }
        let response = record.and_then(|record| record.response);
        response.and_then(|mut response| response.get_mut("result").map(Value::take)).unwrap_or_default()
    }

    /// We end the connection ourselves: nobody is told that it ended.
    pub(crate) fn closing(&self) {
        self.lock().phase = Phase::Over;
    }

    /// The connection is over without having been closed by us: that is why every open request fails. Who is
    /// connecting hears it as the reason why that failed; later it is a notice. Said once.
    pub(crate) fn ended(&self, error: &Error) {
        let before = {
            let mut state = self.lock();
            if state.phase == Phase::Over {
                return;
            }
            let open = state.records.values_mut().filter(|record| record.response.is_none());
            open.for_each(|record| record.error = Some(error.clone()));
            state.last_error = Some(error.clone());
            std::mem::replace(&mut state.phase, Phase::Over)
        };
        self.broke(error, Source::default());
        if before == Phase::Open {
            self.observer.notice(Notice::Ended { reason: error.to_string() });
        }
    }

    /// Forgets a connection that failed: another is tried.
    pub(crate) fn begin_again(&self) {
        *self.lock() = State::default();
    }

    fn with(&self, id: Option<&RequestId>, change: impl FnOnce(&mut Record)) {
        let Some(id) = id else { return };
        self.lock().records.entry(id.clone()).and_modify(change);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outgoing {
    fn replies_to(&mut self, asked: Option<Asked>) {
        let Some(asked) = asked else { return };
        self.method = asked.method;
        self.mark.tag = asked.tag;
        self.duration = Some(asked.at.elapsed());
    }
}

fn from_server(kind: FrameKind, text: String, source: Source<'_>) -> Frame {
    Frame {
        at: SystemTime::now(),
        direction: Direction::FromServer,
        kind,
        method: None,
        id: None,
        tag: None,
        text,
        duration: None,
        http: source.http.cloned(),
    }
}
