//! The screens at life size: the stage scrolls, and what is outside of it is cut off, though native views lie above the shell.
//! And on a small stage, where they are to scale.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

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

/// How wide text of 12 px is in a widget, and what room the widget has.
const LAID_OUT: &str = "(() => {
    const line = document.createElement('span');
    line.textContent = 'All the lights of the stage, and the curtain';
    line.style.cssText = 'font: 12px sans-serif; white-space: nowrap';
    document.body.append(line);
    const { width } = line.getBoundingClientRect();
    line.remove();
    return [width, innerWidth, innerHeight];
})()";

/// Lets the widget note each width that it has from now on.
const NOTE: &str = "window.widths = [innerWidth]; addEventListener('resize', () => { window.widths.push(innerWidth); }); true";
const NEVER_CHANGED: &str = "window.widths.every((width) => width === window.widths[0]) || window.widths";

/// Whether the page scales itself, and more than by half.
const SCALES: &str = "/^scale\\(0\\.[1-5]/.test(document.body.style.transform)";

/// Where something of a page is in its view, as parts of the view: its left, right, upper and lower edge in hundredths.
fn place(selector: &str) -> String {
    format!(
        "(() => {{
            const element = document.querySelector('{selector}');
            if (!element || element.getAnimations().length > 0) return null;
            const {{ left, right, top, bottom }} = element.getBoundingClientRect();
            return [left / innerWidth, right / innerWidth, top / innerHeight, bottom / innerHeight]
                .map((part) => Math.round(100 * part));
        }})()"
    )
}

/// A window with five screens that show a board; there is no room to draw them at more than half of their size.
async fn small_stage(data: &std::path::Path, server: &Fixture) -> Window {
    let window = Window::open(data).await;
    window.connect("Board", &server.url).await;
    let screens = [
        ("desktop", "desktop", "portrait"),
        ("phone", "iphone-15", "portrait"),
        ("laptop", "laptop", "portrait"),
        ("lying", "iphone-15", "landscape"),
        ("tablet", "ipad-mini", "portrait"),
    ];
    let arrangement = screens.map(|(id, preset, orientation)| {
        json!({ "id": id, "preset": preset, "orientation": orientation, "size": null })
    });
    window.command("arrange_screens", json!({ "arrangement": arrangement })).await.unwrap();
    window.run_tool("board_show").await;
    for (screen, _, _) in screens {
        window.shows(screen, "document.title", json!("Board")).await;
    }
    window
}

#[tokio::test]
async fn on_a_small_stage_widgets_are_laid_out_as_at_life_size_and_pictures_are_the_same() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = small_stage(data.path(), &server).await;
    window.click("zoom-actual").await;
    window.screen_shows("phone", "[innerWidth, innerHeight]", json!([393, 852])).await;
    let picture = |screen: &str| json!({ "request": { "screen": screen, "of": "screen", "framed": false, "density": null } });
    let mut life_size = Vec::new();
    for screen in ["phone", "desktop"] {
        window.probe(screen, NOTE).await.unwrap();
        window.command("keep_picture", picture(screen)).await.unwrap();
        life_size.push(window.probe(screen, LAID_OUT).await.unwrap());
    }

    window.click("zoom-fit").await;
    for (screen, expected) in ["phone", "desktop"].into_iter().zip(life_size) {
        window.screen_shows(screen, SCALES, json!(true)).await;
        window.shows(screen, LAID_OUT, expected).await;
    }
    window.picture("small-stage-light").await;
    for screen in ["phone", "desktop"] {
        let mut question = picture(screen);
        question["threshold"] = json!(0.001);
        let compared = window.command("compare_picture", question).await.unwrap();
        assert_eq!(compared["kind"], json!("same"), "{compared}");
        window.screen_shows(screen, SCALES, json!(true)).await;
        window.shows(screen, NEVER_CHANGED, json!(true)).await;
    }

    // A new page is scaled again; and none where there is room.
    window.command("reload_screen", json!({ "screen": "phone" })).await.unwrap();
    window.shows("phone", "[document.title, window.widths === undefined]", json!(["Board", true])).await;
    window.screen_shows("phone", SCALES, json!(true)).await;
    window.probe("phone", NOTE).await.unwrap();
    window.click("zoom-actual").await;
    window.screen_shows("phone", "[innerWidth, document.body.style.transform]", json!([393, ""])).await;
    window.shows("phone", NEVER_CHANGED, json!(true)).await;
    window.click("zoom-fit").await;
    window.click("theme-dark").await;
    window.shows("tablet", "openai.theme", json!("dark")).await;
    window.picture("small-stage-dark").await;
    window.close().await;
}

