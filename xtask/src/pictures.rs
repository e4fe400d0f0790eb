//! The pictures of the README, taken anew from the real window.

use std::fs;

use crate::display::{self, FITTING};
use crate::failure::Failure;
use crate::project::{self, WORKSPACE, cargo, root};
use crate::setup::{self, Purpose};
use crate::ui;

const NAMES: [&str; 6] = [
    "window-light.png",
    "window-dark.png",
    "approvals-light.png",
    "approvals-dark.png",
    "sandbox-light.png",
    "sandbox-dark.png",
];

pub fn take() -> Result<(), Failure> {
    setup::set_up(Purpose::Test)?;
    ui::build()?;
    project::run(cargo(["build"]).args(WORKSPACE))?;
    let taken = root().join("target/screenshots");
    for name in NAMES {
        // An old picture must not pass for a new one that could not be taken.
        let _ = fs::remove_file(taken.join(name));
    }
    display::run("pictures", FITTING)?;
    for name in NAMES {
        let path = taken.join(name);
        fs::copy(&path, root().join("docs").join(name))
            .map_err(|cause| Failure::NotCopied { path: path.display().to_string(), cause })?;
    }
    Ok(())
}
