//! What was answered for longer than one call, and until when it held.

use serde_json::Value;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::types::Json;
use sqlx::{FromRow, Sqlite, Transaction};

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct RememberedRow {
    pub id: String,
    pub connector_id: String,
    /// None: in every conversation.
    pub conversation_id: Option<String>,
    /// None: every tool of the connector.
    pub tool_name: Option<String>,
    pub choice: String,
    pub since: String,
    pub answered_by: String,
    pub call_id: Option<String>,
    /// None while it holds.
    #[sqlx(json(nullable))]
    pub ended: Option<Value>,
}

/// A tool that an answer for a whole connector no longer covers.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ExceptionRow {
    pub remembered_id: String,
    pub tool_name: String,
    #[sqlx(json)]
    pub ended: Value,
}

/// A tool for which nothing is remembered any more, and the end of what was.
#[derive(Clone, Debug, PartialEq)]
pub struct ForgottenTool {
    pub tool_name: String,
    pub ended: Value,
}

const COLUMNS: &str =
    "id, connector_id, conversation_id, tool_name, choice, since, answered_by, call_id, ended";

impl RememberedRow {
    pub(crate) fn insert(&self) -> Query<'_, Sqlite, SqliteArguments> {
        sqlx::query(
            "INSERT INTO remembered
                 (id, connector_id, conversation_id, tool_name, choice, since, answered_by, call_id, ended)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&self.id)
        .bind(&self.connector_id)
        .bind(&self.conversation_id)
        .bind(&self.tool_name)
        .bind(&self.choice)
        .bind(&self.since)
        .bind(&self.answered_by)
        .bind(&self.call_id)
        .bind(self.ended.as_ref().map(Json))
    }
}

