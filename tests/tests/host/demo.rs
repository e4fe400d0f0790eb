//! The demo connector through the host: what a person meets in the first minute, without a window.

use std::time::Duration;

use greenroom_contract::approval::{Choice, Outcome, VerdictAction};
use greenroom_contract::call::CallState;
use greenroom_contract::event::Event;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::Language;
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const DEMO: &str = "demo";

#[tokio::test]
async fn the_demo_is_there_and_its_tools_say_what_they_do() {
    let test = TestHost::start().await;
    test.connected(DEMO).await;
    let snapshot = test.host.snapshot(DEMO).await.unwrap().unwrap();
    let tools: Vec<(&str, Option<bool>, Option<bool>, &str)> = snapshot
        .tools
        .iter()
        .map(|tool| {
            let template = tool.template.as_ref().unwrap().key.as_str();
            (tool.name.as_str(), tool.annotations.read_only, tool.annotations.destructive, template)
        })
        .collect();
    assert_eq!(
        tools,
        [
            ("show_board", Some(true), Some(false), "openai/outputTemplate"),
            ("add_card", Some(false), Some(false), "openai/outputTemplate"),
            ("move_card", Some(false), Some(false), "openai/outputTemplate"),
            ("delete_card", Some(false), Some(true), "openai/outputTemplate"),
            ("show_progress", Some(true), Some(false), "ui.resourceUri"),
        ]
    );
    let templates: Vec<(&str, &str, bool)> = snapshot
        .templates
        .iter()
        .map(|template| (template.uri.as_str(), template.mime_type.as_str(), template.problem.is_none()))
        .collect();
    assert_eq!(
        templates,
        [
            ("ui://kanban/board.html", "text/html+skybridge", true),
            ("ui://kanban/progress.html", "text/html;profile=mcp-app", true),
        ]
    );
    assert_eq!(snapshot.findings, []);
}

