//! The fixture's widgets on both screens of a host, and what they ask for through it.

use greenroom_contract::prompt::{PromptAnswer, ScreenPrompt};
use greenroom_contract::screen::{FromScreen, WidgetFrame};
use greenroom_contract::settings::WidgetSettings;
use greenroom_contract::widget::Language;
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::test_host::TestHost;

/// A board and a notes widget of the fixture, shown on both screens.
pub struct Shown {
    pub test: TestHost,
    pub server: Fixture,
    pub connector: String,
    pub board: String,
    pub notes: String,
}

impl Shown {
    pub async fn both() -> Self {
        Self::on(TestHost::start().await).await
    }

    /// The same on this host.
    pub async fn on(test: TestHost) -> Self {
        let server = Fixture::start().with_board().with_notes();
        let connector = test.connect(&server.url).await.id;
        let board = test.run(&connector, "board_show", json!({})).await.id;
        test.settled(&board).await;
        let notes = test.run(&connector, "notes_show", json!({})).await.id;
        test.settled(&notes).await;
        Self { test, server, connector, board, notes }
    }

    pub async fn board(&self, screen: &str) -> WidgetFrame {
        self.frame(screen, &self.board).await
    }

    pub async fn notes(&self, screen: &str) -> WidgetFrame {
        self.frame(screen, &self.notes).await
    }

    /// The frame, with its document served.
    pub async fn frame(&self, screen: &str, call: &str) -> WidgetFrame {
        let frame = self.test.frame(screen, call).await;
        self.test.document(screen, &frame).await;
        frame
    }

    /// Saves other settings for widgets.
    pub async fn follow(&self, change: impl FnOnce(&mut WidgetSettings)) {
        let mut settings = self.test.host.settings().await.unwrap().settings;
        change(&mut settings.widgets);
        self.test.host.save_settings(settings).await.unwrap();
    }

    /// What a call's widget on a screen did against the rules.
    pub async fn findings(&self, call: &str, screen: &str) -> Vec<String> {
        let reports = self.test.host.widgets(call).await.unwrap();
        let report = reports.into_iter().find(|report| report.screen == screen).unwrap();
        report.findings.into_iter().map(|finding| finding.text).collect()
    }

    /// The handshake of the bridge, without which nothing else may be sent.
    pub async fn introduce(&self, screen: &str, frame: &WidgetFrame) {
        let params = json!({ "protocolVersion": "2026-01-26", "appInfo": {}, "appCapabilities": {} });
        self.apps(screen, frame, 100, "ui/initialize", params).await;
        let ready = json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" });
        self.test.say(screen, &frame.instance, Language::Apps, ready);
    }

    /// Uses a member of `window.openai`; the value it resolves to, or the message it rejects with.
    pub async fn openai(
        &self,
        screen: &str,
        frame: &WidgetFrame,
        id: u32,
        method: &str,
        params: Value,
    ) -> Result<Value, String> {
        let request = json!({ "id": id, "method": method, "params": params });
        self.test.say(screen, &frame.instance, Language::Openai, request);
        self.test
            .told(screen, &frame.instance, Language::Openai, |message| {
                let is_answer = message["id"] == id;
                is_answer.then(|| match message["kind"].as_str() {
                    Some("result") => Ok(message["value"].clone()),
                    _ => Err(message["message"].as_str().unwrap().to_owned()),
                })
            })
            .await
    }

    /// Sends a request of the MCP Apps bridge and waits for its answer.
    pub async fn apps(
        &self,
        screen: &str,
        frame: &WidgetFrame,
        id: u32,
        method: &str,
        params: Value,
    ) -> Value {
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.test.say(screen, &frame.instance, Language::Apps, request);
        self.test
            .told(screen, &frame.instance, Language::Apps, |message| {
                (message["id"] == id).then(|| message.clone())
            })
            .await
    }

    /// What a widget of the screen asks the person, once it is drawn and is none of these.
    pub async fn asked(&self, screen: &str, earlier: &[&ScreenPrompt]) -> ScreenPrompt {
        self.test
            .view(screen, |view| {
                let prompt = view.prompt.as_ref()?;
                earlier.iter().all(|one| one.id != prompt.id).then(|| prompt.clone())
            })
            .await
    }

    /// The person answers on that screen.
    pub fn answers(&self, screen: &str, prompt: &ScreenPrompt, answer: PromptAnswer) {
        self.test.host.from_screen(screen, FromScreen::Prompt { prompt: prompt.id.clone(), answer });
    }
}
