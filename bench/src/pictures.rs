//! From the command to the file of a picture: `greenroom shot` against Playwright with Chromium and the same page.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use greenroom_tests::fixture::Fixture;
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;

use crate::timing::{Runs, milliseconds};
use crate::window::{PAGE, offer_page};
use crate::{Fault, report};

const RUNS: usize = 7;
const GOAL: f64 = 0.7;
/// The preset, and what Playwright is told of it.
const DEVICE: &str = "iphone-15";
const WIDTH: &str = "393";
const HEIGHT: &str = "852";
const RATIO: &str = "3";

pub async fn measure() -> Result<report::Result, Fault> {
    let server = Fixture::start();
    offer_page(&server);
    let folder = TempDir::new()?;
    let page = folder.path().join("page.html");
    std::fs::write(&page, PAGE)?;
    let (mut ours, mut theirs) = (Runs::default(), Runs::default());
    // Once each beforehand: the first start reads the program from the disk.
    for run in 0..=RUNS {
        let (mine, peer) = (folder.path().join("greenroom.png"), folder.path().join("playwright.png"));
        let shot = taken(greenroom(&server.url, &mine)?, &mine);
        let picture = taken(playwright(&page, &peer), &peer);
        if run == 0 {
            shot.await?;
            picture.await?;
        } else {
            ours.time(shot).await?;
            theirs.time(picture).await?;
        }
    }
    let ratio = ours.median().as_secs_f64() / theirs.median().as_secs_f64();
    Ok(report::Result {
        key: "shot",
        text: format!(
            "From the command to the picture of a widget on a phone: {ratio:.2} times Playwright with Chromium and the \
             same page ({:.0} ms against {:.0} ms), with the server's tool called.",
            milliseconds(ours.median()),
            milliseconds(theirs.median()),
        ),
        goal: "at most 0.7 times",
        met: ratio <= GOAL,
        numbers: json!({ "ratio": ratio, "greenroom": ours.json(), "playwright": theirs.json() }),
    })
}

fn greenroom(url: &str, file: &Path) -> Result<Command, Fault> {
    let mut command = Command::new(std::env::current_exe()?.with_file_name("greenroom"));
    command.args(["shot", url, "page", "--device", DEVICE, "--output"]).arg(file);
    Ok(command)
}

fn playwright(page: &Path, file: &Path) -> Command {
    let peers = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("peers");
    let mut command = Command::new(peers.join("node_modules/.bin/node"));
    command.arg(peers.join("picture.mjs")).arg("/usr/bin/chromium");
    command.arg(format!("file://{}", page.display())).args([WIDTH, HEIGHT, RATIO]).arg(file);
    command
}

/// Runs it, and makes sure that there is a picture then.
async fn taken(mut command: Command, file: &Path) -> Result<(), Fault> {
    let output = command.stdin(Stdio::null()).output().await?;
    let size = std::fs::metadata(file).map_or(0, |file| file.len());
    if output.status.success() && size > 0 {
        return Ok(std::fs::remove_file(file)?);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} took no picture ({}): {said}", output.status).into())
}
