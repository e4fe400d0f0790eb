//! A database in a directory of its own, for tests.

use tempfile::TempDir;

use crate::{ConnectorRow, ConversationRow, Lasting, Store};

pub struct Scratch {
    pub directory: TempDir,
    pub store: Store,
}

impl Scratch {
    pub async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&directory.path().join("greenroom.db"), Lasting::Always).await.unwrap();
        Self { directory, store }
    }

    /// One conversation `talk` and one connector `board`, which other rows refer to.
    pub async fn furnished() -> Self {
        let scratch = Self::new().await;
        scratch.store.insert_conversation(&conversation("talk")).await.unwrap();
        scratch.store.insert_connector(&connector("board")).await.unwrap();
        scratch
    }

    /// Closes the database and opens it again, as the next run of the program does.
    pub async fn restarted(self) -> Self {
        self.store.pool.close().await;
        let store = Store::open(&self.directory.path().join("greenroom.db"), Lasting::Always).await.unwrap();
        Self { directory: self.directory, store }
    }
}

pub fn connector(id: &str) -> ConnectorRow {
    ConnectorRow {
        id: id.to_owned(),
        name: format!("The {id}"),
        description: "Cards in columns".to_owned(),
        endpoint: serde_json::json!({ "kind": "http", "url": "http://localhost:3000/mcp" }),
        authentication: "none".to_owned(),
        options: serde_json::json!({ "headers": ["X-Board"] }),
        created_at: "2026-11-21T09:00:00Z".to_owned(),
    }
}

pub fn conversation(id: &str) -> ConversationRow {
    ConversationRow { id: id.to_owned(), started_at: "2026-11-21T09:00:00Z".to_owned() }
}
