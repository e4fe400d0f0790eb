//! What widgets ask of the host, in both languages, and what comes of it.

use std::time::Duration;

use greenroom_contract::approval::Choice;
use greenroom_contract::call::{Asker, CallState};
use greenroom_contract::conversation::{Author, Entry};
use greenroom_contract::event::Event;
use greenroom_contract::screen::{FromScreen, ScreenEntry, ScreenView};
use greenroom_contract::settings::{Gestures, HostKind};
use greenroom_contract::stage::{DisplayMode, Theme};
use greenroom_contract::widget::Language;
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::{TestHost, widget_frames};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

#[tokio::test]
async fn a_widgets_write_asks_first_and_a_denial_reaches_only_the_widget() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    let add = json!(["board_add", { "title": "From the widget" }]);

    let asked = async {
        let prompt = shown.test.prompt().await;
        assert_eq!(prompt.asker, Asker::Widget { call_id: shown.board.clone(), screen: "phone".into() });
        assert_eq!(shown.server.received("tools/call").len(), 2, "nothing was sent before the answer");
        // Every screen shows the card, and each may answer it.
        let on_desktop = shown.test.view("desktop", |view| view.approvals.first().cloned()).await;
        assert_eq!(on_desktop, prompt);
        let answer = FromScreen::Answer { approval: prompt.id, choice: Choice::Deny };
        shown.test.host.from_screen("desktop", answer);
    };
    let (denied, ()) = tokio::join!(shown.openai("phone", &frame, 1, "callTool", add.clone()), asked);
    assert_eq!(denied, Err("The user denied this tool call.".into()));
    assert_eq!(shown.server.received("tools/call").len(), 2);

    let allowed = async { shown.test.answer(Choice::AllowOnce).await };
    let (result, ()) = tokio::join!(shown.openai("phone", &frame, 2, "callTool", add), allowed);
    assert_eq!(
        result.unwrap()["structuredContent"]["cards"].as_array().unwrap().last(),
        Some(&json!("From the widget"))
    );
    let sent = shown.server.received("tools/call").pop().unwrap();
    assert_eq!(sent["params"]["arguments"], json!({ "title": "From the widget" }));
    assert_eq!(sent["params"]["_meta"]["openai/widgetSessionId"], json!(format!("{}-phone", shown.board)));
}

#[tokio::test]
async fn a_widgets_call_waits_its_turn_behind_the_persons() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    shown.server.behave("tools/call", Behaviour::Silence);
    let persons = shown.test.run(&shown.connector, "board_show", json!({})).await.id;
    shown.server.wait_for("tools/call", 3).await;

    let freed = async {
        shown
            .test
            .until("the widget's call to queue", async |host| {
                host.conversation().await.unwrap().entries.into_iter().find(|entry| {
                    matches!(entry, Entry::Call(call)
                        if call.state == CallState::Queued && matches!(call.asker, Asker::Widget { .. }))
                })
            })
            .await;
        assert_eq!(shown.server.received("tools/call").len(), 3);
        shown.server.behave_as_usual("tools/call");
        shown.test.host.cancel_call(&persons).await.unwrap();
    };
    let asked = shown.openai("phone", &frame, 1, "callTool", json!(["board_show", {}]));
    let (result, ()) = tokio::join!(asked, freed);
    assert_eq!(result.unwrap()["structuredContent"], json!({ "cards": ["Plan", "Build"] }));
    assert_eq!(shown.test.settled(&persons).await.call.state, CallState::Cancelled);
}

