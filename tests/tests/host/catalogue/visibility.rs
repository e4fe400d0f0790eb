//! Who may see and call a tool.

use greenroom_contract::approval::VerdictAction;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{ALL_MODES, Played};

/// There is no model here; its place is taken by the person, who is warned, and by what is said of the tool.
#[tokio::test]
async fn app_tool_hidden() {
    let played = Played::start().await;
    let snapshot = played.test.host.snapshot(&played.connector).await.unwrap().unwrap();
    let seen =
        snapshot.tools.iter().map(|tool| (tool.name.as_str(), tool.visibility.model, tool.visibility.app));
    assert_eq!(
        seen.collect::<Vec<_>>(),
        [("show", true, true), ("app_only", false, true), ("model_only", true, false)]
    );
}

/// ChatGPT called it all the same in July 2026, and so does Greenroom in its place; as specified, it is refused.
#[tokio::test]
async fn app_tool_call_guard() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let model_only = json!({ "name": "model_only", "arguments": {} });
    let answer = view.apps("tools/call", model_only.clone()).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "heard": {} }));
    let findings = played.findings(&view).await;
    assert!(
        findings[0].starts_with("The widget called the tool model_only, whose visibility"),
        "{findings:?}"
    );

    played.as_specified().await;
    let before = played.server.received("tools/call").len();
    let answer = view.apps("tools/call", model_only).await;
    assert_eq!(answer["error"]["code"], -32000);
    let sentence = answer["error"]["message"].as_str().unwrap();
    assert!(sentence.starts_with("Refused, because a widget asks"), "{sentence}");
    assert_eq!(played.server.received("tools/call").len(), before);
    // The same tool is there for whoever else asks.
    let verdict = played.test.host.verdict(&played.connector, "model_only").await.unwrap();
    assert_eq!(verdict.action, VerdictAction::Run);
}
