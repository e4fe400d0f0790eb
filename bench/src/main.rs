//! What Greenroom promises about its speed, measured against what others need for the same on the same machine.
//! `cargo xtask bench` builds this as a release, and runs it.
//!
//! It prints ratios, because seconds differ from machine to machine, and writes everything as JSON. What is compared
//! takes turns, so that a machine that is busy for a while is unfair to nobody; medians are compared.

mod calls;
mod frames;
mod listing;
mod pictures;
mod record;
mod report;
mod start;
mod timing;
mod widgets;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use self::report::Report;

/// Why a measurement could not be made. Nobody but the person at the terminal makes anything of it.
type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("Give the file that the results are written to. `cargo xtask bench` does.");
        return ExitCode::FAILURE;
    };
    match measure(&path).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("The measurement failed. {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(path: &PathBuf) -> Result<(), Fault> {
    let mut report = Report::default();
    report.add(calls::measure().await?);
    report.add(listing::measure().await?);
    report.add(frames::measure().await?);
    report.add(start::measure().await?);
    if cfg!(target_os = "linux") {
        let widgets = widgets::measure().await?;
        let window = window::measure().await?;
        report.add(pictures::measure().await?);
        for result in widgets.into_iter().chain(window) {
            report.add(result);
        }
    }
    std::fs::write(path, report.json()?)?;
    println!("\nAll of it is in {}.", path.display());
    Ok(())
}
