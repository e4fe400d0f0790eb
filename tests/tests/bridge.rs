//! The MCP Apps bridge from the side of a widget: what it may send, and what the host asks of it.

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::record::{Direction, Frame, FrameKind, FrameQuery, RecordFormat, Side, WidgetEnd};
use greenroom_contract::widget::Language;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// A notes widget of the fixture, whose call has come to its end.
async fn notes() -> (TestHost, Fixture, Call) {
    let test = TestHost::start().await;
    let server = Fixture::start().with_notes();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "notes_show", json!({})).await;
    test.settled(&call.id).await;
    (test, server, call)
}

#[tokio::test]
async fn the_tools_of_a_widget_are_listed_and_called() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    widget.introduce(json!({ "tools": { "listChanged": true } })).await;
    let id = &widget.frame.instance;

    let schema = json!({ "type": "object", "properties": { "line": { "type": "integer" } } });
    let listed = json!({ "tools": [{ "name": "select", "title": "Select a line", "inputSchema": schema }] });
    let (tools, asked) = tokio::join!(test.host.app_tools(id), widget.answers("tools/list", listed));
    let tools = tools.unwrap();
    assert_eq!(asked, json!({}));
    let [tool] = tools.as_slice() else { panic!("{tools:?}") };
    assert_eq!((tool.name.as_str(), tool.title.as_str()), ("select", "Select a line"));
    assert_eq!(tool.input_schema.0, schema);

    let result = json!({ "content": [{ "type": "text", "text": "Line 2" }] });
    let (answered, asked) = tokio::join!(
        test.host.call_app_tool(id, "select", json!({ "line": 2 }).into()),
        widget.answers("tools/call", result.clone())
    );
    assert_eq!(asked, json!({ "name": "select", "arguments": { "line": 2 } }));
    assert_eq!(answered.unwrap().0, result);
}

#[tokio::test]
async fn a_widget_is_asked_nothing_that_it_did_not_offer_or_cannot_hear() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    let id = &widget.frame.instance;
    let refused = async || test.host.app_tools(id).await.unwrap_err();
    let no_tools = "The widget offers no tools: its ui/initialize does not declare `appCapabilities.tools`.";
    assert_eq!(refused().await.message, no_tools);

    let params =
        json!({ "protocolVersion": "2026-01-26", "appInfo": {}, "appCapabilities": { "tools": {} } });
    widget.apps("ui/initialize", params).await;
    assert_eq!(
        refused().await,
        Problem::failed(
            "The widget has not completed its handshake, and nothing may be sent to it before.",
            "The widget has to send ui/initialize, and ui/notifications/initialized after the answer."
        )
    );
}

#[tokio::test]
async fn a_question_ends_when_the_widget_refuses_it_or_is_loaded_anew() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "phone", &call.id).await;
    widget.introduce(json!({ "tools": {} })).await;
    let id = &widget.frame.instance;

    let refusing = async {
        let asked = widget.heard("tools/list").await;
        let error = json!({ "code": -32601, "message": "No \u{202e}tools" });
        // What answers another question changes nothing.
        widget.says(json!({ "jsonrpc": "2.0", "id": 4711, "result": { "tools": [] } }));
        widget.says(json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error }));
    };
    let (refused, ()) = tokio::join!(test.host.app_tools(id), refusing);
    let sentence = "The widget answered tools/list with the error -32601: No \\u{202e}tools";
    assert_eq!(refused.unwrap_err().message, sentence);

    let reloading = async {
        widget.heard("tools/call").await;
        test.document("phone", &widget.frame).await;
    };
    let (cut_off, ()) = tokio::join!(test.host.call_app_tool(id, "select", json!({}).into()), reloading);
    let sentence = "The widget was closed or loaded anew before it answered tools/call.";
    assert_eq!(cut_off.unwrap_err().message, sentence);
}

#[tokio::test]
async fn an_app_that_mounts_twice_is_told_everything_again() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    let results = async |count: usize| {
        let mut seen = 0;
        widget
            .told(|message| {
                seen += usize::from(message["method"] == "ui/notifications/tool-result");
                (seen == count).then_some(())
            })
            .await;
    };
    widget.introduce(json!({})).await;
    results(1).await;
    let answer = widget.introduce(json!({})).await;
    assert_eq!(answer["protocolVersion"], "2026-01-26");
    results(2).await;
}

/// What the record has of a widget, oldest first: a line each.
async fn recorded(test: &TestHost, call: &Call) -> Vec<String> {
    let query =
        FrameQuery { call_id: Some(call.id.clone()), side: Some(Side::Bridge), ..FrameQuery::default() };
    let page = test.host.frames(query, None, 100).await.unwrap();
    page.frames.iter().rev().map(line).collect()
}

fn line(frame: &Frame) -> String {
    let arrow = if frame.direction == Direction::ToWidget { "→" } else { "←" };
    let language = frame.widget.as_ref().map(|widget| widget.language);
    let error = if frame.is_error { " (error)" } else { "" };
    format!("{arrow} {:?} {:?} {}{error}", language.unwrap(), frame.kind, frame.method)
}

