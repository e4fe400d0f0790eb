//! Pictures for people to look at, in `target/screenshots`. No test compares them.

use std::fs;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::Window;

/// Two frames: a picture taken at once would show the one before.
const DRAWN: &str =
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";

impl Window {
    /// The whole window with its screens, as `target/screenshots/NAME.png`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        self.client.execute_async(DRAWN, vec![]).await.expect("the workbench draws");
        let directory = directory();
        fs::create_dir_all(&directory).expect("target/screenshots can be made");
        let path = directory.join(format!("{name}.png"));
        // ImageMagick takes the display's picture: WebDriver's own would lack the screens, which are not its.
        let taken = Command::new("import").args(["-window", "root"]).arg(&path).status().await;
        assert!(
            taken.is_ok_and(|status| status.success()),
            "ImageMagick's import could not write {}",
            path.display()
        );
        path
    }
}

fn directory() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    test.ancestors().nth(3).unwrap_or(Path::new("target")).join("screenshots")
}
