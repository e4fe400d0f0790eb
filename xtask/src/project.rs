//! Where the project is, and how its commands are run: each is printed as a line before it starts.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;

/// Builds and tests the whole workspace with one set of features, so that nothing is compiled twice.
pub const WORKSPACE: [&str; 3] = ["--workspace", "--features", "greenroom/probe"];

pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

pub fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// npm in a folder of the project.
pub fn npm<const N: usize>(folder: &str, arguments: [&str; N]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(root().join(folder));
    command
}

/// Prints the command, runs it to its end, and fails where it fails.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let line = line(command);
    println!("\n$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Ended { line, status }),
        Err(cause) => Err(Failure::NotStarted { line, cause }),
    }
}

/// What the command writes to its standard output; its errors go to ours.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let line = line(command);
    let output = command.stderr(std::process::Stdio::inherit()).output();
    match output {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => Err(Failure::Ended { line, status: output.status }),
        Err(cause) => Err(Failure::NotStarted { line, cause }),
    }
}

/// The command as it would be typed into a shell in the project's folder.
pub fn line(command: &Command) -> String {
    let folder = command.get_current_dir().and_then(|at| at.strip_prefix(root()).ok());
    let folder = folder.filter(|at| !at.as_os_str().is_empty()).map(|at| format!("(cd {}) ", at.display()));
    let variables = command.get_envs().filter_map(|(name, value)| {
        value.map(|value| format!("{}={} ", name.to_string_lossy(), quoted(&value.to_string_lossy())))
    });
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words =
        std::iter::once(program).chain(command.get_args()).map(|word| quoted(&word.to_string_lossy()));
    let words: Vec<String> = words.collect();
    folder.into_iter().chain(variables).collect::<String>() + &words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_./:=+@,%".contains(character);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{word}'") }
}

#[cfg(test)]
mod tests {
    use super::{cargo, line, npm};

    #[test]
    fn a_command_is_printed_as_it_would_be_typed() {
        assert_eq!(line(&npm("ui", ["run", "build"])), "(cd ui) npm run build");
        assert_eq!(
            line(cargo(["test", "-s", "-screen 0 1600x1000x24"]).env("UPDATE_BINDINGS", "1")),
            "UPDATE_BINDINGS=1 cargo test -s '-screen 0 1600x1000x24'"
        );
    }
}
