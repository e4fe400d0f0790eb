//! A widget on a screen of a host without a window, in the place of the author's code: what it says and is told over
//! the bridge.

use std::sync::atomic::{AtomicU32, Ordering};

use greenroom_contract::screen::WidgetFrame;
use greenroom_contract::widget::Language;
use serde_json::{Value, json};

use crate::test_host::TestHost;

pub struct Widget<'a> {
    test: &'a TestHost,
    pub screen: &'static str,
    pub call_id: String,
    pub frame: WidgetFrame,
    requests: AtomicU32,
}

impl<'a> Widget<'a> {
    /// The widget of a call, with its document served.
    pub async fn of_call(test: &'a TestHost, screen: &'static str, call_id: &str) -> Self {
        let frame = test.frame(screen, call_id).await;
        test.document(screen, &frame).await;
        Self { test, screen, call_id: call_id.to_owned(), frame, requests: AtomicU32::new(0) }
    }

    /// Sends `ui/initialize` and, after the answer, `ui/notifications/initialized`, until that has been heard.
    /// Returns the answer's result.
    pub async fn introduce(&self, capabilities: Value) -> Value {
        let params = json!({ "protocolVersion": "2026-01-26", "appInfo": { "name": "Widget", "version": "1.0.0" },
            "appCapabilities": capabilities });
        let answer = self.apps("ui/initialize", params).await;
        self.notifies("ui/notifications/initialized", json!({}));
        self.is_heard().await;
        answer["result"].clone()
    }

    /// Posts a message of the MCP Apps bridge.
    pub fn says(&self, message: Value) {
        self.test.say(self.screen, &self.frame.instance, Language::Apps, message);
    }

    pub fn notifies(&self, method: &str, params: Value) {
        self.says(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Waits until all that the widget said has been heard.
    pub async fn is_heard(&self) {
        self.apps("ping", json!({})).await;
    }

    /// Sends a request of the bridge; the whole answer.
    pub async fn apps(&self, method: &str, params: Value) -> Value {
        let id = format!("request-{}", self.requests.fetch_add(1, Ordering::Relaxed));
        self.says(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.told(|message| (message["id"] == id).then(|| message.clone())).await
    }

    /// Uses a member of `window.openai`; the value it resolves to, or the message it rejects with.
    pub async fn openai(&self, method: &str, params: Value) -> Result<Value, String> {
        let id = self.requests.fetch_add(1, Ordering::Relaxed);
        let request = json!({ "id": id, "method": method, "params": params });
        self.test.say(self.screen, &self.frame.instance, Language::Openai, request);
        let told = |message: &Value| {
            let is_answer = message["id"] == id;
            is_answer.then(|| match message["kind"].as_str() {
                Some("result") => Ok(message["value"].clone()),
                _ => Err(message["message"].as_str().unwrap_or_default().to_owned()),
            })
        };
        self.test.told(self.screen, &self.frame.instance, Language::Openai, told).await
    }

    /// The first message of the bridge to this widget in which `find` sees what it looks for.
    pub async fn told<T>(&self, find: impl FnMut(&Value) -> Option<T>) -> T {
        self.test.told(self.screen, &self.frame.instance, Language::Apps, find).await
    }

    /// The first message of this method; of a request, with its id.
    pub async fn heard(&self, method: &str) -> Value {
        self.told(|message| (message["method"] == method).then(|| message.clone())).await
    }

    /// Answers the host's first request of this method; returns its params.
    pub async fn answers(&self, method: &str, result: Value) -> Value {
        let request = self.heard(method).await;
        self.says(json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
        request["params"].clone()
    }
}
