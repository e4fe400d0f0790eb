//! When a widget's frame goes, and what the next one gets.

use greenroom_contract::connector::{ConnectorDraft, Reading};
use greenroom_contract::record::FrameQuery;
use greenroom_contract::screen::{FromScreen, ScreenEntry, ScreenView, WidgetFrame};
use greenroom_contract::settings::HostKind;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::{Language, Said};
use greenroom_tests::fixture::{BOARD, Fixture};
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::{TestHost, draft, widget_frames};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// The frame of an instance once its generation is this.
async fn generation(test: &TestHost, screen: &str, instance: &str, generation: u32) -> WidgetFrame {
    test.view(screen, |view| {
        let frame = widget_frames(view).find(|frame| frame.instance == instance)?;
        (frame.generation == generation).then(|| frame.clone())
    })
    .await
}

/// Completes the handshake of the MCP Apps bridge.
async fn initialize(shown: &Shown, screen: &str, frame: &WidgetFrame) {
    let introduction = json!({ "protocolVersion": "2026-01-26", "appInfo": {}, "appCapabilities": {} });
    shown.apps(screen, frame, 1, "ui/initialize", introduction).await;
    let ready = json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" });
    shown.test.say(screen, &frame.instance, Language::Apps, ready);
    told_of(shown, screen, frame, "ui/notifications/tool-result").await;
}

/// The first message of this method that a widget is sent.
async fn told_of(shown: &Shown, screen: &str, frame: &WidgetFrame, method: &str) -> Value {
    shown
        .test
        .told(screen, &frame.instance, Language::Apps, |message| {
            (message["method"] == method).then(|| message.clone())
        })
        .await
}

#[tokio::test]
async fn a_fresh_frame_gets_input_result_and_state_and_no_tool_is_called() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    let (_, before) = shown.test.document("phone", &frame).await;
    shown.openai("phone", &frame, 1, "setWidgetState", json!([{ "open": 2 }])).await.unwrap();

    shown.test.host.remount_widgets(Some(&shown.board)).await;

    let fresh = generation(&shown.test, "phone", &frame.instance, 1).await;
    assert_eq!(fresh, WidgetFrame { generation: 1, ..frame.clone() });
    let (_, after) = shown.test.document("phone", &fresh).await;
    let mut expected = before;
    expected["widgetState"] = json!({ "open": 2 });
    assert_eq!(after, expected);
    assert_eq!(shown.server.received("tools/call").len(), 2, "as many as before");
    let notes = shown.notes("phone").await;
    assert_eq!(notes.generation, 0, "the widgets of other calls stay");
}

#[tokio::test]
async fn what_the_old_frame_still_says_is_not_taken_for_the_new_ones() {
    let shown = Shown::both().await;
    let frame = shown.board("desktop").await;
    shown.test.host.remount_widgets(None).await;
    generation(&shown.test, "desktop", &frame.instance, 1).await;
    let late = json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" });
    let said = Said {
        instance: frame.instance.clone(),
        generation: 0,
        gesture: true,
        language: Language::Apps,
        text: late.to_string(),
    };
    shown.test.host.from_screen("desktop", FromScreen::Widgets { messages: vec![said] });
    // Heard after it, and answered; so by now a tool input would have been sent.
    let fresh = shown.board("desktop").await;
    shown.apps("desktop", &fresh, 9, "ping", json!({})).await;
    let methods = shown.test.messages("desktop", &frame.instance, Language::Apps);
    assert_eq!(methods, [json!({ "jsonrpc": "2.0", "id": 9, "result": {} })]);
}

#[tokio::test]
async fn a_widget_takes_leave_before_its_frame_goes_and_is_not_waited_for_for_ever() {
    let shown = Shown::both().await;
    let frame = shown.notes("desktop").await;
    initialize(&shown, "desktop", &frame).await;
    let silent = shown.notes("phone").await;
    initialize(&shown, "phone", &silent).await;

    let answering = async {
        let asked = told_of(&shown, "desktop", &frame, "ui/resource-teardown").await;
        let drawn = shown.test.frame("desktop", &shown.notes).await;
        assert_eq!(drawn.generation, 0, "the frame is still there");
        let answer = json!({ "jsonrpc": "2.0", "id": asked["id"], "result": {} });
        shown.test.say("desktop", &frame.instance, Language::Apps, answer);
    };
    tokio::join!(shown.test.host.remount_widgets(None), answering);

    generation(&shown.test, "desktop", &frame.instance, 1).await;
    generation(&shown.test, "phone", &silent.instance, 1).await;
    let cut_off = told_of(&shown, "phone", &silent, "notifications/cancelled").await;
    assert_eq!(cut_off["params"]["reason"], "No answer in time.");
}

#[tokio::test]
async fn chatgpt_loads_a_widget_anew_for_fullscreen_and_the_specification_does_not() {
    let shown = Shown::both().await;
    let frame = shown.board("desktop").await;
    let wish = json!([{ "mode": "fullscreen" }]);
    let granted = shown.openai("desktop", &frame, 1, "requestDisplayMode", wish.clone()).await;
    assert_eq!(granted, Ok(json!({ "mode": "fullscreen" })));
    let fresh = generation(&shown.test, "desktop", &frame.instance, 1).await;
    assert_eq!(fresh.mode, DisplayMode::Fullscreen);
    let (_, globals) = shown.test.document("desktop", &fresh).await;
    assert_eq!(
        (&globals["displayMode"], &globals["toolOutput"]),
        (&json!("fullscreen"), &json!({ "cards": ["Plan", "Build"] }))
    );

    shown.follow(|widgets| widgets.host = HostKind::Spec).await;
    let phone = shown.board("phone").await;
    shown.openai("phone", &phone, 2, "requestDisplayMode", wish).await.unwrap();
    let switched = shown
        .test
        .view("phone", |view| {
            widget_frames(view).find(|frame| frame.mode == DisplayMode::Fullscreen).cloned()
        })
        .await;
    assert_eq!(switched.generation, 0);
}

