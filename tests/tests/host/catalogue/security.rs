//! The sandbox and the content security policy of a view.

use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{HTML, Played};

/// A domain that the template declares, one for each list.
const DECLARED: &str = "https://declared.example";

async fn declaring(meta: serde_json::Value) -> Played {
    Played::with(TestHost::start().await, meta).await
}

fn directive<'a>(policy: &'a str, name: &str) -> Vec<&'a str> {
    let found = policy.split("; ").find_map(|part| part.strip_prefix(name)?.strip_prefix(' '));
    found.unwrap_or_default().split(' ').filter(|source| !source.is_empty()).collect()
}

#[tokio::test]
async fn iframe_sandboxed() {
    let played = Played::start().await;
    let frame = played.shown("desktop").await.frame;
    let tokens: Vec<&str> = frame.sandbox.split(' ').collect();
    // The inner frame of ChatGPT has these, as seen on 2026-05-18; popups are refused by the stage all the same.
    assert_eq!(
        tokens,
        [
            "allow-scripts",
            "allow-same-origin",
            "allow-popups",
            "allow-popups-to-escape-sandbox",
            "allow-forms"
        ]
    );
}

/// Each frame of each screen has an address of its own, and no other screen gets its document.
#[tokio::test]
async fn sandbox_distinct_origin() {
    let played = Played::start().await;
    let call = played.run("show", json!({})).await;
    played.test.settled(&call.id).await;
    let desktop = played.test.frame("desktop", &call.id).await;
    let phone = played.test.frame("phone", &call.id).await;
    assert_ne!(desktop.src, phone.src);
    assert!(desktop.src.starts_with("widget://"), "{}", desktop.src);
    assert_eq!(played.test.host.widget_document("phone", &desktop.src).await.status, 404);
}

#[tokio::test]
async fn sandbox_permissions() {
    let frame = Played::start().await.shown("phone").await.frame.sandbox;
    for token in ["allow-top-navigation", "allow-modals", "allow-pointer-lock", "allow-downloads"] {
        assert!(!frame.contains(token), "{frame}");
    }
}

/// The screen's page stands where the proxy would: it asks for its view when it is ready, and the reserved messages
/// mean nothing to the host when a view says them.
#[tokio::test]
async fn sandbox_proxy_ready() {
    let played = Played::start().await;
    let view = played.ready("desktop", &[]).await;
    view.notifies("ui/notifications/sandbox-proxy-ready", json!({}));
    view.notifies("ui/notifications/sandbox-resource-ready", json!({ "html": "<p>Forged</p>" }));
    view.is_heard().await;
    let (html, _) = played.test.document("desktop", &view.frame).await;
    assert!(!html.contains("Forged"), "{html}");
}

/// The author's HTML arrives as it was sent, behind our own script.
#[tokio::test]
async fn sandbox_resource_ready() {
    let played = Played::start().await;
    let view = played.shown("desktop").await;
    let (html, _) = played.test.document("desktop", &view.frame).await;
    let (doctype, rest) = HTML.split_at("<!doctype html>".len());
    assert!(html.starts_with(doctype) && html.ends_with(rest), "{html}");
}

#[tokio::test]
async fn sandbox_csp_enforced() {
    let played = Played::start().await;
    let policy = played.policy(&played.shown("desktop").await).await;
    assert_eq!(directive(&policy, "default-src"), ["'none'"]);
    assert_eq!(directive(&policy, "object-src"), ["'none'"]);
    assert_eq!(directive(&policy, "base-uri"), ["'self'"]);
    assert_eq!(directive(&policy, "frame-src"), ["'self'", "data:", "blob:"]);
    assert_eq!(directive(&policy, "form-action"), ["'self'"]);
}

/// What the view says reaches the host whatever its method is: also what the host does not know is answered.
#[tokio::test]
async fn sandbox_message_forwarding() {
    let played = Played::start().await;
    let view = played.ready("desktop", &[]).await;
    let answer = view.apps("somebody/elses-method", json!({})).await;
    assert_eq!(answer["error"]["code"], -32601);
}

