//! What "Allow for this conversation" has been answered for.

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{FromRow, Sqlite};

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RememberedRow {
    pub conversation_id: String,
    pub connector_id: String,
    pub tool_name: String,
    pub since: String,
}

impl RememberedRow {
    pub(crate) fn insert(&self) -> Query<'_, Sqlite, SqliteArguments> {
        sqlx::query(
            "INSERT INTO remembered (conversation_id, connector_id, tool_name, since) VALUES (?, ?, ?, ?)
             ON CONFLICT DO NOTHING",
        )
        .bind(&self.conversation_id)
        .bind(&self.connector_id)
        .bind(&self.tool_name)
        .bind(&self.since)
    }
}

impl Store {
    /// Remembering again changes nothing, not even since when.
    ///
    /// # Errors
    /// Also where the conversation or the connector does not exist.
    pub async fn remember(&self, row: &RememberedRow) -> Result<()> {
        row.insert().execute(&self.pool).await.map_err(|error| self.fault(error))?;
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

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::RememberedRow;
    use crate::scratch::{Scratch, connector, conversation};

    fn allowed(conversation_id: &str, connector_id: &str, tool_name: &str, since: &str) -> RememberedRow {
        RememberedRow {
            conversation_id: conversation_id.to_owned(),
            connector_id: connector_id.to_owned(),
            tool_name: tool_name.to_owned(),
            since: since.to_owned(),
        }
    }

    #[tokio::test]
    async fn a_permission_holds_for_one_tool_of_one_connector_in_one_conversation() {
        let scratch = Scratch::furnished().await;
        scratch.store.insert_connector(&connector("notes")).await.unwrap();
        scratch.store.insert_conversation(&conversation("other")).await.unwrap();
        for row in [
            allowed("talk", "board", "add", "09:00"),
            allowed("talk", "board", "clear", "09:01"),
            allowed("talk", "notes", "add", "09:02"),
            allowed("other", "board", "add", "09:03"),
            allowed("talk", "board", "add", "09:04"),
        ] {
            scratch.store.remember(&row).await.unwrap();
        }

        scratch.store.forget("talk", "board", "clear").await.unwrap();
        let scratch = scratch.restarted().await;

        assert_eq!(
            scratch.store.remembered("talk").await.unwrap(),
            [allowed("talk", "board", "add", "09:00"), allowed("talk", "notes", "add", "09:02")]
        );
        assert_eq!(
            scratch.store.remembered("other").await.unwrap(),
            [allowed("other", "board", "add", "09:03")]
        );
    }
}
