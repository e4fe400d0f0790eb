//! The sandbox of widgets as the host decides it: origins, headers by mode, and what is kept of what their documents
//! observe. What an engine makes of it is in the tests of the window.

use greenroom_contract::call::Call;
use greenroom_contract::observation::{Conditions, NetworkVerdict};
use greenroom_contract::sandbox::{CspMode, DeclarationKey, Weight};
use greenroom_contract::screen::WidgetFrame;
use greenroom_contract::widget::{Language, WidgetReport};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const URI: &str = "ui://sandbox/view.html";
const CSP: &str = "Content-Security-Policy";
const REPORTED: &str = "Content-Security-Policy-Report-Only";

struct Shown {
    test: TestHost,
    connector: String,
    call: Call,
    _server: Fixture,
}

impl Shown {
    /// A widget whose template has this `_meta`.
    async fn with(meta: Value) -> Self {
        let test = TestHost::start().await;
        let server = Fixture::start();
        let tool = json!({ "name": "show", "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": true }, "_meta": { "ui": { "resourceUri": URI } } });
        server.tool(tool, |_| json!({ "content": [] }));
        server.template(json!({ "uri": URI, "mimeType": "text/html;profile=mcp-app",
            "text": "<!doctype html><html lang=\"en\"><p>View", "_meta": meta }));
        let connector = test.connect(&server.url).await.id;
        let call = test.run(&connector, "show", json!({})).await;
        test.settled(&call.id).await;
        Self { test, connector, call, _server: server }
    }

    async fn frame(&self, screen: &str) -> WidgetFrame {
        self.test.frame(screen, &self.call.id).await
    }

    async fn header(&self, screen: &str, name: &str) -> Option<String> {
        let frame = self.frame(screen).await;
        let document = self.test.host.widget_document(screen, &frame.src).await;
        document.headers.into_iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    async fn report(&self, screen: &str) -> WidgetReport {
        let reports = self.test.host.widgets(&self.call.id).await.unwrap();
        reports.into_iter().find(|report| report.screen == screen).unwrap()
    }

    /// What the document on the phone observes, told as our script in it does.
    async fn observes(&self, observations: Value) -> String {
        let frame = self.frame("phone").await;
        self.test.document("phone", &frame).await;
        let message = json!({ "id": 900, "method": "observed", "params": [observations] });
        self.test.say_unasked("phone", &frame.instance, Language::Openai, message);
        frame.instance
    }
}

#[tokio::test]
async fn a_widget_has_an_origin_of_its_own_named_as_chatgpt_names_it_and_keeps_it() {
    let shown = Shown::with(json!({ "ui": { "domain": "https://www.example.com" } })).await;
    let origin = |frame: &WidgetFrame| frame.src.split_once("/?").unwrap().0.to_owned();
    let (desktop, phone) = (shown.frame("desktop").await, shown.frame("phone").await);
    let (on_desktop, on_phone) = (origin(&desktop), origin(&phone));
    assert!(on_desktop.starts_with("widget://www-example-com-"), "{on_desktop}");
    assert_ne!(on_desktop, on_phone);

    shown.header("desktop", CSP).await;
    let sandbox = shown.report("desktop").await.sandbox.unwrap();
    assert_eq!(sandbox.origin, on_desktop);
    assert_eq!(sandbox.chatgpt_origin, "https://www-example-com.web-sandbox.oaiusercontent.com");

    let again = shown.test.crash_and_restart().await;
    let after = again.frame("desktop", &shown.call.id).await;
    assert_eq!(origin(&after), on_desktop, "what the widget stored is there again");
    assert_ne!(after.src, desktop.src, "and the key to its document is another");
}

#[tokio::test]
async fn the_mode_decides_what_a_document_is_served_with() {
    let csp = json!({ "connectDomains": ["https://api.example.com", "http://localhost:3000"] });
    let shown = Shown::with(json!({ "ui": { "csp": csp } })).await;
    let connect = |policy: &str| {
        let directive =
            policy.split("; ").find(|directive| directive.starts_with("connect-src")).map(str::to_owned);
        directive.unwrap_or_default()
    };
    let cdn = "https://cdn.jsdelivr.net https://unpkg.com";
    let published = format!("connect-src 'self' {cdn} https://api.example.com");
    for (mode, enforced, reported) in [
        (CspMode::Developer, String::new(), Some(published.clone())),
        (CspMode::DeveloperEnforced, format!("{published} http://localhost:3000"), Some(published.clone())),
        (CspMode::Published, published.clone(), None),
        (CspMode::PublishedUndeclared, format!("connect-src 'self' {cdn}"), None),
        (
            CspMode::SpecStrict,
            "connect-src 'self' https://api.example.com http://localhost:3000".into(),
            None,
        ),
    ] {
        let before = shown.frame("phone").await.generation;
        shown.test.host.set_csp_mode(&shown.connector, mode).await.unwrap();
        let is_new = |view: &greenroom_contract::screen::ScreenView| {
            greenroom_tests::test_host::widget_frames(view)
                .find(|frame| frame.generation > before)
                .map(|_| ())
        };
        shown.test.view("phone", is_new).await;
        assert_eq!(connect(&shown.header("phone", CSP).await.unwrap()), enforced, "{mode:?}");
        assert_eq!(shown.header("phone", REPORTED).await.as_deref().map(connect), reported, "{mode:?}");
        let connectors = shown.test.host.connectors().await.unwrap();
        let kept = connectors.into_iter().find(|connector| connector.id == shown.connector).unwrap();
        assert_eq!(kept.csp, mode);
    }
    let again = shown.test.crash_and_restart().await;
    let policies = again.host.template_policies(&shown.connector).await.unwrap();
    assert_eq!(policies.len(), 1);
    assert_eq!(policies[0].key, Some(DeclarationKey::Standard));
    let modes: Vec<CspMode> = policies[0].modes.iter().map(|policy| policy.mode).collect();
    assert_eq!(modes, CspMode::ALL);
    assert!(policies[0].modes.iter().all(|policy| !policy.meaning.is_empty()));
    let paths: Vec<&str> = policies[0].findings.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(paths, ["$._meta.ui.csp.connectDomains[1]", "$._meta.ui.domain"]);
}

