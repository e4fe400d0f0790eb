//! The public conformance suite of MCP, with the built program as the client that it tests.
//!
//! The suite serves each scenario on a port of its own and starts `greenroom conformance` with its address. What it
//! requires of each revision is frozen; what is known to fail is listed in `conformance-baseline.yml`.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use greenroom_tests::program;
use tokio::process::Command;

/// The suite needs Node.js 22 or later; a package brings one.
fn package(path: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules").join(path);
    assert!(file.is_file(), "{} is missing: run `cargo xtask setup`", file.display());
    file
}

async fn meets_the_requirements_of(revision: &str) {
    let folder = tempfile::tempdir().unwrap();
    // The suite divides the command at its spaces, so the program is found by its name.
    let program = program::path();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(program.parent().unwrap().to_owned()).chain(std::env::split_paths(&path));
    let output = Command::new(package("node/bin/node"))
        .arg(package("@modelcontextprotocol/conformance/dist/index.js"))
        .args(["client", "--command", "greenroom conformance --timeout 25", "--requirements", revision])
        .arg("--expected-failures")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance-baseline.yml"))
        .env("PATH", std::env::join_paths(path).unwrap())
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    assert!(
        output.status.success(),
        "the suite for {revision} ended with {}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr),
        String::from_utf8_lossy(&output.stdout)
    );
}

#[tokio::test]
async fn the_newest_revision_is_spoken_as_required() {
    meets_the_requirements_of("2026-07-28").await;
}

#[tokio::test]
async fn the_revision_before_it_is_spoken_as_required() {
    meets_the_requirements_of("2025-11-25").await;
}
