//! WebKitWebDriver as a process, and waiting for conditions.

use std::fmt::Display;
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

use crate::process::{Process, free_port};
use crate::program;

/// How long a condition may take to come true, on a slow machine with two cores.
const PATIENCE: Duration = Duration::from_secs(30);
const INTERVAL: Duration = Duration::from_millis(50);

/// The running driver. The program it has started ends with it.
pub struct Driver {
    port: u16,
    _process: Process,
}

impl Driver {
    pub async fn start() -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}"));
        // The program inherits these: it lets itself be driven, and shows its window on the tests' X display.
        command.envs([("TAURI_WEBVIEW_AUTOMATION", "true"), ("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1")]);
        command.envs([program::FONTS]);
        let mut process = Process::start("WebKitWebDriver", &mut command);
        process.listens_on(port).await;
        Self { port, _process: process }
    }

    /// Starts the program that the capabilities name.
    pub async fn session(&self, capabilities: Capabilities) -> Client {
        let address = format!("http://127.0.0.1:{}", self.port);
        let session =
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await;
        session.unwrap_or_else(|error| panic!("the program did not start under WebDriver: {error}"))
    }
}

/// Tries again until it succeeds; after too long it panics with the last reason.
pub async fn eventually<T, E: Display>(what: &str, attempt: impl AsyncFn() -> Result<T, E>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match attempt().await {
            Ok(value) => return value,
            Err(reason) if Instant::now() >= deadline => panic!("waited {PATIENCE:?} until {what}: {reason}"),
            Err(_) => sleep(INTERVAL).await,
        }
    }
}
