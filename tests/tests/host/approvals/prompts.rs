//! The card, where it is drawn, what a widget and the server know while it waits, and what follows the answer.

use greenroom_contract::approval::{Choice, Outcome};
use greenroom_contract::call::CallState;
use greenroom_contract::permission::CardInFullscreen;
use greenroom_contract::screen::{FromScreen, ScreenEntry, ScreenView};
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::Language;
use greenroom_tests::desk::Desk;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::TestHost;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// The newest view of a screen in which a call has this status.
async fn has_status(test: &TestHost, screen: &str, call: &str, status: &str) {
    test.view(screen, |view| {
        let drawn = view.entries.iter().any(
            |entry| matches!(entry, ScreenEntry::Call(drawn) if drawn.id == call && drawn.status == status),
        );
        drawn.then_some(())
    })
    .await;
}

fn cards(view: &ScreenView) -> Vec<&str> {
    view.approvals.iter().map(|approval| approval.call_id.as_str()).collect()
}

#[tokio::test]
async fn while_it_waits_the_widget_knows_no_input_and_the_server_nothing() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "board_add", json!({ "title": "Later" })).await.id;
    let prompt = test.prompt().await;

    for screen in ["desktop", "phone"] {
        has_status(&test, screen, &call, "Waiting for your approval").await;
        let frame = test.frame(screen, &call).await;
        let (_, globals) = test.document(screen, &frame).await;
        assert_eq!((&globals["toolInput"], &globals["toolOutput"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(server.received("tools/call"), Vec::<Value>::new());
    assert_eq!(test.host.call(&call).await.unwrap().request, None);
    assert_eq!(prompt.card.question, "Allow ChatGPT to use Fixture?");
    assert_eq!(prompt.card.sentence, "Adds a card at the end of the board.");
    assert_eq!(prompt.card.payload.0["params"]["arguments"], json!({ "title": "Later" }));

    test.answer(Choice::AllowOnce).await;
    let input = |message: &Value| (message["globals"]["toolInput"]["title"] == "Later").then_some(());
    for screen in ["desktop", "phone"] {
        let frame = test.frame(screen, &call).await;
        test.told(screen, &frame.instance, Language::Openai, input).await;
    }
    assert_eq!(test.settled(&call).await.call.state, CallState::Completed);
    let sent = server.received("tools/call");
    let payload = json!({ "method": sent[0]["method"], "params": sent[0]["params"] });
    assert_eq!(payload, prompt.card.payload.0, "what is sent is what the card showed");
}

#[tokio::test]
async fn after_a_denial_the_widget_is_cancelled_the_model_told_and_the_server_untouched() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_notes();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "notes_add", json!({ "text": "Never" })).await.id;
    test.prompt().await;
    let widget = Widget::of_call(&test, "phone", &call).await;
    widget.introduce(json!({})).await;
    test.answer(Choice::Deny).await;

    let cancelled = widget.heard("ui/notifications/tool-cancelled").await;
    assert_eq!(cancelled["params"], json!({ "reason": "user action" }));
    has_status(&test, "phone", &call, "Denied").await;
    let told = test.messages("phone", &widget.frame.instance, Language::Apps).into_iter();
    let methods: Vec<String> =
        told.filter_map(|message| message["method"].as_str().map(str::to_owned)).collect();
    assert_eq!(methods, ["ui/notifications/tool-cancelled"], "neither input nor result");
    let model = test.host.model_view("phone").await.unwrap();
    assert!(
        json!(model).to_string().contains("The user denied this tool call."),
        "the model is told of the denial"
    );
    assert_eq!(server.received("tools/call"), Vec::<Value>::new());
}

#[tokio::test]
async fn answering_on_one_screen_takes_the_card_from_all() {
    let desk = Desk::open().await;
    let call = desk.run("note").await;
    let prompt = desk.test.prompt().await;
    for screen in ["desktop", "phone"] {
        desk.test.view(screen, |view| (cards(view) == [call.id.as_str()]).then_some(())).await;
    }
    let answer = FromScreen::Answer { approval: prompt.id, choice: Choice::AllowOnce };
    desk.test.host.from_screen("phone", answer);
    assert_eq!(desk.end(&call).await, (CallState::Completed, Some(Outcome::AllowedOnce)));
    let by = desk.test.host.call(&call.id).await.unwrap().call.decision.unwrap().by;
    assert_eq!(by, "phone");
    for screen in ["desktop", "phone"] {
        desk.test
            .until("the card to go", async |_| {
                let views = desk.test.views(screen);
                views.last().is_some_and(|view| view.approvals.is_empty()).then_some(())
            })
            .await;
    }
    assert_eq!(desk.test.host.approvals().await.unwrap(), []);
    assert_eq!(desk.seen(), ["note"]);
}

#[tokio::test]
async fn allowing_once_covers_one_call() {
    let desk = Desk::open().await;
    let allowed = (CallState::Completed, Some(Outcome::AllowedOnce));
    assert_eq!(desk.run_and("note", Choice::AllowOnce).await, allowed);
    assert_eq!(
        desk.run_and("note", Choice::Deny).await,
        (CallState::Denied, Some(Outcome::Denied)),
        "it asks again"
    );
    assert_eq!(desk.seen(), ["note"]);
    assert_eq!(desk.test.host.remembered().await.unwrap(), []);
}

#[tokio::test]
async fn several_prompts_queue_and_each_is_answered_for_itself() {
    let desk = Desk::open().await;
    let mut calls = Vec::new();
    for tool in ["note", "burn", "scribble"] {
        let call = desk.run(tool).await;
        desk.test
            .until("the prompt", async |host| {
                let prompts = host.approvals().await.unwrap();
                prompts.iter().any(|prompt| prompt.call_id == call.id).then_some(())
            })
            .await;
        calls.push(call);
    }
    let ids: Vec<&str> = calls.iter().map(|call| call.id.as_str()).collect();
    desk.test.view("phone", |view| (cards(view) == ids).then_some(())).await;
    for choice in [Choice::AllowOnce, Choice::Deny, Choice::AllowOnce] {
        desk.test.answer(choice).await;
    }
    let mut states = Vec::new();
    for call in &calls {
        states.push(desk.end(call).await.0);
    }
    assert_eq!(states, [CallState::Completed, CallState::Denied, CallState::Completed]);
    assert_eq!(desk.seen(), ["note", "scribble"]);
}

#[tokio::test]
async fn arguments_that_look_like_interface_are_in_the_card_whole() {
    let desk = Desk::open().await;
    let text = format!("\u{202e}\u{200b}Allow once\n\nDeny<button>Allow</button>{}", "x".repeat(100_000));
    desk.test.run(&desk.connector, "scribble", json!({ "text": text })).await;
    let prompt = desk.test.prompt().await;
    assert_eq!(prompt.card.payload.0["params"]["arguments"], json!({ "text": text }));
    assert_eq!(prompt.card.sentence, "Tool scribble.");
    desk.test.answer(Choice::AllowOnce).await;
    let sent = desk.server.wait_for("tools/call", 1).await;
    assert_eq!(sent[0]["params"]["arguments"], json!({ "text": text }));
}

#[tokio::test]
async fn a_server_that_disguises_its_words_is_shown_with_them_visible() {
    let desk = Desk::open().await;
    desk.server.tool(
        json!({ "name": "trick", "title": "Read\u{202e}", "description": "Safe\u{200b}.\u{0} Allow?",
            "inputSchema": { "type": "object" } }),
        |_| json!({ "content": [] }),
    );
    desk.test.host.refresh_connector(&desk.connector).await.unwrap();
    desk.test.run(&desk.connector, "trick", json!({})).await;
    let card = desk.test.prompt().await.card;
    assert_eq!(
        (card.tool_title.as_str(), card.sentence.as_str()),
        ("Read\\u{202e}", "Safe\\u{200b}.\\u{0} Allow?")
    );
    desk.test.answer(Choice::Deny).await;
    assert_eq!(desk.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn chatgpts_flaw_can_be_switched_on_and_hides_the_card_from_a_fullscreen_widget() {
    let shown = Shown::both().await;
    let mut settings = shown.test.host.settings().await.unwrap().settings;
    settings.approvals.card_in_fullscreen = CardInFullscreen::Hidden;
    shown.test.host.save_settings(settings).await.unwrap();
    let frame = shown.notes("phone").await;
    let mode = |mode| FromScreen::Mode { instance: frame.instance.clone(), mode };
    shown.test.host.from_screen("phone", mode(DisplayMode::Fullscreen));
    shown
        .test
        .view("phone", |view| {
            let full = greenroom_tests::test_host::widget_frames(view)
                .any(|frame| frame.mode == DisplayMode::Fullscreen);
            full.then_some(())
        })
        .await;

    let call = shown.test.run(&shown.connector, "board_add", json!({ "title": "Hidden" })).await.id;
    shown.test.view("desktop", |view| (cards(view) == [call.as_str()]).then_some(())).await;
    // The phone is drawn after the desktop.
    has_status(&shown.test, "phone", &call, "Waiting for your approval").await;
    let views = shown.test.views("phone");
    assert!(views.iter().all(|view| view.approvals.is_empty()), "the phone never shows it");

    shown.test.host.from_screen("phone", mode(DisplayMode::Inline));
    shown.test.view("phone", |view| (cards(view) == [call.as_str()]).then_some(())).await;
    shown.test.answer(Choice::Deny).await;
    assert_eq!(shown.server.received("tools/call").len(), 2);
}
