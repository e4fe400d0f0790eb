//! Pictures for people to look at, in `target/screenshots`. No test compares them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::Window;

/// Two frames: a picture taken at once would show the one before.
const DRAWN: &str =
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";

/// The same in a screen, which is asked again and again: whether the frames have passed that were begun with the token.
const SCREEN_DRAWN: &str = "((token) => {
    if (window.drawing?.token !== token) {
        window.drawing = { token, isDone: false };
        requestAnimationFrame(() => requestAnimationFrame(() => { window.drawing.isDone = true; }));
    }
    return window.drawing.isDone;
})";

impl Window {
    /// The whole window with its screens, as `target/screenshots/NAME.png`.
    pub async fn picture(&self, name: &str) {
        self.client.execute_async(DRAWN, vec![]).await.expect("the workbench draws");
        for screen in ["desktop", "phone"] {
            let drawn = format!("{SCREEN_DRAWN}({})", json!(name));
            let question = json!({ "screen": screen, "script": drawn });
            // A screen that is not shown, or that has crashed, does not draw.
            if self.invoke("probe_screen", question).await.is_ok_and(|drawn| drawn.is_boolean()) {
                self.screen_shows(screen, &drawn, json!(true)).await;
            }
        }
        take(name);
    }
}

/// ImageMagick takes the display's picture: WebDriver's own would lack the screens, which are not its. Without a
/// picture a test goes on all the same.
pub(super) fn take(name: &str) {
    let path = directory().join(format!("{name}.png"));
    let made = fs::create_dir_all(directory());
    let taken = made.and_then(|()| Command::new("import").args(["-window", "root"]).arg(&path).status());
    match taken {
        Ok(status) if status.success() => {}
        Ok(status) => eprintln!("{} was not written: import ended with {status}", path.display()),
        Err(error) => eprintln!("{} was not written: {error}", path.display()),
    }
}

fn directory() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors().nth(3).unwrap_or(Path::new("target")).join("screenshots")
}