#[tokio::test]
async fn what_a_document_observes_becomes_console_network_findings_and_an_archive() {
    let shown =
        Shown::with(json!({ "ui": { "csp": { "connectDomains": ["https://never.example"] } } })).await;
    let place = json!({ "url": "", "line": 7, "column": 3 });
    let instance = shown
        .observes(json!([
            { "kind": "console", "at": 1.0, "level": "warn", "origin": "console", "text": "Careful", "position": place,
              "stack": "" },
            { "kind": "request", "id": 1, "initiator": "fetch", "method": "GET", "url": "https://api.example/v1",
              "started": 2.0, "duration": 5.0, "status": null, "mimeType": null, "bytes": null, "outcome": "failed",
              "detail": "Load failed", "position": place },
            { "kind": "violation", "at": 2.0, "disposition": "enforce", "directive": "connect-src",
              "blocked": "https://api.example/v1", "position": place },
            { "kind": "restricted", "at": 3.0, "api": "alert", "detail": "", "position": null },
            { "kind": "nonsense" },
            { "kind": "omitted", "console": 4, "requests": 0 },
        ]))
        .await;
    let console = shown
        .test
        .until("the console", async |host| {
            let console = host.widget_console(&instance).await.unwrap();
            (!console.is_empty()).then_some(console)
        })
        .await;
    assert_eq!(console.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>(), ["Careful"]);
    let network = shown.test.host.widget_network(&instance).await.unwrap();
    let verdicts: Vec<&NetworkVerdict> = network.iter().map(|entry| &entry.verdict).collect();
    assert_eq!(verdicts, [&NetworkVerdict::Blocked { directive: "connect-src".into() }]);

    let report = shown.report("phone").await;
    let sandbox = report.sandbox.unwrap();
    let weights: Vec<Weight> = sandbox.findings.iter().map(|finding| finding.weight).collect();
    assert_eq!(weights, [Weight::Broken, Weight::WillBreak]);
    assert_eq!(sandbox.findings[0].position.as_ref().map(|place| place.line), Some(7));
    let patch = sandbox.patch.unwrap();
    assert_eq!(patch.added, ["connectDomains: https://api.example"]);
    assert_eq!(
        patch.legacy.0["openai/widgetCSP"]["connect_domains"],
        json!(["https://never.example", "https://api.example"])
    );
    assert_eq!(sandbox.unused, ["connectDomains: https://never.example"]);
    assert_eq!(report.left_out.console, 4);

    let archive: Value =
        serde_json::from_str(&shown.test.host.widget_archive(&instance).await.unwrap()).unwrap();
    assert_eq!(archive["log"]["entries"][0]["request"]["url"], "https://api.example/v1");
    assert_eq!(archive["log"]["entries"][0]["response"]["status"], 0);
}

#[tokio::test]
async fn the_conditions_of_a_screen_reach_its_widgets_and_no_other() {
    let shown = Shown::with(json!({})).await;
    for screen in ["desktop", "phone"] {
        let frame = shown.frame(screen).await;
        shown.test.document(screen, &frame).await;
    }
    let wanted =
        Conditions { offline: false, delay: 400, failing: vec!["  api.example ".into(), String::new()] };
    let kept = shown.test.host.set_conditions("phone", wanted).unwrap();
    let expected = Conditions { offline: false, delay: 400, failing: vec!["api.example".into()] };
    assert_eq!(kept, expected);
    let phone = shown.frame("phone").await;
    let told = |message: &Value| (message["kind"] == "conditions").then(|| message["conditions"].clone());
    let heard = shown.test.told("phone", &phone.instance, Language::Openai, told).await;
    assert_eq!(heard, json!(expected));
    let desktop = shown.frame("desktop").await;
    let others = shown.test.messages("desktop", &desktop.instance, Language::Openai);
    assert!(others.iter().all(|message| message["kind"] != "conditions"), "{others:?}");
    // A document that comes later begins with them.
    let (html, _) = shown.test.document("phone", &phone).await;
    assert!(html.contains(r#""conditions":{"offline":false,"delay":400,"failing":["api.example"]}"#));

    let many = Conditions { failing: vec!["x".into(); 21], ..Conditions::default() };
    let refused = shown.test.host.set_conditions("phone", many).unwrap_err();
    assert_eq!(refused.message, "21 addresses were to fail; 20 can.");
}
