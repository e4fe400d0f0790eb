//! Everything that is sent and received goes through here.
//!
//! The transports hand in what they are about to send ([`outgoing`]), what has come ([`incoming`]) and what else
//! happens on the wire ([`exchanges`]). The tap makes frames and notices of it, keeps what becomes of each request
//! for [`crate::session`], and says what rmcp gets to see. How far the connection as a whole is, is in [`course`].

mod course;
mod exchanges;
mod incoming;
mod outgoing;
mod record;
mod state;

use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rmcp::model::RequestId;
use tokio::sync::watch;

pub(crate) use self::incoming::{Oddity, Taken};
pub(crate) use self::outgoing::Outgoing;
pub(crate) use self::record::Record;
use self::state::State;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::frame::{Direction, Frame, FrameHttp, FrameKind};
use crate::observer::Observer;
use crate::target::ClientProfile;
use crate::wire::Wire;

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

/// Where something came from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Source<'a> {
    /// The request in reply to which it came, where the transport knows it.
    pub(crate) id: Option<&'a RequestId>,
    pub(crate) http: Option<&'a FrameHttp>,
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

    fn with(&self, id: Option<&RequestId>, change: impl FnOnce(&mut Record)) {
        let Some(id) = id else { return };
        self.lock().records.entry(id.clone()).and_modify(change);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