#[tokio::test]
async fn a_tool_that_is_hidden_from_widgets_is_refused_to_them_as_specified_and_called_as_by_chatgpt() {
    let shown = Shown::both().await;
    shown.server.tool(
        json!({ "name": "secret", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": { "ui": { "visibility": ["model"] } } }),
        |_| json!({ "content": [] }),
    );
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    let frame = shown.notes("desktop").await;
    shown.introduce("desktop", &frame).await;
    let answer =
        shown.apps("desktop", &frame, 7, "tools/call", json!({ "name": "secret", "arguments": {} })).await;
    assert_eq!(answer["result"], json!({ "content": [] }));
    assert_eq!(
        shown.findings(&shown.notes, "desktop").await,
        [
            "The widget called the tool secret, whose visibility leaves out “app”. ChatGPT was seen to call it all \
          the same (July 2026); MCP Apps says that a host has to refuse, and others do."
        ]
    );

    shown.follow(|widgets| widgets.host = HostKind::Spec).await;
    let answer =
        shown.apps("desktop", &frame, 1, "tools/call", json!({ "name": "secret", "arguments": {} })).await;
    assert_eq!(answer["error"]["code"], -32000);
    assert!(
        answer["error"]["message"].as_str().unwrap().starts_with("Refused, because a widget asks"),
        "{answer}"
    );
    let missing = shown.apps("desktop", &frame, 2, "tools/call", json!({ "name": "nothing" })).await;
    assert_eq!(missing["error"]["message"], "The tool “nothing” is not in the connector's snapshot.");
}

#[tokio::test]
async fn what_needs_a_click_comes_to_nothing_without_one() {
    let shown = Shown::both().await;
    let frame = shown.board("desktop").await;
    shown.introduce("desktop", &frame).await;
    let asked = json!({ "id": 1, "method": "requestDisplayMode", "params": [{ "mode": "fullscreen" }] });
    shown.test.say_unasked("desktop", &frame.instance, Language::Openai, asked);
    let message = json!({ "jsonrpc": "2.0", "id": 2, "method": "ui/message",
        "params": { "role": "user", "content": [{ "type": "text", "text": "Unasked" }] } });
    shown.test.say_unasked("desktop", &frame.instance, Language::Apps, message);
    let answer = shown
        .test
        .told("desktop", &frame.instance, Language::Apps, |message| {
            (message["id"] == 2).then(|| message.clone())
        })
        .await;
    assert_eq!(answer, json!({ "jsonrpc": "2.0", "id": 2, "result": {} }));
    let board = shown.board("desktop").await;
    assert_eq!(board.mode, DisplayMode::Inline);
    let entries = shown.test.host.conversation().await.unwrap().entries;
    let follow_ups = entries.iter().filter(|entry| match entry {
        Entry::Message(message) => message.text == "Unasked",
        Entry::Call(_) => false,
    });
    assert_eq!(follow_ups.count(), 0);
    let without = |what: &str| {
        format!(
            "The widget {what} although nobody had just clicked or pressed a key in it. ChatGPT does nothing then; \
             do it in the handler of a click."
        )
    };
    assert_eq!(
        shown.findings(&shown.board, "desktop").await,
        [without("asked for another display mode"), without("sent a message")]
    );

    shown.follow(|widgets| widgets.gestures = Gestures::Ignored).await;
    let asked = json!({ "id": 3, "method": "requestDisplayMode", "params": [{ "mode": "fullscreen" }] });
    shown.test.say_unasked("desktop", &frame.instance, Language::Openai, asked);
    let is_fullscreen = |view: &ScreenView| {
        widget_frames(view).any(|frame| frame.mode == DisplayMode::Fullscreen).then_some(())
    };
    shown.test.view("desktop", is_fullscreen).await;
}

#[tokio::test]
async fn display_modes_are_granted_by_device_and_told_in_both_languages() {
    let shown = Shown::both().await;
    let board = shown.board("phone").await;
    let granted = shown.openai("phone", &board, 1, "requestDisplayMode", json!([{ "mode": "pip" }])).await;
    assert_eq!(granted, Ok(json!({ "mode": "fullscreen" })), "a phone has no picture-in-picture");
    let full = shown
        .test
        .view("phone", |view| {
            let frame = widget_frames(view).find(|frame| frame.instance == board.instance)?;
            (frame.mode == DisplayMode::Fullscreen).then(|| frame.clone())
        })
        .await;
    let (_, globals) = shown.test.document("phone", &full).await;
    let of_mode = ["displayMode", "view", "maxHeight", "safeArea"].map(|name| globals[name].clone());
    assert_eq!(
        of_mode,
        [
            json!("fullscreen"),
            json!({ "mode": "fullscreen" }),
            json!(741.0),
            json!({ "insets": { "top": 0.0, "right": 0.0, "bottom": 150.0, "left": 0.0 } })
        ]
    );
    assert_eq!(shown.test.host.mode("phone"), Some(DisplayMode::Inline), "the newest widget is another one");
    assert_eq!(shown.test.host.mode("desktop"), Some(DisplayMode::Inline));

    let notes = shown.notes("desktop").await;
    let introduction = json!({ "protocolVersion": "2026-01-26", "appInfo": {}, "appCapabilities": {} });
    shown.apps("desktop", &notes, 1, "ui/initialize", introduction).await;
    let ready = json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" });
    shown.test.say("desktop", &notes.instance, Language::Apps, ready);
    let granted = shown.apps("desktop", &notes, 2, "ui/request-display-mode", json!({ "mode": "pip" })).await;
    assert_eq!(granted["result"], json!({ "mode": "pip" }));
    let context = shown
        .test
        .told("desktop", &notes.instance, Language::Apps, |message| {
            let is_change = message["method"] == "ui/notifications/host-context-changed";
            is_change.then(|| message["params"].clone())
        })
        .await;
    assert_eq!(context["containerDimensions"], json!({ "maxWidth": 766.0, "maxHeight": 420.0 }));
}

#[tokio::test]
async fn the_shell_hears_when_a_screen_gets_its_first_widget_and_loses_its_last() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let mut events = test.host.subscribe();
    let call = test.run(&connector, "board_show", json!({})).await;
    next_of_stage(&mut events).await;
    assert_eq!(test.host.mode("desktop"), Some(DisplayMode::Inline));
    test.settled(&call.id).await;
    test.host.start_conversation().await.unwrap();
    next_of_stage(&mut events).await;
    assert_eq!(test.host.mode("phone"), None);
}

async fn next_of_stage(events: &mut Receiver<Event>) {
    let told = async { while events.recv().await.unwrap() != Event::Stage {} };
    tokio::time::timeout(Duration::from_secs(20), told).await.expect("the shell is told about the stage");
}

#[tokio::test]
async fn a_change_of_theme_reaches_widgets_that_run() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    shown.test.host.set_theme(Theme::Dark);
    let globals = shown
        .test
        .told("desktop", &board.instance, Language::Openai, |message| {
            message["globals"].get("theme").map(|_| message["globals"].clone())
        })
        .await;
    assert_eq!(globals, json!({ "theme": "dark" }));
    shown.test.view("desktop", |view| (view.theme == Theme::Dark).then_some(())).await;
    let (_, fresh) = shown.test.document("desktop", &board).await;
    assert_eq!(fresh["theme"], "dark");
}