#[tokio::test]
async fn on_a_small_stage_all_that_lies_over_a_page_is_in_its_place() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = small_stage(data.path(), &server).await;
    window.screen_shows("phone", SCALES, json!(true)).await;
    window.tap("phone", "#select").await;
    window.shows("phone", "openai.widgetState !== null", json!(true)).await;

    // The finger is where it was lifted, beside the middle of the button, and as large as on a phone.
    window.drag("phone", "#select", (30.0, 0.0)).await;
    let lifted = "(() => {
        const { x, y, width, height } = document.getElementById('select').getBoundingClientRect();
        return [x + width / 2 + 30, y + height / 2];
    })()";
    let lifted = window.probe("phone", lifted).await.unwrap();
    let finger = format!(
        "(([x, y]) => {{
            const scale = innerWidth / 393;
            const frame = document.querySelector('[data-testid=widget-frame]').getBoundingClientRect();
            const finger = document.querySelector('.finger:not([hidden])').getBoundingClientRect();
            const off = [
                (finger.left + finger.right) / 2 - (frame.left + x * scale),
                (finger.top + finger.bottom) / 2 - (frame.top + y * scale),
                finger.width - 32 * scale,
            ];
            // The engine tells of whole pixels.
            return off.every((length) => Math.abs(length) < 2) || off;
        }})({lifted})"
    );
    window.screen_shows("phone", &finger, json!(true)).await;

    let field = "document.body.insertAdjacentHTML('beforeend', '<input id=field>')";
    window.probe("phone", field).await.unwrap();
    window.tap("phone", "#field").await;
    // 336 of 852.
    window.screen_shows("phone", &place("[data-testid=keyboard]"), json!([0, 100, 61, 100])).await;
    window.picture("small-stage-keyboard").await;
    window.click_in_screen("phone", "keyboard-done").await;
    window.screen_shows("phone", &place("[data-testid=keyboard]"), Value::Null).await;

    window.click_in_screen("phone", "composer-add").await;
    let menu = "(() => {
        const scale = innerWidth / 393;
        const button = document.querySelector('[data-testid=composer-add]').getBoundingClientRect();
        const menu = document.querySelector('.menu').getBoundingClientRect();
        const off = [menu.left - button.left, menu.bottom - (button.top - 4 * scale)];
        return off.every((length) => Math.abs(length) < 1) || off;
    })()";
    window.screen_shows("phone", menu, json!(true)).await;
    window.click_in_screen("phone", "composer-add").await;

    for screen in ["phone", "desktop"] {
        window.tap(screen, "#open").await;
        let sides = "(() => {
            const { left, right, top, bottom } = document.querySelector('dialog').getBoundingClientRect();
            const scale = innerWidth / document.body.clientWidth;
            return [left, innerWidth - right, top, innerHeight - bottom, right - left].map((length) => length / scale);
        })()";
        let sheet =
            "(([left, right, top, bottom, width]) => [left - 8, right - 8, bottom - 25, width - 377])";
        let middle = "(([left, right, top, bottom, width]) => [left - right, top - bottom, width - 440])";
        let off = format!(
            "document.querySelector('dialog') && ((all) => all.every((length) => Math.abs(length) < 4) || all)({}({sides}))",
            if screen == "phone" { sheet } else { middle }
        );
        window.screen_shows(screen, &off, json!(true)).await;
        window.picture(&format!("small-stage-link-{screen}")).await;
        window.click_in_screen(screen, "link-cancel").await;
    }
    window.close().await;
}
