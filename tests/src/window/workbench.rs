//! The workbench: elements by their `data-testid`.

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::Value;

use super::{Window, eventually};

impl Window {
    /// The first visible element with this `data-testid`.
    pub async fn find(&self, testid: &str) -> Element {
        self.select(&format!("[data-testid=\"{testid}\"]")).await
    }

    /// The first visible element with this `data-testid` whose attribute has this value, for example the
    /// `tool-row` with the `data-name` `board_show`.
    pub async fn find_with(&self, testid: &str, attribute: &str, value: &str) -> Element {
        self.select(&format!("[data-testid=\"{testid}\"][{attribute}=\"{value}\"]")).await
    }

    /// The first visible element that a CSS selector finds.
    pub async fn select(&self, selector: &str) -> Element {
        eventually(&format!("{selector} is shown"), async || self.visible(selector).await?.ok_or_else(absent))
            .await
    }

    /// How many elements with this `data-testid` there are now.
    pub async fn count(&self, testid: &str) -> usize {
        self.matching(&format!("[data-testid=\"{testid}\"]")).await
    }

    async fn matching(&self, selector: &str) -> usize {
        // React may take an element away while it is being counted.
        eventually(&format!("{selector} can be counted"), async || {
            self.client.find_all(Locator::Css(selector)).await.map(|found| found.len())
        })
        .await
    }

    pub async fn click(&self, testid: &str) {
        self.click_on(&format!("[data-testid=\"{testid}\"]")).await;
    }

    pub async fn click_with(&self, testid: &str, attribute: &str, value: &str) {
        self.click_on(&format!("[data-testid=\"{testid}\"][{attribute}=\"{value}\"]")).await;
    }

    /// Finds the element anew for each attempt: React may put another one in its place in between.
    async fn click_on(&self, selector: &str) {
        eventually(&format!("{selector} can be clicked"), async || {
            self.visible(selector).await?.ok_or_else(absent)?.click().await
        })
        .await;
    }

    /// Replaces what a field holds, key by key as a person does.
    pub async fn fill(&self, testid: &str, text: &str) {
        let field = self.find(testid).await;
        // WebDriver's own clearing goes past React, which then still knows the old text.
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        field.send_keys(&select_all).await.expect("what a field holds can be selected");
        field.send_keys(text).await.expect("a field takes keys");
    }

    /// Drops a text on the element, as from another program.
    pub async fn drop_text(&self, testid: &str, text: &str) {
        self.find(testid).await;
        let script = "const [id, text] = arguments;
            const dataTransfer = new DataTransfer();
            dataTransfer.setData('text', text);
            const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
            document.querySelector(`[data-testid='${id}']`).dispatchEvent(drop);";
        let dropped = self.client.execute(script, vec![testid.into(), text.into()]).await;
        dropped.expect("a text can be dropped");
    }

    /// Chooses from a list by the value of its option. The list that a click opens belongs to the system, where
    /// WebDriver cannot reach it; what the page is told is the same.
    pub async fn choose(&self, testid: &str, value: &str) {
        self.find(testid).await;
        let script = "const [id, value] = arguments;
            const list = document.querySelector(`select[data-testid='${id}']`);
            Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(list, value);
            // A list whose value the host keeps shows the old one again until the host has answered.
            const chosen = list.value;
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return chosen;";
        let chosen = self.client.execute(script, vec![testid.into(), value.into()]).await;
        assert_eq!(chosen.expect("the list can be changed"), value, "{testid} has no such option");
    }

    /// Waits until the element's visible text contains this.
    pub async fn reads(&self, testid: &str, text: &str) {
        let selector = format!("[data-testid=\"{testid}\"]");
        eventually(&format!("{selector} reads “{text}”"), async || {
            let found = self.visible(&selector).await.map_err(|error| error.to_string())?;
            let shown = found.ok_or("it is not shown")?.text().await.map_err(|error| error.to_string())?;
            if shown.contains(text) { Ok(()) } else { Err(format!("it reads “{shown}”")) }
        })
        .await;
    }

    /// Gives the window this size, in CSS pixels.
    ///
    /// # Errors
    /// What WebDriver complained of.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        self.client.set_window_size(width, height).await.map_err(|error| error.to_string())
    }

    /// Waits until the script has this value in the workbench's page.
    pub async fn shell_shows(&self, script: &str, expected: Value) {
        eventually(&format!("`{script}` in the workbench is {expected}"), async || {
            let value = self.client.execute(&format!("return {script};"), Vec::new()).await;
            let value = value.map_err(|error| error.to_string())?;
            if value == expected { Ok(()) } else { Err(format!("it is {value}")) }
        })
        .await;
    }

    /// Waits until no element with this `data-testid` is left.
    pub async fn gone(&self, testid: &str) {
        self.none_left(&format!("[data-testid=\"{testid}\"]")).await;
    }

    /// Waits until no element with this `data-testid` is left whose attribute has this value.
    pub async fn gone_with(&self, testid: &str, attribute: &str, value: &str) {
        self.none_left(&format!("[data-testid=\"{testid}\"][{attribute}=\"{value}\"]")).await;
    }

    async fn none_left(&self, selector: &str) {
        eventually(&format!("{selector} is gone"), async || match self.matching(selector).await {
            0 => Ok(()),
            count => Err(format!("there are {count}")),
        })
        .await;
    }

    async fn visible(&self, selector: &str) -> Result<Option<Element>, CmdError> {
        for element in self.client.find_all(Locator::Css(selector)).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }
}

fn absent() -> CmdError {
    CmdError::InvalidArgument("selector".to_owned(), "nothing visible matches".to_owned())
}