#[tokio::test]
async fn follow_ups_join_the_conversation_and_say_who_sent_them() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    let sent =
        shown.openai("desktop", &board, 1, "sendFollowUpMessage", json!([{ "prompt": "And now?" }])).await;
    assert_eq!(sent, Ok(Value::Null));
    let notes = shown.notes("phone").await;
    let message = json!({ "role": "user", "content": [{ "type": "text", "text": "From the notes" }] });
    let answer = shown.apps("phone", &notes, 1, "ui/message", message).await;
    assert_eq!(answer["result"], json!({}));
    let conversation = shown.test.host.conversation().await.unwrap();
    let said: Vec<(String, Author)> = conversation
        .entries
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.text, message.author)),
            Entry::Call(_) => None,
        })
        .collect();
    let by_widget = Author::Widget { app_name: "Fixture".into() };
    assert_eq!(
        said[2..],
        [("And now?".to_owned(), by_widget.clone()), ("From the notes".to_owned(), by_widget)]
    );
}

#[tokio::test]
async fn the_height_follows_the_widgets_own_report() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    for (id, method, height) in [
        (1, "contentHeight", 300),
        (2, "notifyIntrinsicHeight", 240),
        // A measurement no longer counts once the widget has spoken for itself.
        (3, "contentHeight", 900),
        (4, "notifyIntrinsicHeight", 260),
    ] {
        shown.openai("desktop", &board, id, method, json!([height])).await.unwrap();
    }
    let wrong = shown.openai("desktop", &board, 5, "notifyIntrinsicHeight", json!([-4])).await;
    assert_eq!(wrong, Err("The height is a number of pixels.".into()));
    let mut drawn = Vec::new();
    shown
        .test
        .view("desktop", |view| {
            drawn.extend(heights(view, &board.instance));
            drawn.dedup();
            (drawn.last() == Some(&260.0)).then_some(())
        })
        .await;
    assert!(!drawn.contains(&900.0), "{drawn:?}");
}

fn heights(view: &ScreenView, instance: &str) -> Option<f64> {
    view.entries.iter().find_map(|entry| match entry {
        ScreenEntry::Call(call) => call.widget.as_ref().filter(|frame| frame.instance == instance)?.height,
        ScreenEntry::Message(_) => None,
    })
}

