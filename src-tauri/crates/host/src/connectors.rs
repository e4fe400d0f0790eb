//! The connectors that a person has added: stored rows, and their connections while the program runs.
//!
//! What the form may hold is in [`draft`], connections in [`connections`]; what is read from a server in
//! [`crate::snapshots`].

pub mod connections;
pub mod draft;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::connector::{
    self, Authentication, Certificates, ClientKind, Connector, ConnectorDraft, DraftNote, Endpoint,
    ProtocolChoice,
};
use greenroom_contract::event::Event;
use greenroom_contract::snapshot::{Refresh, Snapshot};
use greenroom_contract::tool::Tool;
use greenroom_mcp::Session;
use greenroom_store::{ConnectorRow, SnapshotRow, Store};
use serde_json::json;

use crate::connectors::connections::Connections;
use crate::connectors::draft::Kind;
use crate::demo;
use crate::events::Events;
use crate::problems;
use crate::profile::Profile;
use crate::snapshots::{self, Reading, difference};
use crate::time;

#[derive(Debug)]
pub struct Connectors {
    store: Store,
    events: Events,
    profile: Arc<Profile>,
    connections: Connections,
    /// The snapshots in use, by connector.
    snapshots: Mutex<HashMap<String, Known>>,
}

/// A snapshot that was read from disk.
#[derive(Clone, Debug)]
struct Known {
    /// The store's number for it.
    number: i64,
    /// Absent where it cannot be read.
    snapshot: Option<Arc<Snapshot>>,
}

impl Connectors {
    pub fn new(store: Store, events: Events, profile: Arc<Profile>) -> Self {
        let connections = Connections::new(events.clone(), profile.clone());
        Self { store, events, profile, connections, snapshots: Mutex::default() }
    }

    pub async fn list(&self) -> Result<Vec<Connector>, Problem> {
        let rows = self.store.connectors().await.map_err(problems::of_store)?;
        let read = rows.into_iter().filter_map(|row| {
            let connector = self.connector(row);
            connector.inspect_err(|problem| tracing::error!(message = problem.message)).ok()
        });
        Ok(read.collect())
    }

    pub async fn get(&self, id: &str) -> Result<Connector, Problem> {
        let row = self.store.connector(id).await.map_err(problems::of_store)?;
        let row = row.ok_or_else(|| Problem::not_found("This connector is no longer there."))?;
        self.connector(row)
    }

    pub fn check(&self, draft: &ConnectorDraft) -> Vec<DraftNote> {
        draft::notes(draft, Kind::Http)
    }

    pub async fn create(&self, draft: ConnectorDraft) -> Result<Connector, Problem> {
        let endpoint = draft::endpoint(&draft, Kind::Http)?;
        self.insert(&time::fresh_id(), draft.name.trim(), draft.description.trim(), &endpoint).await
    }

    /// Where the address changed, the caller connects anew: what was read from the old server is gone.
    pub async fn update(&self, id: &str, draft: ConnectorDraft) -> Result<Connector, Problem> {
        let before = self.get(id).await?;
        let kind = if before.endpoint == Endpoint::Demo { Kind::Demo } else { Kind::Http };
        let endpoint = draft::endpoint(&draft, kind)?;
        let mut row = row(id, draft.name.trim(), draft.description.trim(), &endpoint);
        row.created_at = before.created_at;
        if endpoint == before.endpoint {
            self.store.update_connector(&row).await.map_err(problems::of_store)?;
        } else {
            self.store.move_connector(&row).await.map_err(problems::of_store)?;
            self.connections.forget(id).await;
            // What an attempt at the old server kept until it was forgotten.
            self.store.delete_snapshots(id).await.map_err(problems::of_store)?;
        }
        self.events.tell(Event::Connectors);
        self.get(id).await
    }

    pub async fn duplicate(&self, id: &str) -> Result<Connector, Problem> {
        let original = self.get(id).await?;
        let taken: Vec<String> = self.list().await?.into_iter().map(|connector| connector.name).collect();
        let name = free_name(&original.name, &taken);
        let copy = self.insert(&time::fresh_id(), &name, &original.description, &original.endpoint).await?;
        if let Some(row) = self.store.latest_snapshot(id).await.map_err(problems::of_store)? {
            let row = SnapshotRow { connector_id: copy.id.clone(), ..row };
            self.store.insert_snapshot(&row).await.map_err(problems::of_store)?;
        }
        self.events.tell(Event::Connectors);
        Ok(copy)
    }

    pub async fn delete(&self, id: &str) -> Result<(), Problem> {
        self.get(id).await?;
        self.store.delete_connector(id).await.map_err(problems::of_store)?;
        self.connections.forget(id).await;
        self.events.tell(Event::Connectors);
        Ok(())
    }

