//! Why a task stopped, as a sentence.

use std::fmt;
use std::io;
use std::process::{ExitCode, ExitStatus};

#[derive(Debug)]
pub enum Failure {
    UnknownWords(String),
    /// One step of several; the rest was not tried.
    Step {
        name: &'static str,
        cause: Box<Failure>,
    },
    NotStarted {
        line: String,
        cause: io::Error,
    },
    Ended {
        line: String,
        status: ExitStatus,
    },
    Unreadable {
        path: String,
        cause: io::Error,
    },
    NotCopied {
        path: String,
        cause: io::Error,
    },
    /// The command line that would install what is missing.
    PackagesMissing {
        line: String,
    },
    NodeMissing,
    NodeTooOld {
        found: String,
    },
    ComponentsMissing,
    /// A sentence for each dependency that points the wrong way.
    Directions(Vec<String>),
    /// A sentence for each test id that the list and the source do not share.
    TestIds(Vec<String>),
    NoTestCounts {
        path: String,
    },
}

impl Failure {
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::UnknownWords(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownWords(words) => {
                write!(out, "it does not know “{words}”. `cargo xtask help` lists what it knows.")
            }
            Self::Step { name, cause } => write!(out, "the step “{name}” failed: {cause}"),
            Self::NotStarted { line, cause } => write!(out, "`{line}` could not be started: {cause}."),
            Self::Ended { line, status } => write!(out, "`{line}` ended with {status}; see above."),
            Self::Unreadable { path, cause } => write!(out, "{path} could not be read: {cause}."),
            Self::NotCopied { path, cause } => write!(out, "{path} could not be copied to docs: {cause}."),
            Self::PackagesMissing { line } => {
                write!(
                    out,
                    "packages are missing, and installing them needs root. Run this, then try again:\n\n  {line}"
                )
            }
            Self::NodeMissing => {
                write!(
                    out,
                    "Node.js was not found. Install version 20 or newer, with npm, from https://nodejs.org."
                )
            }
            Self::NodeTooOld { found } => {
                write!(
                    out,
                    "Node.js {found} is too old. Install version 20 or newer from https://nodejs.org."
                )
            }
            Self::ComponentsMissing => write!(
                out,
                "rustfmt or Clippy is missing. Run `rustup component add rustfmt clippy`, then try again."
            ),
            Self::Directions(sentences) => write!(
                out,
                "a crate depends on what it must not know:\n  {}\nMove the code to the crate that may know both.",
                sentences.join("\n  ")
            ),
            Self::TestIds(sentences) => {
                write!(out, "the list of test ids does not fit the source:\n  {}", sentences.join("\n  "))
            }
            Self::NoTestCounts { path } => {
                write!(out, "{path} does not say how many tests passed and failed, so they cannot have run.")
            }
        }
    }
}
