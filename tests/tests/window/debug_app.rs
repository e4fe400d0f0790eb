//! The app by the makers of MCP Apps that exercises all of the bridge and lists what comes of it, in the real window.
//! Each part of the bridge is used by its own button, clicked as a person does, and read on its own panel.

use greenroom_tests::servers::{NpmServer, Package};
use greenroom_tests::test_host::TestHost;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 2] = ["desktop", "phone"];

/// Whether the frame is as high as its document: nothing is cut off, and nothing scrolls within.
const FITS: &str = "Math.abs(innerHeight - document.documentElement.scrollHeight) <= 1";

struct DebugApp {
    window: Window,
    _server: NpmServer,
    data: TempDir,
}

impl DebugApp {
    /// The app on both screens. It writes each event down with a tool of its own, which is allowed for good.
    async fn open() -> Self {
        let server = NpmServer::start(Package::Debug).await;
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        window.connect("Debug", &server.url).await;
        window.run_tool("debug-tool").await;
        window.click("approval-allow-once").await;
        window.shows("desktop", &heard("ontoolresult").count(), json!(1)).await;
        window.reads("approval-card", "debug-log").await;
        window.click("approval-allow-conversation").await;
        window.gone("approval-card").await;
        Self { window, _server: server, data }
    }

    /// Closes the window. All that the app and the host had said to each other was as MCP Apps publishes it; it comes
    /// back, the oldest first.
    async fn leave(self) -> Vec<Value> {
        self.window.close().await;
        let (watch, messages) = TestHost::after(self.data).await.bridge_on_record().await;
        assert!(messages.len() > 10, "{} messages are on record", messages.len());
        assert_eq!(watch.faults(), Vec::<String>::new());
        messages
    }

    /// Clicks a button of the panel and waits until the app has logged one more event of this type; its payload.
    async fn press(&self, screen: &str, button: &str, event: &str) -> Value {
        let log = heard(event);
        let before = self.window.probe(screen, &log.count()).await.unwrap();
        self.tap(screen, button).await;
        self.next(screen, event, before.as_u64().unwrap()).await
    }

    /// Clicks a button once the panel, which grows with each event, has come to rest.
    async fn tap(&self, screen: &str, button: &str) {
        self.window.rests(screen).await;
        self.window.shows(screen, FITS, json!(true)).await;
        self.window.tap(screen, &format!("#{button}")).await;
    }

    /// The payload of the event after this many of its type.
    async fn next(&self, screen: &str, event: &str, before: u64) -> Value {
        let log = heard(event);
        self.window.shows(screen, &format!("{} > {before}", log.count()), json!(true)).await;
        self.window.probe(screen, &log.last()).await.unwrap()
    }

    /// The heading and value pairs of one box of the panel.
    async fn panel(&self, screen: &str, id: &str) -> Value {
        let script = format!(
            "Object.fromEntries([...document.querySelectorAll('#{id} dt')]
                .map((term) => [term.textContent, term.nextElementSibling.textContent]))"
        );
        self.window.probe(screen, &script).await.unwrap()
    }
}

/// What the app has logged of one type.
struct Log(String);

fn heard(event: &str) -> Log {
    Log(format!(
        "[...document.querySelectorAll('.log-entry')]
            .filter((entry) => entry.querySelector('.log-type').textContent === '{event}:')
            .map((entry) => JSON.parse(entry.querySelector('.log-payload-full').textContent))"
    ))
}

impl Log {
    fn count(&self) -> String {
        format!("{}.length", self.0)
    }

    fn last(&self) -> String {
        format!("{}.at(-1)", self.0)
    }
}

#[tokio::test]
async fn the_panel_shows_what_each_device_is() {
    let app = DebugApp::open().await;
    for (screen, platform, width) in [("desktop", "desktop", "max 768px"), ("phone", "mobile", "max 359px")] {
        let context = json!({
            "Theme": "light", "Locale": "en-US", "TimeZone": "America/Los_Angeles", "Platform": platform,
            "Display Mode": "inline", "Host": "chatgpt v0.0.1",
        });
        assert_eq!(app.panel(screen, "host-context-info").await, context);
        let capabilities = json!({
            "openLinks": "✓", "serverTools": "✓", "serverResources": "✓", "logging": "✓", "message": "✓",
            "updateModelContext": "✓",
        });
        assert_eq!(app.panel(screen, "host-capabilities-info").await, capabilities);
        let container = json!({ "Width": width, "Height": "max ?px", "Safe Area": "T0 R0 B0 L0" });
        assert_eq!(app.panel(screen, "host-container-info").await, container);

        let input = app.window.probe(screen, &heard("ontoolinput").last()).await.unwrap();
        let result = app.window.probe(screen, &heard("ontoolresult").last()).await.unwrap();
        assert_eq!(input["arguments"], result["structuredContent"]["config"]);
        assert_eq!(app.window.probe(screen, &heard("error").count()).await, Ok(json!(0)));
    }
    app.window.click("theme-dark").await;
    for screen in SCREENS {
        let changed = app.next(screen, "onhostcontextchanged", 0).await;
        assert_eq!(changed["theme"], "dark");
        assert_eq!(app.panel(screen, "host-context-info").await["Theme"], "dark");
    }
    app.leave().await;
}

