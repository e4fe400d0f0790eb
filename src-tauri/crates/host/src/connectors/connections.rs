//! Which connectors are connected, which are being connected, and what went wrong with the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::connector::{Connection, Endpoint};
use greenroom_contract::event::Event;
use greenroom_mcp::{Session, Target};
use tokio::sync::watch;
use url::Url;

use crate::demo::Demo;
use crate::events::Events;
use crate::problems;
use crate::profile::Profile;
use crate::time;

#[derive(Debug)]
pub struct Connections {
    events: Events,
    profile: Arc<Profile>,
    demo: Demo,
    lines: Mutex<HashMap<String, Line>>,
}

/// What is known of one connector's connection.
#[derive(Debug)]
struct Line {
    status: Connection,
    session: Option<Arc<Session>>,
    /// Raised to stop the attempt that is under way.
    stop: watch::Sender<u32>,
    /// Held by whoever connects, so that two calls at once share one connection.
    gate: Arc<tokio::sync::Mutex<()>>,
}

impl Connections {
    pub fn new(events: Events, profile: Arc<Profile>) -> Self {
        Self { events, profile, demo: Demo::default(), lines: Mutex::default() }
    }

    pub fn status(&self, id: &str) -> Connection {
        self.lock().get(id).map_or(Connection::Idle, |line| line.status.clone())
    }

    /// The open session, or a new one.
    pub async fn session(&self, id: &str, endpoint: &Endpoint) -> Result<Arc<Session>, Problem> {
        let gate = self.with(id, |line| line.gate.clone());
        let _held = gate.lock().await;
        if let Some(session) =
            self.with(id, |line| line.session.clone()).filter(|session| !session.is_closed())
        {
            return Ok(session);
        }
        self.attempt(id, endpoint, async |_| Ok(())).await.map(|(session, ())| session)
    }

    /// Leaves the old session, makes a new one and does `work` with it; connected counts as both done.
    pub async fn renew<T>(
        &self,
        id: &str,
        endpoint: &Endpoint,
        work: impl AsyncFnOnce(Arc<Session>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let gate = self.with(id, |line| line.gate.clone());
        let _held = gate.lock().await;
        if let Some(session) = self.with(id, |line| line.session.take()) {
            session.close().await;
        }
        self.attempt(id, endpoint, work).await.map(|(_, done)| done)
    }

    pub fn cancel(&self, id: &str) {
        self.with(id, |line| line.stop.send_modify(|count| *count += 1));
    }

    pub async fn forget(&self, id: &str) {
        self.cancel(id);
        let line = self.lock().remove(id);
        if let Some(session) = line.and_then(|line| line.session) {
            session.close().await;
        }
    }

    pub async fn close_all(&self) {
        let lines = std::mem::take(&mut *self.lock());
        for session in lines.into_values().filter_map(|line| line.session) {
            session.close().await;
        }
    }

    async fn attempt<T>(
        &self,
        id: &str,
        endpoint: &Endpoint,
        work: impl AsyncFnOnce(Arc<Session>) -> Result<T, Problem>,
    ) -> Result<(Arc<Session>, T), Problem> {
        let mut stop = self.with(id, |line| line.stop.subscribe());
        self.set(id, Connection::Connecting { since: time::now() });
        let unfinished = Unfinished { connections: self, id };
        let result = tokio::select! {
            result = self.connect_and(endpoint, work) => result,
            _ = stop.changed() => Err(Problem::cancelled("Connecting was stopped.")),
        };
        std::mem::forget(unfinished);
        match &result {
            Ok((session, _)) => {
                self.with(id, |line| line.session = Some(session.clone()));
                self.set(id, Connection::Connected { since: time::now() });
            }
            Err(problem) => self.set(id, Connection::Failed { at: time::now(), problem: problem.clone() }),
        }
        result
    }

    async fn connect_and<T>(
        &self,
        endpoint: &Endpoint,
        work: impl AsyncFnOnce(Arc<Session>) -> Result<T, Problem>,
    ) -> Result<(Arc<Session>, T), Problem> {
        let target = match endpoint {
            Endpoint::Demo => Target::InProcess(self.demo.serve()),
            Endpoint::Http { url } => Target::Http { url: parse(url)? },
        };
        let session = Session::connect(target, &self.profile.client_profile(), self.profile.limits())
            .await
            .map_err(|error| problems::of(&error))?;
        let session = Arc::new(session);
        let done = work(session.clone()).await?;
        Ok((session, done))
    }

    fn set(&self, id: &str, status: Connection) {
        self.with(id, |line| line.status = status);
        self.events.tell(Event::Connectors);
    }

    fn with<T>(&self, id: &str, read: impl FnOnce(&mut Line) -> T) -> T {
        read(self.lock().entry(id.to_owned()).or_insert_with(Line::idle))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn idle() -> Self {
        Self { status: Connection::Idle, session: None, stop: watch::Sender::default(), gate: Arc::default() }
    }
}

/// Sets the status back when an attempt is dropped midway, for example because its call was cancelled.
struct Unfinished<'a> {
    connections: &'a Connections,
    id: &'a str,
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.connections.set(self.id, Connection::Idle);
    }
}

fn parse(url: &str) -> Result<Url, Problem> {
    Url::parse(url).map_err(|error| {
        Problem::invalid(
            format!("{url} is no valid address: {error}."),
            "Edit the connector and correct its address.",
        )
    })
}
