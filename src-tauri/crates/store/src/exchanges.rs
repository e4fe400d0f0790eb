//! What went over the wire for a call.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ExchangeRow {
    pub call_id: String,
    /// The JSON-RPC request as sent.
    #[sqlx(json(nullable))]
    pub request: Option<Value>,
    /// The JSON-RPC answer as received.
    #[sqlx(json(nullable))]
    pub response: Option<Value>,
    /// The HTTP exchange, where there was one.
    #[sqlx(json(nullable))]
    pub exchange: Option<Value>,
}

impl Store {
    /// Inserts the row, or replaces the one of the same call.
    pub async fn put_exchange(&self, row: &ExchangeRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO exchanges (call_id, request, response, exchange) VALUES (?, ?, ?, ?)
             ON CONFLICT (call_id) DO UPDATE SET
                 request = excluded.request, response = excluded.response, exchange = excluded.exchange",
        )
        .bind(&row.call_id)
        .bind(row.request.as_ref().map(Json))
        .bind(row.response.as_ref().map(Json))
        .bind(row.exchange.as_ref().map(Json))
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    pub async fn exchange(&self, call_id: &str) -> Result<Option<ExchangeRow>> {
        sqlx::query_as("SELECT * FROM exchanges WHERE call_id = ?")
            .bind(call_id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}
