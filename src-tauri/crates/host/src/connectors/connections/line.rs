//! What is known of one connector's connection, from its first attempt until it is forgotten.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::connector::{Connection, Reading};
use greenroom_contract::event::Event;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::ear::Fate;
use crate::connectors::List;
use crate::events::Events;
use crate::session::Session;
use crate::time;

#[derive(Debug)]
pub struct Line {
    events: Events,
    state: Mutex<State>,
    /// Raised to stop the attempt that is under way.
    stop: watch::Sender<u32>,
    /// Held by whoever connects, so that two calls at once share one connection.
    gate: tokio::sync::Mutex<()>,
    /// The server said that its lists changed, in [`State::changes`].
    changed: Arc<Notify>,
}

#[derive(Debug)]
struct State {
    status: Connection,
    link: Option<Link>,
    following: Option<Following>,
    /// What the server said of changes since its lists were read.
    note: Option<String>,
    /// The lists that changed and that nobody has heeded yet.
    changes: BTreeSet<List>,
    standing: Standing,
}

/// A session, and how it ended if it has.
#[derive(Clone, Debug)]
pub struct Link {
    pub session: Arc<Session>,
    pub fate: Fate,
}

/// A task that goes with the session it follows.
#[derive(Debug)]
struct Following(JoinHandle<()>);

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
    link: Link,
    done: T,
}

impl Line {
    pub fn new(events: Events) -> Self {
        let state = State {
            status: Connection::Idle,
            link: None,
            following: None,
            note: None,
            changes: BTreeSet::new(),
            standing: Standing::InUse,
        };
        Self {
            events,
            state: Mutex::new(state),
            stop: watch::Sender::default(),
            gate: tokio::sync::Mutex::default(),
            changed: Arc::default(),
        }
    }

    pub fn status(&self) -> Connection {
        let state = self.lock();
        match (&state.status, state.link.as_ref().and_then(|link| link.fate.get())) {
            (Connection::Connected { .. }, Some(fate)) => fate.clone(),
            (status, _) => status.clone(),
        }
    }

    pub fn open_session(&self) -> Option<Arc<Session>> {
        let link = self.lock().link.clone();
        link.filter(Link::is_open).map(|link| link.session)
    }

    pub fn changed(&self) -> Arc<Notify> {
        self.changed.clone()
    }

    /// Lists that changed since this was asked last.
    pub fn take_changes(&self) -> BTreeSet<List> {
        std::mem::take(&mut self.lock().changes)
    }

    pub fn heard_of_change(&self, list: List, reading: Reading) {
        match reading {
            Reading::Live => {
                self.lock().changes.insert(list);
                self.changed.notify_one();
            }
            Reading::Snapshot => self.note(format!(
                "The server says that its {} changed. As in ChatGPT, that shows only after Refresh.",
                list.name()
            )),
        }
    }

    /// What was said before is not said again: a server may say it thousands of times.
    pub fn note(&self, text: String) {
        if self.noted().as_ref() != Some(&text) {
            self.change(|state| state.note = Some(text));
        }
    }

    pub fn noted(&self) -> Option<String> {
        self.lock().note.clone()
    }

    /// Its lists have been read.
    pub fn up_to_date(&self) {
        self.change(|state| state.note = None);
    }

    /// Sets a follower on the session in use, unless it has one. The follower ends when another session takes its
    /// place, or none.
    pub fn follow<F>(&self, follower: impl FnOnce(Arc<Session>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut state = self.lock();
        if state.following.is_none()
            && let Some(link) = &state.link
        {
            state.following = Some(Following(tokio::spawn(follower(link.session.clone()))));
        }
    }

    /// Says that something about the connector is different.
    pub fn tell(&self) {
        self.change(|_| {});
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
        let link = {
            let mut state = self.lock();
            state.standing = Standing::Forgotten;
            state.following = None;
            state.link.take()
        };
        self.stop();
        let _ended = self.gate.lock().await;
        link.map(|link| link.session)
    }

    /// Reaches for the server until that is done, has failed, or is stopped. To be called within the gate.
    pub async fn attempt<T>(
        &self,
        reach: impl Future<Output = Result<(Link, T), Problem>>,
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
            Ok((link, done)) => Ok(Reached { unfinished, link, done }),
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
    fn settle(&self, status: Connection, link: Option<Link>) {
        self.change(|state| {
            state.status = status;
            state.following = None;
            state.link = link;
        });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Link {
    fn is_open(&self) -> bool {
        !self.session.is_closed() && self.fate.get().is_none()
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
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
        self.unfinished.succeeded(self.link.clone());
        Ok((self.link.session, self.done))
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

    fn succeeded(self, link: Link) {
        self.line.settle(Connection::Connected { since: time::now() }, Some(link));
        std::mem::forget(self);
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.line.settle(Connection::Idle, None);
    }
}
