//! Display modes.

use greenroom_contract::stage::DisplayMode;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::played::{ALL_MODES, Played};

async fn asked(played: &Played, screen: &'static str, modes: &[DisplayMode], mode: &str) -> Value {
    let view = played.ready(screen, modes).await;
    view.apps("ui/request-display-mode", json!({ "mode": mode })).await["result"].clone()
}

/// ChatGPT switched to a mode that the view had not declared, in July 2026.
#[tokio::test]
async fn no_undeclared_mode() {
    let played = Played::start().await;
    let view = played.ready("desktop", &[DisplayMode::Inline]).await;
    let pip = json!({ "mode": "pip" });
    assert_eq!(view.apps("ui/request-display-mode", pip.clone()).await["result"], pip);
    let findings = played.findings(&view).await;
    assert!(findings[0].starts_with("The widget asked for the mode “pip”, which it had not"), "{findings:?}");

    played.as_specified().await;
    let view = played.ready("desktop", &[DisplayMode::Inline]).await;
    view.apps("ui/request-display-mode", pip).await;
    assert_eq!(played.test.host.mode("desktop"), Some(DisplayMode::Inline));
}

#[tokio::test]
async fn decline_undeclared() {
    let played = Played::start().await;
    played.as_specified().await;
    let modes = [DisplayMode::Inline, DisplayMode::Pip];
    assert_eq!(asked(&played, "desktop", &modes, "fullscreen").await, json!({ "mode": "inline" }));
}

#[tokio::test]
async fn return_resulting_mode() {
    let played = Played::start().await;
    assert_eq!(asked(&played, "desktop", &ALL_MODES, "pip").await, json!({ "mode": "pip" }));
    let modes = [DisplayMode::Inline, DisplayMode::Fullscreen, DisplayMode::Pip];
    assert_eq!(asked(&played, "phone", &modes, "pip").await, json!({ "mode": "fullscreen" }));
}

#[tokio::test]
async fn unavailable_returns_current() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let answer = view.apps("ui/request-display-mode", json!({ "mode": "panorama" })).await;
    assert_eq!(answer["error"]["code"], -32602, "what is no mode is no request");
    assert_eq!(played.test.host.mode("desktop"), Some(DisplayMode::Inline));
}
