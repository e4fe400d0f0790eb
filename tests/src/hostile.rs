//! A server that does what no server should, as a program of its own: it can die, and no runtime of ours keeps it
//! polite.
//!
//! [`polite`] is what it does right; [`http`] is the wire, on a raw socket; [`answers`] holds the ways to answer badly
//! whatever is asked, [`lists`] what a list may hold, and [`older`] and [`stdio`] what can go wrong over HTTP+SSE and over
//! pipes.

pub mod answers;
pub mod http;
pub mod lists;
pub mod older;
pub mod polite;
pub mod stdio;

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long the program may take for a line.
const PATIENCE: Duration = Duration::from_secs(30);

/// The running program with an HTTP scenario. It ends when this is dropped.
pub struct Hostile {
    pub url: String,
    /// What it has received: one method a line.
    received: Lines<BufReader<ChildStdout>>,
    child: Child,
}

impl Hostile {
    /// `scenario` is a name from [`answers`], [`lists`] or [`older`], with `@METHOD` where it is not to be about `tools/call`.
    pub async fn start(scenario: &str) -> Self {
        let mut command = Command::new(program());
        command.args(["http", scenario]).stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the hostile server can be started");
        let output = child.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines();
        let url = lines.next_line().await.expect("its output can be read");
        let url = url.unwrap_or_else(|| panic!("there is no scenario {scenario}"));
        Self { url, received: lines, child }
    }

    /// Waits until a method arrives, from now on.
    pub async fn wait_for(&mut self, method: &str) {
        let waiting = async {
            while let Some(line) = self.received.next_line().await.expect("its output can be read") {
                if line == method {
                    return;
                }
            }
            panic!("the hostile server ended before {method} arrived");
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        waited.unwrap_or_else(|_| panic!("{method} did not arrive in {PATIENCE:?}"));
    }

    /// Ends the server. All methods that it has received and that were not waited for, oldest first.
    pub async fn end(mut self) -> Vec<String> {
        self.child.start_kill().expect("the hostile server can be killed");
        let mut methods = Vec::new();
        while let Some(line) = self.received.next_line().await.expect("its output can be read") {
            methods.push(line);
        }
        methods
    }
}

/// `target/debug/hostile`, beside the tests.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let target = test.ancestors().nth(2).expect("tests are built into target/*/deps");
    target.join("hostile")
}
