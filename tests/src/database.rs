//! A host's databases from outside: whether they are sound, when it has let go of them, and locked while it has not.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::time::{Instant, sleep};

/// How long a host may take to let go of them.
const PATIENCE: Duration = Duration::from_secs(30);
const INTERVAL: Duration = Duration::from_millis(2);

/// Of a data folder.
pub const NAMES: [&str; 2] = ["greenroom.db", "record.db"];

/// Waits until nobody has the database open: what a host that was thrown away had told its threads to write is written.
pub async fn let_go(database: &Path) {
    let deadline = Instant::now() + PATIENCE;
    while let Err(error) = alone(database).await {
        assert!(Instant::now() < deadline, "{} is still open: {error}", database.display());
        sleep(INTERVAL).await;
    }
}

/// Keeps everybody else from writing, until it is released.
pub struct Hold(SqliteConnection);

impl Hold {
    pub async fn take(database: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(database).busy_timeout(PATIENCE);
        let mut connection = options.connect().await.expect("the database can be opened");
        sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.expect("it can be locked");
        Self(connection)
    }

    pub async fn release(self) {
        self.0.close().await.expect("it can be closed");
    }
}

/// What SQLite finds wrong with it: "ok" where that is nothing.
pub async fn integrity(database: &Path) -> String {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.expect("the database can be opened");
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut connection)
        .await
        .expect("it can be checked");
    connection.close().await.expect("it can be closed");
    found.join("\n")
}

/// A database with a write-ahead log is locked exclusively only by whoever has it alone.
async fn alone(database: &Path) -> sqlx::Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .locking_mode(SqliteLockingMode::Exclusive)
        .busy_timeout(Duration::ZERO);
    let mut connection: SqliteConnection = options.connect().await?;
    let locked = sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await;
    connection.close().await?;
    locked.map(drop)
}
