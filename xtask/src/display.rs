//! What opens the real window, on an X display of their own.

use std::process::Command;

use crate::failure::Failure;
use crate::project::{self, WORKSPACE};

/// Larger than the window, which stands in its upper left corner.
pub const ROOMY: &str = "1600x1000x24";
/// Exactly as large as the window when it first opens.
pub const FITTING: &str = "1440x900x24";

/// Runs one test target of `tests`. One test at a time: they share the display's pointer and focus.
pub fn run(target: &str, size: &str) -> Result<(), Failure> {
    let mut tests = on(size);
    tests.args(["cargo", "test"]).args(WORKSPACE).args(["--test", target, "--", "--test-threads=1"]);
    project::run(tests.current_dir(project::root()))
}

/// Runs the program that is added to it, with its arguments, on a display of this size.
pub fn on(size: &str) -> Command {
    let mut display = Command::new("xvfb-run");
    display.args(["-a", "-s", &format!("-screen 0 {size}"), "dbus-run-session", "--"]);
    display
}
