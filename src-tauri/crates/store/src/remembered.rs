//! What "Allow for this conversation" has been answered for.

use sqlx::FromRow;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RememberedRow {
    pub conversation_id: String,
    pub connector_id: String,
    pub tool_name: String,
    pub since: String,
}

impl Store {
    /// Remembering again changes nothing, not even since when.
    ///
    /// # Errors
    /// Also where the conversation or the connector does not exist.
    pub async fn remember(&self, row: &RememberedRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO remembered (conversation_id, connector_id, tool_name, since) VALUES (?, ?, ?, ?)
             ON CONFLICT DO NOTHING",
        )
        .bind(&row.conversation_id)
        .bind(&row.connector_id)
        .bind(&row.tool_name)
        .bind(&row.since)
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Oldest first.
    pub async fn remembered(&self, conversation_id: &str) -> Result<Vec<RememberedRow>> {
        sqlx::query_as("SELECT * FROM remembered WHERE conversation_id = ? ORDER BY position")
            .bind(conversation_id)
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn forget(&self, conversation_id: &str, connector_id: &str, tool_name: &str) -> Result<()> {
        sqlx::query(
            "DELETE FROM remembered WHERE conversation_id = ? AND connector_id = ? AND tool_name = ?",
        )
        .bind(conversation_id)
        .bind(connector_id)
        .bind(tool_name)
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }
}
