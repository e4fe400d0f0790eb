//! Keeps the process: notices its end, or brings that about.

use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;

use tokio::process::Child;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::LAST_WORDS;
use super::group::Group;
use super::watchdog::Watchdog;
use crate::error::Error;
use crate::tap::Tap;

/// For each of the steps of an orderly end: standard input closed, then asked by a signal. Two of them are
/// shorter than anybody waits for a session to close.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(super) struct Keeper {
    /// Dropping it is a wish to leave, too.
    wishes: mpsc::Sender<Wish>,
    ended: watch::Receiver<bool>,
}

/// Why a process is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// It is not needed any more.
    Leave,
    /// Nothing more can come from it.
    Silent,
}

impl Keeper {
    /// Without a process id the child has ended and was waited for, which cannot be so soon.
    pub(super) fn new(child: Child, program: String, log: JoinHandle<String>, tap: Arc<Tap>) -> Self {
        let (wishes, heard) = mpsc::channel(2);
        let (tell, ended) = watch::channel(false);
        let group = Group::new(child.id().unwrap_or_default());
        let watchdog = Watchdog::over(group.leader());
        let kept = Kept { child, group, program, log, tap };
        tokio::spawn(async move {
            kept.until_the_end(heard).await;
            tell.send_replace(true);
            watchdog.dismiss().await;
        });
        Self { wishes, ended }
    }

    /// Completes when the process has ended and everybody was told why.
    pub(super) fn ended(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut ended = self.ended.clone();
        async move {
            // An error means that the keeper is gone, and the process with it.
            let _ = ended.wait_for(|ended| *ended).await;
        }
    }

    /// Closed standard input is an invitation to end; those who do not accept it are made to.
    pub(super) async fn leave(&self) {
        // One that is full or closed is on its way already.
        let _ = self.wishes.try_send(Wish::Leave);
        self.ended().await;
    }

    /// Its standard output is closed, mostly because it ends.
    pub(super) async fn falls_silent(&self) {
        if timeout(LAST_WORDS, self.ended()).await.is_err() {
            let _ = self.wishes.try_send(Wish::Silent);
            self.ended().await;
        }
    }
}

/// The process with all that belongs to it.
struct Kept {
    child: Child,
    group: Group,
    program: String,
    log: JoinHandle<String>,
    tap: Arc<Tap>,
}

impl Kept {
    async fn until_the_end(mut self, mut wishes: mpsc::Receiver<Wish>) {
        let how = tokio::select! {
            status = self.child.wait() => ended_with(&status.ok()),
            wish = wishes.recv() => {
                self.end().await;
                if wish != Some(Wish::Silent) {
                    return;
                }
                "closed its standard output".to_owned()
            }
        };
        // The children that it left behind hold its streams open.
        drop(self.group);
        let last_lines = timeout(LAST_WORDS, self.log).await.ok().and_then(Result::ok).unwrap_or_default();
        self.tap.ended(&Error::Exited { program: self.program, how, last_lines });
    }

    async fn end(&mut self) {
        if timeout(PATIENCE, self.child.wait()).await.is_ok() {
            return;
        }
        self.group.ask_to_end();
        if timeout(PATIENCE, self.child.wait()).await.is_err() {
            tracing::info!(program = self.program, "the server has to be killed");
            // With the group that is dropped next nobody is missed; this one is also waited for.
            let _ = self.child.kill().await;
        }
    }
}

fn ended_with(status: &Option<ExitStatus>) -> String {
    let Some(status) = status else { return "ended".to_owned() };
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(status) {
        return format!("was ended by signal {signal}");
    }
    status.code().map_or("ended".to_owned(), |code| format!("ended with exit code {code}"))
}
