//! Measures what the program promises about its speed. What is measured, and how, is in `bench`.

use std::process::Command;

use crate::failure::Failure;
use crate::project::{self, cargo, root};
use crate::setup::{self, Purpose};
use crate::ui;

/// Where the results are written.
const RESULTS: &str = "target/bench.json";

pub fn bench() -> Result<(), Failure> {
    setup::set_up(Purpose::Run)?;
    setup::npm_packages("bench/inspector")?;
    ui::build()?;
    let packages = ["--package", "greenroom", "--package", "greenroom-bench"];
    project::run(cargo(["build", "--profile", "measured", "--target-dir", "target"]).args(packages))?;
    let mut bench = Command::new(root().join("target/measured/greenroom-bench"));
    project::run(bench.arg(RESULTS).current_dir(root()))
}
