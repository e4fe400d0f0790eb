//! Opening the database: the file, its settings and its schema.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::error::{Result, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long a writer waits for another one, in this program or in another that has the same file open.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The database. Cheap to clone; all clones share the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: SqlitePool,
    path: Arc<PathBuf>,
}

impl Store {
    /// Opens the database at `path`, makes it and its directories where they do not exist, and brings its schema
    /// up to date.
    ///
    /// # Errors
    /// The directory or the file cannot be made or written, the file is no database or is damaged, or another
    /// version of the program made it. In all these cases the file stays as it was.
    pub async fn open(path: &Path) -> Result<Self> {
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory)
                .map_err(|source| StoreError::Directory { path: directory.to_owned(), source })?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What a person saw settle is on disk, even after a power cut.
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await;
        let pool = pool.map_err(|source| StoreError::of_query(path, source))?;
        migrate(&pool).await.map_err(|source| StoreError::of_migration(path, newest_change(), source))?;
        Ok(Self { pool, path: Arc::new(path.to_owned()) })
    }

    /// For `map_err` at the end of a query.
    pub(crate) fn fault(&self, source: sqlx::Error) -> StoreError {
        StoreError::of_query(&self.path, source)
    }
}

/// All changes in one transaction that excludes other writers from its start, so that two programs may open a new
/// file at the same time.
async fn migrate(pool: &SqlitePool) -> std::result::Result<(), MigrateError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATIONS.run_direct(None, &mut *transaction, false).await?;
    Ok(transaction.commit().await?)
}

fn newest_change() -> i64 {
    MIGRATIONS.iter().map(|change| change.version).max().unwrap_or(0)
}
