//! The program: arguments first, then the window.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod app;
mod bindings;
mod commands;
mod look;
#[cfg(target_os = "linux")]
mod signals;
mod stage;
mod start_error;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Where ChatGPT apps wait before they go on.
#[derive(Debug, Parser)]
#[command(name = "greenroom", version)]
struct Arguments {
    /// Keep everything in this folder instead of the usual one
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match app::run(arguments.data_dir) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("Greenroom cannot start. {error}");
            ExitCode::FAILURE
        }
    }
}
