//! The connectors that a person has added: stored rows, and their connections while the program runs.
//!
//! What the form may hold is in [`draft`], what is stored of it beside the endpoint in [`options`], what becomes of
//! secrets in [`values`]. Connections are in [`connections`]; what was read over them in [`reading`], which [`live`]
//! does again when it changed; what a call's widget is made of in [`pins`], and looking whether that is still so in
//! [`looks`].

pub mod connections;
pub mod draft;
mod live;
mod looks;
mod options;
mod pins;
mod reading;
mod values;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use greenroom_contract::Problem;
use greenroom_contract::approval::Outcome;
use greenroom_contract::connector::{
    Authentication, Availability, Connector, ConnectorDraft, DraftField, DraftNote, Endpoint, EndpointDraft,
    NoteWeight,
};
use greenroom_contract::conversation::MentionedApp;
use greenroom_contract::event::Event;
use greenroom_contract::permission::ConnectorPermissions;
use greenroom_contract::sandbox::CspMode;
use greenroom_store::{ConnectorRow, SnapshotRow, Store};
use serde_json::json;

use crate::approvals::{Approvals, Concerned};
use crate::connectors::connections::{Connections, Means};
use crate::connectors::options::Options;
use crate::connectors::reading::Known;
use crate::connectors::values::NewValues;
use crate::demo;
use crate::events::Events;
use crate::problems;
use crate::profile::Profile;
use crate::record::Looks;
use crate::secrets::{SecretKind, Secrets};
use crate::session::Session;
use crate::text;
use crate::time;

use self::live::Changes;
pub use self::live::List;
pub use self::looks::Seen;
pub use self::pins::Pin;

/// The longest name that is repeated in a sentence.
const NAME_LIMIT: usize = 200;

#[derive(Debug)]
pub struct Connectors {
    store: Store,
    events: Events,
    profile: Arc<Profile>,
    secrets: Arc<Secrets>,
    looks: Arc<Looks>,
    approvals: Arc<Approvals>,
    connections: Connections,
    /// The snapshots in use, by connector.
    snapshots: Mutex<HashMap<String, Known>>,
    changes: Changes,
}

impl Connectors {
    pub fn new(store: Store, means: Means, approvals: Arc<Approvals>) -> Self {
        let Means { events, profile, secrets, .. } = means.clone();
        let looks = means.audience.looks.clone();
        let connections = Connections::new(means);
        let (snapshots, changes) = (Mutex::default(), Changes::default());
        Self { store, events, profile, secrets, looks, approvals, connections, snapshots, changes }
    }

    pub async fn list(&self) -> Result<Vec<Connector>, Problem> {
        let rows = self.store.connectors().await.map_err(problems::of_store)?;
        let read = rows.into_iter().filter_map(|row| {
            let connector = self.connector(row);
            connector.inspect_err(|problem| tracing::error!(message = problem.message)).ok()
        });
        Ok(read.collect())
    }

    /// Those that a message can be about: what is disabled cannot be called.
    pub async fn mentionable(&self) -> Result<Vec<MentionedApp>, Problem> {
        let enabled = self.list().await?.into_iter().filter(|own| own.availability == Availability::Enabled);
        Ok(enabled.map(|own| MentionedApp { id: own.id, name: own.name }).collect())
    }

    pub async fn get(&self, id: &str) -> Result<Connector, Problem> {
        self.connector(self.stored(id).await?)
    }

    pub fn check(&self, draft: &ConnectorDraft) -> Vec<DraftNote> {
        let mut notes = draft::notes(draft);
        if matches!(draft.endpoint, EndpointDraft::Sse { .. }) {
            let text = self.profile.texts.sse_is_legacy.clone();
            notes.push(DraftNote { field: DraftField::Url, weight: NoteWeight::Remark, text });
        }
        notes
    }

    pub async fn create(&self, draft: ConnectorDraft) -> Result<Connector, Problem> {
        if draft.endpoint == EndpointDraft::Demo {
            let message = "The demo cannot be made a second time.";
            return Err(Problem::invalid(message, "Duplicate it, or bring it back if it was deleted."));
        }
        let options = Options::of(&draft, &Options::default());
        let row = row(&time::fresh_id(), &draft, &draft::endpoint(&draft)?, &options);
        self.put_secrets(&row.id, &draft).await?;
        self.insert(&row).await
    }

