//! Opening the database: the file, its settings and its schema.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Executor, Sqlite, SqlitePool, Transaction};

use crate::error::{Result, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long a writer waits for another one, in this program or in another that has the same file open.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long what is stored must last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// Whatever happens to the program or the machine.
    Always,
    /// As long as the program runs: the folder is removed then. Nothing waits for the disk.
    WhileRunning,
}

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
    pub async fn open(path: &Path, lasting: Lasting) -> Result<Self> {
        let synchronous = match lasting {
            // What a person saw settle is on disk, even after a power cut.
            Lasting::Always => SqliteSynchronous::Full,
            Lasting::WhileRunning => SqliteSynchronous::Off,
        };
        let pool = open(path, synchronous, &MIGRATIONS).await?;
        Ok(Self { pool, path: Arc::new(path.to_owned()) })
    }

    /// A transaction that writes: it waits for other writers at its start and not midway.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.fault(error))
    }

    /// For `map_err` at the end of a query.
    pub(crate) fn fault(&self, source: sqlx::Error) -> StoreError {
        StoreError::of_query(&self.path, source)
    }
}

/// How large the write-ahead log grows before it is copied into the file, in pages of 4 kB: 32 MB. By default it is
/// 4 MB, so that a commit with a result of megabytes would write it twice before anybody is told of it.
const CHECKPOINT_PAGES: &str = "8000";

/// Opens or makes the file at `path` and brings its schema up to date.
pub(crate) async fn open(
    path: &Path,
    synchronous: SqliteSynchronous,
    migrations: &Migrator,
) -> Result<SqlitePool> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)
            .map_err(|source| StoreError::Directory { path: directory.to_owned(), source })?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .synchronous(synchronous);
    let pool = SqlitePoolOptions::new().max_connections(4);
    // Among the options it would come before `synchronous`, and wait for the disk whatever that says.
    let pool = pool.after_connect(|connection, _| {
        Box::pin(async move { connection.execute("PRAGMA journal_mode = WAL").await.map(drop) })
    });
    let pool = pool.connect_with(options).await;
    let pool = pool.map_err(|source| StoreError::of_query(path, source))?;
    let migrated = migrate(&pool, migrations).await;
    migrated.map_err(|source| StoreError::of_migration(path, newest_change(migrations), source))?;
    Ok(pool)
}

/// All changes in one transaction that excludes other writers from its start, so that two programs may open a new
/// file at the same time.
async fn migrate(pool: &SqlitePool, migrations: &Migrator) -> std::result::Result<(), MigrateError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    migrations.run_direct(None, &mut *transaction, false).await?;
    Ok(transaction.commit().await?)
}

