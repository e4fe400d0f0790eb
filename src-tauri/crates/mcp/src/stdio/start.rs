//! Starts a program, and says what kept it from starting.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Stdio;

use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout};

use crate::error::Error;
use crate::target::Command;

#[derive(Debug)]
pub(super) struct Streams {
    pub(super) stdin: ChildStdin,
    pub(super) stdout: ChildStdout,
    pub(super) stderr: ChildStderr,
}

/// The running program, on Unix as the leader of a process group of its own.
pub(super) fn start(command: &Command) -> Result<(Child, Streams), Error> {
    if let Some(directory) = command.directory.as_deref().filter(|directory| !directory.is_dir()) {
        return Err(Error::NoDirectory {
            program: command.program.clone(),
            directory: directory.display().to_string(),
        });
    }
    let mut process = tokio::process::Command::new(found(command));
    process.args(&command.arguments).envs(command.environment.iter().map(|(name, value)| (name, value)));
    process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    if let Some(directory) = &command.directory {
        process.current_dir(directory);
    }
    #[cfg(unix)]
    process.process_group(0);
    #[cfg(windows)]
    process.creation_flags(NO_WINDOW);
    let mut child = process.spawn().map_err(|error| refusal(command, &error))?;
    let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(stdin), Some(stdout), Some(stderr)) = streams else {
        return Err(not_started(command, "it has no standard input and output".to_owned()));
    };
    Ok((child, Streams { stdin, stdout, stderr }))
}

fn refusal(command: &Command, error: &std::io::Error) -> Error {
    let program = command.program.clone();
    match error.kind() {
        // The system says this also of a script whose interpreter is missing.
        ErrorKind::NotFound if names_a_file(command) => {
            not_started(command, "the interpreter that its first line names is missing".to_owned())
        }
        ErrorKind::NotFound => Error::ProgramNotFound { program },
        ErrorKind::PermissionDenied => Error::NotExecutable { program },
        _ => not_started(command, error.to_string()),
    }
}

fn not_started(command: &Command, reason: String) -> Error {
    Error::NotStarted { program: command.program.clone(), reason }
}

fn names_a_file(command: &Command) -> bool {
    let path = Path::new(&command.program);
    let from = command.directory.as_deref().unwrap_or(Path::new("."));
    path.components().count() > 1 && from.join(path).is_file()
}

#[cfg(not(windows))]
fn found(command: &Command) -> &str {
    &command.program
}

/// `CREATE_NO_WINDOW`: no console appears for the server.
#[cfg(windows)]
const NO_WINDOW: u32 = 0x0800_0000;

/// Windows itself looks for `npx.exe` only, while npx is `npx.cmd`.
#[cfg(windows)]
fn found(command: &Command) -> std::path::PathBuf {
    let program = Path::new(&command.program);
    if program.components().count() > 1 || program.extension().is_some() {
        return program.to_owned();
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let candidates = std::env::split_paths(&folders)
        .flat_map(|folder| ["exe", "cmd", "bat"].map(|kind| folder.join(program).with_extension(kind)));
    candidates.into_iter().find(|path| path.is_file()).unwrap_or_else(|| program.to_owned())
}