#[tokio::test]
async fn what_a_widget_and_the_host_say_is_on_record_beside_the_wire() {
    let (test, server, call) = notes().await;
    let widget = Widget::of_call(&test, "phone", &call.id).await;
    widget.introduce(json!({ "tools": {} })).await;
    widget.says(json!("no message"));
    widget.apps("ui/unheard-of", json!({})).await;
    widget.openai("setWidgetState", json!([{ "line": 2 }])).await.unwrap();
    widget.openai("openExternal", json!([{}])).await.unwrap_err();
    let listed = json!({ "tools": [] });
    let instance = &widget.frame.instance;
    let (tools, _) = tokio::join!(test.host.app_tools(instance), widget.answers("tools/list", listed));
    assert_eq!(tools.unwrap(), []);

    assert_eq!(
        recorded(&test, &call).await,
        [
            "→ Openai Notification globals",
            "← Apps Request ui/initialize",
            "→ Apps Answer ui/initialize",
            "← Apps Notification ui/notifications/initialized",
            "→ Apps Notification ui/notifications/tool-input",
            "→ Apps Notification ui/notifications/tool-result",
            "← Apps Request ping",
            "→ Apps Answer ping",
            "← Apps Oddity ",
            "← Apps Request ui/unheard-of",
            "→ Apps Answer ui/unheard-of (error)",
            "← Openai Request setWidgetState",
            "→ Openai Answer setWidgetState",
            "← Openai Request openExternal",
            "→ Openai Answer openExternal (error)",
            "→ Apps Request tools/list",
            "← Apps Answer tools/list",
        ]
    );

    let whole = FrameQuery { call_id: Some(call.id.clone()), ..FrameQuery::default() };
    let page = test.host.frames(whole, None, 100).await.unwrap();
    let wire = page.frames.iter().filter(|frame| frame.side == Side::Wire).count();
    assert_eq!(wire, 2, "the call itself is there too");
    let query = FrameQuery { text: "\"line\":2".into(), side: Some(Side::Bridge), ..FrameQuery::default() };
    let found = test.host.frames(query, None, 10).await.unwrap().frames;
    let [state] = found.as_slice() else { panic!("{found:?}") };
    let end = WidgetEnd { language: Language::Openai, screen: "phone".into(), instance: instance.clone() };
    assert_eq!(state.widget, Some(end));
    assert_eq!((state.app_name.as_str(), state.session), ("Fixture", 0));

    let request = test.host.frame(state.number).await.unwrap();
    let answer = test.host.frame(request.counterpart.unwrap()).await.unwrap();
    assert_eq!(line(&answer.frame), "→ Openai Answer setWidgetState");
    assert_eq!(answer.counterpart, Some(state.number));
    assert!(answer.frame.duration_ms.is_some());

    let file = test.data_dir().join("widgets.jsonl");
    let bridge = FrameQuery { side: Some(Side::Bridge), ..FrameQuery::default() };
    let count = test.host.export_record(bridge.clone(), RecordFormat::JsonLines, &file).await.unwrap();
    let lines = std::fs::read_to_string(&file).unwrap();
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((lines.lines().count(), first["side"].as_str()), (count as usize, Some("bridge")));
    assert_eq!(first["widget"], json!({ "language": "openai", "screen": "phone", "instance": instance }));
    let archive = test.data_dir().join("widgets.har");
    test.host.export_record(bridge, RecordFormat::Har, &archive).await.unwrap();
    let archive: Value = serde_json::from_str(&std::fs::read_to_string(&archive).unwrap()).unwrap();
    assert_eq!(archive["log"]["entries"], json!([]), "nothing of it went over HTTP");
    drop(server);
}

#[tokio::test]
async fn a_flood_of_a_widget_is_on_record_and_costs_no_frame_of_the_wire() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    // As many as its lane holds at once.
    for _ in 0..3 {
        for height in 0..3000 {
            widget.notifies("ui/notifications/size-changed", json!({ "height": height }));
        }
        widget.is_heard().await;
    }
    let again = test.run(&call.connector_id, "notes_show", json!({})).await;
    test.settled(&again.id).await;
    let wire = FrameQuery { call_id: Some(again.id), side: Some(Side::Wire), ..FrameQuery::default() };
    assert_eq!(test.host.frames(wire, None, 10).await.unwrap().frames.len(), 2);
    assert_eq!(test.host.record_status().await.unwrap().lost, 0);
    let query = FrameQuery {
        kinds: vec![FrameKind::Notification],
        side: Some(Side::Bridge),
        ..FrameQuery::default()
    };
    let file = test.data_dir().join("flood.jsonl");
    let count = test.host.export_record(query, RecordFormat::JsonLines, &file).await.unwrap();
    assert_eq!(count, 9001, "with the document's globals");
}
