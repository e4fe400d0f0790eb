//! Takes the pictures of the README, in both themes: the demo's board with a call that waits for approval, what the
//! sandbox has to say of a widget that reaches for more than it declares, and what would ask at which level.
//! `cargo xtask pictures` runs this on a display as large as the window and copies them into `docs`.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use serde_json::json;

const SCREENS: [&str; 2] = ["desktop", "phone"];
const TITLES: &str =
    "[...document.querySelectorAll('article > p:first-child')].map((title) => title.textContent)";
const DARK: &str = "matchMedia('(prefers-color-scheme: dark)').matches";
/// Two frames later, what a screen showed before is painted.
const PAINTED: &str =
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

#[tokio::test]
async fn the_board_with_a_call_that_waits_in_both_themes() {
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.click_with("connector-row", "data-name", "Kanban demo").await;
    window.click_with("tool-row", "data-name", "show_board").await;
    window.fill("tool-say", "What is on our board?").await;
    window.click("tool-run").await;
    for screen in SCREENS {
        let titles = json!([
            "Sketch the empty state",
            "Declare every CSP domain",
            "Try the widget on a phone",
            "Annotate the tools"
        ]);
        window.shows(screen, TITLES, titles).await;
    }
    window.probe("desktop", "document.querySelector('article[data-id=\"3\"]').click()").await.unwrap();
    window.probe("desktop", "document.querySelector('.moves button:nth-child(2)').click()").await.unwrap();
    for screen in SCREENS {
        let cards = "document.querySelectorAll('[data-testid=tool-approval-card]').length";
        window.screen_shows(screen, cards, json!(1)).await;
    }
    in_both_themes(&window, "window").await;
    window.close().await;
}

const FORECAST: &str = include_str!("../src/fixture/forecast.html");

#[tokio::test]
async fn what_was_blocked_of_a_widget_with_what_mends_it_in_both_themes() {
    let server = Fixture::start();
    let uri = "ui://weather/forecast.html";
    server.tool(
        json!({
            "name": "show_forecast", "title": "Show the forecast", "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": true }, "_meta": { "ui": { "resourceUri": uri } }
        }),
        |_| json!({ "content": [{ "type": "text", "text": "Rain until Thursday." }] }),
    );
    server.template(json!({
        "uri": uri, "mimeType": "text/html;profile=mcp-app", "text": FORECAST,
        "_meta": { "ui": { "csp": { "connectDomains": ["https://api.weather.example"] } } }
    }));
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Weather", &server.url).await;
    window.run_tool("show_forecast").await;
    for screen in SCREENS {
        window.shows(screen, "document.querySelectorAll('li').length", json!(4)).await;
    }
    window.click("sandbox-line").await;
    window.find("patch").await;
    in_both_themes(&window, "sandbox").await;
    window.close().await;
}

#[tokio::test]
async fn what_would_ask_at_which_level_in_both_themes() {
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.click_with("connector-row", "data-name", "Kanban demo").await;
    window.run_tool("show_board").await;
    for screen in SCREENS {
        window.shows(screen, &format!("{TITLES}.length"), json!(4)).await;
    }
    window.click("back").await;
    window.find("approval-preview").await;
    let opened = "(() => {
        const row = document.querySelector('[data-testid=approval-preview-row][data-name=delete_card]');
        (row.matches('[data-testid=approval-preview-open]') ? row : row.querySelector('[data-testid=approval-preview-open]')).click();
        return true;
    })()";
    window.shell_shows(opened, json!(true)).await;
    window.find("card-still").await;
    let in_sight =
        "(document.querySelector('[data-testid=approval-preview-of-model]').scrollIntoView(), true)";
    window.shell_shows(in_sight, json!(true)).await;
    in_both_themes(&window, "approvals").await;
    window.close().await;
}

async fn in_both_themes(window: &Window, name: &str) {
    for (theme, is_dark) in [("dark", true), ("light", false)] {
        window.click(&format!("theme-{theme}")).await;
        for screen in SCREENS {
            window.shows(screen, DARK, json!(is_dark)).await;
            window.shows(screen, PAINTED, json!(true)).await;
        }
        window.picture(&format!("{name}-{theme}")).await;
    }
}
