//! What a machine needs: Debian packages, Node.js, the Rust components, and the npm packages of the project.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use crate::failure::Failure;
use crate::project::{self, npm, root};

/// To open the window.
const TO_BUILD: [&str; 5] = [
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
];

/// To drive the window and the system's dialogs on a display of its own and to take its picture, with text and emoji that
/// look the same everywhere.
const TO_TEST: [&str; 10] = [
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "webkit2gtk-driver",
    "fonts-dejavu-core",
    "fonts-noto-color-emoji",
    "imagemagick",
    "strace",
    "xdotool",
];

/// The browser that Greenroom is measured against.
const TO_BENCH: [&str; 1] = ["chromium"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Run,
    Test,
    Bench,
}

/// Installs what is missing. Does nothing where everything is there.
pub fn set_up(purpose: Purpose) -> Result<(), Failure> {
    system_packages(purpose)?;
    node()?;
    npm_packages("ui")?;
    if purpose != Purpose::Run {
        rust_components()?;
        npm_packages("tests")?;
    }
    if purpose == Purpose::Bench {
        npm_packages("bench/peers")?;
    }
    Ok(())
}

/// Installs what the lock file of a folder says, where that is newer than what is installed. Not by `npm ci`: it
/// refuses a lock file without the packages of other platforms, which npm leaves out where a registry lacks them.
pub fn npm_packages(folder: &str) -> Result<(), Failure> {
    let folder_path = root().join(folder);
    let locked = modified(&folder_path.join("package-lock.json"));
    let installed = modified(&folder_path.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    project::run(&mut npm(folder, ["install", "--no-save", "--no-audit", "--no-fund"]))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

fn system_packages(purpose: Purpose) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut needed = TO_BUILD.to_vec();
    if purpose != Purpose::Run {
        needed.extend(TO_TEST);
    }
    if purpose == Purpose::Bench {
        needed.extend(TO_BENCH);
    }
    if !(on_path("dpkg-query") && on_path("apt-get")) {
        println!(
            "This is neither Debian nor Ubuntu: nothing is installed for you. Greenroom needs what these Debian \
             packages hold: {}.",
            needed.join(" ")
        );
        return Ok(());
    }
    let query = Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Abbrev} ${Package}\n"])
        .args(&needed)
        .stderr(Stdio::null())
        .output()
        .map_err(|cause| Failure::NotStarted { line: "dpkg-query".to_owned(), cause })?;
    let missing = missing(&needed, &String::from_utf8_lossy(&query.stdout));
    if missing.is_empty() { Ok(()) } else { install(&missing) }
}

/// Those of `needed` that `listing` (lines of `ii  name`) does not report as installed.
fn missing<'a>(needed: &[&'a str], listing: &str) -> Vec<&'a str> {
    let installed = |name: &str| {
        listing.lines().any(|line| line.starts_with("ii") && line.split_whitespace().last() == Some(name))
    };
    needed.iter().copied().filter(|name| !installed(name)).collect()
}

fn install(missing: &[&str]) -> Result<(), Failure> {
    let script = format!(
        "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends {}",
        missing.join(" ")
    );
    let as_root = is_root();
    if !as_root && !on_path("sudo") {
        return Err(Failure::PackagesMissing { line: format!("su -c '{script}'") });
    }
    let mut command = Command::new(if as_root { "sh" } else { "sudo" });
    if !as_root {
        command.arg("sh");
    }
    match project::run(command.args(["-c", &script])) {
        Err(Failure::Ended { line, .. }) if !as_root => Err(Failure::PackagesMissing { line }),
        ended => ended,
    }
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|directory| directory.join(program).is_file())
}

fn node() -> Result<(), Failure> {
    let found = Command::new("node").arg("--version").output().map_err(|_| Failure::NodeMissing)?;
    let version = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    match major(&version) {
        Some(20..) => Ok(()),
        _ => Err(Failure::NodeTooOld { found: version }),
    }
}

/// 20 for `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn rust_components() -> Result<(), Failure> {
    if has_component("fmt") && has_component("clippy") {
        return Ok(());
    }
    if !on_path("rustup") {
        return Err(Failure::ComponentsMissing);
    }
    project::run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
}

fn has_component(subcommand: &str) -> bool {
    let answer = project::cargo([subcommand, "--version"]).output();
    answer.is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::{major, missing};

    #[test]
    fn only_packages_that_are_wholly_installed_count() {
        let listing = "ii  xvfb\nrc  xdotool\nun  dbus\nii  dbus-x11\n";

        assert_eq!(
            missing(&["xvfb", "xdotool", "dbus", "dbus-x11", "xauth"], listing),
            ["xdotool", "dbus", "xauth"]
        );
    }

    #[test]
    fn the_version_of_node_is_its_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major(""), None);
    }
}
