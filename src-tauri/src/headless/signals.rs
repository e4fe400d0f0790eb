//! Ctrl+C, and on Unix the end of the terminal and SIGTERM: the command is called off instead of cut off.

use std::io::Result;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    heard: [Signal; 3],
    #[cfg(windows)]
    heard: CtrlC,
}

impl Signals {
    /// From now on they do not end the program. To be called within a runtime.
    #[cfg(unix)]
    pub fn listen() -> Result<Self> {
        let [interrupt, terminate, hangup] =
            [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()].map(signal);
        Ok(Self { heard: [interrupt?, terminate?, hangup?] })
    }

    /// From now on it does not end the program. To be called within a runtime.
    #[cfg(windows)]
    pub fn listen() -> Result<Self> {
        Ok(Self { heard: ctrl_c()? })
    }

    /// Waits for the next one.
    #[cfg(unix)]
    pub async fn heard(&mut self) {
        std::future::poll_fn(|context| {
            let [interrupt, terminate, hangup] = &mut self.heard;
            let ready = [interrupt, terminate, hangup].map(|signal| signal.poll_recv(context).is_ready());
            if ready.contains(&true) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    }

    /// Waits for the next one.
    #[cfg(windows)]
    pub async fn heard(&mut self) {
        self.heard.recv().await;
    }
}
