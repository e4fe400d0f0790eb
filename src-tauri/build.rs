//! Embeds the built UI and the window's configuration.

use std::path::Path;
use std::process::ExitCode;

const BUILT: [&str; 3] =
    ["../ui/dist/shell/index.html", "../ui/dist/screen/index.html", "../ui/dist/widget.js"];

fn main() -> ExitCode {
    for file in BUILT {
        println!("cargo::rerun-if-changed={file}");
    }
    if !BUILT.iter().all(|file| Path::new(file).is_file()) {
        println!("cargo::error=ui/dist is missing: run `cargo xtask ui`");
        return ExitCode::FAILURE;
    }
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new()) {
        println!("cargo::error={error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
