//! Connectors: added, changed, connected, carried from file to file.

use std::sync::Arc;

use greenroom_contract::approval::Outcome;
use greenroom_contract::connector::{Availability, Connector, ConnectorDraft, DraftNote, ImportPlan};
use greenroom_contract::snapshot::{Refresh, Snapshot};
use greenroom_store::{Lasting, Store};

use super::{Host, Result};
use crate::approvals::Concerned;
use crate::calls::{Stop, Whose};
use crate::connectors::Upshot;
use crate::demo;
use crate::inquiries::Asked;
use crate::transfer::{self, Import};

impl Host {
    pub async fn connectors(&self) -> Result<Vec<Connector>> {
        self.connectors.list().await
    }

    pub fn check_draft(&self, draft: &ConnectorDraft) -> Vec<DraftNote> {
        self.connectors.check(draft)
    }

    /// Stores the connector and connects beside; how that goes is told by events.
    pub async fn create_connector(&self, draft: ConnectorDraft) -> Result<Connector> {
        let connector = self.connectors.create(draft).await?;
        self.connect_beside(&connector.id);
        Ok(connector)
    }

    /// Where it is connected in another way now, that is done beside; calls under way keep the connection they have.
    /// Where it leads to another server, they end.
    pub async fn update_connector(&self, id: &str, draft: ConnectorDraft) -> Result<Connector> {
        let (connector, upshot) = self.connectors.update(id, draft).await?;
        if upshot == Upshot::Moved {
            self.calls.stop(Whose::Connector(id), Stop::ConnectorMoved).await;
        }
        if upshot != Upshot::Same {
            self.connect_beside(id);
        }
        Ok(connector)
    }

    pub async fn duplicate_connector(&self, id: &str) -> Result<Connector> {
        self.connectors.duplicate(id).await
    }

    /// Its calls end: what waits for an answer is refused.
    pub async fn delete_connector(&self, id: &str) -> Result<()> {
        self.connectors.delete(id).await?;
        self.inquiries.cancel(Asked::ByConnector(id));
        self.files.sweep().await?;
        self.calls.stop(Whose::Connector(id), Stop::ConnectorDeleted).await;
        Ok(())
    }

    /// It keeps what it has, and its calls end.
    pub async fn disable_connector(&self, id: &str) -> Result<()> {
        self.connectors.set_availability(id, Availability::Disabled).await?;
        self.inquiries.cancel(Asked::ByConnector(id));
        self.calls.stop(Whose::Connector(id), Stop::ConnectorDisabled).await;
        Ok(())
    }

    pub async fn enable_connector(&self, id: &str) -> Result<()> {
        self.connectors.set_availability(id, Availability::Enabled).await?;
        self.connect_beside(id);
        Ok(())
    }

    pub async fn restore_demo(&self) -> Result<Connector> {
        let connector = self.connectors.restore_demo().await?;
        self.connect_beside(&connector.id);
        Ok(connector)
    }

    /// Refuses what waits for an answer: it was asked about tools that are read anew.
    pub async fn refresh_connector(&self, id: &str) -> Result<Refresh> {
        self.approvals.refuse(id, Concerned::Connector, Outcome::Refreshed).await;
        self.connectors.refresh(id).await
    }

    pub async fn cancel_connecting(&self, id: &str) -> Result<()> {
        self.connectors.cancel(id);
        Ok(())
    }

    pub async fn snapshot(&self, id: &str) -> Result<Option<Snapshot>> {
        Ok(self.connectors.snapshot(id).await?.map(Arc::unwrap_or_clone))
    }

    /// Reads the text of an `mcp.json`-style file without adding anything.
    pub async fn read_import(&self, text: &str) -> Result<ImportPlan> {
        Ok(Import::read(text, &self.connectors.list().await?)?.plan())
    }

    /// Adds the chosen items of the same text, and connects them.
    pub async fn import_connectors(&self, text: &str, keys: &[String]) -> Result<Vec<Connector>> {
        let mut added = Vec::new();
        for draft in Import::read(text, &[])?.chosen(keys)? {
            added.push(self.create_connector(draft).await?);
        }
        Ok(added)
    }

    /// All connectors as the text of an `mcp.json` file, without secrets.
    pub async fn export_connectors(&self) -> Result<String> {
        Ok(transfer::export(&self.connectors.list().await?))
    }

    /// On the very first start the demo is put into the list; a demo that was deleted stays deleted. Where nothing
    /// outlasts the program it is there only once it is asked for.
    pub(super) async fn begin_demo(&self, store: &Store, lasting: Lasting) -> Result<()> {
        if lasting == Lasting::WhileRunning {
            self.conversations.current_id().await?;
            return Ok(());
        }
        let is_first_start = store.current_conversation().await.map_err(crate::problems::of_store)?.is_none();
        if is_first_start {
            self.connectors.restore_demo().await?;
            self.conversations.current_id().await?;
        }
        if self.connectors.get(demo::CONNECTOR_ID).await.is_ok() {
            self.connect_beside(demo::CONNECTOR_ID);
        }
        Ok(())
    }

    pub(super) fn connect_beside(&self, id: &str) {
        let connectors = self.connectors.clone();
        let id = id.to_owned();
        tokio::spawn(async move {
            // The failure is in the connector's status, where the person sees it.
            let _ = connectors.refresh(&id).await;
        });
    }
}
