//! Live mode: tools are read again whenever the server says that they changed. Templates are read at each call, in
//! [`super::pins`].

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::connector::{Connector, Reading};
use greenroom_contract::event::Event;
use greenroom_contract::snapshot::Snapshot;
use tokio::sync::Notify;

use super::Connectors;
use super::connections::Line;
use crate::snapshots::{self, difference};

/// Between two readings. There are servers that say at every reading that something changed.
const PAUSE: Duration = Duration::from_secs(1);

/// A list of a server's, as far as it is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Tools,
    Resources,
}

impl List {
    pub fn of(name: &str) -> Option<Self> {
        [Self::Tools, Self::Resources].into_iter().find(|list| list.name() == name)
    }

    /// As in `notifications/tools/list_changed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Resources => "resources",
        }
    }
}

/// Lists that changed and were read again, with the ids of their connectors, until somebody hears of it.
#[derive(Debug, Default)]
pub struct Changes {
    lists: Mutex<BTreeSet<(String, List)>>,
    raised: Notify,
}

impl Changes {
    /// Waits for some.
    pub async fn next(&self) -> BTreeSet<(String, List)> {
        self.raised.notified().await;
        std::mem::take(&mut *self.lists.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn raise(&self, id: &str, lists: BTreeSet<List>) {
        let changes = lists.into_iter().map(|list| (id.to_owned(), list));
        self.lists.lock().unwrap_or_else(PoisonError::into_inner).extend(changes);
        self.raised.notify_one();
    }
}

impl Connectors {
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Follows the changes of the line's session for as long as that is in use.
    pub(super) fn follow(self: &Arc<Self>, line: &Arc<Line>, connector: &Connector) {
        if connector.reading == Reading::Live {
            let (connectors, id, of_line) =
                (Arc::downgrade(self), connector.id.clone(), Arc::downgrade(line));
            line.follow(async move |session| {
                tokio::join!(session.follow(), heed(connectors, id, of_line));
            });
        }
    }

    pub(super) async fn read_again(&self, id: &str, line: &Line) -> Result<(), Problem> {
        let _held = line.gate().await;
        let Some(session) = line.open_session() else { return Ok(()) };
        let endpoint = self.get(id).await?.endpoint;
        let mut reading = snapshots::read(&session, &endpoint, &self.profile).await?;
        if line.is_forgotten() {
            return Ok(());
        }
        let known = self.snapshot(id).await?;
        if let Some(known) = &known {
            difference::point_out_stale(known, &mut reading.snapshot, &self.profile.caching);
            difference::keep_stale(known, &mut reading.snapshot, &self.profile.caching);
        }
        if !known.as_ref().is_some_and(|known| says_the_same(known, &reading.snapshot)) {
            self.keep(id, known.as_deref(), &reading).await?;
        }
        line.up_to_date();
        self.events.tell(Event::Connectors);
        Ok(())
    }
}

/// Whether the snapshot in use needs no other.
fn says_the_same(known: &Snapshot, now: &Snapshot) -> bool {
    *known == Snapshot { taken_at: known.taken_at.clone(), ..now.clone() }
}

/// Reads again after each change. What changes while that is done is read once more, however often it was said.
async fn heed(connectors: Weak<Connectors>, id: String, line: Weak<Line>) {
    loop {
        let Some(changed) = line.upgrade().map(|line| line.changed()) else { return };
        changed.notified().await;
        let (Some(connectors), Some(line)) = (connectors.upgrade(), line.upgrade()) else { return };
        let lists = line.take_changes();
        if let Err(problem) = connectors.read_again(&id, &line).await {
            line.note(format!(
                "The server said that its tools changed, but they could not be read. {}",
                problem.message
            ));
        }
        connectors.changes.raise(&id, lists);
        tokio::time::sleep(PAUSE).await;
    }
}
