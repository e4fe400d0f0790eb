//! A child process together with everything that it has started: `npx` starts a shell, which starts the server.

/// Ends with all its processes when it is dropped.
#[derive(Debug)]
pub(super) struct Group {
    /// The leader's process id, which is the group's as well.
    leader: u32,
}

impl Group {
    pub(super) fn new(leader: u32) -> Self {
        Self { leader }
    }

    pub(super) fn leader(&self) -> u32 {
        self.leader
    }

    /// Asks every process to end.
    pub(super) fn ask_to_end(&self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::TERM);
    }

    #[cfg(unix)]
    fn signal(&self, signal: rustix::process::Signal) {
        let group = i32::try_from(self.leader).ok().and_then(rustix::process::Pid::from_raw);
        let Some(group) = group else { return };
        if let Err(error) = rustix::process::kill_process_group(group, signal) {
            // Mostly because nobody of the group is left.
            tracing::debug!(%error, "a process group was not signalled");
        }
    }

    #[cfg(unix)]
    fn kill(&self) {
        self.signal(rustix::process::Signal::KILL);
    }

    #[cfg(windows)]
    fn kill(&self) {
        let leader = self.leader.to_string();
        let mut kill = std::process::Command::new("taskkill");
        if let Err(error) = kill.args(["/T", "/F", "/PID", &leader]).output() {
            tracing::warn!(%error, "a server's processes could not be ended");
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