    /// Where this says so, the caller connects anew. Where the server is another one, what was read from the old one
    /// is gone.
    pub async fn update(&self, id: &str, mut draft: ConnectorDraft) -> Result<(Connector, Upshot), Problem> {
        let (before, old) = self.with_options(id).await?;
        match (&before.endpoint, &draft.endpoint) {
            (Endpoint::Demo, _) => draft.endpoint = EndpointDraft::Demo,
            (_, EndpointDraft::Demo) => {
                let message = "A connector cannot become the demo.";
                return Err(Problem::invalid(message, "Nothing was saved yet."));
            }
            _ => {}
        }
        let endpoint = draft::endpoint(&draft)?;
        let options = Options::of(&draft, &old);
        let mut row = row(id, &draft, &endpoint, &options);
        row.created_at = before.created_at;
        let new_values = self.put_secrets(id, &draft).await?;
        let upshot = if endpoint != before.endpoint {
            // What was asked and answered about the old server says nothing of the new one.
            let held = self.approvals.hold().await;
            self.store.move_connector(&row).await.map_err(problems::of_store)?;
            self.approvals.refuse(id, Concerned::Connector, Outcome::ConnectorMoved).await;
            drop(held);
            self.connections.forget(id).await;
            // What an attempt at the old server kept until it was forgotten.
            self.store.delete_snapshots(id).await.map_err(problems::of_store)?;
            Upshot::Moved
        } else {
            self.store.update_connector(&row).await.map_err(problems::of_store)?;
            if new_values == NewValues::None && options == old {
                Upshot::Same
            } else {
                self.connections.forget(id).await;
                Upshot::Reconnects
            }
        };
        self.drop_secrets(id, &old, &options).await?;
        self.events.tell(Event::Connectors);
        Ok((self.get(id).await?, upshot))
    }

    pub async fn duplicate(&self, id: &str) -> Result<Connector, Problem> {
        let original = self.stored(id).await?;
        let taken: Vec<String> = self.list().await?.into_iter().map(|connector| connector.name).collect();
        let copy = ConnectorRow {
            id: time::fresh_id(),
            name: free_name(&original.name, &taken),
            created_at: time::now(),
            ..original
        };
        self.copy_secrets(id, &copy.id, &options_of(&copy)?).await?;
        let connector = self.insert(&copy).await?;
        if let Some(row) = self.store.latest_snapshot(id).await.map_err(problems::of_store)? {
            let row = SnapshotRow { connector_id: copy.id, ..row };
            self.store.insert_snapshot(&row, &[], &[]).await.map_err(problems::of_store)?;
        }
        self.events.tell(Event::Connectors);
        Ok(connector)
    }

    pub async fn delete(&self, id: &str) -> Result<(), Problem> {
        // Nobody would find its secrets once it is gone.
        let options = options_of(&self.stored(id).await?).unwrap_or_default();
        self.drop_secrets(id, &options, &Options::default()).await?;
        self.store.delete_connector(id).await.map_err(problems::of_store)?;
        self.connections.forget(id).await;
        self.events.tell(Event::Connectors);
        Ok(())
    }

    /// Puts the demo connector into the list if it is not there.
    pub async fn restore_demo(&self) -> Result<Connector, Problem> {
        match self.get(demo::CONNECTOR_ID).await {
            Ok(connector) => Ok(connector),
            Err(_) => {
                let draft = ConnectorDraft {
                    description: demo::DESCRIPTION.into(),
                    ..ConnectorDraft::new(demo::NAME, EndpointDraft::Demo)
                };
                self.insert(&row(demo::CONNECTOR_ID, &draft, &Endpoint::Demo, &Options::default())).await
            }
        }
    }

    /// Its connection stays: this is about its widgets.
    pub async fn set_csp_mode(&self, id: &str, mode: CspMode) -> Result<(), Problem> {
        self.set(id, |options| Options { csp: mode, ..options }).await
    }

    pub async fn set_permissions(&self, id: &str, permissions: ConnectorPermissions) -> Result<(), Problem> {
        self.set(id, |options| Options { permissions, ..options }).await
    }

    /// One that is disabled lets go of its connection.
    pub async fn set_availability(&self, id: &str, availability: Availability) -> Result<(), Problem> {
        self.set(id, |options| Options { availability, ..options }).await?;
        if availability == Availability::Disabled {
            self.connections.forget(id).await;
            self.events.tell(Event::Connectors);
        }
        Ok(())
    }

    async fn set(&self, id: &str, change: impl FnOnce(Options) -> Options) -> Result<(), Problem> {
        let row = self.stored(id).await?;
        let options = change(options_of(&row)?);
        let row = ConnectorRow { options: json!(options), ..row };
        self.store.update_connector(&row).await.map_err(problems::of_store)?;
        self.events.tell(Event::Connectors);
        Ok(())
    }

    pub fn cancel(&self, id: &str) {
        self.connections.cancel(id);
    }

    /// A connection to the connector's server, made now if there is none.
    pub(crate) async fn session(self: &Arc<Self>, id: &str) -> Result<Arc<Session>, Problem> {
        let line = self.connections.line(id);
        let connector = self.get(id).await?;
        self.connected(&line, &connector).await
    }

