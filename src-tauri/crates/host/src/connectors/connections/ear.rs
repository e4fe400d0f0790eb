//! What a server says of its own accord, as far as it concerns its connector: that its lists changed, and that the
//! connection is over.

use std::sync::{Arc, OnceLock, Weak};

use greenroom_contract::Problem;
use greenroom_contract::connector::{Connection, Connector, Endpoint, Reading};
use greenroom_mcp::Notice;

use super::line::Line;
use crate::connectors::List;
use crate::problems;
use crate::time;

/// How a session ended without having been closed by us, once it has.
pub type Fate = Arc<OnceLock<Connection>>;

/// Listens to one session. It says nothing of a line that is gone.
#[derive(Debug)]
pub struct Ear {
    line: Weak<Line>,
    fate: Fate,
    reading: Reading,
    /// The program that runs the server, where it is one of ours.
    program: Option<String>,
}

impl Ear {
    pub fn new(line: &Arc<Line>, fate: Fate, connector: &Connector) -> Self {
        let program = match &connector.endpoint {
            Endpoint::Stdio { command, .. } => Some(command.clone()),
            Endpoint::Demo | Endpoint::Http { .. } | Endpoint::Sse { .. } => None,
        };
        Self { line: Arc::downgrade(line), fate, reading: connector.reading, program }
    }

    pub fn hear(&self, notice: &Notice) {
        match notice {
            Notice::ListChanged { list } => {
                if let (Some(list), Some(line)) = (List::of(list), self.line.upgrade()) {
                    line.heard_of_change(list, self.reading);
                }
            }
            Notice::Ended { reason } => {
                // It ends once.
                let _ = self.fate.set(Connection::Failed { at: time::now(), problem: self.problem(reason) });
                if let Some(line) = self.line.upgrade() {
                    line.tell();
                }
            }
            _ => {}
        }
    }

    fn problem(&self, reason: &str) -> Problem {
        let Some(program) = &self.program else {
            let hint = "Press Refresh to connect again; the next call does so too.";
            return Problem::failed(problems::told(reason), hint);
        };
        // Its name is written as it is, so it cannot begin a sentence.
        let the = if reason.starts_with(program.as_str()) { "the program " } else { "" };
        let hint = "Press Restart to start it again; the next call starts it too.";
        Problem::failed(problems::told(&format!("{the}{reason}")), hint)
    }
}
