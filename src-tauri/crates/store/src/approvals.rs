//! Prompts, and how they were answered. A prompt without a decision is open.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::{Result, Store};

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
        sqlx::query("UPDATE approvals SET decision = ? WHERE id = ? AND decision IS NULL")
            .bind(Json(decision))
            .bind(id)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Oldest first.
    pub async fn open_approvals(&self) -> Result<Vec<ApprovalRow>> {
        sqlx::query_as("SELECT * FROM approvals WHERE decision IS NULL ORDER BY position")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::{Value, json};

    use super::ApprovalRow;
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
}
