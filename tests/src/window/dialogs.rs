//! Dialogs of the system, which WebDriver does not see: answered by keys, as a person does.

use std::path::Path;
use std::process::Command;

use super::{Window, eventually};

impl Window {
    /// Types the path into the dialog that asks where to save, once it is there, and agrees.
    pub async fn save_as(&self, path: &Path) {
        let path = path.to_str().expect("a path of letters");
        eventually("the dialog that asks where to save is there", async || {
            let found = xdotool(&["search", "--onlyvisible", "--name", "^Save File$"])?;
            let dialog = found.lines().next().ok_or("there is none")?;
            // No window manager gives it the keys.
            xdotool(&["windowfocus", "--sync", dialog])
        })
        .await;
        for keys in [["key", "ctrl+a"], ["type", path], ["key", "Return"]] {
            xdotool(&keys).expect("keys can be pressed");
        }
    }
}

/// What it printed. The error is what it complained of.
fn xdotool(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("xdotool").args(arguments).output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
