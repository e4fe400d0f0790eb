//! What was read from a connector's server, once a connection or Refresh. The newest is in use; some older ones are
//! kept.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::{ForgottenTool, Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct SnapshotRow {
    pub connector_id: String,
    pub taken_at: String,
    #[sqlx(json)]
    pub body: Value,
}

/// Snapshots of a connector that are kept. A demo that connects at every start must not fill the disk.
const KEPT: i64 = 10;

impl Store {
    /// Which snapshot of the connector is the newest: a number that no other snapshot has or will have.
    pub async fn newest_snapshot(&self, connector_id: &str) -> Result<Option<i64>> {
        sqlx::query_scalar("SELECT max(position) FROM snapshots WHERE connector_id = ?")
            .bind(connector_id)
            .fetch_one(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// The one that was inserted last.
    pub async fn latest_snapshot(&self, connector_id: &str) -> Result<Option<SnapshotRow>> {
        sqlx::query_as("SELECT * FROM snapshots WHERE connector_id = ? ORDER BY position DESC LIMIT 1")
            .bind(connector_id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// Stores it with the HTML of its templates, by hash, as far as that is not stored yet. Drops the oldest ones
    /// beyond those that are kept. In the same breath it forgets what is remembered for tools that changed; returns for
    /// which of them something was.
    ///
    /// # Errors
    /// Also where the connector does not exist.
    pub async fn insert_snapshot(
        &self,
        row: &SnapshotRow,
        html: &[(String, String)],
        changed: &[ForgottenTool],
    ) -> Result<Vec<String>> {
        let mut transaction = self.begin().await?;
        let forgotten = self.forget_tools(&mut transaction, &row.connector_id, changed).await?;
        for (hash, html) in html {
            self.put_template(&mut transaction, hash, html).await?;
        }
        let number = sqlx::query("INSERT INTO snapshots (connector_id, taken_at, body) VALUES (?, ?, ?)")
            .bind(&row.connector_id)
            .bind(&row.taken_at)
            .bind(Json(&row.body))
            .execute(&mut *transaction)
            .await
            .map_err(|error| self.fault(error))?
            .last_insert_rowid();
        sqlx::query(
            "INSERT INTO snapshot_templates (snapshot, hash)
             SELECT ?1, json_extract(template.value, '$.hash')
             FROM snapshots, json_each(snapshots.body, '$.templates') AS template
             WHERE snapshots.position = ?1 AND json_extract(template.value, '$.hash') <> ''",
        )
        .bind(number)
        .execute(&mut *transaction)
        .await
        .map_err(|error| self.fault(error))?;
        sqlx::query(
            "DELETE FROM snapshots WHERE connector_id = ?1 AND position NOT IN
                 (SELECT position FROM snapshots WHERE connector_id = ?1 ORDER BY position DESC LIMIT ?2)",
        )
        .bind(&row.connector_id)
        .bind(KEPT)
        .execute(&mut *transaction)
        .await
        .map_err(|error| self.fault(error))?;
        self.sweep_templates(&mut transaction).await?;
        transaction.commit().await.map_err(|error| self.fault(error))?;
        Ok(forgotten)
    }

    /// The connector has none from now on.
    pub async fn delete_snapshots(&self, connector_id: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM snapshots WHERE connector_id = ?")
            .bind(connector_id)
            .execute(&mut *transaction)
            .await
            .map_err(|error| self.fault(error))?;
        self.sweep_templates(&mut transaction).await?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use crate::remembered::tests::{allowed, remember};
    use crate::scratch::{Scratch, connector};
    use crate::{EntryRow, SnapshotRow};

    fn snapshot(taken_at: &str) -> SnapshotRow {
        // Keys out of order: a descriptor is shown as the server sent it.
        let body =
            json!({ "tools": [{ "name": "b", "inputSchema": null, "annotations": {} }], "at": taken_at });
        SnapshotRow { connector_id: "board".to_owned(), taken_at: taken_at.to_owned(), body }
    }

    #[tokio::test]
    async fn the_newest_snapshot_is_the_one_inserted_last() {
        let scratch = Scratch::furnished().await;
        assert_eq!(scratch.store.latest_snapshot("board").await.unwrap(), None);

        // The clock of the machine was set back between the two.
        scratch.store.insert_snapshot(&snapshot("2026-11-21T10:00:00Z"), &[], &[]).await.unwrap();
        scratch.store.insert_snapshot(&snapshot("2026-11-21T09:00:00Z"), &[], &[]).await.unwrap();
        let latest = scratch.restarted().await.store.latest_snapshot("board").await.unwrap().unwrap();

        assert_eq!(latest, snapshot("2026-11-21T09:00:00Z"));
        assert_eq!(latest.body.to_string(), snapshot("2026-11-21T09:00:00Z").body.to_string());
    }

    #[tokio::test]
    async fn only_the_newest_snapshots_of_a_connector_are_kept() {
        let scratch = Scratch::furnished().await;
        scratch.store.insert_connector(&connector("notes")).await.unwrap();
        let other = SnapshotRow { connector_id: "notes".to_owned(), ..snapshot("2026-11-21T08:00:00Z") };
        scratch.store.insert_snapshot(&other, &[], &[]).await.unwrap();
        assert_eq!(scratch.store.newest_snapshot("board").await.unwrap(), None);
        for minute in 10..25 {
            scratch
                .store
                .insert_snapshot(&snapshot(&format!("2026-11-21T09:{minute}:00Z")), &[], &[])
                .await
                .unwrap();
        }

        let taken: Vec<String> = sqlx::query_scalar(
            "SELECT taken_at FROM snapshots WHERE connector_id = 'board' ORDER BY position",
        )
        .fetch_all(&scratch.store.pool)
        .await
        .unwrap();
        let expected: Vec<String> = (15..25).map(|minute| format!("2026-11-21T09:{minute}:00Z")).collect();
        assert_eq!(taken, expected);
        assert_eq!(scratch.store.newest_snapshot("board").await.unwrap(), Some(16));
        assert_eq!(scratch.store.latest_snapshot("notes").await.unwrap(), Some(other.clone()));
        scratch.store.delete_snapshots("board").await.unwrap();
        assert_eq!(scratch.store.latest_snapshot("board").await.unwrap(), None);
        assert_eq!(scratch.store.latest_snapshot("notes").await.unwrap(), Some(other));
    }

    #[tokio::test]
    async fn deleting_a_connector_takes_its_snapshots_and_permissions_but_leaves_its_calls() {
        let scratch = Scratch::furnished().await;
        let call = EntryRow {
            id: "call-1".to_owned(),
            conversation_id: "talk".to_owned(),
            kind: "call".to_owned(),
            body: json!({ "connectorId": "board" }),
        };
        scratch.store.insert_snapshot(&snapshot("2026-11-21T09:00:00Z"), &[], &[]).await.unwrap();
        scratch.store.put_entry(&call).await.unwrap();
        remember(&scratch, &allowed("add", "board", Some("add"))).await;

        scratch.store.delete_connector("board").await.unwrap();

        assert_eq!(scratch.store.connectors().await.unwrap(), []);
        assert_eq!(scratch.store.latest_snapshot("board").await.unwrap(), None);
        assert_eq!(scratch.store.remembered().await.unwrap(), []);
        assert_eq!(scratch.store.entries("talk").await.unwrap(), [call]);
    }

    #[tokio::test]
    async fn a_snapshot_of_a_connector_deleted_in_the_meantime_is_refused() {
        let scratch = Scratch::new().await;

        let error =
            scratch.store.insert_snapshot(&snapshot("2026-11-21T09:00:00Z"), &[], &[]).await.unwrap_err();

        let path = scratch.directory.path().join("greenroom.db");
        assert_eq!(
            error.to_string(),
            format!(
                "The database {} failed: error returned from database: (code: 787) FOREIGN KEY constraint failed.",
                path.display()
            )
        );
    }
}