#[tokio::test]
async fn a_write_waits_for_allow_and_deny_never_reaches_the_board() {
    let test = TestHost::start().await;
    test.connected(DEMO).await;

    let denied = test.run(DEMO, "add_card", json!({ "title": "Never" })).await;
    assert_eq!(denied.state, CallState::AwaitingApproval);
    let prompt = test.prompt().await;
    assert_eq!(prompt.card.question, "Allow ChatGPT to use Kanban demo?");
    assert_eq!(prompt.card.sentence, "Adds a card to a column of the board.");
    assert_eq!(prompt.card.payload.0["params"]["arguments"], json!({ "title": "Never" }));
    test.answer(Choice::Deny).await;
    let record = test.settled(&denied.id).await;
    assert_eq!(record.call.state, CallState::Denied);
    assert_eq!((record.request, record.call.sent_at), (None, None));

    let allowed = test.run(DEMO, "add_card", json!({ "title": "Allowed" })).await;
    test.answer(Choice::AllowForConversation).await;
    let record = test.settled(&allowed.id).await;
    assert_eq!(record.call.state, CallState::Completed);
    assert_eq!(record.call.decision.unwrap().outcome, Outcome::AllowedForConversation);
    assert_eq!(record.request.unwrap().0["params"]["arguments"], json!({ "title": "Allowed" }));
    let response = record.response.unwrap().0;
    let titles: Vec<&str> = response["result"]["structuredContent"]["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["title"].as_str().unwrap())
        .collect();
    assert!(titles.contains(&"Allowed") && !titles.contains(&"Never"), "{titles:?}");

    let again = test.host.verdict(DEMO, "add_card").await.unwrap();
    assert_eq!(again.action, VerdictAction::Run);
    test.host.start_conversation().await.unwrap();
    let elsewhere = test.host.verdict(DEMO, "add_card").await.unwrap();
    assert_eq!(elsewhere.action, VerdictAction::Ask);
}

#[tokio::test]
async fn a_widget_of_the_old_form_begins_with_the_calls_data_and_keeps_its_state() {
    let test = TestHost::start().await;
    test.connected(DEMO).await;
    let call = test.run(DEMO, "show_board", json!({ "label": "mobile" })).await;
    test.settled(&call.id).await;

    for (screen, device) in [("desktop", "desktop"), ("phone", "mobile")] {
        let frame = test.frame(screen, &call.id).await;
        let (_, globals) = test.document(screen, &frame).await;
        assert_eq!(globals["toolInput"], json!({ "label": "mobile" }));
        assert_eq!(globals["toolOutput"]["cards"][0]["title"], "Try the widget on a phone");
        assert_eq!(globals["toolResponseMetadata"]["mcp_tool_result"]["_meta"]["kanban/source"], "greenroom");
        assert_eq!(globals["widgetState"], Value::Null);
        assert_eq!(globals["userAgent"]["device"]["type"], device);
    }

    let frame = test.frame("phone", &call.id).await;
    let request = json!({ "id": 1, "method": "setWidgetState", "params": [{ "selected": 3 }] });
    test.say("phone", &frame.instance, Language::Openai, request);
    test.told("phone", &frame.instance, Language::Openai, |message| (message["id"] == 1).then_some(())).await;

    let test = test.crash_and_restart().await;
    let frame = test.frame("phone", &call.id).await;
    let (_, globals) = test.document("phone", &frame).await;
    assert_eq!(globals["widgetState"], json!({ "selected": 3 }));
    let other = test.frame("desktop", &call.id).await;
    assert_eq!(test.document("desktop", &other).await.1["widgetState"], Value::Null);
}

#[tokio::test]
async fn a_widget_of_the_new_form_hears_nothing_before_its_handshake_and_everything_after() {
    let test = TestHost::start().await;
    test.connected(DEMO).await;
    let call = test.run(DEMO, "show_progress", json!({})).await;
    test.settled(&call.id).await;
    let frame = test.frame("desktop", &call.id).await;
    test.document("desktop", &frame).await;
    let say = |message: Value| test.say("desktop", &frame.instance, Language::Apps, message);

    say(json!({ "jsonrpc": "2.0", "id": 1, "method": "ui/initialize", "params": {
        "protocolVersion": "2026-01-26", "appInfo": { "name": "x", "version": "1" },
        "appCapabilities": { "availableDisplayModes": ["inline"] } } }));
    let mut before = Vec::new();
    let answer = test
        .told("desktop", &frame.instance, Language::Apps, |message| {
            before.push(message.clone());
            (message["id"] == 1).then(|| message["result"].clone())
        })
        .await;
    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(answer["protocolVersion"], "2026-01-26");
    assert_eq!(answer["hostContext"]["availableDisplayModes"], json!(["inline", "fullscreen", "pip"]));
    assert_eq!(answer["hostContext"]["toolInfo"]["tool"]["name"], "show_progress");

    say(json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" }));
    let mut methods = Vec::new();
    let result = test
        .told("desktop", &frame.instance, Language::Apps, |message| {
            methods.extend(message["method"].as_str().map(str::to_owned));
            (message["method"] == "ui/notifications/tool-result").then(|| message["params"].clone())
        })
        .await;
    assert_eq!(methods, ["ui/notifications/tool-input", "ui/notifications/tool-result"]);
    assert_eq!(result["structuredContent"], json!({ "todo": 2, "doing": 1, "done": 1 }));

    // A mode that was not declared is given all the same, as ChatGPT does.
    say(
        json!({ "jsonrpc": "2.0", "id": 2, "method": "ui/request-display-mode", "params": { "mode": "fullscreen" } }),
    );
    let granted = test
        .told("desktop", &frame.instance, Language::Apps, |message| {
            (message["id"] == 2).then(|| message["result"].clone())
        })
        .await;
    assert_eq!(granted, json!({ "mode": "fullscreen" }));
}

#[tokio::test]
async fn a_new_widget_is_told_to_whoever_switches_modes() {
    let test = TestHost::start().await;
    test.connected(DEMO).await;
    let mut events = test.host.subscribe();
    test.run(DEMO, "show_board", json!({})).await;
    let told =
        async { while events.recv().await.unwrap() != Event::Stage || test.host.mode("phone").is_none() {} };
    tokio::time::timeout(Duration::from_secs(30), told).await.unwrap();
    assert_eq!(test.host.mode("desktop"), Some(DisplayMode::Inline));
}

#[tokio::test]
async fn what_waits_when_the_program_dies_is_a_refusal() {
    let test = TestHost::start().await;
    test.connected(DEMO).await;
    let call = test.run(DEMO, "delete_card", json!({ "id": 1 })).await;
    test.prompt().await;
    let test = test.crash_and_restart().await;
    let record = test.settled(&call.id).await;
    assert_eq!(record.call.state, CallState::Denied);
    assert_eq!(record.call.decision.unwrap().outcome, Outcome::Crashed);
    assert_eq!(record.request, None);
    assert_eq!(test.host.approvals().await.unwrap(), []);
}
