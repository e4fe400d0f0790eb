//! What widgets are told of calls that were never made: opened from files.

use serde_json::Value;
use sqlx::types::Json;

use crate::{EntryRow, Result, Store};

impl Store {
    /// Puts the call and what its widget is told: both or neither.
    ///
    /// # Errors
    /// Also where the conversation does not exist.
    pub async fn put_fixture(&self, entry: &EntryRow, body: &Value) -> Result<()> {
        let mut transaction = self.begin().await?;
        self.put_entry_with(&mut *transaction, entry).await?;
        sqlx::query("INSERT INTO fixtures (call_id, body) VALUES (?, ?)")
            .bind(&entry.id)
            .bind(Json(body))
            .execute(&mut *transaction)
            .await
            .map_err(|error| self.fault(error))?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }

    pub async fn fixture(&self, call_id: &str) -> Result<Option<Value>> {
        sqlx::query_scalar::<_, Json<Value>>("SELECT body FROM fixtures WHERE call_id = ?")
            .bind(call_id)
            .fetch_optional(&self.pool)
            .await
            .map(|body| body.map(|Json(body)| body))
            .map_err(|error| self.fault(error))
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use crate::scratch::Scratch;
    use crate::{ConversationRow, EntryRow};

    #[tokio::test]
    async fn a_fixture_is_stored_with_its_call_or_not_at_all() {
        let scratch = Scratch::new().await;
        let entry = |id: &str, conversation_id: &str| EntryRow {
            id: id.to_owned(),
            conversation_id: conversation_id.to_owned(),
            kind: "call".to_owned(),
            body: json!({}),
        };
        let conversation =
            ConversationRow { id: "v".to_owned(), started_at: "2026-11-21T09:00:00Z".to_owned() };
        scratch.store.insert_conversation(&conversation).await.unwrap();
        let body = json!({ "input": { "b": 1, "a": null } });
        scratch.store.put_fixture(&entry("one", "v"), &body).await.unwrap();
        assert!(scratch.store.put_fixture(&entry("two", "elsewhere"), &body).await.is_err());

        let scratch = scratch.restarted().await;

        assert_eq!(scratch.store.fixture("one").await.unwrap(), Some(body));
        assert_eq!(scratch.store.fixture("two").await.unwrap(), None);
        assert_eq!(scratch.store.entries("v").await.unwrap(), [entry("one", "v")]);
    }
}
