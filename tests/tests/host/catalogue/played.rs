//! An app on a server of our own, and the test in the place of its view.

use greenroom_contract::call::Call;
use greenroom_contract::settings::HostKind;
use greenroom_contract::stage::DisplayMode;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use greenroom_tests::widget::Widget;
use serde_json::{Value, json};

/// The URI of the app's template.
pub const VIEW: &str = "ui://catalogue/view.html";
/// Its HTML.
pub const HTML: &str = "<!doctype html><title>View</title><p>View</p>";

pub struct Played {
    pub test: TestHost,
    pub server: Fixture,
    pub connector: String,
}

impl Played {
    /// A server with `show`, which has a view, `app_only` and `model_only`. Each repeats its arguments.
    pub async fn start() -> Self {
        Self::with(TestHost::start().await, json!({})).await
    }

    /// The same on a host of one's own, with this `_meta.ui` on its template.
    pub async fn with(test: TestHost, meta: Value) -> Self {
        let server = Fixture::start();
        for (name, visibility) in [
            ("show", json!(["model", "app"])),
            ("app_only", json!(["app"])),
            ("model_only", json!(["model"])),
        ] {
            server.tool(
                json!({ "name": name, "inputSchema": { "type": "object" },
                    "annotations": { "readOnlyHint": true },
                    "_meta": { "ui": { "resourceUri": VIEW, "visibility": visibility } } }),
                |arguments| json!({ "content": [], "structuredContent": { "heard": arguments } }),
            );
        }
        server.template(json!({
            "uri": VIEW, "mimeType": "text/html;profile=mcp-app", "text": HTML, "_meta": { "ui": meta },
        }));
        let connector = test.connect(&server.url).await.id;
        Self { test, server, connector }
    }

    /// Follows the specification from now on, where ChatGPT does not.
    pub async fn as_specified(&self) {
        let mut settings = self.test.host.settings().await.unwrap().settings;
        settings.widgets.host = HostKind::Spec;
        self.test.host.save_settings(settings).await.unwrap();
    }

    /// What the view did that another host would not take.
    pub async fn findings(&self, view: &Widget<'_>) -> Vec<String> {
        let mut reports = self.test.host.widgets(&view.call_id).await.unwrap().into_iter();
        let report = reports.find(|report| report.screen == view.screen).unwrap();
        report.findings.into_iter().map(|finding| finding.text).collect()
    }

    pub async fn run(&self, tool: &str, arguments: Value) -> Call {
        self.test.run(&self.connector, tool, arguments).await
    }

    /// The view of a finished call of `show`, with its document served; it has not said anything yet.
    pub async fn shown(&self, screen: &'static str) -> Widget<'_> {
        let call = self.run("show", json!({ "city": "Oslo" })).await;
        self.test.settled(&call.id).await;
        Widget::of_call(&self.test, screen, &call.id).await
    }

    /// The same after its handshake, with these display modes declared.
    pub async fn ready(&self, screen: &'static str, modes: &[DisplayMode]) -> Widget<'_> {
        let view = self.shown(screen).await;
        view.introduce(json!({ "availableDisplayModes": modes })).await;
        view
    }

    /// The value of the policy that the view's document is served with.
    pub async fn policy(&self, view: &Widget<'_>) -> String {
        let document = self.test.host.widget_document(view.screen, &view.frame.src).await;
        let policy = document.headers.iter().find(|(name, _)| *name == "Content-Security-Policy");
        policy.unwrap().1.clone()
    }
}

pub const ALL_MODES: [DisplayMode; 3] = [DisplayMode::Inline, DisplayMode::Fullscreen, DisplayMode::Pip];
