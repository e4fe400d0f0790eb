//! The screens: scripts run inside them through the probes, which only builds with the feature `probe` have.

use serde_json::{Value, json};

use super::{Window, eventually};

/// Asks the program's probe; the last argument is WebDriver's callback.
const INVOKE: &str = "
    const [command, question, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, question).then(
        (value) => done({ value }),
        (problem) => done({ problem: problem?.message ?? String(problem) }),
    );
";

impl Window {
    /// Runs a script in the newest widget of a screen (`desktop`, `phone`). A promise is awaited; an exception
    /// comes back as `{ error }`.
    ///
    /// # Errors
    /// Says why it could not run, for example because the screen shows no widget.
    pub async fn probe(&self, screen: &str, script: &str) -> Result<Value, String> {
        self.invoke("probe", json!({ "screen": screen, "script": script })).await
    }

    /// As [`Window::probe`], in the widget at this place, where the oldest of the screen is 0.
    ///
    /// # Errors
    /// As there.
    pub async fn probe_at(&self, screen: &str, place: usize, script: &str) -> Result<Value, String> {
        self.invoke("probe", json!({ "screen": screen, "script": script, "place": place })).await
    }

    /// How many windows the program shows to WebDriver.
    pub async fn count_windows(&self) -> usize {
        self.client.windows().await.expect("the windows can be counted").len()
    }

    /// Waits until the script has this value in the newest widget of the screen.
    pub async fn shows(&self, screen: &str, script: &str, expected: Value) {
        eventually(&format!("`{script}` in the widget of {screen} is {expected}"), async || {
            agree(self.probe(screen, script).await?, &expected)
        })
        .await;
    }

    /// Waits until the script has this value in the screen's own page, around the widgets.
    pub async fn screen_shows(&self, screen: &str, script: &str, expected: Value) {
        eventually(&format!("`{script}` in the page of {screen} is {expected}"), async || {
            let value = self.invoke("probe_screen", json!({ "screen": screen, "script": script })).await?;
            agree(value, &expected)
        })
        .await;
    }

    /// Clicks the element with this `data-testid` in the screen's own page, once it is there.
    pub async fn click_in_screen(&self, screen: &str, testid: &str) {
        let found = format!("document.querySelector('[data-testid=\"{testid}\"]')");
        self.screen_shows(screen, &format!("{found} !== null && ({found}.click(), true)"), json!(true)).await;
    }

    /// Clicks what the selector finds in the newest widget of the screen, as a person does: the widget sees a genuine
    /// gesture. It waits until the element is there and nothing lies over it.
    pub async fn tap(&self, screen: &str, selector: &str) {
        let question = json!({ "screen": screen, "selector": selector });
        eventually(&format!("{selector} in the widget of {screen} can be clicked"), async || {
            self.invoke("tap_widget", question.clone()).await
        })
        .await;
    }

    /// Drags by so many pixels what the selector finds in the newest widget of the screen, as a person does with the mouse.
    pub async fn drag(&self, screen: &str, selector: &str, (x, y): (f64, f64)) {
        let question = json!({ "screen": screen, "selector": selector, "by": { "x": x, "y": y } });
        eventually(&format!("{selector} in the widget of {screen} can be dragged"), async || {
            self.invoke("drag_widget", question.clone()).await
        })
        .await;
    }

    /// As [`Window::tap`], with the button that brings up a menu.
    pub async fn tap_secondary(&self, screen: &str, selector: &str) {
        let question = json!({ "screen": screen, "selector": selector, "button": 3 });
        eventually(&format!("{selector} in the widget of {screen} can be clicked"), async || {
            self.invoke("tap_widget", question.clone()).await
        })
        .await;
    }

    /// Asks the program as the workbench does, past its controls.
    ///
    /// # Errors
    /// The message of the problem.
    pub async fn command(&self, command: &str, question: Value) -> Result<Value, String> {
        self.invoke(command, question).await
    }

    pub(super) async fn invoke(&self, command: &str, question: Value) -> Result<Value, String> {
        let answer = self.client.execute_async(INVOKE, vec![json!(command), question]).await;
        let mut answer = answer.map_err(|error| format!("WebDriver: {error}"))?;
        match answer["problem"].take() {
            Value::Null => Ok(answer["value"].take()),
            problem => Err(problem.as_str().map_or_else(|| problem.to_string(), str::to_owned)),
        }
    }
}

fn agree(value: Value, expected: &Value) -> Result<(), String> {
    if value == *expected { Ok(()) } else { Err(format!("it is {value}")) }
}
