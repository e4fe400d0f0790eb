//! From starting the program to the printed result of a call: `greenroom call` against the official inspector.

use std::path::PathBuf;
use std::process::Stdio;

use greenroom_tests::fixture::Fixture;
use serde_json::json;
use tokio::process::Command;

use crate::Fault;
use crate::report;
use crate::timing::{Runs, milliseconds};

const RUNS: usize = 30;
/// The other one is slow enough to be measured by fewer.
const INSPECTOR_RUNS: usize = 10;
/// How many times faster Greenroom is to be.
const GOAL: f64 = 20.0;

pub async fn measure() -> Result<report::Result, Fault> {
    let server = Fixture::start().with_board();
    let (mut ours, mut theirs) = (Runs::default(), Runs::default());
    // Once each beforehand: the first start reads the program from the disk.
    shown(greenroom(&server.url)?).await?;
    shown(inspector(&server.url)?).await?;
    for run in 0..RUNS {
        ours.time(shown(greenroom(&server.url)?)).await?;
        if run % (RUNS / INSPECTOR_RUNS) == 0 {
            theirs.time(shown(inspector(&server.url)?)).await?;
        }
    }
    let ratio = theirs.median().as_secs_f64() / ours.median().as_secs_f64();
    Ok(report::Result {
        key: "start",
        text: format!(
            "From start to result: {ratio:.1} times faster than the inspector's --cli ({:.0} ms against {:.0} ms).",
            milliseconds(ours.median()),
            milliseconds(theirs.median()),
        ),
        goal: "20 times faster",
        met: ratio >= GOAL,
        numbers: json!({ "ratio": ratio, "greenroom": ours.json(), "inspector": theirs.json() }),
    })
}

/// The program, beside this one.
fn greenroom(url: &str) -> Result<Command, Fault> {
    let mut command = Command::new(std::env::current_exe()?.with_file_name("greenroom"));
    command.args(["call", url, "board_show"]);
    Ok(command)
}

/// Without npx and the script that npm puts before it: they would only make it slower.
fn inspector(url: &str) -> Result<Command, Fault> {
    let modules = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("peers/node_modules");
    let launcher = modules.join("@modelcontextprotocol/inspector/clients/launcher/build/index.js");
    if !launcher.is_file() {
        return Err("The inspector is not installed: `cargo xtask bench` does that.".into());
    }
    let mut command = Command::new(modules.join(".bin/node"));
    command.arg(launcher).args(["--cli", url, "--transport", "http"]);
    command.args(["--method", "tools/call", "--tool-name", "board_show"]);
    Ok(command)
}

/// Runs it, and makes sure that it did what is measured.
async fn shown(mut command: Command) -> Result<(), Fault> {
    let output = command.stdin(Stdio::null()).output().await?;
    if output.status.success() && String::from_utf8_lossy(&output.stdout).contains("The board has 2 cards.") {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} did not show the board ({}): {said}", output.status).into())
}
