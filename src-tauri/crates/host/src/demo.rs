//! The demo connector: a Kanban board on a real MCP server that lives in this process, over an in-memory pipe.
//!
//! The board is in [`board`], the tools in [`tools`]. Its two widgets speak the old language (`board.html`,
//! `window.openai`) and the new one (`progress.html`, MCP Apps), by hand and without a build step, so that they
//! can be read as examples.

mod board;
mod server;
mod tools;

use std::sync::{Arc, Mutex};

use rmcp::ServiceExt;
use tokio::io::DuplexStream;

use self::board::Board;
use self::server::DemoServer;

/// The demo's connector has a fixed id, so that it is made once and can be brought back.
pub const CONNECTOR_ID: &str = "demo";
pub const NAME: &str = "Kanban demo";
pub const DESCRIPTION: &str = "A small board that comes with Greenroom, to try everything out.";

const PIPE_BYTES: usize = 64 * 1024;

/// One board for all connections; it is begun anew with the program.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    board: Arc<Mutex<Board>>,
}

impl Demo {
    /// Starts a server for one connection and returns the client's end of the pipe.
    pub fn serve(&self) -> DuplexStream {
        let (ours, theirs) = tokio::io::duplex(PIPE_BYTES);
        let server = DemoServer::new(self.board.clone());
        tokio::spawn(async move {
            match server.serve(theirs).await {
                Ok(running) => {
                    let _ = running.waiting().await;
                }
                Err(error) => tracing::warn!(%error, "the demo server could not start"),
            }
        });
        ours
    }
}
