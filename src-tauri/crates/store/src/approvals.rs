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
