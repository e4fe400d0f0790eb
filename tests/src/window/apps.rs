//! What a person does in the workbench to see an app: connect its server and run a tool.

use serde_json::json;

use super::Window;

/// Whether a widget has come to rest: nothing of its document or of its drawings changes for some frames.
const AT_REST: &str = "new Promise((done) => {
    const drawings = () => [...document.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL());
    const look = () => document.body.innerHTML + drawings();
    const before = look();
    let frames = 20;
    const next = () => (--frames > 0 ? requestAnimationFrame(next) : done(look() === before));
    requestAnimationFrame(next);
})";

impl Window {
    /// Creates a connector and waits until its tools are listed.
    pub async fn connect(&self, name: &str, url: &str) {
        self.click("new-connector").await;
        self.fill("connector-name", name).await;
        self.fill("connector-url", url).await;
        self.click("connector-understood").await;
        self.click("connector-create").await;
        self.find("tool-row").await;
    }

    /// Runs a tool of the connector that is shown, with the arguments that its form begins with.
    pub async fn run_tool(&self, tool: &str) {
        self.click_with("tool-row", "data-name", tool).await;
        self.click("tool-run").await;
    }

    /// Waits until the newest widget of the screen has come to rest, as for a picture.
    pub async fn rests(&self, screen: &str) {
        self.shows(screen, AT_REST, json!(true)).await;
    }
}