#[tokio::test]
async fn a_widget_waits_with_its_call_and_learns_of_the_denial() {
    let test = TestHost::start().await;
    let server = Fixture::start();
    server.tool(
        json!({ "name": "publish", "inputSchema": { "type": "object" },
            "_meta": { "ui": { "resourceUri": "ui://x" } } }),
        |_| json!({ "content": [], "structuredContent": { "published": true } }),
    );
    server.template(
        json!({ "uri": "ui://x", "mimeType": "text/html;profile=mcp-app", "text": "<!doctype html>x" }),
    );
    let connector = test.connect(&server.url).await;
    let call = test.run(&connector.id, "publish", json!({ "what": "all" })).await;
    let frame = test.frame("desktop", &call.id).await;
    let (_, globals) = test.document("desktop", &frame).await;
    assert_eq!((&globals["toolInput"], &globals["toolOutput"]), (&Value::Null, &Value::Null));
    let say = |message: Value| test.say("desktop", &frame.instance, Language::Apps, message);
    say(json!({ "jsonrpc": "2.0", "id": 1, "method": "ui/initialize", "params": {} }));
    say(json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" }));

    test.answer(Choice::Deny).await;
    let mut methods = Vec::new();
    let reason = test
        .told("desktop", &frame.instance, Language::Apps, |message| {
            methods.extend(message["method"].as_str().map(str::to_owned));
            (message["method"] == "ui/notifications/tool-cancelled").then(|| message["params"].clone())
        })
        .await;
    assert_eq!(reason, json!({ "reason": "user action" }));
    assert_eq!(methods, ["ui/notifications/tool-cancelled"], "the input of a refused call stays hidden");
    assert_eq!(test.settled(&call.id).await.call.state, CallState::Denied);
    assert_eq!(server.received("tools/call"), Vec::<Value>::new());
}

#[tokio::test]
async fn a_screen_cannot_speak_for_another_screens_widget() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    let request = json!({ "id": 9, "method": "sendFollowUpMessage", "params": [{ "prompt": "forged" }] });
    shown.test.say("phone", &board.instance, Language::Openai, request);
    // Messages are handled in order, so this answer comes after the forged one was looked at.
    let phone = shown.board("phone").await;
    shown.openai("phone", &phone, 1, "setWidgetState", json!([{}])).await.unwrap();
    let conversation = shown.test.host.conversation().await.unwrap();
    let forged = conversation
        .entries
        .iter()
        .any(|entry| matches!(entry, Entry::Message(said) if said.text == "forged"));
    assert!(!forged);
    assert_eq!(shown.test.host.widget_document("phone", &board.src).await.status, 404);
}

#[tokio::test]
async fn a_closed_widget_stays_away_until_its_screen_is_loaded_anew() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    assert_eq!(shown.openai("desktop", &board, 1, "requestClose", json!([])).await, Ok(Value::Null));
    let instances = |view: &ScreenView| -> Vec<String> {
        let calls = view.entries.iter().filter_map(|entry| match entry {
            ScreenEntry::Call(call) => call.widget.as_ref().map(|frame| frame.instance.clone()),
            ScreenEntry::Message(_) => None,
        });
        calls.collect()
    };
    let notes = shown.notes("desktop").await;
    // Other things go on, and bring the closed widget back on no view.
    shown.test.host.set_theme(Theme::Dark);
    let another = shown.test.run(&shown.connector, "notes_show", json!({})).await;
    shown.test.settled(&another.id).await;
    let third = shown.test.frame("desktop", &another.id).await;
    let drawn = shown
        .test
        .view("desktop", |view| {
            let drawn = instances(view);
            drawn.contains(&third.instance).then_some(drawn)
        })
        .await;
    assert_eq!(drawn, [notes.instance.clone(), third.instance.clone()]);
    shown.frame("phone", &shown.board).await;

    shown.test.host.from_screen("desktop", FromScreen::Ready);
    let mut closed = false;
    let drawn = shown
        .test
        .view("desktop", |view| {
            let drawn = instances(view);
            closed |= !drawn.contains(&board.instance) && drawn.contains(&third.instance);
            (closed && drawn.contains(&board.instance)).then_some(drawn)
        })
        .await;
    assert_eq!(drawn, [board.instance, notes.instance, third.instance]);
}

