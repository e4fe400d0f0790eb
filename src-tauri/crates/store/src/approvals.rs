//! Prompts, and how they were answered. A prompt without a decision is open.

use serde_json::Value;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::types::Json;
use sqlx::{FromRow, Sqlite};

use crate::{RememberedRow, Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ApprovalRow {
    pub id: String,
    pub call_id: String,
    pub conversation_id: String,
    #[sqlx(json)]
    pub body: Value,
    pub asked_at: String,
    #[sqlx(json(nullable))]
    pub decision: Option<Value>,
}

impl Store {
    pub async fn insert_approval(&self, row: &ApprovalRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO approvals (id, call_id, conversation_id, body, asked_at, decision)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&row.id)
        .bind(&row.call_id)
        .bind(&row.conversation_id)
        .bind(Json(&row.body))
        .bind(&row.asked_at)
        .bind(row.decision.as_ref().map(Json))
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Writes the decision of an open prompt. The first decision stands: a later one changes nothing.
    pub async fn settle_approval(&self, id: &str, decision: &Value) -> Result<()> {
        settle(id, decision).execute(&self.pool).await.map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// As [`Store::settle_approval`], and remembers what it allows: both or nothing.
    ///
    /// # Errors
    /// Also where the conversation or the connector does not exist.
    pub async fn settle_and_remember(&self, id: &str, decision: &Value, row: &RememberedRow) -> Result<()> {
        let mut transaction = self.begin().await?;
        settle(id, decision).execute(&mut *transaction).await.map_err(|error| self.fault(error))?;
        row.insert().execute(&mut *transaction).await.map_err(|error| self.fault(error))?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }

    /// Oldest first.
    pub async fn open_approvals(&self) -> Result<Vec<ApprovalRow>> {
        sqlx::query_as("SELECT * FROM approvals WHERE decision IS NULL ORDER BY position")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}

impl Store {
    /// All that was asked in a conversation, oldest first.
    pub async fn approvals(&self, conversation_id: &str) -> Result<Vec<ApprovalRow>> {
        sqlx::query_as("SELECT * FROM approvals WHERE conversation_id = ? ORDER BY position")
            .bind(conversation_id)
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// What was asked before a call, if anything was.
    pub async fn approval_of(&self, call_id: &str) -> Result<Option<ApprovalRow>> {
        sqlx::query_as("SELECT * FROM approvals WHERE call_id = ? ORDER BY position DESC LIMIT 1")
            .bind(call_id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}

fn settle<'a>(id: &'a str, decision: &'a Value) -> Query<'a, Sqlite, SqliteArguments> {
    sqlx::query("UPDATE approvals SET decision = ? WHERE id = ? AND decision IS NULL")
        .bind(Json(decision))
        .bind(id)
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::{Value, json};

    use super::ApprovalRow;
    use crate::remembered::tests::allowed;
    use crate::scratch::Scratch;

    fn prompt(id: &str) -> ApprovalRow {
        ApprovalRow {
            id: id.to_owned(),
            call_id: format!("call-of-{id}"),
            conversation_id: "talk".to_owned(),
            body: json!({ "question": "Allow ChatGPT to use Board?" }),
            asked_at: "2026-11-21T09:00:00Z".to_owned(),
            decision: None,
        }
    }

    async fn decision(scratch: &Scratch, id: &str) -> Value {
        let text: String = sqlx::query_scalar("SELECT decision FROM approvals WHERE id = ?")
            .bind(id)
            .fetch_one(&scratch.store.pool)
            .await
            .unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[tokio::test]
    async fn a_prompt_is_open_until_its_first_decision_which_stands() {
        let scratch = Scratch::new().await;
        for id in ["one", "two", "three"] {
            scratch.store.insert_approval(&prompt(id)).await.unwrap();
        }

        scratch.store.settle_approval("two", &json!({ "outcome": "denied" })).await.unwrap();
        scratch.store.settle_approval("two", &json!({ "outcome": "allowed_once" })).await.unwrap();
        let scratch = scratch.restarted().await;

        assert_eq!(scratch.store.open_approvals().await.unwrap(), [prompt("one"), prompt("three")]);
        assert_eq!(decision(&scratch, "two").await, json!({ "outcome": "denied" }));
    }

    #[tokio::test]
    async fn what_cannot_be_remembered_is_not_decided_either() {
        let scratch = Scratch::furnished().await;
        let answer = json!({ "outcome": "allowed_for_conversation" });
        let row = allowed("answer", "gone", Some("add"));
        scratch.store.insert_approval(&prompt("one")).await.unwrap();

        scratch.store.settle_and_remember("one", &answer, &row).await.unwrap_err();
        assert_eq!(scratch.store.open_approvals().await.unwrap(), [prompt("one")]);

        let row = allowed("answer", "board", Some("add"));
        scratch.store.settle_and_remember("one", &answer, &row).await.unwrap();
        assert_eq!(scratch.store.open_approvals().await.unwrap(), []);
        assert_eq!(decision(&scratch, "one").await, answer);
        assert_eq!(scratch.store.remembered().await.unwrap(), [row]);
    }
}
