//! The MCP Apps bridge in a real screen, from inside a view that speaks it with nothing in between: what each of its
//! requests is answered with, and what the host tells and asks it.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 2] = ["desktop", "phone"];

/// The view on both screens.
struct View {
    window: Window,
    server: Fixture,
    data: TempDir,
}

impl View {
    async fn open() -> Self {
        let server = Fixture::start().with_panel();
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        window.connect("Bridge", &server.url).await;
        window.run_tool("bridge_show").await;
        for screen in SCREENS {
            window.shows(screen, "heard.at(-1)?.method", json!("ui/notifications/tool-result")).await;
        }
        Self { window, server, data }
    }

    /// What a script has for a value in the view of this screen.
    async fn says(&self, screen: &str, script: &str) -> Value {
        self.window.probe(screen, script).await.unwrap()
    }

    /// What the host answers to a request that needs no gesture.
    async fn answer(&self, screen: &str, method: &str, params: Value) -> Value {
        self.says(screen, &format!("ask('{method}', {params})")).await
    }

    /// Makes the request in the handler of a genuine click.
    async fn click(&self, screen: &str, method: &str, params: Value) {
        self.says(
            screen,
            &format!("window.act = () => ask('{method}', {params}); window.outcome = null; true"),
        )
        .await;
        self.window.tap(screen, "#go").await;
    }

    async fn comes_to(&self, screen: &str, outcome: Value) {
        self.window.shows(screen, "window.outcome", outcome).await;
    }

    /// Closes the window. All that was said is as MCP Apps publishes it, but for so many messages of the view; it comes
    /// back, the oldest first.
    async fn leave_after(self, wrong: usize) -> Vec<Value> {
        self.window.close().await;
        let (watch, messages) = TestHost::after(self.data).await.bridge_on_record().await;
        let (of_view, of_host): (Vec<&String>, Vec<&String>) =
            watch.faults().iter().partition(|fault| fault.starts_with("Widget of "));
        assert_eq!((of_host, of_view.len()), (vec![], wrong), "{of_view:?}");
        messages
    }

    async fn leave(self) -> Vec<Value> {
        self.leave_after(0).await
    }
}

/// The methods of the host's messages, without its answers.
const METHODS: &str = "heard.map(({ method }) => method).filter((method) => method !== undefined)";

#[tokio::test]
async fn a_view_is_introduced_to_its_host_on_each_device() {
    let view = View::open().await;
    for (screen, platform, modes, width, touch) in [
        (
            "desktop",
            "desktop",
            json!(["inline", "fullscreen", "pip"]),
            768,
            json!({ "touch": false, "hover": true }),
        ),
        ("phone", "mobile", json!(["inline", "fullscreen"]), 359, json!({ "touch": true, "hover": false })),
    ] {
        let mut answer = view.says(screen, "connected").await;
        assert_eq!(answer["protocolVersion"], "2026-01-26");
        assert_eq!(answer["hostInfo"], json!({ "name": "chatgpt", "version": "0.0.1" }));
        let mut context = answer["hostContext"].take();
        let styles = context["styles"]["variables"].as_object().unwrap();
        assert!(styles.contains_key("--color-background-primary"), "{styles:?}");
        context["styles"] = json!(styles.len());
        let mut tool = context["toolInfo"]["tool"].take();
        assert_eq!(tool["name"].take(), "bridge_show");
        context["toolInfo"]["tool"] = json!("said");
        context["toolInfo"]["id"] =
            json!(context["toolInfo"]["id"].is_string() || context["toolInfo"]["id"].is_number());
        assert_eq!(
            context,
            json!({
                "toolInfo": { "id": true, "tool": "said" },
                "theme": "light",
                // ChatGPT sends fewer of the 76 while it is light.
                "styles": 68,
                "displayMode": "inline",
                "availableDisplayModes": modes,
                "containerDimensions": { "maxWidth": width },
                "locale": "en-US",
                "timeZone": "America/Los_Angeles",
                "userAgent": "chatgpt",
                "platform": platform,
                "deviceCapabilities": touch,
                "safeAreaInsets": { "top": 0, "right": 0, "bottom": 0, "left": 0 },
            }),
            "{screen}"
        );
        let order = json!(["ui/notifications/tool-input", "ui/notifications/tool-result"]);
        assert_eq!(view.says(screen, METHODS).await, order);
        let input =
            view.says(screen, "heard.find(({ method }) => method?.endsWith('tool-input')).params").await;
        assert_eq!(input, json!({ "arguments": { "topic": "paint" } }));
    }
    view.leave().await;
}

