//! How the connection goes: why it failed, when it is open, and that it ended.

use std::time::Duration;

use serde_json::Value;

use super::state::{Phase, State};
use super::{Record, Source, Tap};
use crate::error::Error;
use crate::observer::Notice;
use crate::session::era;
use crate::wire;

impl Tap {
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
            let open = state.records.values_mut().filter(|record| !record.is_settled());
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
}
