//! Pictures of the stage's screens, by the panel of a screen.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::json;

const CARDS: &str = "[...document.querySelectorAll('#cards li')].map((card) => card.textContent)";
const RESULT: &str = "document.querySelector('[data-testid=picture-result]').textContent";

/// Lets the widget note each size that it has from now on.
const NOTE: &str =
    "window.sizes = [innerWidth]; addEventListener('resize', () => { window.sizes.push(innerWidth); })";
/// Whether it was as wide all the time, but for a pixel that the zoom of the stage takes.
const SAME: &str = "window.sizes.every((size) => Math.abs(size - window.sizes[0]) <= 1) || window.sizes";

#[tokio::test]
async fn a_phones_picture_has_the_devices_own_pixels_and_its_widget_stays_as_large() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", CARDS, json!(["Plan", "Build"])).await;
    window.click_with("picture-open", "data-screen", "phone").await;
    window.find("picture").await;
    window.probe("phone", NOTE).await.unwrap();

    window.click("picture-compare").await;
    window.shell_shows(RESULT, json!("None is kept of this tool, device and look. Keep one first.")).await;
    let name = "board-board-show-iphone-15-portrait-393x852-light-inline-screen.png";
    let kept = data.path().join("baselines").join(name);
    window.click("picture-keep").await;
    let said = format!("Kept, 1179 × 2556 pixels: {}", kept.display());
    window.shell_shows(RESULT, json!(said)).await;
    let bytes = std::fs::read(&kept).unwrap();
    let number = |start: usize| u32::from_be_bytes(bytes[start..start + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (3 * 393, 3 * 852));

    window.click("picture-compare").await;
    window.shell_shows(RESULT, json!("The same as the kept one.")).await;
    window.click("picture-copy").await;
    window.shell_shows(RESULT, json!("Copied, 1179 × 2556 pixels")).await;
    window.picture("pictures-panel").await;
    window.shows("phone", SAME, json!(true)).await;
    window.shows("phone", CARDS, json!(["Plan", "Build"])).await;
    let poses = "document.body.style.transform === 'scale(3)'";
    window.screen_shows("phone", poses, json!(false)).await;
    window.screen_shows("phone", "Math.abs(document.body.clientWidth - 393) <= 1", json!(true)).await;

    window.probe("phone", "(document.body.style.background = 'crimson')").await.unwrap();
    window.choose("picture-threshold", "0.01").await;
    window.click("picture-compare").await;
    let marked = kept.with_extension("difference.png");
    window.reads("picture-result", &format!("; 1 % was enough: {}", marked.display())).await;
    let compared =
        "[...document.querySelectorAll('[data-testid=picture-compared] img')].map((image) => image.alt)";
    window.shell_shows(compared, json!(["Kept", "Now", "What differs"])).await;
    window.picture("pictures-compared").await;
    window.close().await;
}
