//! What was read from a connector's server, once a connection or Refresh. The newest is in use; older ones are kept.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct SnapshotRow {
    pub connector_id: String,
    pub taken_at: String,
    #[sqlx(json)]
    pub body: Value,
}

impl Store {
    /// The one that was inserted last.
    pub async fn latest_snapshot(&self, connector_id: &str) -> Result<Option<SnapshotRow>> {
        sqlx::query_as("SELECT * FROM snapshots WHERE connector_id = ? ORDER BY position DESC LIMIT 1")
            .bind(connector_id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// # Errors
    /// Also where the connector does not exist.
    pub async fn insert_snapshot(&self, row: &SnapshotRow) -> Result<()> {
        sqlx::query("INSERT INTO snapshots (connector_id, taken_at, body) VALUES (?, ?, ?)")
            .bind(&row.connector_id)
            .bind(&row.taken_at)
            .bind(Json(&row.body))
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }
}
