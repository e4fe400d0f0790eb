//! Processes that a test starts, each in a process group of its own, which ends with the value that stands for it.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// How long a process may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_millis(20);

pub struct Process {
    child: Child,
    name: String,
}

impl Process {
    /// Starts `command` as the leader of a new process group.
    pub fn start(name: &str, command: &mut Command) -> Self {
        let command = command.stdin(Stdio::null()).process_group(0).kill_on_drop(true);
        let child = command.spawn().unwrap_or_else(|error| panic!("{name} could not be started: {error}"));
        Self { child, name: name.to_owned() }
    }

    /// Waits until something listens on the port; panics if the process ends before that.
    pub async fn listens_on(&mut self, port: u16) {
        let deadline = Instant::now() + PATIENCE;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        while TcpStream::connect(address).await.is_err() {
            let ended = self.child.try_wait().expect("the state of a child can be read");
            assert!(ended.is_none(), "{} ended before it listened on port {port}: {ended:?}", self.name);
            assert!(Instant::now() < deadline, "{} did not listen on port {port} in {PATIENCE:?}", self.name);
            sleep(INTERVAL).await;
        }
    }
}

impl Drop for Process {
    /// Kills the whole group, so that nothing the process has started outlives the test.
    fn drop(&mut self) {
        if let Some(leader) = self.child.id() {
            let _ =
                std::process::Command::new("sh").args(["-c", &format!("kill -s KILL -- -{leader}")]).status();
        }
    }
}

/// Waits until no process with this id runs. One that its parent has not collected yet has ended as well.
pub async fn gone(process: &str) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let state = Command::new("ps").args(["-o", "stat=", "-p", process]).output().await;
        let state = String::from_utf8(state.expect("ps can be run").stdout).expect("ps prints text");
        if state.is_empty() || state.starts_with('Z') {
            return;
        }
        assert!(Instant::now() < deadline, "process {process} still runs after {PATIENCE:?}");
        sleep(INTERVAL).await;
    }
}

/// Waits until a file has this many lines.
pub async fn lines_of(file: &Path, count: usize) -> Vec<String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let text = tokio::fs::read_to_string(file).await.unwrap_or_default();
        if text.matches('\n').count() >= count {
            return text.lines().map(str::to_owned).collect();
        }
        assert!(Instant::now() < deadline, "{} has no {count} lines: {text:?}", file.display());
        sleep(INTERVAL).await;
    }
}

/// A loopback port on which nothing listens now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port can be bound");
    listener.local_addr().expect("a bound listener has an address").port()
}
