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

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use crate::scratch::Scratch;

    #[tokio::test]
    async fn html_is_kept_to_the_byte_under_its_hash() {
        let scratch = Scratch::new().await;
        // Seven megabytes are a real size; a NUL and a byte order mark must not end the text.
        let html =
            format!("\u{feff}<!doctype html>\r\n<p>null: \0, kiwi: 🥝</p>{}", "<b>x</b>".repeat(900_000));

        scratch.store.put_template("5ca1ab1e", &html).await.unwrap();
        scratch.store.put_template("5ca1ab1e", &html).await.unwrap();
        let scratch = scratch.restarted().await;

        assert!(
            scratch.store.template("5ca1ab1e").await.unwrap() == Some(html),
            "the HTML came back changed"
        );
        assert_eq!(scratch.store.template("unknown").await.unwrap(), None);
    }
}
