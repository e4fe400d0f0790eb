//! The real program in its window under `strace`: every address that it, or any process that it starts, connects to, sends
//! to or listens on. Nobody drives it: WebDriver would be a listener of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::process::Command;

use crate::process::Process;
use crate::program;

/// What reaches out, and what lets others in.
const CALLS: &str = "trace=connect,bind,listen,sendto,sendmsg,sendmmsg";

pub struct Traced {
    _process: Process,
    log: PathBuf,
    _folder: TempDir,
}

/// What was seen of the network. Sockets of this machine alone - X, D-Bus, the kernel's own - are no part of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// Ports of this machine, and whole addresses elsewhere.
    pub reached: BTreeSet<String>,
    /// Whole lines: there is none to expect.
    pub listened: Vec<String>,
}

impl Traced {
    pub fn start(data_dir: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let log = folder.path().join("calls.log");
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "--seccomp-bpf", "-e", CALLS, "-o"]).arg(&log);
        command.arg(program::path()).arg("--data-dir").arg(data_dir);
        command.envs([("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1")]);
        Self { _process: Process::start("strace", &mut command), log, _folder: folder }
    }

    /// How many processes have said anything so far: the program, its network processes and its web processes.
    pub fn processes(&self) -> usize {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        log.lines().filter_map(|line| line.split_whitespace().next()).collect::<BTreeSet<_>>().len()
    }

    pub fn seen(&self) -> Seen {
        let log = std::fs::read_to_string(&self.log).expect("the log of strace can be read");
        let reached = log.lines().filter(|line| !line.contains(" listen(") && !line.contains(" bind("));
        Seen {
            reached: reached.filter_map(address).collect(),
            listened: log.lines().filter(|line| listens(line)).map(str::to_owned).collect(),
        }
    }
}

/// A socket on the network waits for others: one of this machine alone has a path and no family of the internet.
fn listens(line: &str) -> bool {
    line.contains(" bind(") && line.contains("sa_family=AF_INET")
}

/// The address of the internet that a line names.
fn address(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("sa_family=AF_INET")?;
    let port = between(rest, "htons(", ")")?;
    let host =
        between(rest, "inet_addr(\"", "\"").or_else(|| between(rest, "inet_pton(AF_INET6, \"", "\""))?;
    let is_local = host.starts_with("127.") || host == "::1" || host == "::ffff:127.0.0.1";
    Some(if is_local { port.to_owned() } else { format!("{host}:{port}") })
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_from_the_lines_of_strace() {
        for (line, expected) in [
            (
                "71 connect(5, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0",
                Some("8080"),
            ),
            (
                "71 connect(5, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), \
                 inet_pton(AF_INET6, \"2606::1\", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS",
                Some("2606::1:443"),
            ),
            ("71 connect(5, {sa_family=AF_UNIX, sun_path=\"/tmp/.X11-unix/X99\"}, 20) = 0", None),
            ("71 sendto(9, \"abc\", 3, MSG_NOSIGNAL, NULL, 0) = 3", None),
        ] {
            assert_eq!(address(line).as_deref(), expected);
        }
    }
}
