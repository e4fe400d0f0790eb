//! Every test there is, in the order in which a failure is cheapest to find. Stops at the first failing step.

use std::time::Instant;

use crate::display::{self, ROOMY};
use crate::failure::Failure;
use crate::lint;
use crate::project::{self, WORKSPACE, cargo};
use crate::setup::{self, Purpose};
use crate::ui;

type Step = (&'static str, fn() -> Result<(), Failure>);

const STEPS: [Step; 7] = [
    ("set up", || setup::set_up(Purpose::Test)),
    ("build the user interface", ui::build),
    ("lint", lint::lint),
    ("build", build),
    ("Rust tests", rust_tests),
    ("user interface tests", ui::test),
    ("window tests", window_tests),
];

pub fn test() -> Result<(), Failure> {
    for (name, step) in STEPS {
        println!("\n── {name}");
        let start = Instant::now();
        step().map_err(|cause| Failure::Step { name, cause: Box::new(cause) })?;
        println!("── {name}: done in {} s", start.elapsed().as_secs());
    }
    println!("\nEvery step passed.");
    Ok(())
}

/// All targets at once: the program that the window tests open is built with the same features as the tests.
fn build() -> Result<(), Failure> {
    project::run(cargo(["build", "--all-targets"]).args(WORKSPACE))
}

fn rust_tests() -> Result<(), Failure> {
    project::run(cargo(["test"]).args(WORKSPACE))
}

fn window_tests() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!(
            "The window is driven through WebKitWebDriver, which exists on Linux only: nothing to run here."
        );
        return Ok(());
    }
    display::run("window", ROOMY)
}
