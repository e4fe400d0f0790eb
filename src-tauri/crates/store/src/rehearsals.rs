//! Answers that are given in a person's place, one script at most for each conversation.

use serde_json::Value;
use sqlx::types::Json;

use crate::{Result, Store};

impl Store {
    pub async fn rehearsal(&self, conversation_id: &str) -> Result<Option<Value>> {
        let body: Option<Json<Value>> =
            sqlx::query_scalar("SELECT body FROM rehearsals WHERE conversation_id = ?")
                .bind(conversation_id)
                .fetch_optional(&self.pool)
                .await
                .map_err(|error| self.fault(error))?;
        Ok(body.map(|Json(body)| body))
    }

    /// # Errors
    /// Also where the conversation does not exist.
    pub async fn put_rehearsal(&self, conversation_id: &str, body: &Value) -> Result<()> {
        sqlx::query(
            "INSERT INTO rehearsals (conversation_id, body) VALUES (?, ?)
             ON CONFLICT (conversation_id) DO UPDATE SET body = excluded.body",
        )
        .bind(conversation_id)
        .bind(Json(body))
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    pub async fn delete_rehearsal(&self, conversation_id: &str) -> Result<()> {
        sqlx::query("DELETE FROM rehearsals WHERE conversation_id = ?")
            .bind(conversation_id)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use crate::scratch::Scratch;

    #[tokio::test]
    async fn a_conversation_has_one_script_which_outlasts_the_program() {
        let scratch = Scratch::furnished().await;
        assert_eq!(scratch.store.rehearsal("talk").await.unwrap(), None);
        scratch.store.put_rehearsal("talk", &json!({ "answers": ["deny"] })).await.unwrap();
        scratch.store.put_rehearsal("talk", &json!({ "answers": ["allow_once"] })).await.unwrap();

        let scratch = scratch.restarted().await;
        let kept = scratch.store.rehearsal("talk").await.unwrap();
        assert_eq!(kept, Some(json!({ "answers": ["allow_once"] })));

        scratch.store.delete_rehearsal("talk").await.unwrap();
        assert_eq!(scratch.store.rehearsal("talk").await.unwrap(), None);
    }
}
