//! Widgets far from sight are parked: neither laid out nor drawn, and back as they were when they are needed.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use serde_json::json;
use tempfile::TempDir;

const WIDGETS: usize = 10;

/// Of the oldest widget and of the newest: whether it is parked, and whether the engine lays it out.
const FIRST_AND_LAST: &str = "[0, -1].map((place) => {
    const widget = [...document.querySelectorAll('.widget-place')].at(place);
    const { parked } = widget.dataset;
    return [parked, widget.querySelector('iframe').checkVisibility({ contentVisibilityAuto: true })];
})";

/// Notes in how many of the next frames the engine leaves the newest widget out.
const WATCH: &str = "(() => {
    window.seen = { frames: 0, gone: 0 };
    const frame = [...document.querySelectorAll('iframe')].at(-1);
    const look = () => {
        window.seen.frames += 1;
        if (!frame.checkVisibility({ contentVisibilityAuto: true })) window.seen.gone += 1;
        requestAnimationFrame(look);
    };
    look();
    return true;
})()";

/// A window whose screens show one widget, with the server and the folder that it needs.
async fn board() -> (Window, Fixture, TempDir) {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", "document.title", json!("Board")).await;
    (window, server, data)
}

#[tokio::test]
async fn widgets_far_from_sight_are_parked_and_come_back_as_they_were() {
    let (window, _server, _data) = board().await;
    let width = window.probe("phone", "window.kept = 'mine', innerWidth").await.unwrap();
    let connectors = window.command("connectors", json!({})).await.unwrap();
    let board = connectors.as_array().unwrap().iter().find(|one| one["name"] == "Board").unwrap();
    let call = json!({ "connectorId": board["id"], "toolName": "board_show", "arguments": {}, "say": "" });
    for _ in 1..WIDGETS {
        window.command("run_tool", json!({ "request": call })).await.unwrap();
    }
    let number = "document.querySelectorAll('iframe').length";
    window.screen_shows("phone", number, json!(WIDGETS)).await;
    window.screen_shows("phone", FIRST_AND_LAST, json!([["true", false], ["false", true]])).await;

    // Again and again, as a person turns the wheel: as long as widgets come and grow, the conversation follows its end.
    let up = format!("(document.querySelector('main').scrollTop = 0, {FIRST_AND_LAST})");
    window.screen_shows("phone", &up, json!([["false", true], ["true", false]])).await;
    let oldest = window.probe_at("phone", 0, "[window.kept, innerWidth]").await.unwrap();
    assert_eq!(oldest, json!(["mine", width]));
    window.close().await;
}

#[tokio::test]
async fn a_widget_that_comes_back_from_fullscreen_is_never_gone() {
    let (window, _server, _data) = board().await;
    let mode = "document.querySelector('.widget-place').dataset.mode";
    window.command("set_display_mode", json!({ "mode": "fullscreen" })).await.unwrap();
    window.screen_shows("phone", mode, json!("fullscreen")).await;
    window.screen_shows("phone", WATCH, json!(true)).await;
    window.command("set_display_mode", json!({ "mode": "inline" })).await.unwrap();
    window.screen_shows("phone", mode, json!("inline")).await;
    let from_here = "(window.until = window.seen.frames + 30, true)";
    window.screen_shows("phone", from_here, json!(true)).await;
    window.screen_shows("phone", "window.seen.frames > window.until", json!(true)).await;
    window.screen_shows("phone", "window.seen.gone", json!(0)).await;
    window.close().await;
}
