//! The MCP Apps bridge from the side of a widget: what it may send, and what the host asks of it.

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::model_view::{ModelItemKind, Reach};
use greenroom_contract::record::{Direction, Frame, FrameKind, FrameQuery, RecordFormat, Side, WidgetEnd};
use greenroom_contract::screen::FromScreen;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::{Handshake, Language, WidgetReport};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// A notes widget of the fixture, whose call has come to its end.
async fn notes() -> (TestHost, Fixture, Call) {
    notes_with("").await
}

/// As that, with facts of our own.
async fn notes_with(overrides: &str) -> (TestHost, Fixture, Call) {
    let test = TestHost::start_with(overrides).await;
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

/// The report on the call's widget on this screen, once it is as expected.
async fn report(
    test: &TestHost,
    call: &Call,
    screen: &str,
    fits: impl Fn(&WidgetReport) -> bool,
) -> WidgetReport {
    test.until("the report on the widget", async |host| {
        let reports = host.widgets(&call.id).await.unwrap();
        reports.into_iter().find(|report| report.screen == screen && fits(report))
    })
    .await
}

#[tokio::test]
async fn what_is_known_of_a_widget_is_told_while_it_lives() {
    let (test, _server, call) = notes().await;
    let fresh = report(&test, &call, "desktop", |_| true).await;
    assert_eq!((fresh.handshake, fresh.globals, fresh.host_context), (Handshake::None, None, None));

    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    let capabilities = json!({ "tools": { "listChanged": true } });
    widget.introduce(capabilities.clone()).await;
    widget.openai("setWidgetState", json!([{ "line": 2 }])).await.unwrap();
    widget.apps("ui/update-model-context", json!({ "structuredContent": { "line": 2 } })).await;
    widget.notifies("ui/notifications/size-changed", json!({ "height": 320 }));
    widget.notifies("notifications/tools/list_changed", json!({}));
    let log = json!({ "level": "warning", "logger": "notes", "data": { "lines": 3 } });
    widget.notifies("notifications/message", log);
    let known = report(&test, &call, "desktop", |report| !report.logs.is_empty()).await;

    assert_eq!(
        (known.handshake, known.mode, known.height),
        (Handshake::Complete, DisplayMode::Inline, Some(320.0))
    );
    let introduction = known.introduction.unwrap();
    assert_eq!(introduction.info.0, json!({ "name": "Widget", "version": "1.0.0" }));
    assert_eq!(introduction.capabilities.0, capabilities);
    let globals = known.globals.unwrap().0;
    assert_eq!((&globals["widgetState"], &globals["displayMode"]), (&json!({ "line": 2 }), &json!("inline")));
    assert_eq!(
        known.host_context.unwrap().0["availableDisplayModes"],
        json!(["inline", "fullscreen", "pip"])
    );
    assert_eq!(known.state.0, json!({ "line": 2 }));
    assert_eq!(known.model_context.unwrap().0, json!({ "structuredContent": { "line": 2 } }));
    let [log] = known.logs.as_slice() else { panic!("{:?}", known.logs) };
    assert_eq!(
        (log.level.as_str(), log.logger.as_str(), &log.data.0),
        ("warning", "notes", &json!({ "lines": 3 }))
    );
    assert_eq!((known.tool_changes, known.findings), (1, vec![]));

    widget.apps("ui/update-model-context", json!({ "content": [] })).await;
    assert_eq!(report(&test, &call, "desktop", |_| true).await.model_context, None);
}

#[tokio::test]
async fn what_a_widget_does_against_the_rules_of_the_bridge_is_found() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "phone", &call.id).await;
    widget.apps("ui/update-model-context", json!({ "structuredContent": {} })).await;
    let old = json!({ "protocolVersion": "2024-01-01", "appInfo": {}, "appCapabilities": {} });
    let answer = widget.apps("ui/initialize", old).await;
    assert_eq!(answer["result"]["protocolVersion"], "2026-01-26", "ours, whatever it asks for");
    widget.introduce(json!({})).await;
    for method in ["sampling/createMessage", "prompts/list"] {
        let answer = widget.apps(method, json!({})).await;
        assert_eq!(answer["error"]["code"], -32601, "{answer}");
    }
    assert_eq!(widget.apps("ui/open-link", json!({})).await["error"]["code"], -32602);
    widget.notifies("notifications/cancelled", json!({ "requestId": 1 }));
    widget.notifies("ui/notifications/unheard-of", json!({}));
    widget.notifies("ui/notifications/request-teardown", json!({}));
    widget.openai("setWidgetState", json!([{ "text": "x".repeat(20_000) }])).await.unwrap();
    let report = report(&test, &call, "phone", |report| report.findings.len() >= 6).await;
    let begins: Vec<&str> = report.findings.iter().map(|finding| &finding.text[..34]).collect();
    assert_eq!(
        begins,
        [
            "The widget sent ui/update-model-co",
            "The widget sent sampling/createMes",
            "The widget sent prompts/list, whic",
            "The widget sent ui/notifications/u",
            "The widget asked to be taken down ",
            "The widget stored a state of about",
        ]
    );
    assert!(test.host.mode("phone").is_some(), "it is still there");
}

