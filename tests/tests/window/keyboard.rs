//! The whole window by the keyboard alone: Tab comes to everything in a view, F6 goes from view to view, and the work of a
//! day is done without a pointer.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::{Round, Window};
use pretty_assertions::assert_eq;
use serde_json::json;

const VIEWS: [&str; 3] = ["shell", "desktop", "phone"];
const CARDS: &str = "[...document.querySelectorAll('#cards li')].map((card) => card.textContent)";
const CARD: &str = "document.querySelectorAll('[data-testid=tool-approval-card]').length";
/// The element with the focus.
const HELD: &str = "document.hasFocus() && document.activeElement.dataset.testid";

/// What is wrong, after where.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    async fn of(&mut self, window: &Window, view: &str, seen: &str) {
        self.by(window, "Tab", view, seen).await;
    }

    async fn both_ways(&mut self, window: &Window, view: &str, seen: &str) {
        self.by(window, "Tab", view, seen).await;
        self.by(window, "Shift+Tab", view, seen).await;
    }

    async fn by(&mut self, window: &Window, key: &str, view: &str, seen: &str) {
        let Round { reached, wanted, hidden } = window.round(key, view).await;
        if reached != wanted {
            let missing: Vec<_> = wanted.iter().filter(|one| !reached.contains(one)).collect();
            let besides: Vec<_> = reached.iter().filter(|one| !wanted.contains(one)).collect();
            let counts = (reached.len(), wanted.len());
            self.0
                .push(format!("{seen}, {view}, {key}: without {missing:?}, besides {besides:?}, {counts:?}"));
        }
        for one in hidden {
            self.0.push(format!("{seen}, {view}: {one} does not show that it has the focus"));
        }
    }
}