/// Every test of this folder ends with the watch over the bridge: nobody but the host and the view says anything, and
/// a view that asks nothing gets no answer.
#[tokio::test]
async fn sandbox_no_self_requests() {
    let played = Played::start().await;
    let view = played.ready("desktop", &[]).await;
    let mut said = Vec::new();
    view.told(|message| {
        said.extend(message["method"].as_str().map(str::to_owned));
        (said.len() == 2).then_some(())
    })
    .await;
    assert_eq!(said, ["ui/notifications/tool-input", "ui/notifications/tool-result"]);
}

#[tokio::test]
async fn csp_construct_from_domains() {
    let lists = json!({ "csp": {
        "connectDomains": ["https://connect.example"], "resourceDomains": ["https://resource.example"],
        "frameDomains": ["https://frame.example"], "baseUriDomains": ["https://base.example"] } });
    let played = declaring(lists).await;
    let policy = played.policy(&played.shown("desktop").await).await;
    for (name, domain) in [
        ("connect-src", "https://connect.example"),
        ("script-src", "https://resource.example"),
        ("style-src", "https://resource.example"),
        ("img-src", "https://resource.example"),
        ("font-src", "https://resource.example"),
        ("media-src", "https://resource.example"),
        ("frame-src", "https://frame.example"),
        ("base-uri", "https://base.example"),
    ] {
        assert!(directive(&policy, name).contains(&domain), "{name} of {policy}");
    }
}

/// ChatGPT was seen to allow two public hosts that nobody declares, on 2026-08-19.
#[tokio::test]
async fn csp_default_deny() {
    let played = Played::start().await;
    let policy = played.policy(&played.shown("desktop").await).await;
    let public = ["https://cdn.jsdelivr.net", "https://unpkg.com"];
    assert_eq!(directive(&policy, "connect-src"), [&["'self'"][..], &public].concat());
}

#[tokio::test]
async fn csp_allow_declared() {
    let played = declaring(json!({ "csp": { "connectDomains": [DECLARED] } })).await;
    let policy = played.policy(&played.shown("desktop").await).await;
    assert_eq!(directive(&policy, "connect-src").last(), Some(&DECLARED));
}

#[tokio::test]
async fn csp_no_loosening() {
    let sly = ["*", "https:", "'unsafe-hashes'", "data:", "https://a.example; script-src *"];
    let played = declaring(json!({ "csp": { "connectDomains": sly, "resourceDomains": sly } })).await;
    let plain = Played::start().await;
    let loosened = played.policy(&played.shown("desktop").await).await;
    assert_eq!(loosened, plain.policy(&plain.shown("desktop").await).await);
}

/// What the document is served with stands in the report of its widget, and in the program's log. ChatGPT's console was
/// seen to say nothing of it.
#[tokio::test]
async fn csp_audit_log() {
    let played = declaring(json!({ "csp": { "connectDomains": [DECLARED] } })).await;
    let call = played.run("show", json!({})).await;
    played.test.settled(&call.id).await;
    let view = greenroom_tests::widget::Widget::of_call(&played.test, "phone", &call.id).await;
    let reports = played.test.host.widgets(&call.id).await.unwrap();
    let logged: Vec<_> = reports
        .into_iter()
        .map(|report| (report.screen, report.sandbox.map(|sandbox| sandbox.policy)))
        .collect();
    let policy = played.policy(&view).await;
    assert_eq!(logged, [("desktop".to_owned(), None), ("phone".to_owned(), Some(policy))]);
}

/// The hosts that are allowed for everybody are a fact of the profile, which the person can override.
#[tokio::test]
async fn global_allowlist() {
    let test = TestHost::start_with("[csp]\nundeclared = [\"https://allowed.example\"]").await;
    let played = Played::with(test, json!({})).await;
    let policy = played.policy(&played.shown("desktop").await).await;
    assert_eq!(directive(&policy, "connect-src"), ["'self'", "https://allowed.example"]);
}