impl Store {
    /// Newest first, what has ended among them.
    pub async fn remembered(&self) -> Result<Vec<RememberedRow>> {
        sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM remembered ORDER BY position DESC"
        )))
        .fetch_all(&self.pool)
        .await
        .map_err(|error| self.fault(error))
    }

    /// Oldest first.
    pub async fn remembered_exceptions(&self) -> Result<Vec<ExceptionRow>> {
        sqlx::query_as("SELECT remembered_id, tool_name, ended FROM remembered_exceptions ORDER BY position")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// The newest answer that holds for a call of this tool in this conversation.
    pub async fn covering(
        &self,
        conversation_id: &str,
        connector_id: &str,
        tool_name: &str,
    ) -> Result<Option<RememberedRow>> {
        sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM remembered
             WHERE ended IS NULL AND connector_id = ?1
                 AND coalesce(conversation_id, ?2) = ?2 AND coalesce(tool_name, ?3) = ?3
                 AND NOT EXISTS (SELECT 1 FROM remembered_exceptions AS exception
                     WHERE exception.remembered_id = remembered.id AND exception.tool_name = ?3)
             ORDER BY position DESC LIMIT 1"
        )))
        .bind(connector_id)
        .bind(conversation_id)
        .bind(tool_name)
        .fetch_optional(&self.pool)
        .await
        .map_err(|error| self.fault(error))
    }

    /// Whether it held until now.
    pub async fn end_remembered(&self, id: &str, ended: &Value) -> Result<bool> {
        let done = sqlx::query("UPDATE remembered SET ended = ? WHERE id = ? AND ended IS NULL")
            .bind(Json(ended))
            .bind(id)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(done.rows_affected() > 0)
    }

    /// Forgets what is remembered for these tools of a connector. Returns for which of them something was.
    pub(crate) async fn forget_tools(
        &self,
        transaction: &mut Transaction<'_, Sqlite>,
        connector_id: &str,
        tools: &[ForgottenTool],
    ) -> Result<Vec<String>> {
        let mut forgotten = Vec::new();
        for ForgottenTool { tool_name, ended } in tools {
            let of_tool = sqlx::query(
                "UPDATE remembered SET ended = ? WHERE ended IS NULL AND connector_id = ? AND tool_name = ?",
            )
            .bind(Json(ended))
            .bind(connector_id)
            .bind(tool_name);
            let of_all = sqlx::query(
                "INSERT INTO remembered_exceptions (remembered_id, tool_name, ended)
                 SELECT id, ?1, ?2 FROM remembered
                 WHERE ended IS NULL AND connector_id = ?3 AND tool_name IS NULL
                 ON CONFLICT DO NOTHING",
            )
            .bind(tool_name)
            .bind(Json(ended))
            .bind(connector_id);
            let mut count = 0;
            for query in [of_tool, of_all] {
                let done = query.execute(&mut **transaction).await.map_err(|error| self.fault(error))?;
                count += done.rows_affected();
            }
            if count > 0 {
                forgotten.push(tool_name.clone());
            }
        }
        Ok(forgotten)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::{ForgottenTool, RememberedRow};
    use crate::SnapshotRow;
    use crate::scratch::{Scratch, connector, conversation};

    /// What holds for a tool in the conversation `talk`, or for all of the connector everywhere.
    pub fn allowed(id: &str, connector_id: &str, tool_name: Option<&str>) -> RememberedRow {
        RememberedRow {
            id: id.to_owned(),
            connector_id: connector_id.to_owned(),
            conversation_id: tool_name.map(|_| "talk".to_owned()),
            tool_name: tool_name.map(str::to_owned),
            choice: "allow_for_conversation".to_owned(),
            since: "2026-11-21T09:00:00Z".to_owned(),
            answered_by: "phone".to_owned(),
            call_id: Some("call".to_owned()),
            ended: None,
        }
    }

    pub async fn remember(scratch: &Scratch, row: &RememberedRow) {
        row.insert().execute(&scratch.store.pool).await.unwrap();
    }

    async fn covered(scratch: &Scratch, place: (&str, &str, &str)) -> Option<String> {
        scratch.store.covering(place.0, place.1, place.2).await.unwrap().map(|row| row.id)
    }

    #[tokio::test]
    async fn an_answer_covers_its_tool_in_its_conversation_or_its_connector_everywhere() {
        let scratch = Scratch::furnished().await;
        scratch.store.insert_connector(&connector("notes")).await.unwrap();
        scratch.store.insert_conversation(&conversation("other")).await.unwrap();
        remember(&scratch, &allowed("add", "board", Some("add"))).await;
        remember(&scratch, &allowed("all", "notes", None)).await;
        let scratch = scratch.restarted().await;

        for (place, answer) in [
            (("talk", "board", "add"), Some("add")),
            (("other", "board", "add"), None),
            (("talk", "board", "clear"), None),
            (("talk", "notes", "add"), Some("all")),
            (("other", "notes", "write"), Some("all")),
        ] {
            assert_eq!(covered(&scratch, place).await.as_deref(), answer, "{place:?}");
        }
        let newest_first = [allowed("all", "notes", None), allowed("add", "board", Some("add"))];
        assert_eq!(scratch.store.remembered().await.unwrap(), newest_first);
    }

    #[tokio::test]
    async fn what_has_ended_covers_nothing_and_keeps_its_first_end() {
        let scratch = Scratch::furnished().await;
        remember(&scratch, &allowed("add", "board", Some("add"))).await;

        assert!(scratch.store.end_remembered("add", &json!({ "reason": "revoked" })).await.unwrap());
        assert!(!scratch.store.end_remembered("add", &json!({ "reason": "again" })).await.unwrap());

        assert_eq!(covered(&scratch, ("talk", "board", "add")).await, None);
        let ended = Some(json!({ "reason": "revoked" }));
        let row = RememberedRow { ended, ..allowed("add", "board", Some("add")) };
        assert_eq!(scratch.store.remembered().await.unwrap(), [row]);
    }

    #[tokio::test]
    async fn a_snapshot_that_changes_a_tool_is_stored_together_with_forgetting_it() {
        let scratch = Scratch::furnished().await;
        remember(&scratch, &allowed("add", "board", Some("add"))).await;
        remember(&scratch, &allowed("all", "board", None)).await;
        let snapshot = SnapshotRow {
            connector_id: "board".to_owned(),
            taken_at: "2026-11-21T10:00:00Z".to_owned(),
            body: json!({ "tools": [] }),
        };
        let changed =
            |tool: &str| ForgottenTool { tool_name: tool.to_owned(), ended: json!({ "reason": "changed" }) };

        let forgotten = scratch.store.insert_snapshot(&snapshot, &[], &[changed("add")]).await.unwrap();
        let again = scratch.store.insert_snapshot(&snapshot, &[], &[changed("add")]).await.unwrap();

        assert_eq!((forgotten, again), (vec!["add".to_owned()], Vec::new()));
        assert_eq!(covered(&scratch, ("talk", "board", "add")).await, None);
        assert_eq!(covered(&scratch, ("talk", "board", "clear")).await.as_deref(), Some("all"));
        let exceptions = scratch.store.remembered_exceptions().await.unwrap();
        assert_eq!(exceptions.len(), 1);
        assert_eq!((exceptions[0].remembered_id.as_str(), exceptions[0].tool_name.as_str()), ("all", "add"));
    }
}
