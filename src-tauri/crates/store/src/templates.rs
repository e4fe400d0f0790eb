//! The HTML of templates, by hash: the same HTML is stored once, whichever snapshots and calls need it, and goes with
//! the last of them.

use sqlx::{Sqlite, Transaction};

use crate::{Result, Store};

impl Store {
    pub async fn template(&self, hash: &str) -> Result<Option<String>> {
        sqlx::query_scalar("SELECT html FROM templates WHERE hash = ?")
            .bind(hash)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// Stores the HTML where the hash is not known yet. Whatever needs it is stored in the same transaction.
    pub(crate) async fn put_template(
        &self,
        transaction: &mut Transaction<'_, Sqlite>,
        hash: &str,
        html: &str,
    ) -> Result<()> {
        sqlx::query("INSERT INTO templates (hash, html) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(hash)
            .bind(html)
            .execute(&mut **transaction)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Drops the HTML that neither a snapshot nor a call needs any more.
    pub(crate) async fn sweep_templates(&self, transaction: &mut Transaction<'_, Sqlite>) -> Result<()> {
        sqlx::query(
            "DELETE FROM templates WHERE hash NOT IN (SELECT hash FROM snapshot_templates)
                 AND hash NOT IN (SELECT hash FROM widgets)",
        )
        .execute(&mut **transaction)
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
    use crate::{SnapshotRow, WidgetRow};

    fn snapshot(hash: &str) -> SnapshotRow {
        SnapshotRow {
            connector_id: "board".to_owned(),
            taken_at: "2026-11-21T09:00:00Z".to_owned(),
            body: json!({ "templates": [{ "uri": "ui://board", "hash": hash }, { "hash": "" }] }),
        }
    }

    fn html(hash: &str) -> (String, String) {
        (hash.to_owned(), format!("<p>{hash}</p>"))
    }

    async fn stored(scratch: &Scratch) -> Vec<String> {
        sqlx::query_scalar("SELECT hash FROM templates ORDER BY hash")
            .fetch_all(&scratch.store.pool)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn html_is_kept_to_the_byte_under_its_hash() {
        let scratch = Scratch::furnished().await;
        // Seven megabytes are a real size; a NUL and a byte order mark must not end the text.
        let html =
            format!("\u{feff}<!doctype html>\r\n<p>null: \0, kiwi: 🥝</p>{}", "<b>x</b>".repeat(900_000));
        let pair = ("5ca1ab1e".to_owned(), html.clone());

        for _ in 0..2 {
            scratch
                .store
                .insert_snapshot(&snapshot("5ca1ab1e"), std::slice::from_ref(&pair), &[])
                .await
                .unwrap();
        }
        let scratch = scratch.restarted().await;

        assert!(
            scratch.store.template("5ca1ab1e").await.unwrap() == Some(html),
            "the HTML came back changed"
        );
        assert_eq!(scratch.store.template("unknown").await.unwrap(), None);
    }

    #[tokio::test]
    async fn html_goes_with_the_last_snapshot_or_call_that_needs_it() {
        let scratch = Scratch::furnished().await;
        let store = &scratch.store;
        store.insert_snapshot(&snapshot("old"), &[html("old")], &[]).await.unwrap();
        let widget = WidgetRow {
            call_id: "call-1".to_owned(),
            connector_id: "board".to_owned(),
            template: json!({ "hash": "old" }),
            tool: json!({ "name": "show" }),
            hash: "old".to_owned(),
        };
        store.put_widget(&widget, None).await.unwrap();
        for number in 0..20 {
            let hash = format!("new-{number:02}");
            store.insert_snapshot(&snapshot(&hash), &[html(&hash)], &[]).await.unwrap();
        }

        let mut kept: Vec<String> = (10..20).map(|number| format!("new-{number:02}")).collect();
        kept.push("old".to_owned());
        assert_eq!(stored(&scratch).await, kept);
        assert_eq!(store.widget("call-1").await.unwrap(), Some(widget.clone()));

        store.delete_snapshots("board").await.unwrap();
        assert_eq!(stored(&scratch).await, ["old"], "a conversation still shows it");
        store.delete_connector("board").await.unwrap();
        assert_eq!(stored(&scratch).await, Vec::<String>::new());
        assert_eq!(store.widget("call-1").await.unwrap(), None);

        store.put_widget(&widget, None).await.unwrap();
        assert_eq!(store.widget("call-1").await.unwrap(), None, "its connector is gone");
    }
}
