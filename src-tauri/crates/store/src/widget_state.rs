//! What a call's widget last stored with `setWidgetState`, a row a screen.

use serde_json::Value;
use sqlx::types::Json;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq)]
pub struct WidgetStateRow {
    pub call_id: String,
    pub screen: String,
    pub state: Value,
    pub updated_at: String,
}

impl Store {
    /// Inserts the row, or replaces the one of the same call and screen.
    pub async fn put_widget_state(&self, row: &WidgetStateRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO widget_state (call_id, screen, state, updated_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (call_id, screen) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
        )
        .bind(&row.call_id)
        .bind(&row.screen)
        .bind(Json(&row.state))
        .bind(&row.updated_at)
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    pub async fn widget_state(&self, call_id: &str, screen: &str) -> Result<Option<Value>> {
        sqlx::query_scalar::<_, Json<Value>>(
            "SELECT state FROM widget_state WHERE call_id = ? AND screen = ?",
        )
        .bind(call_id)
        .bind(screen)
        .fetch_optional(&self.pool)
        .await
        .map(|state| state.map(|Json(state)| state))
        .map_err(|error| self.fault(error))
    }
}