#[tokio::test]
async fn a_view_asks_its_server_and_is_told_what_it_asks_wrongly() {
    let view = View::open().await;
    for screen in SCREENS {
        assert_eq!(view.answer(screen, "ping", json!({})).await, json!({}));
        let called = view
            .answer(screen, "tools/call", json!({ "name": "panel_look", "arguments": { "topic": "glue" } }))
            .await;
        assert_eq!(
            called,
            json!({
                "content": [{ "type": "text", "text": "About it." }],
                "structuredContent": { "topic": "glue", "count": 2 },
                "_meta": { "fixture/note": "for the widget only" },
            })
        );
        let listed = view.answer(screen, "resources/list", json!({})).await;
        let uris: Vec<&Value> =
            listed["resources"].as_array().unwrap().iter().map(|item| &item["uri"]).collect();
        assert_eq!(
            json!(uris),
            json!(["ui://fixture/bridge.html", "ui://fixture/panel.html", "ui://fixture/vandal.html"])
        );
        let read = view.answer(screen, "resources/read", json!({ "uri": "ui://fixture/panel.html" })).await;
        assert_eq!(read["contents"][0]["mimeType"], "text/html+skybridge");
        let templates = view.answer(screen, "resources/templates/list", json!({})).await;
        assert_eq!(templates, json!({ "resourceTemplates": [] }));

        let code = |answer: Value| answer["error"]["code"].clone();
        assert_eq!(
            code(view.answer(screen, "resources/read", json!({ "uri": "ui://none" })).await),
            json!(-32602)
        );
        assert_eq!(code(view.answer(screen, "ui/open-link", json!({})).await), json!(-32602));
        assert_eq!(code(view.answer(screen, "ui/dance", json!({})).await), json!(-32601));
        assert_eq!(
            code(view.answer(screen, "ui/download-file", json!({ "contents": [] })).await),
            json!(-32601)
        );
    }
    assert_eq!(
        view.server.received("tools/call").len(),
        3,
        "the tool that shows it, and one from each screen"
    );
    // On each screen a link without an address, and a method that there is not.
    view.leave_after(4).await;
}

#[tokio::test]
async fn a_view_acts_in_the_handler_of_a_click() {
    let view = View::open().await;
    let modes = [("desktop", "pip", "pip"), ("phone", "pip", "fullscreen")];
    for (screen, wished, granted) in modes {
        let message = json!({ "role": "user", "content": [{ "type": "text", "text": format!("Which holds on the {screen}?") }] });
        view.click(screen, "ui/message", message).await;
        view.comes_to(screen, json!({})).await;
        let said = format!("document.body.textContent.includes('Which holds on the {screen}?')");
        view.window.screen_shows(screen, &said, json!(true)).await;

        view.click(screen, "ui/open-link", json!({ "url": "https://example.com/" })).await;
        view.window.click_in_screen(screen, "link-cancel").await;
        view.comes_to(screen, json!({ "isError": true })).await;

        let context = json!({ "content": [{ "type": "text", "text": "It is blue." }] });
        assert_eq!(view.answer(screen, "ui/update-model-context", context).await, json!({}));
        view.says(screen, "tell('notifications/message', { level: 'info', data: 'Looked.' })").await;
        view.says(screen, "tell('ui/notifications/size-changed', { width: 300, height: 264 })").await;
        let height = "document.querySelector('[data-testid=widget-frame]').offsetHeight";
        view.window.screen_shows(screen, height, json!(264)).await;

        // On the phone this loads the document anew: what is left of the answer is the mode.
        view.click(screen, "ui/request-display-mode", json!({ "mode": wished })).await;
        view.window
            .shows(screen, "connected.then(({ hostContext }) => openai.displayMode)", json!(granted))
            .await;
    }
    let messages = view.leave().await;
    for mode in ["pip", "fullscreen"] {
        assert!(messages.iter().any(|message| message["result"] == json!({ "mode": mode })), "{mode}");
    }
}

#[tokio::test]
async fn a_view_hears_what_changes_and_takes_leave() {
    let view = View::open().await;
    view.window.click("theme-dark").await;
    for screen in SCREENS {
        let changed = "heard.filter(({ method }) => method === 'ui/notifications/host-context-changed') \
                       .map(({ params }) => [params.theme, Object.keys(params.styles?.variables ?? {}).length])";
        view.window.shows(screen, changed, json!([["dark", 76]])).await;
    }

    // The person calls the tool that the view itself offers.
    view.window.click("tool-details").await;
    view.window.click("call-tab-widget").await;
    view.window.click_with("app-tool", "data-name", "paint").await;
    view.window.click("app-tool-call").await;
    view.window.reads("app-tool-answer", "Painted.").await;

    view.window.click("call-tab-scenarios").await;
    view.window.click("scenario-run-partialInput").await;
    let partial = "ui/notifications/tool-input-partial";
    for screen in SCREENS {
        let ends = json!(["ui/notifications/tool-input", "ui/notifications/tool-result"]);
        let rest = format!("{METHODS}.filter((method) => method !== '{partial}')");
        view.window.shows(screen, &rest, ends).await;
        assert_eq!(view.says(screen, &format!("{METHODS}[0]")).await, json!(partial));
    }
    view.window.click("scenario-run-cancelled").await;
    for screen in SCREENS {
        let end =
            "heard.at(-1)?.method === 'ui/notifications/tool-cancelled' && typeof heard.at(-1).params.reason";
        view.window.shows(screen, end, json!("string")).await;
        // ChatGPT does nothing of the first, and the second.
        view.says(screen, "tell('ui/notifications/request-teardown')").await;
        view.window.reads("call-detail", "ui/notifications/request-teardown").await;
        view.says(screen, "void openai.requestClose()").await;
        let frames = "document.querySelectorAll('[data-testid=widget-frame]').length";
        view.window.screen_shows(screen, frames, json!(0)).await;
    }

    let messages = view.leave().await;
    let asked = |method: &str| {
        let ids: Vec<&Value> = messages
            .iter()
            .filter(|message| message["method"] == method)
            .map(|message| &message["id"])
            .collect();
        assert!(!ids.is_empty(), "{method} was not asked");
        let answered =
            messages.iter().filter(|message| ids.contains(&&message["id"]) && message["result"].is_object());
        answered.count()
    };
    assert!(asked("tools/list") > 0 && asked("tools/call") > 0 && asked("ui/resource-teardown") > 1);
}
