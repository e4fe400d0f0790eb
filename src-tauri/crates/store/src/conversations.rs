//! Conversations, their entries (messages and calls), and which conversation is the current one.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ConversationRow {
    pub id: String,
    pub started_at: String,
}

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct EntryRow {
    pub id: String,
    pub conversation_id: String,
    /// `message` or `call`.
    pub kind: String,
    #[sqlx(json)]
    pub body: Value,
}

impl Store {
    pub async fn insert_conversation(&self, row: &ConversationRow) -> Result<()> {
        sqlx::query("INSERT INTO conversations (id, started_at) VALUES (?, ?)")
            .bind(&row.id)
            .bind(&row.started_at)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Newest first.
    pub async fn conversations(&self) -> Result<Vec<ConversationRow>> {
        sqlx::query_as("SELECT * FROM conversations ORDER BY position DESC")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn conversation(&self, id: &str) -> Result<Option<ConversationRow>> {
        sqlx::query_as("SELECT * FROM conversations WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// The one that was made current last, in this run of the program or an earlier one.
    pub async fn current_conversation(&self) -> Result<Option<String>> {
        sqlx::query_scalar("SELECT conversation_id FROM current_conversation")
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// # Errors
    /// Also where the conversation does not exist.
    pub async fn set_current_conversation(&self, id: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO current_conversation (only, conversation_id) VALUES (1, ?)
             ON CONFLICT (only) DO UPDATE SET conversation_id = excluded.conversation_id",
        )
        .bind(id)
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Appends the entry to its conversation, or, where its id is known, replaces the body in its place.
    ///
    /// # Errors
    /// Also where the conversation does not exist.
    pub async fn put_entry(&self, row: &EntryRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO entries (id, conversation_id, kind, body) VALUES (?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        )
        .bind(&row.id)
        .bind(&row.conversation_id)
        .bind(&row.kind)
        .bind(Json(&row.body))
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Oldest first.
    pub async fn entries(&self, conversation_id: &str) -> Result<Vec<EntryRow>> {
        sqlx::query_as("SELECT * FROM entries WHERE conversation_id = ? ORDER BY position")
            .bind(conversation_id)
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn entry(&self, id: &str) -> Result<Option<EntryRow>> {
        sqlx::query_as("SELECT * FROM entries WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}
