//! Processes that a test starts, each in a process group of its own, which ends with the value that stands for it.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
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

/// A loopback port on which nothing listens now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port can be bound");
    listener.local_addr().expect("a bound listener has an address").port()
}
