//! What is known of one connector's connection, from its first attempt until it is forgotten.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::connector::Connection;
use greenroom_contract::event::Event;
use greenroom_mcp::Session;
use tokio::sync::watch;

use crate::events::Events;
use crate::time;

#[derive(Debug)]
pub struct Line {
    events: Events,
    state: Mutex<State>,
    /// Raised to stop the attempt that is under way.
    stop: watch::Sender<u32>,
    /// Held by whoever connects, so that two calls at once share one connection.
    gate: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    status: Connection,
    session: Option<Arc<Session>>,
    standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    InUse,
    /// The connector was changed or deleted, or the program ends: nothing that comes of this line counts.
    Forgotten,
}

/// An attempt that has reached its server; it counts once what it read is kept.
#[must_use]
pub struct Reached<'a, T> {
    unfinished: Unfinished<'a>,
    session: Arc<Session>,
    done: T,
}

impl Line {
    pub fn new(events: Events) -> Self {
        let state = State { status: Connection::Idle, session: None, standing: Standing::InUse };
        Self {
            events,
            state: Mutex::new(state),
            stop: watch::Sender::default(),
            gate: tokio::sync::Mutex::default(),
        }
    }

    pub fn status(&self) -> Connection {
        self.lock().status.clone()
    }

    pub fn open_session(&self) -> Option<Arc<Session>> {
        self.lock().session.clone().filter(|session| !session.is_closed())
    }

    pub fn is_forgotten(&self) -> bool {
        self.lock().standing == Standing::Forgotten
    }

    pub fn stop(&self) {
        self.stop.send_modify(|count| *count += 1);
    }

    pub async fn gate(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.gate.lock().await
    }

    /// Stops what is under way, waits until it has ended, and gives the session back.
    pub async fn forget(&self) -> Option<Arc<Session>> {
        let session = {
            let mut state = self.lock();
            state.standing = Standing::Forgotten;
            state.session.take()
        };
        self.stop();
        let _ended = self.gate.lock().await;
        session
    }

    /// Reaches for the server until that is done, has failed, or is stopped. To be called within the gate.
    pub async fn attempt<T>(
        &self,
        reach: impl Future<Output = Result<(Arc<Session>, T), Problem>>,
    ) -> Result<Reached<'_, T>, Problem> {
        let mut stop = self.stop.subscribe();
        self.change(|state| state.status = Connection::Connecting { since: time::now() });
        let unfinished = Unfinished { line: self };
        let result = tokio::select! {
            biased;
            () = self.stopped(&mut stop) => Err(Problem::cancelled("Connecting was stopped.")),
            result = reach => result,
        };
        match result {
            Ok((session, done)) => Ok(Reached { unfinished, session, done }),
            Err(problem) => Err(unfinished.failed(problem)),
        }
    }

    async fn stopped(&self, stop: &mut watch::Receiver<u32>) {
        if !self.is_forgotten() {
            // The sender lives as long as this line.
            let _ = stop.changed().await;
        }
    }

    /// A line that is forgotten has nothing more to say about its connector.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        if state.standing == Standing::Forgotten {
            return;
        }
        change(&mut state);
        drop(state);
        self.events.tell(Event::Connectors);
    }

    /// How an attempt ended. A session that it did not bring is not used any more by new calls.
    fn settle(&self, status: Connection, session: Option<Arc<Session>>) {
        self.change(|state| {
            state.status = status;
            state.session = session;
        });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Reached<'_, T> {
    pub async fn keep(
        self,
        keep: impl AsyncFnOnce(&T) -> Result<(), Problem>,
    ) -> Result<(Arc<Session>, T), Problem> {
        let line = self.unfinished.line;
        if line.is_forgotten() {
            return Err(Problem::cancelled("The connector was changed or deleted while it connected."));
        }
        if let Err(problem) = keep(&self.done).await {
            return Err(self.unfinished.failed(problem));
        }
        self.unfinished.succeeded(self.session.clone());
        Ok((self.session, self.done))
    }
}

/// Sets the status back when an attempt is dropped midway, for example because its call was cancelled.
struct Unfinished<'a> {
    line: &'a Line,
}

impl Unfinished<'_> {
    fn failed(self, problem: Problem) -> Problem {
        self.line.settle(Connection::Failed { at: time::now(), problem: problem.clone() }, None);
        std::mem::forget(self);
        problem
    }

    fn succeeded(self, session: Arc<Session>) {
        self.line.settle(Connection::Connected { since: time::now() }, Some(session));
        std::mem::forget(self);
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.line.settle(Connection::Idle, None);
    }
}
