//! The built program in a terminal: what it prints where, and how it exits.

use std::process::{Output, Stdio};

use greenroom_tests::program;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// A terminal's surroundings: no display, and folders of its own for everything the program could write.
pub struct Terminal {
    pub folder: TempDir,
}

/// Exit code, standard output, standard error.
pub type Printed = (i32, String, String);

impl Terminal {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn command(&self, words: &[&str]) -> Command {
        self.surround(Command::new(program::path()), words)
    }

    fn surround(&self, mut command: Command, words: &[&str]) -> Command {
        command.args(words).current_dir(self.folder.path()).kill_on_drop(true);
        command.envs([program::FONTS]);
        for variable in ["DISPLAY", "WAYLAND_DISPLAY", "GREENROOM_LOG"] {
            command.env_remove(variable);
        }
        for variable in ["HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(variable, self.folder.path());
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub async fn run(&self, words: &[&str]) -> Printed {
        printed(self.command(words).output().await.unwrap())
    }

    /// The same on a display of its own.
    pub async fn run_on_display(&self, words: &[&str]) -> Printed {
        let mut command = Command::new("xvfb-run");
        command.arg("-a").arg(program::path());
        printed(self.surround(command, words).output().await.unwrap())
    }

    /// The same with something on standard input.
    pub async fn run_with_input(&self, words: &[&str], input: &str) -> Printed {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
        printed(child.wait_with_output().await.unwrap())
    }

    /// What is in its folders.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

pub fn printed(output: Output) -> Printed {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
