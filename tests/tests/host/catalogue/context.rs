//! What the view learns about its surroundings.

use greenroom_contract::stage::Theme;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{ALL_MODES, Played};

#[tokio::test]
async fn initialize_hostcontext() {
    let played = Played::start().await;
    let mut context = played.shown("phone").await.introduce(json!({})).await["hostContext"].take();
    let variables = context["styles"]["variables"].as_object().unwrap().len();
    assert_eq!(variables, 68);
    context["styles"].take();
    let tool = context["toolInfo"]["tool"].take();
    assert_eq!(tool["name"], "show");
    assert_eq!(
        context,
        json!({
            "displayMode": "inline",
            "containerDimensions": { "maxWidth": 359.0 },
            "safeAreaInsets": { "top": 0.0, "right": 0.0, "bottom": 0.0, "left": 0.0 },
            "theme": "light",
            "styles": null,
            "availableDisplayModes": ["inline", "fullscreen"],
            "locale": "en-US",
            "timeZone": "America/Los_Angeles",
            "userAgent": "chatgpt",
            "platform": "mobile",
            "deviceCapabilities": { "touch": true, "hover": false },
            "toolInfo": { "id": 1, "tool": null },
        })
    );
}

#[tokio::test]
async fn context_changed() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    played.test.host.set_theme(Theme::Dark);
    let changed = view.heard("ui/notifications/host-context-changed").await;
    let mut keys: Vec<&String> = changed["params"].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["styles", "theme"], "only what changed is told");
    assert_eq!(changed["params"]["theme"], "dark");
}
