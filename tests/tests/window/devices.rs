//! Every device in a real screen, as a widget on it finds it: by its style sheets, by those of another origin, and by scripts.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::fixture::device::{Queries, style};
use greenroom_tests::style_server::StyleServer;
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A window whose one screen, `one`, shows the widget that reads back what it is on.
struct Reading {
    window: Window,
    presets: Vec<Value>,
    styles: StyleServer,
    _server: Fixture,
    _data: TempDir,
}

impl Reading {
    async fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        let presets = window.command("presets", json!({})).await.unwrap().as_array().unwrap().clone();
        let queries = queries(&presets);
        let served = queries.clone();
        let styles = StyleServer::start(move |class| style(&served, class));
        let server = Fixture::start().with_device(&queries, &styles.url);
        let reading = Self { window, presets, styles, _server: server, _data: data };
        reading.arrange(&setup("iphone-15", "portrait", json!({}))).await;
        reading.window.connect("Device", &reading._server.url).await;
        reading.window.run_tool("device_show").await;
        reading.window.shows("one", "document.title", json!("Device")).await;
        reading
    }

    async fn arrange(&self, setup: &Value) {
        self.window.command("arrange_screens", json!({ "arrangement": [setup] })).await.unwrap();
    }
}

fn setup(preset: &str, orientation: &str, preferences: Value) -> Value {
    let mut all = json!({
        "theme": null, "locale": null, "timeZone": null, "location": null, "textSize": null, "reducedMotion": false,
    });
    for (name, value) in preferences.as_object().unwrap() {
        all[name] = value.clone();
    }
    json!({ "id": "one", "preset": preset, "orientation": orientation, "size": null, "preferences": all })
}

