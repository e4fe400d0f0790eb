//! Which connectors are connected, which are being connected, and what went wrong with the others.
//!
//! What is known of one connector's connection is in [`line`]; what to connect to in [`target`]; who listens to it
//! in [`audience`], the connector itself by its [`ear`].

mod audience;
mod ear;
mod line;
mod target;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::connector::{Connection, Connector};
use tokio::task::JoinSet;

use crate::demo::Demo;
use crate::events::Events;
use crate::problems;
use crate::profile::Profile;
use crate::secrets::Secrets;
use crate::session::Session;
use crate::settings::CurrentSettings;

pub use self::audience::Audience;
use self::ear::{Ear, Fate};
pub use self::line::Line;
use self::line::Link;

/// What connecting stands on.
#[derive(Clone, Debug)]
pub struct Means {
    pub events: Events,
    pub profile: Arc<Profile>,
    pub settings: Arc<CurrentSettings>,
    pub secrets: Arc<Secrets>,
    pub audience: Audience,
}

#[derive(Debug)]
pub struct Connections {
    means: Means,
    demo: Demo,
    lines: Mutex<HashMap<String, Arc<Line>>>,
}

impl Connections {
    pub fn new(means: Means) -> Self {
        Self { means, demo: Demo::default(), lines: Mutex::default() }
    }

    pub fn status(&self, id: &str) -> Connection {
        self.lock().get(id).map_or(Connection::Idle, |line| line.status())
    }

    /// What the connector's server said of changes since its lists were read.
    pub fn note(&self, id: &str) -> Option<String> {
        self.lock().get(id).and_then(|line| line.noted())
    }

    /// The connector's line as it is now. Whoever connects reads the connector after this: a line is
    /// forgotten after each change of it, so that no attempt at an old address can pass for one at the new.
    pub fn line(&self, id: &str) -> Arc<Line> {
        self.lock()
            .entry(id.to_owned())
            .or_insert_with(|| Arc::new(Line::new(self.means.events.clone())))
            .clone()
    }

    /// The open session, or a new one.
    pub async fn session(&self, line: &Arc<Line>, connector: &Connector) -> Result<Arc<Session>, Problem> {
        if let Some(session) = line.open_session() {
            return Ok(session);
        }
        let _held = line.gate().await;
        if let Some(session) = line.open_session() {
            return Ok(session);
        }
        let attempt = line.attempt(async {
            let link = self.connect(line, connector).await?;
            Ok((link, ()))
        });
        attempt.await?.keep(async |_| Ok(())).await.map(|(session, ())| session)
    }

    /// Makes a new session beside the old one, reads with it, and keeps what was read; connected counts as all of
    /// this done. Reading can be stopped, keeping cannot. Calls under way finish over the session that they have.
    pub async fn renew<T>(
        &self,
        line: &Arc<Line>,
        connector: &Connector,
        read: impl AsyncFnOnce(Arc<Session>) -> Result<T, Problem>,
        keep: impl AsyncFnOnce(&T) -> Result<(), Problem>,
    ) -> Result<T, Problem> {
        let _held = line.gate().await;
        let attempt = line.attempt(async {
            let link = self.connect(line, connector).await?;
            let done = read(link.session.clone()).await?;
            Ok((link, done))
        });
        attempt.await?.keep(keep).await.map(|(_, done)| done)
    }

    pub fn cancel(&self, id: &str) {
        if let Some(line) = self.lock().get(id) {
            line.stop();
        }
    }

    /// Ends the attempt that is under way and lets go of the session. When this returns, nothing that was begun
    /// before will be kept any more.
    pub async fn forget(&self, id: &str) {
        let line = self.lock().remove(id);
        if let Some(line) = line {
            line.forget().await;
        }
    }

    /// Leaves every server, all at once.
    pub async fn close_all(&self) {
        let lines = std::mem::take(&mut *self.lock());
        let mut closing = JoinSet::new();
        for line in lines.into_values() {
            closing.spawn(async move {
                if let Some(session) = line.forget().await {
                    session.close().await;
                }
            });
        }
        closing.join_all().await;
    }

    async fn connect(&self, line: &Arc<Line>, connector: &Connector) -> Result<Link, Problem> {
        let Means { profile, settings, secrets, audience, .. } = &self.means;
        let target = target::target(connector, secrets, &self.demo).await?;
        let client = target::client(connector, settings.client(connector.client));
        let limits = profile.limits(Duration::from_secs(settings.now().call_limit_seconds.into()));
        let fate = Fate::default();
        let recorder = audience.record.recorder(&connector.id, &connector.name, &target);
        let mask = recorder.mask();
        let listener = audience.listener(connector, recorder, Ear::new(line, fate.clone(), connector));
        let session = greenroom_mcp::Session::connect(target, &client, limits, listener).await;
        let session = session.map_err(|error| problems::of(&error, &mask))?;
        Ok(Link { session: Arc::new(Session::new(session, mask)), fate })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Line>>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
