//! What went over the wire for a call.

use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Json;
use sqlx::{FromRow, Row};

use crate::{EntryRow, Result, Store};

#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeRow {
    pub call_id: String,
    /// The JSON-RPC request as sent.
    pub request: Option<Value>,
    /// The JSON-RPC answer as received.
    pub response: Option<Value>,
    /// The HTTP exchange, where there was one.
    pub exchange: Option<Value>,
}

// By hand, because the derived reading takes a JSON `null` for nothing at all.
impl FromRow<'_, SqliteRow> for ExchangeRow {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let json = |column| {
            row.try_get::<Option<Json<Value>>, _>(column).map(|found| found.map(|Json(value)| value))
        };
        Ok(Self {
            call_id: row.try_get("call_id")?,
            request: json("request")?,
            response: json("response")?,
            exchange: json("exchange")?,
        })
    }
}

impl Store {
    /// Puts a call, as [`Store::put_entry`] does, and what went over the wire for it: both or neither. Inserts the
    /// row, or replaces the one of the same call.
    ///
    /// # Errors
    /// Also where the conversation does not exist.
    pub async fn put_call(&self, entry: &EntryRow, row: &ExchangeRow) -> Result<()> {
        let mut transaction = self.begin().await?;
        self.put_entry_with(&mut *transaction, entry).await?;
        sqlx::query(
            "INSERT INTO exchanges (call_id, request, response, exchange) VALUES (?, ?, ?, ?)
             ON CONFLICT (call_id) DO UPDATE SET
                 request = excluded.request, response = excluded.response, exchange = excluded.exchange",
        )
        .bind(&row.call_id)
        .bind(row.request.as_ref().map(Json))
        .bind(row.response.as_ref().map(Json))
        .bind(row.exchange.as_ref().map(Json))
        .execute(&mut *transaction)
        .await
        .map_err(|error| self.fault(error))?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }

    pub async fn exchange(&self, call_id: &str) -> Result<Option<ExchangeRow>> {
        sqlx::query_as("SELECT * FROM exchanges WHERE call_id = ?")
            .bind(call_id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::{Value, json};

    use super::ExchangeRow;
    use crate::EntryRow;
    use crate::scratch::Scratch;

    fn call(body: Value) -> EntryRow {
        EntryRow {
            id: "call-1".to_owned(),
            conversation_id: "talk".to_owned(),
            kind: "call".to_owned(),
            body,
        }
    }

    #[tokio::test]
    async fn what_was_never_sent_differs_from_a_null_that_came_back() {
        let scratch = Scratch::furnished().await;
        let sent = ExchangeRow {
            call_id: "call-1".to_owned(),
            request: Some(json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call" })),
            response: None,
            exchange: None,
        };
        let answered = ExchangeRow {
            response: Some(Value::Null),
            exchange: Some(json!({ "status": 200, "headers": [] })),
            ..sent.clone()
        };

        scratch.store.put_call(&call(json!("running")), &sent).await.unwrap();
        assert_eq!(scratch.store.exchange("call-1").await.unwrap(), Some(sent));
        scratch.store.put_call(&call(json!("completed")), &answered).await.unwrap();
        let scratch = scratch.restarted().await;

        assert_eq!(scratch.store.exchange("call-1").await.unwrap(), Some(answered));
        assert_eq!(scratch.store.exchange("call-2").await.unwrap(), None);
        assert_eq!(scratch.store.entries("talk").await.unwrap(), [call(json!("completed"))]);
    }

    #[tokio::test]
    async fn where_the_call_cannot_be_put_neither_is_what_went_over_the_wire() {
        let scratch = Scratch::new().await;
        let row = ExchangeRow { call_id: "call-1".to_owned(), request: None, response: None, exchange: None };

        assert!(scratch.store.put_call(&call(json!("running")), &row).await.is_err());

        assert_eq!(scratch.store.exchange("call-1").await.unwrap(), None);
    }
}