/// For each value that a preset can have of something, the query that finds it.
fn queries(presets: &[Value]) -> Queries {
    let choices = |feature: &str, values: &[&str]| {
        values.iter().map(|value| (value.to_string(), format!("({feature}: {value})"))).collect()
    };
    let mut ratios: Vec<f64> = presets.iter().map(|preset| preset["pixelRatio"].as_f64().unwrap()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios.dedup();
    let each_ratio = |query: &dyn Fn(f64) -> String| {
        ratios.iter().map(|ratio| (ratio.to_string(), query(*ratio))).collect::<Vec<_>>()
    };
    let mut sizes: Vec<(u64, u64)> =
        presets.iter().flat_map(|preset| [held(preset, false), held(preset, true)]).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let sizes = sizes.into_iter().map(|(width, height)| {
        (format!("{width}/{height}"), format!("(device-width: {width}px) and (min-device-height: {height}px) and (device-height <= {height}px)"))
    });
    vec![
        ("hover", choices("hover", &["none", "hover"])),
        ("any-hover", choices("any-hover", &["none", "hover"])),
        ("pointer", choices("pointer", &["coarse", "fine"])),
        ("any-pointer", choices("any-pointer", &["coarse", "fine"])),
        ("scheme", choices("prefers-color-scheme", &["light", "dark"])),
        ("motion", choices("prefers-reduced-motion", &["reduce", "no-preference"])),
        ("resolution", each_ratio(&|ratio| format!("(resolution: {ratio}dppx)"))),
        (
            "ratio",
            each_ratio(&|ratio| {
                format!(
                    "(-webkit-min-device-pixel-ratio: {ratio}) and (-webkit-max-device-pixel-ratio: {ratio})"
                )
            }),
        ),
        ("size", sizes.collect()),
    ]
}

fn held(preset: &Value, is_turned: bool) -> (u64, u64) {
    let side = |name: &str| preset[name].as_f64().unwrap() as u64;
    if is_turned { (side("height"), side("width")) } else { (side("width"), side("height")) }
}

/// What the widget finds on the preset.
fn expected(preset: &Value, is_turned: bool) -> (Value, Value) {
    let (width, height) = held(preset, is_turned);
    let is_touch = preset["touchPoints"] != json!(0);
    let device = json!({
        "userAgent": preset["userAgent"],
        "platform": preset["platform"],
        "touchPoints": preset["touchPoints"],
        "pixelRatio": preset["pixelRatio"],
        "screen": [width, height, width, height],
        "orientation": if width > height { "landscape-primary" } else { "portrait-primary" },
        "angle": if is_touch { json!(if is_turned { 90 } else { 0 }) } else { Value::Null },
        "handler": is_touch,
    });
    let hover = if preset["hover"] == json!(true) { "hover" } else { "none" };
    let pointer = if is_touch { "coarse" } else { "fine" };
    let ratio = preset["pixelRatio"].as_f64().unwrap().to_string();
    let found = json!({
        "hover": hover,
        "any-hover": hover,
        "pointer": pointer,
        "any-pointer": pointer,
        "scheme": "light",
        "motion": "no-preference",
        "resolution": ratio,
        "ratio": ratio,
        "size": format!("{width}/{height}"),
    });
    (device, json!({ "inline": found, "readable": found, "linked": found, "matched": found }))
}

#[tokio::test]
async fn a_widget_finds_every_value_that_the_preset_of_its_screen_promises() {
    let reading = Reading::open().await;
    let Reading { window, presets, styles, .. } = &reading;
    window.click("mode-fullscreen").await;
    for preset in presets {
        let is_phone = preset["form"] == json!("phone");
        let is_touch = preset["touch"] == json!(true);
        for is_turned in if is_touch { vec![false, true] } else { vec![false] } {
            let orientation = if is_turned { "landscape" } else { "portrait" };
            reading.arrange(&setup(preset["id"].as_str().unwrap(), orientation, json!({}))).await;
            let (device, found) = expected(preset, is_turned);
            window.shows("one", "device()", device).await;
            window.shows("one", "queries()", found).await;

            window.shows("one", "openai.displayMode", json!("fullscreen")).await;
            // The frame stands below the header and beside a camera.
            let bottom = &preset[if is_turned { "safeAreaTurned" } else { "safeArea" }]["bottom"];
            let reached = json!({ "sheet": [0, 0, bottom, 0], "attribute": bottom });
            window.shows("one", "area()", whole(reached)).await;

            let kind = if is_phone { "mobile" } else { "desktop" };
            let capabilities = json!({ "hover": preset["hover"], "touch": preset["touch"] });
            let agent = json!({ "device": { "type": kind }, "capabilities": capabilities });
            window.shows("one", "openai.userAgent", agent).await;
            let context = "[hostContext.deviceCapabilities, hostContext.platform === 'mobile', hostContext.displayMode]";
            window.shows("one", context, json!([capabilities, is_phone, "fullscreen"])).await;
        }
        let agent = preset["userAgent"].as_str().unwrap();
        assert_eq!(styles.agents().last().map(String::as_str), Some(agent), "in the header of a request");
    }
    reading.window.close().await;
}

#[tokio::test]
async fn what_a_person_prefers_reaches_a_widget_that_is_shown_already() {
    let reading = Reading::open().await;
    let window = &reading.window;
    window.probe("one", "document.title = 'the same document'").await.unwrap();
    let usual = json!({
        "languages": ["en-US", "en-US"],
        "format": "America/Los_Angeles",
        "day": "July 1, 2026 at 5:00 AM",
        "summer": 420,
        "winter": 480,
        "scheme": "light",
        "big": 160,
    });
    window.shows("one", "person()", usual.clone()).await;

    let preferences = json!({
        "theme": "dark", "locale": "de-CH", "timeZone": "Europe/Zurich", "textSize": 150, "reducedMotion": true,
    });
    reading.arrange(&setup("iphone-15", "portrait", preferences)).await;
    let preferred = json!({
        "languages": ["de-CH", "de-CH"],
        "format": "Europe/Zurich",
        "day": "1. Juli 2026 um 14:00",
        "summer": -120,
        "winter": -60,
        "scheme": "dark",
        "big": 240,
    });
    window.shows("one", "person()", preferred).await;
    let found = "Object.values(queries()).map(({ scheme, motion }) => [scheme, motion])";
    window.shows("one", found, json!(vec![["dark", "reduce"]; 4])).await;
    let dark = "(prefers-color-scheme: dark)";
    window.shows("one", "changes", json!([[true, true, dark]])).await;

    reading.arrange(&setup("iphone-15", "portrait", json!({}))).await;
    window.shows("one", "person()", usual).await;
    window.shows("one", found, json!(vec![["light", "no-preference"]; 4])).await;
    window.shows("one", "changes", json!([[true, true, dark], [false, false, dark]])).await;

    window.click("theme-dark").await;
    window.shows("one", found, json!(vec![["dark", "no-preference"]; 4])).await;
    window.shows("one", "document.title", json!("the same document")).await;
    let untouched = "document.querySelector('style').textContent.includes('env(safe-area-inset-top)') \
                     && document.querySelector('#attribute').style.paddingBottom !== ''";
    window.shows("one", untouched, json!(true)).await;
    reading.window.close().await;
}

#[tokio::test]
async fn a_sheet_that_nobody_may_read_keeps_the_engines_queries_and_the_console_says_so() {
    let reading = Reading::open().await;
    let window = &reading.window;
    let links =
        "[...document.querySelectorAll('link')].map((link) => [link.crossOrigin, link.sheet !== null])";
    // Of the second, a copy that may be read has taken the place.
    let shown = json!([["anonymous", true], [null, true], ["anonymous", true], [null, true]]);
    window.shows("one", links, shown).await;
    let size = "getComputedStyle(document.querySelector('.closed')).getPropertyValue('--pointer').trim()";
    window.shows("one", size, json!("fine")).await;

    let conversation = window.command("conversation", json!({})).await.unwrap();
    let call = &conversation["entries"].as_array().unwrap().last().unwrap()["id"];
    let widgets = window.command("widgets", json!({ "call": call })).await.unwrap();
    let instance = widgets[0]["instance"].clone();
    let said = format!(
        "The media queries of {}/closed/closed are the engine’s: it is served without CORS.",
        reading.styles.url
    );
    eventually("the console says so once", async || {
        let entries = window.command("widget_console", json!({ "instance": instance })).await?;
        let texts: Vec<&Value> = entries.as_array().unwrap().iter().map(|entry| &entry["text"]).collect();
        if texts == [&json!(said)] { Ok(()) } else { Err(format!("it has {texts:?}")) }
    })
    .await;
    let author = ["open/readable", "open/linked", "closed/closed"];
    let mut asked: Vec<String> =
        author.iter().map(|path| format!("{}/{path} \"done\"", reading.styles.url)).collect();
    asked.sort_unstable();
    // The page and the engine tell of a load one after the other.
    eventually("each load is listed once, as the author wrote it", async || {
        let entries = window.command("widget_network", json!({ "instance": instance })).await?;
        let loads = entries
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| (&entry["request"]["url"], &entry["request"]["outcome"]));
        let mut loads: Vec<String> =
            loads.map(|(url, outcome)| format!("{} {}", url.as_str().unwrap(), outcome)).collect();
        loads.sort_unstable();
        if loads == asked { Ok(()) } else { Err(format!("it lists {loads:?}")) }
    })
    .await;
    reading.window.close().await;
}

