//! Modals of widgets, and the page of the app that a fullscreen widget can be opened in.

use greenroom_contract::prompt::{Asks, PromptAnswer};
use greenroom_contract::screen::{FromScreen, ScreenModal, ScreenView};
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::Language;
use greenroom_tests::fixture::BOARD;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

async fn opened(shown: &Shown, screen: &str) -> ScreenModal {
    shown.test.view(screen, |view| view.modal.as_deref().cloned()).await
}

/// Waits until the modal that was there is gone.
async fn closed(shown: &Shown, screen: &str) {
    let mut was_open = false;
    shown
        .test
        .view(screen, |view| {
            was_open |= view.modal.is_some();
            (was_open && view.modal.is_none()).then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_modal_has_an_instance_of_its_own_with_the_same_call_and_state() {
    let shown = Shown::both().await;
    let board = shown.board("phone").await;
    let state = json!({ "selected": "Plan" });
    shown.openai("phone", &board, 1, "setWidgetState", json!([state])).await.unwrap();
    let wish = json!([{ "title": "Move\u{202e} it", "params": { "card": 7 } }]);
    assert_eq!(shown.openai("phone", &board, 2, "requestModal", wish.clone()).await, Ok(Value::Null));

    let modal = opened(&shown, "phone").await;
    assert_eq!((modal.title.as_str(), modal.app_name.as_str()), ("Move\\u{202e} it", "Fixture"));
    assert_eq!(modal.frame.mode, DisplayMode::Modal);
    assert_ne!((&modal.frame.instance, &modal.frame.src), (&board.instance, &board.src));
    let (html, globals) = shown.test.document("phone", &modal.frame).await;
    let (own, opener) = shown.test.document("phone", &board).await;
    assert_eq!(html.split_once("</script>").unwrap().1, own.split_once("</script>").unwrap().1);
    assert_eq!(globals["view"], json!({ "mode": "modal", "params": { "card": 7 } }));
    assert_eq!((&globals["displayMode"], &globals["maxHeight"]), (&json!("modal"), &json!(675.0)));
    assert_eq!((&opener["displayMode"], &opener["view"]), (&json!("inline"), &json!({ "mode": "inline" })));
    for key in ["toolInput", "toolOutput", "toolResponseMetadata", "widgetState"] {
        assert_eq!(globals[key], opener[key], "{key}");
    }
    assert_eq!(globals["widgetState"], state);

    // The widget inside is one like others: it may call tools, but is not the newest widget of the screen.
    let called = shown.openai("phone", &modal.frame, 1, "callTool", json!(["board_show", {}])).await;
    assert_eq!(called.unwrap()["structuredContent"], json!({ "cards": ["Plan", "Build"] }));
    let mode = shown.openai("phone", &modal.frame, 2, "requestDisplayMode", json!([{ "mode": "pip" }])).await;
    assert_eq!(mode, Ok(json!({ "mode": "modal" })));
    assert_eq!(shown.test.host.mode("phone"), Some(DisplayMode::Inline));
    let second = shown.openai("phone", &board, 3, "requestModal", wish).await;
    assert_eq!(second, Err("A modal is open on this screen already.".into()));

    shown.openai("phone", &modal.frame, 3, "requestClose", json!([])).await.unwrap();
    closed(&shown, "phone").await;
    assert_eq!(shown.test.host.widget_document("phone", &modal.frame.src).await.status, 404);
    assert_eq!(shown.test.host.widget_document("phone", &board.src).await.status, 200);
}

#[tokio::test]
async fn a_modal_shows_another_template_of_the_same_server() {
    let shown = Shown::both().await;
    shown.server.template(json!({
        "uri": "ui://fixture/details.html", "mimeType": "text/html;profile=mcp-app", "text": "<!doctype html>details",
        "_meta": { "ui": { "csp": { "connectDomains": ["https://details.example"] } } },
    }));
    let board = shown.board("desktop").await;
    let wish = |template: &str| json!([{ "template": template }]);
    let mut seen: Vec<String> = Vec::new();
    // One that a tool names, and one that none does.
    for (id, uri, ending) in
        [(1, "ui://fixture/notes.html", "</html>\n"), (2, "ui://fixture/details.html", "details")]
    {
        shown.openai("desktop", &board, id, "requestModal", wish(uri)).await.unwrap();
        let is_new =
            |view: &ScreenView| view.modal.clone().filter(|modal| !seen.contains(&modal.frame.instance));
        let modal = shown.test.view("desktop", is_new).await;
        assert_eq!(modal.title, "Fixture");
        let document = shown.test.host.widget_document("desktop", &modal.frame.src).await;
        let html = String::from_utf8(document.body).unwrap();
        assert!(html.ends_with(ending), "{html}");
        assert_eq!(document.headers[1].1.contains("https://details.example;"), id == 2);
        let close = FromScreen::CloseModal { instance: modal.frame.instance.clone() };
        shown.test.host.from_screen("desktop", close);
        seen.push(modal.frame.instance);
        closed(&shown, "desktop").await;
    }
    let missing =
        shown.openai("phone", &shown.board("phone").await, 4, "requestModal", wish("ui://none")).await;
    assert!(missing.unwrap_err().starts_with("The template ui://none could not be read."));
}

#[tokio::test]
async fn a_modal_goes_with_the_widget_that_opened_it() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    shown.openai("desktop", &board, 1, "requestModal", json!([{}])).await.unwrap();
    let modal = opened(&shown, "desktop").await;
    let ask = json!({ "id": 9, "method": "openExternal", "params": [{ "href": "https://example.com/" }] });
    shown.test.say("desktop", &modal.frame.instance, Language::Openai, ask);
    shown.asked("desktop", &[]).await;
    shown.openai("desktop", &board, 2, "requestClose", json!([])).await.unwrap();
    shown
        .test
        .view("desktop", |view| {
            let calls = serde_json::to_string(&view.entries).unwrap();
            let is_gone = view.modal.is_none() && view.prompt.is_none() && !calls.contains(&board.instance);
            is_gone.then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_fullscreen_widget_opens_in_its_app_where_it_has_one() {
    let mut shown = Shown::both().await;
    assert!(!shown.board("desktop").await.open_in_app);
    shown.server.template(json!({
        "uri": BOARD, "mimeType": "text/html+skybridge", "text": "<!doctype html>app",
        "_meta": { "openai/widgetDomain": "boards.example", "openai/widgetCSP": { "redirect_domains": ["boards.example"] } },
    }));
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    shown.board = shown.test.run(&shown.connector, "board_show", json!({})).await.id;
    shown.test.settled(&shown.board).await;
    let board = shown.board("desktop").await;
    assert!(board.open_in_app);
    let press =
        || shown.test.host.from_screen("desktop", FromScreen::OpenInApp { instance: board.instance.clone() });

    let elsewhere = json!([{ "href": "https://elsewhere.example/board/7" }]);
    shown.openai("desktop", &board, 1, "setOpenInAppUrl", elsewhere).await.unwrap();
    press();
    let prompt = shown.asked("desktop", &[]).await;
    assert_eq!(prompt.asks, Asks::OpenLink { url: "https://elsewhere.example/board/7".into() });
    shown.answers("desktop", &prompt, PromptAnswer::Declined);
    let empty = shown.openai("desktop", &board, 2, "setOpenInAppUrl", json!([{ "href": "" }])).await;
    assert_eq!(empty, Err("setOpenInAppUrl needs a non-empty string `href`.".into()));
    assert_eq!(*shown.test.opened.lock().unwrap(), Vec::<String>::new());
}
