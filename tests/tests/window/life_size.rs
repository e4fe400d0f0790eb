//! The screens at life size: the stage scrolls, and what is outside of it is cut off, though native views lie above the shell.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use serde_json::json;

#[tokio::test]
async fn the_screens_are_drawn_at_life_size_and_scroll_under_the_edges_of_the_stage() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", "document.title", json!("Board")).await;
    window.click("zoom-actual").await;
    window.screen_shows("phone", "[innerWidth, innerHeight]", json!([393, 852])).await;
    window.screen_shows("desktop", "[innerWidth, innerHeight]", json!([800, 768])).await;
    window.picture("life-size-start-light").await;
    let scrolled = "(() => {
        const stage = document.querySelector('[data-testid=stage]');
        stage.scrollTo(400, 150);
        return stage.scrollLeft > 100;
    })()";
    window.shell_shows(scrolled, json!(true)).await;
    window.rests("phone").await;
    window.rests("desktop").await;
    window.picture("life-size-scrolled-light").await;
    // It is kept, as all of the window's look.
    window.close().await;
    let window = Window::open(data.path()).await;
    window.screen_shows("phone", "[innerWidth, innerHeight]", json!([393, 852])).await;
    window.close().await;
}
