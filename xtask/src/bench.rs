//! Measures what the program promises about its speed. What is measured, and how, is in `bench`.

use std::process::Command;

use crate::display::{self, ROOMY};
use crate::failure::Failure;
use crate::project::{self, cargo, root};
use crate::setup::{self, Purpose};
use crate::ui;

/// Where the results are written.
const RESULTS: &str = "target/bench.json";
/// Where the window can be driven, widgets are measured too: with the probes of the tests, on a display of their own.
const HAS_WINDOW: bool = cfg!(target_os = "linux");

/// The named subjects, or all.
pub fn bench(names: &[&str]) -> Result<(), Failure> {
    setup::set_up(Purpose::Bench)?;
    ui::build()?;
    let mut build = cargo(["build", "--profile", "measured", "--target-dir", "target"]);
    build.args(["--package", "greenroom", "--package", "greenroom-bench"]);
    if HAS_WINDOW {
        build.args(["--features", "greenroom/probe"]);
    }
    project::run(&mut build)?;
    let program = root().join("target/measured/greenroom-bench");
    let mut bench = Command::new(&program);
    if HAS_WINDOW {
        bench = display::on(ROOMY);
        bench.arg(&program);
    }
    project::run(bench.arg(RESULTS).args(names).current_dir(root()))
}
