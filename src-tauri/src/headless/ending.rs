//! How a command ends: what it prints, and the exit code.

use std::process::ExitCode;

use greenroom_contract::tool::Finding;
use greenroom_contract::{Problem, ProblemCode};

use super::output;

/// For `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  Done
  1  Could not be done: no connection, no usable answer, out of time, interrupted
  2  Wrong usage or input; nothing was called
  3  The tool reported an error
  4  Refused: the call asks first, or was denied
  5  A picture differs from its baseline, or has none";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done = 0,
    NotDone = 1,
    WrongInput = 2,
    ToolError = 3,
    Refused = 4,
    Differs = 5,
}

impl Ending {
    pub fn of(problem: &Problem) -> Self {
        match problem.code {
            ProblemCode::Invalid => Self::WrongInput,
            ProblemCode::Cancelled | ProblemCode::NotFound | ProblemCode::Failed => Self::NotDone,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending as u8)
    }
}

/// What there is to say after the server was asked.
#[derive(Debug)]
pub struct Report {
    /// For standard output.
    pub result: String,
    /// For standard error, as is the problem.
    pub findings: Vec<Finding>,
    pub problem: Option<Problem>,
    pub ending: Ending,
}

impl Report {
    pub fn done(result: String) -> Self {
        Self { result, findings: Vec::new(), problem: None, ending: Ending::Done }
    }

    /// Prints all of it. A result that cannot be written changes the ending.
    pub fn print(&self) -> Ending {
        let written = output::result(&self.result);
        self.findings.iter().for_each(output::finding);
        if let Some(problem) = &self.problem {
            output::complain(problem);
        }
        match written {
            Ok(()) => self.ending,
            Err(problem) => output::complain(&problem),
        }
    }
}
