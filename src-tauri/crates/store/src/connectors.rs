//! The connectors that a person has added.

use serde_json::Value;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::types::Json;
use sqlx::{FromRow, Sqlite};

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ConnectorRow {
    pub id: String,
    pub name: String,
    pub description: String,
    #[sqlx(json)]
    pub endpoint: Value,
    pub authentication: String,
    /// How the server is reached and spoken to.
    #[sqlx(json)]
    pub options: Value,
    pub created_at: String,
}

impl Store {
    /// All connectors in the order in which they were created.
    pub async fn connectors(&self) -> Result<Vec<ConnectorRow>> {
        sqlx::query_as("SELECT * FROM connectors ORDER BY position")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn connector(&self, id: &str) -> Result<Option<ConnectorRow>> {
        sqlx::query_as("SELECT * FROM connectors WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn insert_connector(&self, row: &ConnectorRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO connectors (id, name, description, endpoint, authentication, options, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&row.id)
        .bind(&row.name)
        .bind(&row.description)
        .bind(Json(&row.endpoint))
        .bind(&row.authentication)
        .bind(Json(&row.options))
        .bind(&row.created_at)
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Writes everything but the time of creation. A connector that is no longer there stays away.
    pub async fn update_connector(&self, row: &ConnectorRow) -> Result<()> {
        update(row).execute(&self.pool).await.map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// As [`Store::update_connector`], for a connector that leads to another server now: what was read from the old
    /// one goes, and so does what was allowed for it.
    pub async fn move_connector(&self, row: &ConnectorRow) -> Result<()> {
        let mut transaction = self.begin().await?;
        let forget = [
            sqlx::query("DELETE FROM snapshots WHERE connector_id = ?"),
            sqlx::query("DELETE FROM remembered WHERE connector_id = ?"),
        ];
        update(row).execute(&mut *transaction).await.map_err(|error| self.fault(error))?;
        for query in forget {
            query.bind(&row.id).execute(&mut *transaction).await.map_err(|error| self.fault(error))?;
        }
        self.sweep_templates(&mut transaction).await?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }

    /// Its snapshots, its widgets and what was remembered for it go too; its calls stay.
    pub async fn delete_connector(&self, id: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM connectors WHERE id = ?")
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(|error| self.fault(error))?;
        self.sweep_templates(&mut transaction).await?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }
}

fn update(row: &ConnectorRow) -> Query<'_, Sqlite, SqliteArguments> {
    sqlx::query(
        "UPDATE connectors SET name = ?, description = ?, endpoint = ?, authentication = ?, options = ?
         WHERE id = ?",
    )
    .bind(&row.name)
    .bind(&row.description)
    .bind(Json(&row.endpoint))
    .bind(&row.authentication)
    .bind(Json(&row.options))
    .bind(&row.id)
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use crate::remembered::tests::{allowed, remember};
    use crate::scratch::{Scratch, connector};
    use crate::{ConnectorRow, SnapshotRow};

    #[tokio::test]
    async fn connectors_survive_a_restart_in_the_order_of_their_creation() {
        let scratch = Scratch::new().await;
        scratch.store.insert_connector(&connector("zebra")).await.unwrap();
        scratch.store.insert_connector(&connector("apple")).await.unwrap();

        let scratch = scratch.restarted().await;

        assert_eq!(scratch.store.connectors().await.unwrap(), [connector("zebra"), connector("apple")]);
        assert_eq!(scratch.store.connector("apple").await.unwrap(), Some(connector("apple")));
        assert_eq!(scratch.store.connector("pear").await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_update_changes_one_connector_and_keeps_its_place() {
        let scratch = Scratch::new().await;
        scratch.store.insert_connector(&connector("board")).await.unwrap();
        scratch.store.insert_connector(&connector("notes")).await.unwrap();
        let changed = ConnectorRow {
            name: "Planning – “v2” 🟢".to_owned(),
            description: String::new(),
            endpoint: json!({ "kind": "demo" }),
            authentication: "oauth".to_owned(),
            options: json!({ "reading": "live" }),
            ..connector("board")
        };

        scratch.store.update_connector(&changed).await.unwrap();
        scratch.store.update_connector(&connector("gone")).await.unwrap();

        assert_eq!(scratch.store.connectors().await.unwrap(), [changed, connector("notes")]);
    }

    #[tokio::test]
    async fn a_connector_that_moves_to_another_server_leaves_what_it_knew_behind() {
        let scratch = Scratch::furnished().await;
        let snapshot = SnapshotRow {
            connector_id: "board".to_owned(),
            taken_at: "2026-11-21T09:00:00Z".to_owned(),
            body: json!({ "tools": [] }),
        };
        scratch.store.insert_snapshot(&snapshot, &[], &[]).await.unwrap();
        remember(&scratch, &allowed("add", "board", Some("add"))).await;
        let moved = ConnectorRow { endpoint: json!({ "kind": "demo" }), ..connector("board") };

        scratch.store.move_connector(&moved).await.unwrap();

        assert_eq!(scratch.store.connectors().await.unwrap(), [moved]);
        assert_eq!(scratch.store.latest_snapshot("board").await.unwrap(), None);
        assert_eq!(scratch.store.remembered().await.unwrap(), []);
    }
}
