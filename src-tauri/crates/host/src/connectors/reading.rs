//! What was read from the connectors' servers: read anew, kept, and looked up.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::approval::Outcome;
use greenroom_contract::event::Event;
use greenroom_contract::snapshot::{Refresh, Snapshot};
use greenroom_contract::tool::Tool;
use greenroom_store::{ForgottenTool, SnapshotRow};

use super::{Connectors, usable};
use crate::approvals::{Concerned, memory};
use crate::problems;
use crate::session::Session;
use crate::snapshots::{self, Reading, difference};
use crate::text;

/// The longest name that is repeated in a sentence.
const TEXT_LIMIT: usize = 200;

/// A snapshot that was read from disk.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// The store's number for it.
    number: i64,
    /// Absent where it cannot be read.
    snapshot: Option<Arc<Snapshot>>,
}

impl Connectors {
    /// Connects anew, reads tools and templates, stores them, and says what changed.
    pub async fn refresh(self: &Arc<Self>, id: &str) -> Result<Refresh, Problem> {
        let line = self.connections.line(id);
        let connector = self.get(id).await?;
        usable(&connector)?;
        let read = async |session: Arc<Session>| {
            let before = self.snapshot(id).await?;
            let mut reading = snapshots::read(&session, &connector.endpoint, &self.profile).await?;
            if let Some(before) = &before {
                difference::point_out_stale(before, &mut reading.snapshot, &self.profile.caching);
            }
            Ok((before, reading))
        };
        let mut forgotten = Vec::new();
        // Connected is said only when the snapshot is on disk.
        let keep = async |(before, reading): &(Option<Arc<Snapshot>>, Reading)| {
            forgotten = self.keep(id, before.as_deref(), reading).await?;
            Ok(())
        };
        let (before, reading) = self.connections.renew(&line, &connector, read, keep).await?;
        line.up_to_date();
        self.follow(&line, &connector);
        let changes = difference::between(before.as_deref(), &reading.snapshot, &self.profile.caching);
        Ok(Refresh { snapshot: reading.snapshot, changes, forgotten })
    }

    /// Read from disk and parsed once: a server may have thousands of tools.
    pub async fn snapshot(&self, id: &str) -> Result<Option<Arc<Snapshot>>, Problem> {
        let Some(number) = self.store.newest_snapshot(id).await.map_err(problems::of_store)? else {
            self.lock().remove(id);
            return Ok(None);
        };
        if let Some(known) = self.lock().get(id).filter(|known| known.number == number) {
            return Ok(known.snapshot.clone());
        }
        let row = self.store.latest_snapshot(id).await.map_err(problems::of_store)?;
        // A snapshot of another version of the program that cannot be read counts as none: Refresh makes a new one.
        let snapshot = row.and_then(|row| serde_json::from_value(row.body).ok()).map(Arc::new);
        self.lock().insert(id.to_owned(), Known { number, snapshot: snapshot.clone() });
        Ok(snapshot)
    }

    /// Whether the tool has become another one, or is gone. One whose connector has nothing to say of its tools is what
    /// it was: where that was deleted or moved, its calls end for that reason.
    pub async fn is_outdated(&self, id: &str, tool: &Tool) -> bool {
        let snapshot = self.snapshot(id).await.ok().flatten();
        snapshot.is_some_and(|snapshot| difference::asks_anew(tool, &snapshot).is_some())
    }

    pub async fn tool(&self, id: &str, tool_name: &str) -> Result<Tool, Problem> {
        let snapshot = self.snapshot(id).await?;
        let tool =
            snapshot.and_then(|snapshot| snapshot.tools.iter().find(|tool| tool.name == tool_name).cloned());
        tool.ok_or_else(|| {
            let name = text::shown(tool_name, TEXT_LIMIT);
            let message = format!("The tool “{name}” is not in the connector's snapshot.");
            Problem { hint: "Press Refresh to read the tools anew.".into(), ..Problem::not_found(message) }
        })
    }

    /// Together with it goes what is remembered for tools that changed, since that was answered for other ones, and so
    /// do the prompts about them. Returns what was remembered and no longer is, a sentence each.
    pub(super) async fn keep(
        &self,
        id: &str,
        before: Option<&Snapshot>,
        reading: &Reading,
    ) -> Result<Vec<String>, Problem> {
        let changed = difference::tools_that_ask_anew(before, &reading.snapshot);
        let tools: Vec<ForgottenTool> = changed
            .iter()
            .map(|(name, why)| ForgottenTool { tool_name: name.clone(), ended: memory::end(why) })
            .collect();
        let row = SnapshotRow {
            connector_id: id.to_owned(),
            taken_at: reading.snapshot.taken_at.clone(),
            body: serde_json::to_value(&reading.snapshot).unwrap_or_default(),
        };
        let held = self.approvals.hold().await;
        let stored = self.store.insert_snapshot(&row, &reading.html, &tools).await;
        let forgotten = stored.map_err(problems::of_store)?;
        let names: Vec<String> = changed.iter().map(|(name, _)| name.clone()).collect();
        self.approvals.refuse(id, Concerned::Tools(&names), Outcome::Refreshed).await;
        drop(held);
        if !forgotten.is_empty() {
            self.events.tell(Event::Approvals);
        }
        let said = changed.iter().filter(|(name, _)| forgotten.contains(name)).map(|(name, why)| {
            format!("What was remembered for “{}” is forgotten. {why}", text::shown(name, TEXT_LIMIT))
        });
        Ok(said.collect())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.snapshots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