fn newest_change(migrations: &Migrator) -> i64 {
    migrations.iter().map(|change| change.version).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use pretty_assertions::assert_eq;
    use serde_json::json;
    use sqlx::migrate::Migrator;
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};

    use super::{Lasting, MIGRATIONS, Store, newest_change};
    use crate::scratch::{Scratch, connector};
    use crate::{EntryRow, StoreError};

    fn numbered(writer: usize, number: usize) -> EntryRow {
        EntryRow {
            id: format!("{writer}-{number}"),
            conversation_id: "talk".to_owned(),
            kind: "message".to_owned(),
            body: json!(number),
        }
    }

    #[tokio::test]
    async fn a_new_database_is_made_with_the_directories_above_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a/data directory/greenroom.db");

        let store = Store::open(&path, Lasting::Always).await.unwrap();

        assert_eq!(store.connectors().await.unwrap(), []);
        assert!(path.is_file());
    }

    #[tokio::test]
    async fn a_database_of_the_first_version_keeps_all_it_has() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("greenroom.db");
        let first = Migrator::with_migrations(MIGRATIONS.iter().take(1).cloned().collect());
        let pool = super::open(&path, SqliteSynchronous::Full, &first).await.unwrap();
        sqlx::raw_sql(
            r#"INSERT INTO connectors (id, name, description, endpoint, authentication, created_at)
                   VALUES ('board', 'Board', '', '{"kind":"demo"}', 'none', '2026-11-21T09:00:00Z');
               INSERT INTO snapshots (connector_id, taken_at, body) VALUES ('board', '2026-11-21T09:00:00Z',
                   '{"templates":[{"uri":"ui://a","hash":"needed"},{"uri":"ui://b","hash":""}]}');
               INSERT INTO templates (hash, html) VALUES ('needed', '<p>'), ('left over', '<p>');
               INSERT INTO conversations (id, started_at) VALUES ('talk', '2026-11-21T09:00:00Z');
               INSERT INTO remembered (conversation_id, connector_id, tool_name, since)
                   VALUES ('talk', 'board', 'add', '2026-11-21T09:00:00Z');"#,
        )
        .execute(&pool)
        .await
        .unwrap();
        pool.close().await;

        let store = Store::open(&path, Lasting::Always).await.unwrap();
        let connectors = store.connectors().await.unwrap();
        assert_eq!((connectors.len(), &connectors[0].options), (1, &json!({})));
        let covering = store.covering("talk", "board", "add").await.unwrap().unwrap();
        assert_eq!((covering.choice.as_str(), covering.call_id), ("allow_for_conversation", None));
        let snapshot = store.latest_snapshot("board").await.unwrap().unwrap();
        store.insert_snapshot(&snapshot, &[], &[]).await.unwrap();
        assert_eq!(store.template("needed").await.unwrap(), Some("<p>".to_owned()));
        assert_eq!(store.template("left over").await.unwrap(), None);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn writers_wait_for_each_other_instead_of_failing() {
        let scratch = Scratch::furnished().await;
        let other_program =
            Store::open(&scratch.directory.path().join("greenroom.db"), Lasting::Always).await.unwrap();
        let stores = [scratch.store.clone(), other_program, scratch.store.clone()];

        let writers = stores.into_iter().enumerate().map(|(writer, store)| {
            tokio::spawn(async move {
                for number in 0..50 {
                    store.put_entry(&numbered(writer, number)).await.unwrap();
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }

        let entries = scratch.store.entries("talk").await.unwrap();
        for writer in 0..3 {
            let prefix = format!("{writer}-");
            let written: Vec<_> =
                entries.iter().filter(|entry| entry.id.starts_with(&prefix)).cloned().collect();
            assert_eq!(written, (0..50).map(|number| numbered(writer, number)).collect::<Vec<_>>());
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn several_programs_may_open_a_new_database_at_once() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("greenroom.db");

        let openers: Vec<_> = (0..6)
            .map(|_| {
                let path = path.clone();
                tokio::spawn(async move {
                    Store::open(&path, Lasting::Always).await.unwrap().connectors().await.unwrap()
                })
            })
            .collect();

        for opener in openers {
            assert_eq!(opener.await.unwrap(), []);
        }
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_named_and_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("greenroom.db");
        let text = "Dear diary, this is not a database. ".repeat(100);
        fs::write(&path, &text).unwrap();

        let error = Store::open(&path, Lasting::Always).await.unwrap_err();

        assert_eq!(
            error.to_string(),
            format!(
                "The file {} is not a database that Greenroom can read, or it is damaged: file is not a database. \
                 Nothing in it was changed. Move it away to start with an empty one.",
                path.display()
            )
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[tokio::test]
    async fn a_row_that_was_tampered_with_is_an_error_and_not_a_panic() {
        let scratch = Scratch::furnished().await;
        sqlx::query("UPDATE connectors SET endpoint = '{\"kind\":'")
            .execute(&scratch.store.pool)
            .await
            .unwrap();

        let error = scratch.store.connectors().await.unwrap_err();

        let path = scratch.directory.path().join("greenroom.db");
        assert_eq!(
            error.to_string(),
            format!(
                "The file {} is not a database that Greenroom can read, or it is damaged: column \"endpoint\" does \
                 not hold what it should: EOF while parsing a value at line 1 column 8. Nothing in it was changed. \
                 Move it away to start with an empty one.",
                path.display()
            )
        );
    }

    #[tokio::test]
    async fn a_database_of_a_newer_version_is_refused_and_works_again_with_that_version() {
        let scratch = Scratch::furnished().await;
        let path = scratch.directory.path().join("greenroom.db");
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (4711, 'from the future', 1, x'00', 0)",
        )
        .execute(&scratch.store.pool)
        .await
        .unwrap();

        let error = Store::open(&path, Lasting::Always).await.unwrap_err();

        assert_eq!(
            error.to_string(),
            format!(
                "The database {} was made by another version of Greenroom (its schema has change 4711, this program \
                 knows changes up to {}). Nothing in it was changed. Use the newest version, or choose another data \
                 directory.",
                path.display(),
                newest_change(&MIGRATIONS)
            )
        );
        sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 4711")
            .execute(&scratch.store.pool)
            .await
            .unwrap();
        assert_eq!(scratch.restarted().await.store.connectors().await.unwrap(), [connector("board")]);
    }

    #[tokio::test]
    async fn a_directory_that_cannot_be_made_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let blocked = directory.path().join("notes.txt");
        fs::write(&blocked, "a file where a directory should be").unwrap();
        let data = blocked.join("data");

        let error = Store::open(&data.join("greenroom.db"), Lasting::Always).await.unwrap_err();

        assert!(matches!(error, StoreError::Directory { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "The data directory {} cannot be created: Not a directory (os error 20). Choose a directory that \
                 you may write to.",
                data.display()
            )
        );
    }

    #[tokio::test]
    async fn a_database_that_cannot_be_opened_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("greenroom.db");
        fs::create_dir(&path).unwrap();

        let error = Store::open(&path, Lasting::Always).await.unwrap_err();

        assert_eq!(
            error.to_string(),
            format!(
                "The database {} cannot be written: unable to open database file. Make the file and its directory \
                 writable, or choose another data directory.",
                path.display()
            )
        );
    }

    #[tokio::test]
    async fn a_database_that_may_only_be_read_says_so_when_it_is_written() {
        let scratch = Scratch::furnished().await;
        let path = scratch.directory.path().join("greenroom.db");
        let options = SqliteConnectOptions::new().filename(&path).read_only(true);
        let pool = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        let store = Store { pool, path: scratch.store.path.clone() };

        assert_eq!(store.connectors().await.unwrap(), [connector("board")]);
        let error = store.delete_connector("board").await.unwrap_err();

        assert_eq!(
            error.to_string(),
            format!(
                "The database {} cannot be written: attempt to write a readonly database. Make the file and its \
                 directory writable, or choose another data directory.",
                path.display()
            )
        );
        assert_eq!(scratch.store.connectors().await.unwrap(), [connector("board")]);
    }
}
