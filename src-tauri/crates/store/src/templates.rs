//! The HTML of templates, by hash: the same HTML is stored once, whichever snapshot it belongs to.

use crate::{Result, Store};

impl Store {
    /// Stores the HTML where the hash is not known yet.
    pub async fn put_template(&self, hash: &str, html: &str) -> Result<()> {
        sqlx::query("INSERT INTO templates (hash, html) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(hash)
            .bind(html)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }

    pub async fn template(&self, hash: &str) -> Result<Option<String>> {
        sqlx::query_scalar("SELECT html FROM templates WHERE hash = ?")
            .bind(hash)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }
}
