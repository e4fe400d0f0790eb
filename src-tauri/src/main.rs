//! The program: arguments first, then the window, or a command that needs none.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod app;
mod bindings;
mod commands;
#[cfg(target_os = "linux")]
#[path = "graphics_gtk.rs"]
mod graphics;
mod headless;
mod look;
mod pictures;
#[cfg(target_os = "linux")]
mod signals;
mod stage;
mod start_error;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Where ChatGPT apps wait before they go on.
///
/// Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(
    name = "greenroom",
    version,
    args_conflicts_with_subcommands = true,
    after_help = headless::EXIT_CODES
)]
struct Arguments {
    /// Keep everything in this folder instead of the usual one
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<headless::Command>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(command) => headless::run(&command),
        None => open_window(arguments.data_dir),
    }
}

fn open_window(data_dir: Option<PathBuf>) -> ExitCode {
    match app::run(data_dir) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("Greenroom cannot start. {error}");
            ExitCode::FAILURE
        }
    }
}
