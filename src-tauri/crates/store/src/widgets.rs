//! What a call's widget is made of: the template and the tool as they were when the call was made.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct WidgetRow {
    pub call_id: String,
    pub connector_id: String,
    #[sqlx(json)]
    pub template: Value,
    #[sqlx(json)]
    pub tool: Value,
    /// That of the HTML; empty where there is none.
    pub hash: String,
}

impl Store {
    /// Together with the HTML, where no snapshot brought it; in place of what the call was made with before. A connector that is gone by now takes nothing more.
    pub async fn put_widget(&self, row: &WidgetRow, html: Option<&str>) -> Result<()> {
        let mut transaction = self.begin().await?;
        if let Some(html) = html {
            self.put_template(&mut transaction, &row.hash, html).await?;
        }
        sqlx::query(
            "INSERT INTO widgets (call_id, connector_id, template, tool, hash)
             SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM connectors WHERE id = ?2)
             ON CONFLICT (call_id) DO UPDATE SET template = excluded.template, hash = excluded.hash",
        )
        .bind(&row.call_id)
        .bind(&row.connector_id)
        .bind(Json(&row.template))
        .bind(Json(&row.tool))
        .bind(&row.hash)
        .execute(&mut *transaction)
        .await
        .map_err(|error| self.fault(error))?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }

    pub async fn widget(&self, call_id: &str) -> Result<Option<WidgetRow>> {
        sqlx::query_as("SELECT * FROM widgets WHERE call_id = ?")
            .bind(call_id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}
