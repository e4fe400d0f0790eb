//! Conversations, their entries (messages and calls), and which conversation is the current one.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::sqlite::SqliteExecutor;
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

/// A conversation at a glance.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct SummaryRow {
    pub id: String,
    pub started_at: String,
    pub calls: i64,
    /// The body of its first message.
    #[sqlx(json(nullable))]
    pub first_message: Option<Value>,
}

impl Store {
    /// Newest first, without reading what the calls hold.
    pub async fn summaries(&self) -> Result<Vec<SummaryRow>> {
        sqlx::query_as(
            "SELECT id, started_at,
                 (SELECT count(*) FROM entries WHERE conversation_id = own.id AND kind = 'call') AS calls,
                 (SELECT body FROM entries WHERE conversation_id = own.id AND kind = 'message'
                     ORDER BY position LIMIT 1) AS first_message
             FROM conversations AS own ORDER BY position DESC",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(|error| self.fault(error))
    }

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
        self.put_entry_with(&self.pool, row).await
    }

    /// As [`Store::put_entry`], by itself or as a part of more.
    pub(crate) async fn put_entry_with(
        &self,
        executor: impl SqliteExecutor<'_>,
        row: &EntryRow,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO entries (id, conversation_id, kind, body) VALUES (?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        )
        .bind(&row.id)
        .bind(&row.conversation_id)
        .bind(&row.kind)
        .bind(Json(&row.body))
        .execute(executor)
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

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::{EntryRow, SummaryRow};
    use crate::scratch::{Scratch, conversation};

    fn entry(id: &str, kind: &str, text: &str) -> EntryRow {
        EntryRow {
            id: id.to_owned(),
            conversation_id: "talk".to_owned(),
            kind: kind.to_owned(),
            body: json!({ "text": text }),
        }
    }

    #[tokio::test]
    async fn the_current_conversation_is_remembered_over_a_restart() {
        let scratch = Scratch::new().await;
        assert_eq!(scratch.store.current_conversation().await.unwrap(), None);
        for id in ["first", "second", "third"] {
            scratch.store.insert_conversation(&conversation(id)).await.unwrap();
            scratch.store.set_current_conversation(id).await.unwrap();
        }
        scratch.store.set_current_conversation("second").await.unwrap();

        let scratch = scratch.restarted().await;

        assert_eq!(scratch.store.current_conversation().await.unwrap(), Some("second".to_owned()));
        assert_eq!(
            scratch.store.conversations().await.unwrap(),
            [conversation("third"), conversation("second"), conversation("first")]
        );
        assert_eq!(scratch.store.conversation("first").await.unwrap(), Some(conversation("first")));
        assert_eq!(scratch.store.conversation("fourth").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_call_that_settles_later_keeps_its_place_among_the_entries() {
        let scratch = Scratch::furnished().await;
        scratch.store.put_entry(&entry("message-1", "message", "Show the board")).await.unwrap();
        scratch.store.put_entry(&entry("call-1", "call", "running")).await.unwrap();
        scratch.store.put_entry(&entry("message-2", "message", "And now?")).await.unwrap();

        scratch.store.put_entry(&entry("call-1", "call", "completed")).await.unwrap();
        let scratch = scratch.restarted().await;

        assert_eq!(
            scratch.store.entries("talk").await.unwrap(),
            [
                entry("message-1", "message", "Show the board"),
                entry("call-1", "call", "completed"),
                entry("message-2", "message", "And now?"),
            ]
        );
        assert_eq!(scratch.store.entry("call-1").await.unwrap(), Some(entry("call-1", "call", "completed")));
        assert_eq!(scratch.store.entry("call-2").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_summary_counts_calls_and_knows_the_first_message() {
        let scratch = Scratch::furnished().await;
        scratch.store.insert_conversation(&conversation("empty")).await.unwrap();
        scratch.store.put_entry(&entry("call-1", "call", "running")).await.unwrap();
        scratch.store.put_entry(&entry("message-1", "message", "Show the board")).await.unwrap();
        scratch.store.put_entry(&entry("message-2", "message", "And now?")).await.unwrap();
        scratch.store.put_entry(&entry("call-2", "call", "running")).await.unwrap();

        let summary = |id: &str, calls, first_message| SummaryRow {
            id: id.to_owned(),
            started_at: conversation(id).started_at,
            calls,
            first_message,
        };
        assert_eq!(
            scratch.store.summaries().await.unwrap(),
            [summary("empty", 0, None), summary("talk", 2, Some(json!({ "text": "Show the board" })))]
        );
    }
}