#[tokio::test]
async fn messages_contexts_and_logs_are_taken() {
    let app = DebugApp::open().await;
    let sent = app.press("phone", "send-message-text-btn", "send-message-result").await;
    assert_eq!(sent, json!({}));
    for screen in SCREENS {
        let said = "document.body.textContent.includes('Hello from debug app!')";
        app.window.screen_shows(screen, said, json!(true)).await;
    }
    for (button, event) in [
        ("log-debug-btn", json!({ "level": "debug", "data": "Debug log data" })),
        ("log-error-btn", json!({ "level": "error", "data": "Debug log data" })),
    ] {
        assert_eq!(app.press("phone", button, "send-log").await, event);
    }
    let text = json!({ "type": "text", "value": "Current app state info" });
    assert_eq!(app.press("phone", "update-context-text-btn", "update-context").await, text);
    let structured = app.press("phone", "update-context-structured-btn", "update-context").await;
    assert_eq!(structured, json!({ "type": "structured" }));
    let image = app.press("phone", "update-context-image-btn", "update-context").await;
    assert_eq!(image, json!({ "type": "image" }));
    assert_eq!(app.window.probe("phone", &heard("error").last()).await, Ok(Value::Null));
    app.leave().await;
}

#[tokio::test]
async fn tools_of_every_content_answer_the_app_that_calls_them() {
    let app = DebugApp::open().await;
    app.tap("desktop", "call-debug-refresh-btn").await;
    app.window.reads("approval-card", "debug-refresh").await;
    app.window.click("approval-allow-once").await;
    let refreshed = app.next("desktop", "server-tool-result", 0).await;
    assert_eq!(refreshed["structuredContent"]["counter"], 1);

    for (index, (kind, types)) in [
        ("image", json!(["image"])),
        ("audio", json!(["audio"])),
        ("resource", json!(["resource"])),
        ("resourceLink", json!(["resource_link"])),
        ("mixed", json!(["text", "image", "audio"])),
    ]
    .into_iter()
    .enumerate()
    {
        let choose = format!("document.getElementById('tool-content-type').value = '{kind}'");
        app.window.probe("desktop", &choose).await.unwrap();
        app.tap("desktop", "call-debug-tool-btn").await;
        if index == 0 {
            app.window.reads("approval-card", "Comprehensive debug tool").await;
            app.window.click("approval-allow-conversation").await;
        }
        let result = app.next("desktop", "server-tool-result", index as u64 + 1).await;
        let found: Vec<&Value> =
            result["content"].as_array().unwrap().iter().map(|block| &block["type"]).collect();
        assert_eq!(json!(found), types, "{kind}");
    }
    app.leave().await;
}

#[tokio::test]
async fn a_link_asks_and_sizes_are_followed() {
    let app = DebugApp::open().await;
    app.tap("desktop", "open-link-btn").await;
    let asked = "document.querySelector('[data-testid=link-address]')?.textContent";
    app.window.screen_shows("desktop", asked, json!("https://modelcontextprotocol.io/")).await;
    app.window.click_in_screen("desktop", "link-cancel").await;
    assert_eq!(app.next("desktop", "open-link-result", 0).await, json!({ "isError": true }));

    // What it then logs makes it higher again, which it reports as well: its frame fits in the end.
    app.press("phone", "resize-800x600-btn", "manual-resize").await;
    app.window.shows("phone", FITS, json!(true)).await;
    app.window.picture("debug-resized").await;
    let resized = |message: &Value| {
        message["method"] == "ui/notifications/size-changed"
            && message["params"] == json!({ "width": 800, "height": 600 })
    };
    assert_eq!(app.leave().await.iter().filter(|message| resized(message)).count(), 1);
}

#[tokio::test]
async fn each_display_mode_is_granted_where_the_device_has_it() {
    let app = DebugApp::open().await;
    let granted = app.press("desktop", "display-pip-btn", "display-mode-result").await;
    assert_eq!(granted, json!({ "mode": "pip", "result": { "mode": "pip" } }));
    app.window.picture("debug-pip").await;
    app.window.click_in_screen("desktop", "pip-close").await;
    app.window.shows("desktop", "window.openai.displayMode", json!("inline")).await;
    app.leave().await;
}
