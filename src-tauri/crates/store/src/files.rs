//! Files that people and widgets gave to the host, and which connectors they were given to. The bytes are elsewhere.

use sqlx::FromRow;

use crate::{Result, Store};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FileRow {
    pub id: String,
    pub name: String,
    pub mime_type: String,
    /// Bytes.
    pub size: u32,
    pub in_library: bool,
    pub added_at: String,
}

impl Store {
    pub async fn insert_file(&self, row: &FileRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO files (id, name, mime_type, size, in_library, added_at) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&row.id)
        .bind(&row.name)
        .bind(&row.mime_type)
        .bind(row.size)
        .bind(row.in_library)
        .bind(&row.added_at)
        .execute(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Giving a file again changes nothing.
    ///
    /// # Errors
    /// Also where the file or the connector does not exist.
    pub async fn grant_file(&self, file_id: &str, connector_id: &str) -> Result<()> {
        sqlx::query("INSERT INTO file_grants (file_id, connector_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(file_id)
            .bind(connector_id)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }

    pub async fn is_file_granted(&self, file_id: &str, connector_id: &str) -> Result<bool> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM file_grants WHERE file_id = ? AND connector_id = ?)")
            .bind(file_id)
            .bind(connector_id)
            .fetch_one(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn file(&self, id: &str) -> Result<Option<FileRow>> {
        sqlx::query_as("SELECT * FROM files WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// Oldest first.
    pub async fn files(&self) -> Result<Vec<FileRow>> {
        sqlx::query_as("SELECT * FROM files ORDER BY position")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    pub async fn delete_file(&self, id: &str) -> Result<()> {
        sqlx::query("DELETE FROM files WHERE id = ?")
            .bind(id)
            .execute(&self.pool)
            .await
            .map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Files that are neither in the library nor given to any connector that there is.
    pub async fn unused_files(&self) -> Result<Vec<FileRow>> {
        sqlx::query_as(
            "SELECT * FROM files
             WHERE NOT in_library AND id NOT IN (SELECT file_id FROM file_grants) ORDER BY position",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(|error| self.fault(error))
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::FileRow;
    use crate::scratch::{Scratch, connector};

    fn file(id: &str, in_library: bool) -> FileRow {
        FileRow {
            id: id.to_owned(),
            name: "plan.pdf".to_owned(),
            mime_type: "application/pdf".to_owned(),
            size: 12,
            in_library,
            added_at: "2026-11-21T09:00:00Z".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_file_is_used_as_long_as_the_library_or_a_connector_has_it() {
        let scratch = Scratch::furnished().await;
        let store = &scratch.store;
        store.insert_connector(&connector("notes")).await.unwrap();
        for row in [file("kept", true), file("given", false), file("loose", false)] {
            store.insert_file(&row).await.unwrap();
        }
        store.grant_file("given", "board").await.unwrap();
        store.grant_file("given", "board").await.unwrap();

        assert!(store.is_file_granted("given", "board").await.unwrap());
        assert!(!store.is_file_granted("given", "notes").await.unwrap());
        assert_eq!(store.unused_files().await.unwrap(), [file("loose", false)]);
        store.delete_file("loose").await.unwrap();
        store.delete_connector("board").await.unwrap();

        let scratch = scratch.restarted().await;
        assert_eq!(scratch.store.files().await.unwrap(), [file("kept", true), file("given", false)]);
        assert_eq!(scratch.store.unused_files().await.unwrap(), [file("given", false)]);
        assert_eq!(scratch.store.file("loose").await.unwrap(), None);
    }
}
