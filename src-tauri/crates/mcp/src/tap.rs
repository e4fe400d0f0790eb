//! The record of what was sent and received, by request id.
//!
//! Both transports write into it, [`crate::session`] reads from it; rmcp in between only says when.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rmcp::model::{ClientJsonRpcMessage, RequestId, ServerJsonRpcMessage};
use serde_json::Value;

use crate::error::Error;
use crate::exchange::Exchange;
use crate::observer::{Notice, Observer};
use crate::session::era;
use crate::target::ClientProfile;
use crate::wire::{self, Wire};

/// How much of what is no answer is kept for the error's sentence.
const NOISE_CHARS: usize = 200;

#[derive(Debug)]
pub(crate) struct Tap {
    wire: Wire,
    pub(crate) observer: Arc<dyn Observer>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    records: HashMap<RequestId, Record>,
    /// The request sent last: while connecting, the one that is waited for.
    newest: Option<RequestId>,
    /// The failure seen last: while connecting, the reason why it failed.
    last_error: Option<Error>,
    phase: Phase,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Connecting,
    Connected,
    Ended,
}

/// One request and what came of it so far.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) method: String,
    pub(crate) request: Value,
    pub(crate) response: Option<Value>,
    pub(crate) exchange: Option<Exchange>,
    pub(crate) error: Option<Error>,
    /// What came in place of an answer.
    noise: Option<String>,
}

/// A message on its way out.
#[derive(Debug)]
pub(crate) struct Outgoing {
    /// The id by which rmcp knows a request; none for notifications and replies.
    pub(crate) id: Option<RequestId>,
    pub(crate) method: String,
    pub(crate) value: Value,
}

impl Tap {
    pub(crate) fn new(profile: &ClientProfile, observer: Arc<dyn Observer>) -> Self {
        Self { wire: Wire::new(profile), observer, state: Mutex::default() }
    }

    /// Encodes a message and, if it is a request, begins its record.
    pub(crate) fn send(&self, message: &ClientJsonRpcMessage) -> Result<Outgoing, Error> {
        let value = self.wire.encode(message).map_err(|error| Error::Setup { reason: error.to_string() })?;
        let id = match message {
            ClientJsonRpcMessage::Request(request) => Some(request.id.clone()),
            _ => None,
        };
        let method = wire::method(&value);
        if let Some(id) = &id {
            let mut state = self.lock();
            state.records.insert(id.clone(), Record::new(&method, value.clone()));
            state.newest = Some(id.clone());
        }
        Ok(Outgoing { id, method, value })
    }

    /// Keeps the exchange as it is known now.
    pub(crate) fn exchanged(&self, id: Option<&RequestId>, exchange: &Exchange) {
        self.with(id, |record| record.exchange = Some(exchange.clone()));
    }

    pub(crate) fn failed(&self, id: Option<&RequestId>, error: &Error) {
        self.with(id, |record| record.error = Some(error.clone()));
        self.lock().last_error = Some(error.clone());
    }

    /// The connection is over without having been closed by us: that is why every open request fails. Who is
    /// connecting hears it as the reason why that failed; later it is a notice. Said once.
    pub(crate) fn ended(&self, error: &Error) {
        let before = {
            let mut state = self.lock();
            if state.phase == Phase::Ended {
                return;
            }
            let open = state.records.values_mut().filter(|record| record.response.is_none());
            open.for_each(|record| record.error = Some(error.clone()));
            state.last_error = Some(error.clone());
            std::mem::replace(&mut state.phase, Phase::Ended)
        };
        if before == Phase::Connected {
            self.observer.notice(Notice::Ended { reason: error.to_string() });
        }
    }

    /// Forgets a connection that failed: another is tried.
    pub(crate) fn begin_again(&self) {
        *self.lock() = State::default();
    }

    /// Takes an answer into the open record that it settles: that of `id`, in reply to which it came, or else
    /// the one with its own id. Gives rmcp's stand-in for it, or nothing if it answers no open request.
    pub(crate) fn answered(&self, id: Option<&RequestId>, answer: Value) -> Option<ServerJsonRpcMessage> {
        let mut state = self.lock();
        let open = |record: &&Record| record.response.is_none();
        let asked = |id: &&RequestId| {
            let record = state.records.get(*id).filter(open);
            record.is_some_and(|record| wire::answers(&answer, &record.request))
        };
        let own = id.filter(asked).cloned();
        let by_id = || {
            let mut records = state.records.iter().filter(|(_, record)| open(record));
            records.find(|(_, record)| wire::same_id(&answer, &record.request)).map(|(id, _)| id.clone())
        };
        let id = own.or_else(by_id)?;
        let record = state.records.get_mut(&id)?;
        record.error = None;
        record.response = Some(answer);
        let (message, error) = era::stand_in(id, record);
        if let Some(error) = error {
            record.error = Some(error.clone());
            state.last_error = Some(error);
        }
        Some(message)
    }

    /// Keeps the start of something that is no answer.
    pub(crate) fn noise(&self, id: Option<&RequestId>, text: &str) {
        let start: String = text.trim().chars().take(NOISE_CHARS).collect();
        tracing::debug!(%start, "the server sent something that is no JSON-RPC message");
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

    pub(crate) fn last_error(&self) -> Option<Error> {
        self.lock().last_error.clone()
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

    /// The server's result in the handshake; the handshake's records are dropped.
    pub(crate) fn introduction(&self) -> Value {
        let mut state = self.lock();
        let newest = state.newest.clone();
        let record = newest.and_then(|id| state.records.remove(&id));
        state.records.clear();
        state.last_error = None;
        if state.phase == Phase::Connecting {
            state.phase = Phase::Connected;
        }
        let response = record.and_then(|record| record.response);
        response.and_then(|mut response| response.get_mut("result").map(Value::take)).unwrap_or_default()
    }

    fn with(&self, id: Option<&RequestId>, change: impl FnOnce(&mut Record)) {
        let Some(id) = id else { return };
        self.lock().records.entry(id.clone()).and_modify(change);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn new(method: &str, request: Value) -> Self {
        Self { method: method.to_owned(), request, response: None, exchange: None, error: None, noise: None }
    }

    pub(crate) fn boxed_exchange(&self) -> Option<Box<Exchange>> {
        self.exchange.clone().map(Box::new)
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.error.is_some() || self.response.is_some()
    }

    /// The result, or why there is none.
    pub(crate) fn result(&self) -> Result<Value, Error> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let Some(response) = &self.response else { return Err(self.no_answer()) };
        match response.get("error") {
            Some(error) => Err(self.rpc_error(error)),
            None => Ok(response.get("result").cloned().unwrap_or_default()),
        }
    }

    pub(crate) fn rpc_error(&self, error: &Value) -> Error {
        Error::Rpc {
            code: error.get("code").and_then(Value::as_i64).unwrap_or_default(),
            message: error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned(),
            data: error.get("data").cloned(),
            exchange: self.boxed_exchange(),
        }
    }

    fn no_answer(&self) -> Error {
        Error::NoAnswer {
            during: self.method.clone(),
            noise: self.noise.clone(),
            exchange: self.boxed_exchange(),
        }
    }
}
