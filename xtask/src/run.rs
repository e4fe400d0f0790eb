//! Opening the window, and writing the bindings.

use crate::failure::Failure;
use crate::project::{self, cargo};
use crate::setup::{self, Purpose};
use crate::ui;

/// `flags` go to the program.
pub fn run(flags: &[&str]) -> Result<(), Failure> {
    setup::set_up(Purpose::Run)?;
    ui::build()?;
    project::run(cargo(["run", "--package", "greenroom", "--"]).args(flags))
}

/// The test that compares the bindings writes them where this variable is set.
pub fn bindings() -> Result<(), Failure> {
    let mut test = cargo(["test", "--package", "greenroom", "the_typescript"]);
    project::run(test.env("UPDATE_BINDINGS", "1"))
}