#[tokio::test]
async fn only_the_person_leaves_fullscreen_in_chatgpt() {
    let shown = Shown::both().await;
    let frame = shown.board("desktop").await;
    shown
        .openai("desktop", &frame, 1, "requestDisplayMode", json!([{ "mode": "fullscreen" }]))
        .await
        .unwrap();
    let full = generation(&shown.test, "desktop", &frame.instance, 1).await;
    shown.test.document("desktop", &full).await;
    let wished = shown.openai("desktop", &full, 2, "requestDisplayMode", json!([{ "mode": "inline" }])).await;
    assert_eq!(wished, Ok(json!({ "mode": "fullscreen" })));
    assert_eq!(
        shown.findings(&shown.board, "desktop").await,
        [
            "The widget asked to leave fullscreen. ChatGPT ignores that (August 2026): only the person leaves, with the \
          button of the host."
        ]
    );
    let chosen = FromScreen::Mode { instance: frame.instance.clone(), mode: DisplayMode::Inline };
    shown.test.host.from_screen("desktop", chosen);
    let globals = shown
        .test
        .told("desktop", &frame.instance, Language::Openai, |message| {
            let globals = &message["globals"];
            (globals["displayMode"] == "inline").then(|| globals["view"].clone())
        })
        .await;
    assert_eq!(globals, json!({ "mode": "inline" }));
}

#[tokio::test]
async fn a_result_may_close_the_widget_that_asked_for_it() {
    let shown = Shown::both().await;
    shown.server.tool(
        json!({ "name": "finish", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true } }),
        |_| json!({ "content": [], "_meta": { "openai/closeWidget": true } }),
    );
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    let frame = shown.board("desktop").await;
    shown.openai("desktop", &frame, 1, "callTool", json!(["finish", {}])).await.unwrap();
    let gone = |view: &ScreenView| {
        let known = widget_frames(view).any(|own| own.instance == frame.instance);
        (!known && view.entries.len() > 2).then_some(())
    };
    shown.test.view("desktop", gone).await;
    shown.test.frame("phone", &shown.board).await;
}

fn board(text: &str) -> Value {
    json!({ "uri": BOARD, "mimeType": "text/html+skybridge", "text": format!("<!doctype html>{text}") })
}

#[tokio::test]
async fn an_edited_template_is_on_every_screen_with_what_the_widget_had_and_without_a_call() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    server.template(board("first draft"));
    let live = ConnectorDraft { reading: Reading::Live, ..draft(&server.url) };
    let connector = test.host.create_connector(live).await.unwrap().id;
    test.connected(&connector).await;
    let call = test.run(&connector, "board_show", json!({ "board": 1 })).await.id;
    test.settled(&call).await;
    let mut shown = Vec::new();
    for screen in ["desktop", "phone"] {
        let frame = test.frame(screen, &call).await;
        let (html, _) = test.document(screen, &frame).await;
        assert!(html.ends_with("first draft"), "{html}");
        shown.push((screen, frame));
    }
    let (screen, frame) = &shown[1];
    let state = json!({ "id": 1, "method": "setWidgetState", "params": [{ "open": 2 }] });
    test.say(screen, &frame.instance, Language::Openai, state);

    server.template(board("second draft"));

    for (screen, frame) in &shown {
        let fresh = generation(&test, screen, &frame.instance, 1).await;
        let (html, globals) = test.document(screen, &fresh).await;
        assert!(html.ends_with("second draft"), "{html}");
        assert_eq!(globals["toolInput"], json!({ "board": 1 }));
        assert_eq!(globals["toolOutput"], json!({ "cards": ["Plan", "Build"] }));
        let state = if *screen == "phone" { json!({ "open": 2 }) } else { Value::Null };
        assert_eq!(globals["widgetState"], state);
    }
    assert_eq!(server.received("tools/call").len(), 1);

    // A template that breaks gives way to the reason, and comes back with the next good one.
    server.template(json!({ "uri": BOARD, "mimeType": "text/html+skybridge", "text": " " }));
    let reason = test
        .view("phone", |view| {
            view.entries.iter().find_map(|entry| match entry {
                ScreenEntry::Call(call) if call.widget.is_none() && !call.text.is_empty() => {
                    Some(call.text.clone())
                }
                _ => None,
            })
        })
        .await;
    assert!(reason.starts_with(&format!("The template {BOARD} is empty.")), "{reason}");
    server.template(board("third draft"));
    let back = test
        .view("phone", |view| {
            let frame = widget_frames(view).next()?;
            (shown.iter().all(|(_, old)| old.instance != frame.instance)).then(|| frame.clone())
        })
        .await;
    let (html, _) = test.document("phone", &back).await;
    assert!(html.ends_with("third draft"), "{html}");

    // Hours of looks that bring nothing new would push everything else off the record.
    let recorded = async || {
        let query = FrameQuery { text: "resources/read".into(), ..FrameQuery::default() };
        test.host.frames(query, None, 1000).await.unwrap().frames.len()
    };
    server.wait_for("resources/read", server.received("resources/read").len() + 2).await;
    let before = recorded().await;
    server.wait_for("resources/read", server.received("resources/read").len() + 2).await;
    assert_eq!(recorded().await, before);
}