#[tokio::test]
async fn tab_comes_to_everything_once_on_every_page_and_never_stays() {
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    let mut findings = Findings::default();
    window.has_keyboard().await;
    findings.both_ways(&window, "shell", "connectors").await;
    window.press("Control+n").await;
    window.activate("connector-advanced").await;
    findings.of(&window, "shell", "new connector").await;
    window.press("Escape").await;
    for page in ["import-connectors", "export-connectors"] {
        window.activate(page).await;
        findings.of(&window, "shell", page).await;
        window.press("Escape").await;
    }
    window.activate("connector-row").await;
    window.find("tool-row").await;
    findings.of(&window, "shell", "a connector").await;
    window.reach("[data-testid=tool-row][data-name=add_card]").await;
    window.press("Return").await;
    window.find("tool-run").await;
    findings.of(&window, "shell", "a tool").await;
    window.press("Escape").await;
    window.reach("[data-testid=tool-row][data-name=show_board]").await;
    window.press("Return").await;
    window.activate("tool-run").await;
    window.rests("desktop").await;
    window.rests("phone").await;
    for view in VIEWS {
        findings.both_ways(&window, view, "a widget").await;
    }
    window.enter("shell").await;

    window.reach("[data-testid=tab-activity]").await;
    findings.of(&window, "shell", "activity").await;
    window.activate("call-row").await;
    for part in ["result", "widget", "edit", "scenarios", "wire", "details"] {
        window.reach(&format!("[data-testid=call-tab-{part}]")).await;
        findings.of(&window, "shell", &format!("a call, {part}")).await;
    }
    window.press("Escape").await;
    window.activate("approvals-open").await;
    for part in ["log", "remembered", "rehearsal", "report"] {
        window.reach(&format!("[data-testid=approvals-tab-{part}]")).await;
        findings.of(&window, "shell", &format!("approvals, {part}")).await;
    }
    window.press("Escape").await;
    window.activate("model-open").await;
    findings.of(&window, "shell", "what the model sees").await;
    window.press("F1").await;
    window.find("keys").await;
    findings.of(&window, "shell", "keys").await;
    window.press("Escape").await;
    findings.of(&window, "shell", "settings").await;
    window.reach("[data-testid=tab-record]").await;
    findings.of(&window, "shell", "record").await;
    window.activate("frame-row").await;
    window.find("frame-detail").await;
    findings.of(&window, "shell", "a frame").await;
    // A frame has a newer one whenever a screen is moved.
    window.reach("[data-testid=tab-connectors]").await;
    for (button, panel) in
        [("device-open", "device"), ("conditions-open", "conditions"), ("picture-open", "picture")]
    {
        window.activate(button).await;
        window.find(panel).await;
        findings.both_ways(&window, "shell", panel).await;
        window.press("Escape").await;
        window.gone(panel).await;
    }
    assert_eq!(findings.0, Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn a_day_is_done_by_keys_alone() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.has_keyboard().await;

    window.press("Control+n").await;
    window.shell_shows(HELD, json!("connector-name")).await;
    window.type_text("Board").await;
    window.reach("[data-testid=connector-url]").await;
    window.type_text(&server.url).await;
    window.reach("[data-testid=connector-understood]").await;
    window.press("space").await;
    window.activate("connector-create").await;

    window.reach("[data-testid=tool-row][data-name=board_show]").await;
    window.press("Return").await;
    window.find("tool-run").await;
    window.press("Control+Return").await;
    window.shows("phone", CARDS, json!(["Plan", "Build"])).await;
    window.press("Escape").await;
    window.reach("[data-testid=tool-row][data-name=board_add]").await;
    window.press("Return").await;
    window.reach("[data-testid=field-title]").await;
    window.type_text("ship it").await;
    window.press("Control+Return").await;
    window.reach("[data-testid=approval-card]").await;
    window.press("a").await;
    window.shows("phone", CARDS, json!(["Plan", "Build", "ship it"])).await;

    window.press("Control+Return").await;
    window.screen_shows("desktop", CARD, json!(1)).await;
    window.enter("desktop").await;
    window.screen_shows("desktop", HELD, json!("tool-approval-card")).await;
    window.press("d").await;
    window.screen_shows("desktop", CARD, json!(0)).await;
    let calls = server.received("tools/call");
    let called: Vec<_> = calls.iter().map(|call| call["params"]["name"].clone()).collect();
    assert_eq!(called, ["board_show", "board_add"]);

    window.reach_in_widget("desktop", "#fullscreen").await;
    window.press("Return").await;
    window.shows("desktop", "window.openai.displayMode", json!("fullscreen")).await;
    window.reach("[data-testid=mode-inline]").await;
    window.press("Return").await;
    window.shows("desktop", "window.openai.displayMode", json!("inline")).await;
    window.reach("[data-testid=mode-fullscreen]").await;
    window.press("Return").await;
    window.shows("phone", "window.openai.displayMode", json!("fullscreen")).await;
    window.enter("phone").await;
    window.screen_shows("phone", "document.activeElement !== document.body", json!(true)).await;
    window.reach("[data-testid=mode-inline]").await;
    window.press("Return").await;
    window.shows("phone", "window.openai.displayMode", json!("inline")).await;

    window.reach_in("phone", "[data-testid=composer]").await;
    window.type_text("what is on it").await;
    window.press("Return").await;
    window.reads("model-turn-message", "what is on it").await;
    window.reach("[data-testid=model-turn-reply]").await;
    window.type_text("three cards").await;
    window.activate("model-turn-send").await;
    window.gone("model-turn").await;
    let said = "document.querySelector('.entries').textContent.includes('three cards')";
    window.screen_shows("phone", said, json!(true)).await;

    window.reach("[data-testid=picture-open][data-screen=phone]").await;
    window.press("Return").await;
    window.activate("picture-keep").await;
    window.shell_shows("document.querySelector('[data-testid=picture-result]').textContent.startsWith('Kept, 1179 × 2556')", json!(true)).await;
    window.press("Escape").await;
    window.gone("picture").await;
    window.shell_shows(HELD, json!("picture-open")).await;
    window.reach("[data-testid=screen-rotate]").await;
    window.press("Return").await;
    window.screen_shows("phone", "innerWidth > innerHeight", json!(true)).await;
    window.reach("[data-testid=theme-dark]").await;
    window.press("Return").await;
    window.screen_shows("phone", "document.documentElement.dataset.theme", json!("dark")).await;
    let width = "Number(document.querySelector('[data-testid=divider]').ariaValueNow)";
    window.shell_shows(width, json!(460)).await;
    window.reach("[data-testid=divider]").await;
    window.press("Right").await;
    window.shell_shows(width, json!(484)).await;
    window.close().await;
}
