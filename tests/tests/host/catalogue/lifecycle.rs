//! Handshake, and what the view is told about its call.

use greenroom_contract::approval::Choice;
use greenroom_tests::fixture::Behaviour;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::played::{ALL_MODES, Played};

#[tokio::test]
async fn initialize_capabilities() {
    let played = Played::start().await;
    let answer = played.shown("desktop").await.introduce(json!({})).await;
    assert_eq!(answer["protocolVersion"], "2026-01-26");
    assert_eq!(answer["hostInfo"], json!({ "name": "chatgpt", "version": "0.0.1" }));
    let mut capabilities: Vec<&String> = answer["hostCapabilities"].as_object().unwrap().keys().collect();
    capabilities.sort();
    assert_eq!(
        capabilities,
        [
            "logging",
            "message",
            "openLinks",
            "sandbox",
            "serverResources",
            "serverTools",
            "updateModelContext"
        ]
    );
}

#[tokio::test]
async fn tool_input() {
    let played = Played::start().await;
    let view = played.ready("phone", &ALL_MODES).await;
    let input = view.heard("ui/notifications/tool-input").await;
    assert_eq!(input["params"], json!({ "arguments": { "city": "Oslo" } }));
}

#[tokio::test]
async fn tool_result() {
    let played = Played::start().await;
    played.server.behave("tools/call", Behaviour::Silence);
    let call = played.run("show", json!({ "city": "Oslo" })).await;
    played.server.wait_for("tools/call", 1).await;
    let view = greenroom_tests::widget::Widget::of_call(&played.test, "desktop", &call.id).await;
    view.introduce(json!({})).await;
    view.heard("ui/notifications/tool-input").await;
    played.test.host.cancel_call(&call.id).await.unwrap();
    view.heard("ui/notifications/tool-cancelled").await;

    played.server.behave_as_usual("tools/call");
    let view = played.ready("desktop", &ALL_MODES).await;
    let result = view.heard("ui/notifications/tool-result").await;
    assert_eq!(result["params"]["structuredContent"], json!({ "heard": { "city": "Oslo" } }));
}

#[tokio::test]
async fn tool_cancelled() {
    let played = Played::start().await;
    played.server.tool(
        json!({ "name": "publish", "inputSchema": { "type": "object" },
            "_meta": { "ui": { "resourceUri": super::played::VIEW } } }),
        |_| json!({ "content": [] }),
    );
    played.test.host.refresh_connector(&played.connector).await.unwrap();
    let call = played.run("publish", json!({})).await;
    let view = greenroom_tests::widget::Widget::of_call(&played.test, "desktop", &call.id).await;
    view.introduce(json!({})).await;
    played.test.answer(Choice::Deny).await;
    let told = view.heard("ui/notifications/tool-cancelled").await;
    assert_eq!(told["params"], json!({ "reason": "user action" }));
    assert_eq!(played.server.received("tools/call"), Vec::<Value>::new());
}

/// Nobody streams arguments here, so no parts are sent; ChatGPT may send some.
#[tokio::test]
async fn tool_input_partial() {
    let played = Played::start().await;
    assert_eq!(
        methods_until_the_result(&played).await,
        ["ui/notifications/tool-input", "ui/notifications/tool-result"]
    );
}

/// The watch over the bridge of every test of the host fails where a part follows the input.
#[tokio::test]
async fn tool_input_partial_stop() {
    let played = Played::start().await;
    let methods = methods_until_the_result(&played).await;
    let input = methods.iter().position(|method| method == "ui/notifications/tool-input").unwrap();
    assert!(!methods[input..].iter().any(|method| method.ends_with("partial")), "{methods:?}");
}

async fn methods_until_the_result(played: &Played) -> Vec<String> {
    let view = played.ready("desktop", &ALL_MODES).await;
    let mut methods = Vec::new();
    view.told(|message| {
        methods.extend(message["method"].as_str().map(str::to_owned));
        (message["method"] == "ui/notifications/tool-result").then_some(())
    })
    .await;
    methods
}
