//! What the person has set for the whole program, in one row.

use serde_json::Value;
use sqlx::types::Json;

use crate::{Result, Store};

impl Store {
    pub async fn settings(&self) -> Result<Option<Value>> {
        sqlx::query_scalar::<_, Json<Value>>("SELECT body FROM settings")
            .fetch_optional(&self.pool)
            .await
            .map(|body| body.map(|Json(body)| body))
            .map_err(|error| self.fault(error))
    }

    pub async fn put_settings(&self, body: &Value) -> Result<()> {
        sqlx::query(
            "INSERT INTO settings (only, body) VALUES (1, ?)
             ON CONFLICT (only) DO UPDATE SET body = excluded.body",
        )
        .bind(Json(body))
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    pub async fn delete_settings(&self) -> Result<()> {
        sqlx::query("DELETE FROM settings").execute(&self.pool).await.map_err(|error| self.fault(error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use crate::scratch::Scratch;

    #[tokio::test]
    async fn the_settings_last_saved_are_there_after_a_restart_until_they_are_deleted() {
        let scratch = Scratch::new().await;
        assert_eq!(scratch.store.settings().await.unwrap(), None);
        scratch.store.put_settings(&json!({ "days": 1 })).await.unwrap();
        scratch.store.put_settings(&json!({ "days": 2 })).await.unwrap();

        let scratch = scratch.restarted().await;

        assert_eq!(scratch.store.settings().await.unwrap(), Some(json!({ "days": 2 })));
        scratch.store.delete_settings().await.unwrap();
        assert_eq!(scratch.store.settings().await.unwrap(), None);
    }
}
