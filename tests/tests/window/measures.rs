//! What is drawn on the screens, held against the measures of ChatGPT, and what widgets are told of their room against what
//! they have.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// What is off, in words; null while nothing is drawn that could be measured.
const OFF: &str = "(() => {
    const rows = window.__greenroomMeasures();
    if (rows.length === 0) return null;
    return rows.filter(({ holds }) => !holds).map(({ what, expected, actual }) => `${what}: ${actual}, not ${expected}`);
})()";

/// Whether a fullscreen widget has the height that it is told.
const HAS_ITS_HEIGHT: &str =
    "Math.abs(innerHeight - openai.maxHeight) <= 1 || [innerHeight, openai.maxHeight]";

fn setup(id: &str, preset: &str, orientation: &str) -> Value {
    json!({ "id": id, "preset": preset, "orientation": orientation, "size": null })
}

#[tokio::test]
async fn each_device_is_drawn_with_the_measures_of_chatgpt() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", "document.title", json!("Board")).await;
    let devices = [
        setup("desktop", "desktop", "portrait"),
        setup("phone", "iphone-15", "portrait"),
        setup("laptop", "laptop", "portrait"),
        setup("lying", "iphone-15", "landscape"),
        setup("tablet", "ipad-mini", "portrait"),
    ];
    window.command("arrange_screens", json!({ "arrangement": devices })).await.unwrap();
    let screens = ["desktop", "phone", "laptop", "lying", "tablet"];
    for screen in screens {
        window.shows(screen, "document.title", json!("Board")).await;
    }
    // The screens of a small stage are drawn in another way than those at life size.
    for (zoom, mode) in [
        ("zoom-fit", "inline"),
        ("zoom-fit", "pip"),
        ("zoom-fit", "fullscreen"),
        ("zoom-actual", "inline"),
        ("zoom-actual", "pip"),
        ("zoom-actual", "fullscreen"),
    ] {
        window.click(zoom).await;
        window.command("set_display_mode", json!({ "mode": mode })).await.unwrap();
        for screen in screens {
            let is_phone = !["desktop", "laptop"].contains(&screen);
            // Phones have no floating widgets.
            let granted = if is_phone && mode == "pip" { "fullscreen" } else { mode };
            window.shows(screen, "openai.displayMode", json!(granted)).await;
            if granted == "fullscreen" {
                window.shows(screen, HAS_ITS_HEIGHT, json!(true)).await;
            }
            window.screen_shows(screen, OFF, json!([])).await;
        }
    }
    assert_eq!(window.count("screen-frame").await, 5);
    window.close().await;
}
