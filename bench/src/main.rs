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

/// The subjects, by the names of their modules; those of the window last, because they need one.
const SUBJECTS: [&str; 9] =
    ["calls", "listing", "frames", "start", "cold-start", "pictures", "memory", "widgets", "conversation"];
const OF_THE_WINDOW: usize = 5;

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(path) = words.next().map(PathBuf::from) else {
        eprintln!("Give the file that the results are written to. `cargo xtask bench` does.");
        return ExitCode::FAILURE;
    };
    match measure(&path, &words.collect::<Vec<_>>()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("The measurement failed. {fault}");
            ExitCode::FAILURE
        }
    }
}

/// The named subjects, or all.
async fn measure(path: &PathBuf, names: &[String]) -> Result<(), Fault> {
    if let Some(unknown) = names.iter().find(|name| !SUBJECTS.contains(&name.as_str())) {
        return Err(format!("There is no “{unknown}”. There are: {}.", SUBJECTS.join(", ")).into());
    }
    let available =
        if cfg!(target_os = "linux") { &SUBJECTS[..] } else { &SUBJECTS[..SUBJECTS.len() - OF_THE_WINDOW] };
    let mut report = Report::default();
    for &subject in
        available.iter().filter(|subject| names.is_empty() || names.iter().any(|name| name == *subject))
    {
        for result in results(subject).await? {
            report.add(result);
        }
    }
    std::fs::write(path, report.json()?)?;
    println!("\nAll of it is in {}.", path.display());
    Ok(())
}

async fn results(subject: &str) -> Result<Vec<report::Result>, Fault> {
    Ok(match subject {
        "calls" => vec![calls::measure().await?],
        "listing" => vec![listing::measure().await?],
        "frames" => vec![frames::measure().await?],
        "start" => vec![start::measure().await?],
        "cold-start" => vec![window::cold_start().await?],
        "pictures" => vec![pictures::measure().await?],
        "memory" => vec![window::memory().await?],
        "widgets" => widgets::measure().await?,
        _ => window::conversation().await?,
    })
}