    /// As [`Connectors::session`], for what was meant for this server.
    ///
    /// # Errors
    /// Also where the connector leads to another one by now.
    pub(crate) async fn session_at(
        self: &Arc<Self>,
        id: &str,
        endpoint: &Endpoint,
    ) -> Result<Arc<Session>, Problem> {
        let line = self.connections.line(id);
        let connector = self.get(id).await?;
        if connector.endpoint != *endpoint {
            return Err(Problem::failed(
                "The connector was given another address before the call was sent.",
                "No server has seen anything of it.",
            ));
        }
        self.connected(&line, &connector).await
    }

    async fn connected(
        self: &Arc<Self>,
        line: &Arc<connections::Line>,
        connector: &Connector,
    ) -> Result<Arc<Session>, Problem> {
        usable(connector)?;
        let session = self.connections.session(line, connector).await?;
        self.follow(line, connector);
        Ok(session)
    }

    pub async fn close_all(&self) {
        self.connections.close_all().await;
    }

    async fn insert(&self, row: &ConnectorRow) -> Result<Connector, Problem> {
        self.store.insert_connector(row).await.map_err(problems::of_store)?;
        self.events.tell(Event::Connectors);
        self.get(&row.id).await
    }

    async fn stored(&self, id: &str) -> Result<ConnectorRow, Problem> {
        let row = self.store.connector(id).await.map_err(problems::of_store)?;
        row.ok_or_else(|| Problem::not_found("This connector is no longer there."))
    }

    async fn with_options(&self, id: &str) -> Result<(Connector, Options), Problem> {
        let row = self.stored(id).await?;
        let options = options_of(&row)?;
        Ok((self.connector(row)?, options))
    }

    /// An endpoint of another version of the program is no reason to call some other server in its place.
    fn connector(&self, row: ConnectorRow) -> Result<Connector, Problem> {
        let options = options_of(&row)?;
        let endpoint: Endpoint = serde_json::from_value(row.endpoint)
            .map_err(|error| of_another_version("address", &row.name, &error))?;
        let mut remarks: Vec<String> = self.connections.note(&row.id).into_iter().collect();
        remarks.extend(draft::remarks(self.check(&ConnectorDraft {
            headers: draft::kept(&options.headers),
            environment: draft::kept(&options.environment),
            certificates: options.certificates,
            client: options.client,
            protocol: options.protocol.clone(),
            reading: options.reading,
            ..draft::of_endpoint(&row.name, &endpoint)
        })));
        Ok(Connector {
            connection: self.connections.status(&row.id),
            id: row.id,
            name: row.name,
            description: row.description,
            endpoint,
            authentication: Authentication::None,
            headers: options.secret_names(SecretKind::Header),
            environment: options.secret_names(SecretKind::Variable),
            certificates: options.certificates,
            client: options.client,
            protocol: options.protocol,
            reading: options.reading,
            csp: options.csp,
            availability: options.availability,
            permissions: options.permissions,
            created_at: row.created_at,
            remarks,
        })
    }
}

/// What became of a connector's connection when the connector was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upshot {
    Same,
    /// It is made in another way now: with other headers, say.
    Reconnects,
    /// It leads to another server.
    Moved,
}

/// # Errors
/// Where the connector is disabled.
pub fn usable(connector: &Connector) -> Result<(), Problem> {
    match connector.availability {
        Availability::Enabled => Ok(()),
        Availability::Disabled => {
            let name = text::shown(&connector.name, NAME_LIMIT);
            Err(Problem::invalid(format!("The connector “{name}” is disabled."), "Enable it on its page."))
        }
    }
}

fn row(id: &str, draft: &ConnectorDraft, endpoint: &Endpoint, options: &Options) -> ConnectorRow {
    ConnectorRow {
        id: id.to_owned(),
        name: draft.name.trim().to_owned(),
        description: draft.description.trim().to_owned(),
        endpoint: json!(endpoint),
        authentication: "none".into(),
        options: json!(options),
        created_at: time::now(),
    }
}

fn options_of(row: &ConnectorRow) -> Result<Options, Problem> {
    serde_json::from_value(row.options.clone())
        .map_err(|error| of_another_version("settings", &row.name, &error))
}

fn of_another_version(what: &str, name: &str, error: &serde_json::Error) -> Problem {
    Problem::failed(
        format!("The {what} of the connector {name} cannot be read: {error}."),
        "Use the newest version of Greenroom.",
    )
}

fn free_name(name: &str, taken: &[String]) -> String {
    let copies =
        std::iter::once(format!("{name} copy")).chain((2..).map(|count| format!("{name} copy {count}")));
    copies.into_iter().find(|copy| !taken.contains(copy)).unwrap_or_else(|| name.to_owned())
}
