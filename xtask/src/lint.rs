//! What can be said about the code without running it.

use crate::directions;
use crate::failure::Failure;
use crate::project::{self, WORKSPACE, cargo, npm};
use crate::setup;
use crate::test_ids;

pub fn lint() -> Result<(), Failure> {
    setup::npm_packages("ui")?;
    project::run(&mut cargo(["fmt", "--all", "--check"]))?;
    directions::check()?;
    test_ids::check()?;
    project::run(cargo(["clippy", "--all-targets"]).args(WORKSPACE).args(["--", "-D", "warnings"]))?;
    project::run(&mut npm("ui", ["run", "check"]))
}
