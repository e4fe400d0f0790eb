//! Ends a server when this program was killed and could not do it itself.
//!
//! A shell of its own process group waits at a pipe from this program. A line on it means that the server has
//! ended; its end without a line means that this program has. That needs no unsafe code, as a signal at the
//! parent's death would, reaches the server's own children too, and works on every Unix. On Windows there is
//! none: there a server finds its standard input closed, and those that follow the protocol end.

#[cfg(unix)]
use std::process::Stdio;

use tokio::process::Child;

/// Two seconds, as at an orderly end.
#[cfg(unix)]
const SCRIPT: &str = "read -r _ && exit; kill -s TERM -- \"-$1\" 2>/dev/null || exit; sleep 2; kill -s KILL -- \"-$1\" 2>/dev/null";

#[derive(Debug)]
pub(super) struct Watchdog {
    shell: Option<Child>,
}

impl Watchdog {
    /// Watches over a process group. Without a shell there is no watchdog; the server runs all the same.
    #[cfg(unix)]
    pub(super) fn over(group: u32) -> Self {
        let mut shell = tokio::process::Command::new("/bin/sh");
        shell.args(["-c", SCRIPT, "greenroom-watchdog", &group.to_string()]);
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // It must not keep a folder in use.
        shell.process_group(0).current_dir("/");
        let started = shell.spawn();
        if let Err(error) = &started {
            tracing::warn!(%error, "nothing will end the server if this program is killed");
        }
        Self { shell: started.ok() }
    }

    #[cfg(not(unix))]
    pub(super) fn over(_: u32) -> Self {
        Self { shell: None }
    }

    /// The server has ended.
    pub(super) async fn dismiss(self) {
        let Some(mut shell) = self.shell else { return };
        let Some(mut stdin) = shell.stdin.take() else { return };
        let told = tokio::io::AsyncWriteExt::write_all(&mut stdin, b"\n").await;
        drop(stdin);
        if let Err(error) = told.and(shell.wait().await) {
            tracing::debug!(%error, "the watchdog had ended before");
        }
    }
}