#[tokio::test]
async fn an_old_widget_stays_what_it_was_and_the_next_call_has_the_new_html_with_its_policy() {
    let mut shown = Shown::both().await;
    let fresh = json!({
        "uri": "ui://fixture/board.html", "mimeType": "text/html+skybridge", "text": "<!doctype html>fresh",
        "_meta": { "openai/widgetCSP": { "connect_domains": ["https://fresh.example"] } },
    });
    let document = async |shown: &Shown, screen: &str, call: &str| {
        let frame = shown.test.frame(screen, call).await;
        let document = shown.test.host.widget_document(screen, &frame.src).await;
        assert_eq!(document.status, 200);
        let is_fresh = String::from_utf8_lossy(&document.body).ends_with("fresh");
        (is_fresh, document.headers[1].1.contains("https://fresh.example;"))
    };
    shown.server.template(fresh);
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    let again = shown.test.run(&shown.connector, "board_show", json!({})).await;
    for screen in ["desktop", "phone"] {
        assert_eq!(document(&shown, screen, &shown.board).await, (false, false));
        assert_eq!(document(&shown, screen, &again.id).await, (true, true));
    }

    // Also when the conversation is opened another day, however often the connector was refreshed meanwhile.
    for version in 0..12 {
        let text = format!("<!doctype html>version {version}");
        shown.server.template(
            json!({ "uri": "ui://fixture/board.html", "mimeType": "text/html+skybridge", "text": text }),
        );
        shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    }
    shown.test = shown.test.crash_and_restart().await;
    for screen in ["desktop", "phone"] {
        assert_eq!(document(&shown, screen, &shown.board).await, (false, false));
        assert_eq!(document(&shown, screen, &again.id).await, (true, true));
    }
}

#[tokio::test]
async fn the_widgets_of_a_deleted_connector_go_with_it() {
    let shown = Shown::both().await;
    let board = shown.board("phone").await;
    shown.test.host.delete_connector(&shown.connector).await.unwrap();
    let gone = |view: &ScreenView| {
        view.entries.iter().find_map(|entry| match entry {
            ScreenEntry::Call(call) if call.id == shown.board && call.widget.is_none() => {
                Some(call.text.clone())
            }
            _ => None,
        })
    };
    let expected = "The widget is not shown: its connector was deleted, or its tools have not been read yet.\n\n\
                    The board has 2 cards.";
    let seen = shown.test.view("phone", |view| gone(view).filter(|text| !text.is_empty())).await;
    assert_eq!(seen, expected);
    assert_eq!(shown.test.host.widget_document("phone", &board.src).await.status, 404);
    let test = shown.test.crash_and_restart().await;
    test.host.from_screen("phone", FromScreen::Ready);
    let board = shown.board;
    let again = test
        .view("phone", |view| {
            view.entries.iter().find_map(|entry| match entry {
                ScreenEntry::Call(call) if call.id == board => Some((call.widget.clone(), call.text.clone())),
                _ => None,
            })
        })
        .await;
    assert_eq!(again, (None, expected.to_owned()));
}

#[tokio::test]
async fn a_widget_that_asks_in_a_loop_cannot_bury_the_person() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    for id in 1..=17 {
        let params = json!(["board_add", { "title": format!("Card {id}") }]);
        let request = json!({ "id": id, "method": "callTool", "params": params });
        shown.test.say("desktop", &board.instance, Language::Openai, request);
    }
    let refused = shown
        .test
        .told("desktop", &board.instance, Language::Openai, |message| {
            (message["kind"] == "error").then(|| message["message"].clone())
        })
        .await;
    assert_eq!(refused, "This widget has 16 calls under way already.");
    shown
        .test
        .until("all prompts", async |host| (host.approvals().await.unwrap().len() == 16).then_some(()))
        .await;
    // The person is not kept from running a tool, and another widget is not kept from asking.
    let notes = shown.notes("desktop").await;
    let read = shown.apps("desktop", &notes, 1, "tools/call", json!({ "name": "notes_show" })).await;
    assert_eq!(read["result"]["structuredContent"], json!({ "notes": ["Call Ada"] }));
}

#[tokio::test]
async fn what_a_widget_asks_of_its_server_is_never_a_call() {
    let shown = Shown::both().await;
    let notes = shown.notes("desktop").await;
    let before = shown.server.received("tools/call").len();
    let read =
        shown.apps("desktop", &notes, 1, "resources/read", json!({ "uri": "ui://fixture/notes.html" })).await;
    assert_eq!(read["result"]["contents"][0]["uri"], "ui://fixture/notes.html");
    let smuggled = json!({ "method": "tools/call", "name": "notes_add", "uri": "ui://fixture/notes.html" });
    shown.apps("desktop", &notes, 2, "resources/list", smuggled).await;
    let unknown = shown.apps("desktop", &notes, 3, "tools/list", json!({})).await;
    assert_eq!(unknown["error"]["message"], "tools/list is not offered by this host.");
    assert_eq!(shown.server.received("tools/call").len(), before);
}
