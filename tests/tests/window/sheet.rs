//! Contact sheets: the newest result on several devices, in themes and modes, while the person's screens stay as they are.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const CARDS: &str = "[...document.querySelectorAll('#cards li')].map((card) => card.textContent)";
const MARK: &str = "(window.mark = 'as it was')";
const MARKED: &str = "window.mark ?? null";
/// On a sheet, in pixels.
const SPACE: f64 = 32.0;
const LABEL: f64 = 28.0;
const WIDEST: f64 = 480.0;

/// A window that shows the board on its two screens, each of which remembers that it was not loaded anew.
async fn showing(server: &Fixture, data: &Path) -> Window {
    let window = Window::open(data).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    for screen in ["desktop", "phone"] {
        window.shows(screen, CARDS, json!(["Plan", "Build"])).await;
        window.probe(screen, MARK).await.unwrap();
    }
    window.click("sheet-open").await;
    window.reads("sheet-plan", "2 pictures").await;
    window
}

/// The screens are the person's, in the mode that they had, with the widgets that they had.
async fn nothing_is_left(window: &Window, data: &Path) {
    let stage = window.command("stage", json!({})).await.unwrap();
    let screens: Vec<(&str, &str, &str)> =
        stage["screens"].as_array().unwrap().iter().map(of_screen).collect();
    assert_eq!(screens, [("desktop", "inline", "live"), ("phone", "inline", "live")]);
    for screen in ["desktop", "phone"] {
        window.shows(screen, MARKED, json!("as it was")).await;
    }
    let gone = window.command("probe_screen", json!({ "screen": "sheet-1-1", "script": "1" })).await;
    assert!(gone.is_err(), "{gone:?}");
    let mut folders: Vec<String> = std::fs::read_dir(data.join("screens"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert_eq!(folders, ["desktop", "phone"]);
    let query = json!({
        "connectorId": null, "callId": null, "side": null, "kinds": [], "text": "", "onlyErrors": false,
    });
    let question = json!({ "query": query, "before": null, "limit": 500 });
    let frames = window.command("frames", question).await.unwrap().to_string();
    assert!(frames.contains("\"desktop\"") && !frames.contains("\"sheet-"), "{frames}");
}

fn of_screen(screen: &Value) -> (&str, &str, &str) {
    let text = |pointer: &str| screen.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    (text("/device/id"), text("/mode"), text("/status/kind"))
}

/// Of pictures as wide as a column, in rows of four.
async fn size(window: &Window, devices: &[&str]) -> (f64, f64) {
    let presets = window.command("presets", json!({})).await.unwrap();
    let row = |device: &&str| {
        let preset = presets.as_array().unwrap().iter().find(|preset| preset["id"] == **device).unwrap();
        (WIDEST * preset["height"].as_f64().unwrap() / preset["width"].as_f64().unwrap()).round()
    };
    let rows: f64 = devices.iter().map(|device| row(device) + LABEL + SPACE).sum();
    (SPACE + 4.0 * (WIDEST + SPACE), SPACE + rows)
}

/// For each row of the sheet, how many of its columns have ink where a label begins.
fn labels(file: &Path) -> Vec<(usize, usize)> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(file).unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let has_ink = |left: u32, top: u32| {
        let mut place = (left..left + 100).flat_map(|x| (top..top + LABEL as u32 - 4).map(move |y| (x, y)));
        place.any(|(x, y)| pixels[4 * (y * info.width + x) as usize] < 100)
    };
    let desktop = WIDEST * 768.0 / 800.0 + LABEL + SPACE;
    let inked = |top: f64| {
        let lefts = (0..4).map(|column| SPACE as u32 + column * (WIDEST + SPACE) as u32);
        lefts.filter(|left| has_ink(*left, top.round() as u32)).count()
    };
    [SPACE, SPACE + desktop].into_iter().map(inked).enumerate().collect()
}

#[tokio::test]
async fn a_sheet_of_two_devices_themes_and_modes_leaves_the_persons_screens_as_they_are() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = showing(&server, data.path()).await;
    let calls = server.received("tools/call").len();

    window.click("sheet-theme-dark").await;
    window.click("sheet-mode-fullscreen").await;
    window.reads("sheet-plan", "8 pictures").await;
    window.picture("sheet-panel").await;
    window.click("sheet-take").await;
    window.find("sheet-preview").await;
    let (width, height) = size(&window, &["desktop", "iphone-15"]).await;
    window.reads("sheet-result", &format!("8 pictures on {width} × {height} pixels")).await;
    window.picture("sheet-taken").await;
    assert_eq!(server.received("tools/call").len(), calls, "nothing is called again");
    nothing_is_left(&window, data.path()).await;

    let file = data.path().join("sheet.png");
    window.click("sheet-save").await;
    window.save_as(&file).await;
    let saved = format!("Saved, {width} × {height} pixels: {}", file.display());
    window.reads("sheet-result", &saved).await;
    assert_eq!(labels(&file), [(0, 4), (1, 4)]);

    window.click("sheet-copy").await;
    window.reads("sheet-result", &format!("Copied, {width} × {height} pixels")).await;
    window.click("sheet-close").await;
    window.click("sheet-open").await;
    window.reads("sheet-plan", "8 pictures").await;
    window.close().await;
}

#[tokio::test]
async fn a_sheet_whose_screen_stops_says_which_and_leaves_nothing() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = showing(&server, data.path()).await;
    window.click("sheet-theme-dark").await;
    window.click("sheet-mode-fullscreen").await;
    window.click("sheet-take").await;
    // The processes of all four screens are there by then.
    window.reads("sheet-progress", "2 of 8: ").await;
    window.kill_newest_web_process();
    window.reads("sheet-failed", " was not taken: its screen has stopped. Its web process ended").await;
    nothing_is_left(&window, data.path()).await;
    window.close().await;
}

#[tokio::test]
async fn a_sheet_that_is_cancelled_leaves_nothing() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = showing(&server, data.path()).await;
    window.click("sheet-theme-dark").await;
    window.click("sheet-mode-fullscreen").await;
    window.click("sheet-mode-pip").await;
    window.reads("sheet-plan", "10 pictures").await;
    window.reads("sheet-note", "Without picture in picture on iPhone 15").await;
    window.click("sheet-take").await;
    window.reads("sheet-progress", "of 10: ").await;
    window.click("sheet-cancel").await;
    window.gone("sheet-progress").await;
    eventually("no sheet is being made", async || match window.command("sheet", json!({})).await {
        Ok(sheet) if sheet == json!({ "kind": "none" }) => Ok(()),
        other => Err(format!("it is {other:?}")),
    })
    .await;
    nothing_is_left(&window, data.path()).await;
    window.close().await;
}
