//! A server that is a child process: JSON lines over its standard input and output, a log on its standard error.
//!
//! [`start`] starts the program, [`group`] signals it with all that it has started in turn, [`keeper`] waits for
//! its end or brings that about, [`watchdog`] does so when this program is killed, and [`log`] reads the log.
//! The lines themselves are read and written by [`crate::pipe`].

mod group;
mod keeper;
mod log;
mod start;
mod watchdog;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use rmcp::RoleClient;
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::process::{ChildStdin, ChildStdout};

use self::keeper::Keeper;
use crate::error::Error;
use crate::pipe::Pipe;
use crate::tap::Tap;
use crate::target::{Command, Limits};

/// What a process wrote before it ended is in the pipe already; a grandchild that holds the pipe open is not
/// waited for.
const LAST_WORDS: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(crate) struct Stdio {
    pipe: Pipe<ChildStdout, ChildStdin>,
    keeper: Keeper,
}

/// Starts the program. It ends, with all that it has started, when the transport is closed or dropped.
pub(crate) fn transport(command: &Command, limits: Limits, tap: Arc<Tap>) -> Result<Stdio, Error> {
    let (child, streams) = start::start(command)?;
    let log = tokio::spawn(log::read(streams.stderr, tap.clone()));
    let keeper = Keeper::new(child, command.program.clone(), log, tap.clone());
    let pipe = Pipe::new(streams.stdout, streams.stdin, limits.body_bytes, tap);
    Ok(Stdio { pipe, keeper })
}

impl Transport<RoleClient> for Stdio {
    type Error = Error;

    fn send(
        &mut self,
        item: ClientJsonRpcMessage,
    ) -> impl Future<Output = Result<(), Error>> + Send + 'static {
        let sent = self.pipe.send(item);
        let ended = self.keeper.ended();
        async move {
            let Err(error) = sent.await else { return Ok(()) };
            // A pipe that is broken says less than the end of the process that broke it.
            let _ = tokio::time::timeout(LAST_WORDS, ended).await;
            Err(error)
        }
    }

    async fn receive(&mut self) -> Option<ServerJsonRpcMessage> {
        let ended = self.keeper.ended();
        tokio::select! {
            biased;
            message = self.pipe.receive() => {
                if message.is_none() {
                    self.keeper.falls_silent().await;
                }
                return message;
            }
            () = ended => {}
        }
        tokio::time::timeout(LAST_WORDS, self.pipe.receive()).await.ok().flatten()
    }

    async fn close(&mut self) -> Result<(), Error> {
        let closed = self.pipe.close().await;
        self.keeper.leave().await;
        closed
    }
}
