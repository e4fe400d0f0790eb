//! Screens that a person arranges, in the real window: each is a native view of its own.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// The cards that a board of the fixture draws.
const CARDS: &str = "[...document.querySelectorAll('#cards li')].map((card) => card.textContent)";

/// As wide as it was high, but for a pixel that the zoom takes.
const TURNED: &str = "document.body.clientWidth === 852 && Math.abs(document.body.clientHeight - 393) <= 1";

fn setup(id: &str, preset: &str) -> Value {
    json!({ "id": id, "preset": preset, "orientation": "portrait", "size": null })
}

async fn arrange(window: &Window, screens: &[Value]) {
    window.command("arrange_screens", json!({ "arrangement": screens })).await.unwrap();
}

#[tokio::test]
async fn screens_are_added_turned_and_removed_and_the_others_never_notice() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", CARDS, json!(["Plan", "Build"])).await;
    window.probe("phone", "document.title = 'the same document'").await.unwrap();

    let [desktop, phone] = [setup("desktop", "desktop"), setup("phone", "iphone-15")];
    let android = setup("screen-3", "pixel-5");
    arrange(&window, &[desktop.clone(), phone.clone(), android.clone()]).await;
    window.find_with("screen-frame", "data-screen", "screen-3").await;
    window.shows("screen-3", CARDS, json!(["Plan", "Build"])).await;
    window.shows("screen-3", "navigator.userAgent.includes('Android')", json!(true)).await;
    window.shows("phone", "navigator.userAgent.includes('iPhone')", json!(true)).await;
    window.screen_shows("screen-3", "document.body.clientWidth", json!(393)).await;
    window.picture("arrangement-three-light").await;
    // A widget of the new screen is heard like any other.
    window.tap("screen-3", "#select").await;
    window.shows("screen-3", "window.openai.widgetState !== null", json!(true)).await;
    window.shows("phone", "window.openai.widgetState", Value::Null).await;

    let turned = json!({ "id": "phone", "preset": "iphone-15", "orientation": "landscape", "size": null });
    arrange(&window, &[turned.clone(), android, desktop.clone()]).await;
    window.screen_shows("phone", TURNED, json!(true)).await;
    window.picture("arrangement-turned-light").await;
    arrange(&window, &[turned, desktop]).await;
    window.gone_with("screen-frame", "data-screen", "screen-3").await;
    window.shows("phone", "document.title", json!("the same document")).await;

    window.close().await;
    let window = Window::open(data.path()).await;
    window.screen_shows("phone", TURNED, json!(true)).await;
    assert_eq!(window.count("screen-frame").await, 2);
    assert_eq!(server.received("tools/call").len(), 1, "no screen calls anything for itself");
    window.close().await;
}

#[tokio::test]
async fn an_arrangement_that_cannot_be_is_refused_and_the_screens_stay() {
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    let refused = window.command("arrange_screens", json!({ "arrangement": [] })).await;
    assert_eq!(refused, Err("There cannot be 0 screens.".into()));
    for screen in ["desktop", "phone"] {
        window.find_with("screen-frame", "data-screen", screen).await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_person_adds_a_screen_makes_it_another_device_turns_it_and_takes_it_away() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", CARDS, json!(["Plan", "Build"])).await;

    window.click("screen-add").await;
    window.find("device-source").await;
    window.choose("device-preset", "galaxy-s9-plus").await;
    window.reads("device-source", "Playwright").await;
    let ids =
        "[...document.querySelectorAll('[data-testid=screen-frame]')].map((frame) => frame.dataset.screen)";
    window.shell_shows(&format!("{ids}.length"), json!(3)).await;
    window.shell_shows(&format!("{ids}[2]"), json!("screen-3")).await;
    window.shows("screen-3", CARDS, json!(["Plan", "Build"])).await;
    window.screen_shows("screen-3", "document.body.clientWidth", json!(320)).await;
    window.picture("arrangement-panel-light").await;
    window.click("device-rotate").await;
    window.screen_shows("screen-3", "document.body.clientWidth", json!(658)).await;
    window.click("device-left").await;
    window.shell_shows(ids, json!(["desktop", "screen-3", "phone"])).await;
    window.fill("device-width", "400").await;
    window.fill("device-height", "700").await;
    window.click("device-size-set").await;
    // What is typed is what is shown, also of a screen that is turned.
    window
        .screen_shows(
            "screen-3",
            "Math.abs(document.body.clientWidth - 400) <= 1 && Math.abs(document.body.clientHeight - 700) <= 1",
            json!(true),
        )
        .await;
    window.click("theme-dark").await;
    window.picture("arrangement-panel-dark").await;
    window.click("device-remove").await;
    window.shell_shows(ids, json!(["desktop", "phone"])).await;
    window.shows("phone", CARDS, json!(["Plan", "Build"])).await;
    assert_eq!(server.received("tools/call").len(), 1);
    window.close().await;
}