    /// Puts the demo connector into the list if it is not there.
    pub async fn restore_demo(&self) -> Result<Connector, Problem> {
        match self.get(demo::CONNECTOR_ID).await {
            Ok(connector) => Ok(connector),
            Err(_) => self.insert(demo::CONNECTOR_ID, demo::NAME, demo::DESCRIPTION, &Endpoint::Demo).await,
        }
    }

    /// Connects anew, reads tools and templates, stores them, and says what changed.
    pub async fn refresh(&self, id: &str) -> Result<Refresh, Problem> {
        let line = self.connections.line(id);
        let connector = self.get(id).await?;
        let read = async |session: Arc<Session>| {
            let before = self.snapshot(id).await?;
            let reading = snapshots::read(&session, &self.profile).await?;
            Ok((before, reading))
        };
        // Connected is said only when the snapshot is on disk.
        let keep = async |(_, reading): &(_, Reading)| self.keep(id, reading).await;
        let (before, reading) = self.connections.renew(&line, &connector.endpoint, read, keep).await?;
        let changes = difference::between(before.as_deref(), &reading.snapshot);
        Ok(Refresh { snapshot: reading.snapshot, changes })
    }

    pub fn cancel(&self, id: &str) {
        self.connections.cancel(id);
    }

    /// A connection to the connector's server, made now if there is none.
    pub(crate) async fn session(&self, id: &str) -> Result<Arc<Session>, Problem> {
        let line = self.connections.line(id);
        let connector = self.get(id).await?;
        self.connections.session(&line, &connector.endpoint).await
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

    pub async fn tool(&self, id: &str, tool_name: &str) -> Result<Tool, Problem> {
        let snapshot = self.snapshot(id).await?;
        let tool =
            snapshot.and_then(|snapshot| snapshot.tools.iter().find(|tool| tool.name == tool_name).cloned());
        tool.ok_or_else(|| {
            let message = format!("The tool “{tool_name}” is not in the connector's snapshot.");
            Problem { hint: "Press Refresh to read the tools anew.".into(), ..Problem::not_found(message) }
        })
    }

    pub async fn close_all(&self) {
        self.connections.close_all().await;
    }

    async fn keep(&self, id: &str, reading: &Reading) -> Result<(), Problem> {
        for (hash, html) in &reading.html {
            self.store.put_template(hash, html).await.map_err(problems::of_store)?;
        }
        let row = SnapshotRow {
            connector_id: id.to_owned(),
            taken_at: reading.snapshot.taken_at.clone(),
            body: serde_json::to_value(&reading.snapshot).unwrap_or_default(),
        };
        self.store.insert_snapshot(&row).await.map_err(problems::of_store)
    }

    async fn insert(
        &self,
        id: &str,
        name: &str,
        description: &str,
        endpoint: &Endpoint,
    ) -> Result<Connector, Problem> {
        self.store
            .insert_connector(&row(id, name, description, endpoint))
            .await
            .map_err(problems::of_store)?;
        self.events.tell(Event::Connectors);
        self.get(id).await
    }

    /// An endpoint of another version of the program is no reason to call some other server in its place.
    fn connector(&self, row: ConnectorRow) -> Result<Connector, Problem> {
        let endpoint = serde_json::from_value(row.endpoint).map_err(|error| {
            Problem::failed(
                format!("The address of the connector {} cannot be read: {error}.", row.name),
                "Use the newest version of Greenroom.",
            )
        })?;
        let remarks = match &endpoint {
            Endpoint::Demo => Vec::new(),
            Endpoint::Http { url } | Endpoint::Sse { url } => draft::remarks(url),
            Endpoint::Stdio { .. } => Vec::new(),
        };
        Ok(Connector {
            connection: self.connections.status(&row.id),
            id: row.id,
            name: row.name,
            description: row.description,
            endpoint,
            authentication: Authentication::None,
            headers: Vec::new(),
            environment: Vec::new(),
            certificates: Certificates::default(),
            client: ClientKind::default(),
            protocol: ProtocolChoice::default(),
            reading: connector::Reading::default(),
            created_at: row.created_at,
            remarks,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.snapshots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn row(id: &str, name: &str, description: &str, endpoint: &Endpoint) -> ConnectorRow {
    ConnectorRow {
        id: id.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        endpoint: json!(endpoint),
        authentication: "none".into(),
        created_at: time::now(),
    }
}

fn free_name(name: &str, taken: &[String]) -> String {
    let copies =
        std::iter::once(format!("{name} copy")).chain((2..).map(|count| format!("{name} copy {count}")));
    copies.into_iter().find(|copy| !taken.contains(copy)).unwrap_or_else(|| name.to_owned())
}