#[tokio::test]
async fn a_tap_on_a_touch_screen_is_told_in_the_order_of_phones() {
    let reading = Reading::open().await;
    let window = &reading.window;
    window.tap("one", "#go").await;
    let tap = json!([
        ["pointerdown", "touch", null],
        ["touchstart", null, 1],
        ["pointerup", "touch", null],
        ["touchend", null, 0],
        ["mousemove", null, null],
        ["mousedown", null, null],
        ["mouseup", null, null],
        ["click", "touch", null],
    ]);
    window.shows("one", "felt", tap).await;

    reading.arrange(&setup("desktop", "portrait", json!({}))).await;
    window.shows("one", "'ontouchstart' in window", json!(false)).await;
    window.tap("one", "#go").await;
    let click = json!([
        ["pointerdown", "mouse", null],
        ["mousedown", null, null],
        ["pointerup", "mouse", null],
        ["mouseup", null, null],
        ["click", "mouse", null],
    ]);
    window.shows("one", "felt", click).await;
    reading.window.close().await;
}

#[tokio::test]
async fn a_finger_scrolls_what_it_is_drawn_over_and_is_seen() {
    let reading = Reading::open().await;
    let window = &reading.window;
    window.probe("one", "window.clicks = 0; addEventListener('click', () => clicks++); true").await.unwrap();
    let list = "document.getElementById('list').scrollTop >= 60";
    window.drag("one", "#list", (0.0, -60.0)).await;
    window.shows("one", list, json!(true)).await;
    // There is nothing in the widget that scrolls under the button, so the conversation does.
    let place = "document.querySelector('main').scrollTop";
    let before = window.command("probe_screen", json!({ "screen": "one", "script": place })).await.unwrap();
    window.drag("one", "#go", (0.0, -80.0)).await;
    // But for a pixel that the zoom takes.
    let moved = format!("Math.abs({place} - {} - 80) <= 2", before.as_f64().unwrap());
    window.screen_shows("one", &moved, json!(true)).await;
    let finger =
        "[...document.querySelectorAll('.finger:not([hidden])')].map((finger) => finger.dataset.down)";
    window.screen_shows("one", finger, json!(["false"])).await;
    window.picture("device-finger-light").await;
    window.shows("one", "clicks", json!(0)).await;
    reading.window.close().await;
}

/// Numbers without a fraction, as scripts say them.
fn whole(mut value: Value) -> Value {
    match &mut value {
        Value::Array(items) => items.iter_mut().for_each(|item| *item = whole(item.take())),
        Value::Object(fields) => fields.values_mut().for_each(|field| *field = whole(field.take())),
        Value::Number(number) => {
            if let Some(integer) = number.as_f64().filter(|number| number.fract() == 0.0) {
                return json!(integer as i64);
            }
        }
        _ => {}
    }
    value
}
