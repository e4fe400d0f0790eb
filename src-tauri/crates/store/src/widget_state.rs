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

    /// As [`Store::widget_state`], with when it was stored.
    pub async fn widget_state_row(&self, call_id: &str, screen: &str) -> Result<Option<WidgetStateRow>> {
        let row = sqlx::query_as::<_, (Json<Value>, String)>(
            "SELECT state, updated_at FROM widget_state WHERE call_id = ? AND screen = ?",
        )
        .bind(call_id)
        .bind(screen)
        .fetch_optional(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(row.map(|(Json(state), updated_at)| WidgetStateRow {
            call_id: call_id.to_owned(),
            screen: screen.to_owned(),
            state,
            updated_at,
        }))
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

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::{Value, json};

    use super::WidgetStateRow;
    use crate::scratch::Scratch;

    fn state(screen: &str, state: Value) -> WidgetStateRow {
        WidgetStateRow {
            call_id: "call-1".to_owned(),
            screen: screen.to_owned(),
            state,
            updated_at: "2026-11-21T09:00:00Z".to_owned(),
        }
    }

    #[tokio::test]
    async fn each_screen_keeps_the_last_state_of_its_own_widget() {
        let scratch = Scratch::new().await;
        scratch.store.put_widget_state(&state("desktop", json!({ "selected": 1 }))).await.unwrap();
        scratch.store.put_widget_state(&state("phone", Value::Null)).await.unwrap();
        scratch.store.put_widget_state(&state("desktop", json!({ "selected": 2 }))).await.unwrap();

        let scratch = scratch.restarted().await;
        let store = &scratch.store;

        assert_eq!(store.widget_state("call-1", "desktop").await.unwrap(), Some(json!({ "selected": 2 })));
        assert_eq!(store.widget_state("call-1", "phone").await.unwrap(), Some(Value::Null));
        assert_eq!(store.widget_state("call-2", "desktop").await.unwrap(), None);
        let row = store.widget_state_row("call-1", "phone").await.unwrap();
        assert_eq!(row, Some(state("phone", Value::Null)));
    }
}