#[tokio::test]
async fn the_model_sees_what_the_conversation_gives_it() {
    use ModelItemKind::{Message, ModelContext, ToolCall, ToolResult, WidgetState};
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    widget.introduce(json!({})).await;
    widget
        .openai("setWidgetState", json!([{ "modelContent": "Line 2", "privateContent": 1 }]))
        .await
        .unwrap();
    widget.apps("ui/update-model-context", json!({ "structuredContent": { "old": 1 } })).await;
    widget.apps("ui/update-model-context", json!({ "structuredContent": { "line": 2 } })).await;
    let seen = async |screen: &str| {
        let view = test.host.model_view(screen).await.unwrap();
        let items = view.items.into_iter().map(|item| (item.kind, item.content.0, item.reach));
        items.filter(|(kind, ..)| *kind != ModelItemKind::Tools).collect::<Vec<_>>()
    };
    let on_phone = seen("phone").await;
    let kinds: Vec<ModelItemKind> = on_phone.iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(kinds, [Message, ToolCall, ToolResult]);
    assert_eq!(on_phone[2].1.get("_meta"), None);
    let on_desktop = seen("desktop").await;
    assert_eq!(on_desktop[..3], on_phone[..]);
    assert_eq!(
        on_desktop[3..],
        [
            (WidgetState, json!("Line 2"), Reach::NextTurn),
            (ModelContext, json!({ "structuredContent": { "line": 2 } }), Reach::NextTurn),
        ]
    );
    test.host.from_screen("desktop", FromScreen::Say { text: "Go on".into(), apps: Vec::new() });
    let after = test
        .until("the next turn", async |host| {
            let view = host.model_view("desktop").await.unwrap();
            (view.items.last()?.kind == Message).then_some(view)
        })
        .await;
    assert!(after.items.iter().all(|item| item.reach == Reach::Now), "{after:?}");
    let unknown = test.host.model_view("watch").await.unwrap_err();
    assert_eq!(unknown.message, "There is no screen “watch”.");
}

#[tokio::test]
async fn each_kind_of_host_says_what_it_can_and_takes_a_widget_down_or_not() {
    let sandbox = json!({ "permissions": { "microphone": {}, "clipboardWrite": {} } });
    let as_chatgpt = json!({
        "openLinks": {}, "serverTools": {}, "serverResources": {}, "logging": {}, "sandbox": sandbox,
        "message": { "text": {} }, "updateModelContext": { "text": {}, "structuredContent": {} },
    });
    let every_kind = json!({ "text": {}, "image": {}, "audio": {}, "resource": {}, "resourceLink": {} });
    let mut context = every_kind.clone();
    context["structuredContent"] = json!({});
    let as_specified = json!({
        "openLinks": {}, "downloadFile": {}, "serverTools": {}, "serverResources": {}, "logging": {},
        "sandbox": sandbox, "message": every_kind, "updateModelContext": context,
    });
    for (kind, name, capabilities, stays) in
        [("chatgpt", "chatgpt", as_chatgpt, true), ("spec", "greenroom", as_specified, false)]
    {
        let (test, _server, call) = notes_with(&format!("[widgets]\nhost = \"{kind}\"")).await;
        let widget = Widget::of_call(&test, "desktop", &call.id).await;
        let result = widget.introduce(json!({})).await;
        assert_eq!((&result["hostInfo"]["name"], &result["hostCapabilities"]), (&json!(name), &capabilities));
        widget.notifies("ui/notifications/request-teardown", json!({}));
        widget.is_heard().await;
        if stays {
            assert!(test.host.mode("desktop").is_some(), "{kind}");
        } else {
            test.until("the widget to go", async |host| host.mode("desktop").is_none().then_some(())).await;
        }
    }
}
