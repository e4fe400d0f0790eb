//! What asks before a call, in the real window and on both screens: what is drawn, what a person answers where, and what
//! the server then has on its own record.

use greenroom_tests::desk::{TOOLS, hints, offer};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 2] = ["desktop", "phone"];
/// How many cards a screen draws.
const CARDS: &str = "document.querySelectorAll('[data-testid=tool-approval-card]').length";
/// Whether a person could press Deny: nothing lies over the middle of the button.
const WITHIN_REACH: &str = "(() => {
    const button = document.querySelector('[data-testid=approval-deny]');
    if (!button) return false;
    const { x, y, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
})()";

/// A window that is connected to a server with the tools of a desk.
struct Office {
    window: Window,
    server: Fixture,
    connector: String,
    data: TempDir,
}

impl Office {
    async fn open() -> Self {
        let server = Fixture::start();
        for tool in TOOLS {
            offer(&server, tool, hints(tool));
        }
        Self::with(server).await
    }

    async fn with(server: Fixture) -> Self {
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        window.connect("Desk", &server.url).await;
        let connectors = window.command("connectors", json!({})).await.unwrap();
        let ours = connectors.as_array().unwrap().iter().find(|one| one["name"] == "Desk").unwrap();
        let connector = ours["id"].as_str().unwrap().to_owned();
        Self { window, server, connector, data }
    }

    /// As by the button of the tool's page.
    async fn run(&self, tool: &str, arguments: Value) {
        let request =
            json!({ "connectorId": self.connector, "toolName": tool, "arguments": arguments, "say": "" });
        self.window.command("run_tool", json!({ "request": request })).await.unwrap();
    }

    async fn set(&self, member: &str, value: Value) {
        let mut view = self.window.command("settings", json!({})).await.unwrap();
        let mut settings = view["settings"].take();
        settings["approvals"][member] = value;
        self.window.command("save_settings", json!({ "settings": settings })).await.unwrap();
    }

    /// Every screen draws this many cards.
    async fn cards(&self, count: usize) {
        for screen in SCREENS {
            self.window.screen_shows(screen, CARDS, json!(count)).await;
        }
    }

    /// The tools that the server was asked to run.
    fn seen(&self) -> Vec<Value> {
        self.server.received("tools/call").iter().map(|call| call["params"]["name"].clone()).collect()
    }
}

#[tokio::test]
async fn a_person_answers_on_any_screen_and_takes_back_what_is_remembered() {
    let office = Office::open().await;
    let window = &office.window;
    office.run("note", json!({ "text": "one" })).await;
    office.cards(1).await;
    window.click_in_screen("phone", "approval-deny").await;
    office.cards(0).await;
    assert_eq!(office.seen(), Vec::<Value>::new());

    office.run("note", json!({ "text": "two" })).await;
    office.cards(1).await;
    window.click_in_screen("phone", "approval-more").await;
    window.picture("approval-menu-light").await;
    window.click_in_screen("phone", "approval-allow-conversation").await;
    office.cards(0).await;
    office.server.wait_for("tools/call", 1).await;
    office.run("note", json!({ "text": "three" })).await;
    office.server.wait_for("tools/call", 2).await;
    assert_eq!(window.count("approval-card").await, 0);

    window.click("tab-activity").await;
    window.click("approvals-open").await;
    window.find_with("approval-log-row", "data-outcome", "denied").await;
    window.find_with("approval-log-row", "data-outcome", "allowed_for_conversation").await;
    window.picture("approvals-log-light").await;
    window.click("approvals-tab-remembered").await;
    window.reads("remembered", "note").await;
    window.picture("approvals-remembered-light").await;
    window.click("remembered-forget").await;
    window.find("remembered-empty").await;

    office.run("note", json!({ "text": "four" })).await;
    office.cards(1).await;
    window.click("theme-dark").await;
    window.picture("approval-dark").await;
    window.click("approval-deny").await;
    office.cards(0).await;
    window.click("approvals-tab-report").await;
    window.reads("approval-report", "Allowed for this conversation, by phone").await;
    window.picture("approvals-report-dark").await;
    assert_eq!(office.seen(), ["note", "note"]);
    office.window.close().await;
}

#[tokio::test]
async fn the_card_lies_over_a_fullscreen_widget_unless_chatgpts_flaw_is_switched_on() {
    let office = Office::with(Fixture::start().with_board()).await;
    let window = &office.window;
    office.run("board_show", json!({})).await;
    let cards = "[...document.querySelectorAll('#cards li')].map((card) => card.textContent)";
    for screen in SCREENS {
        window.shows(screen, cards, json!(["Plan", "Build"])).await;
    }
    window.click("mode-fullscreen").await;
    for screen in SCREENS {
        window.shows(screen, "window.openai.displayMode", json!("fullscreen")).await;
    }
    office.run("board_clear", json!({})).await;
    for screen in SCREENS {
        window.screen_shows(screen, WITHIN_REACH, json!(true)).await;
    }
    window.picture("approval-fullscreen-light").await;
    window.click_in_screen("desktop", "approval-deny").await;
    office.cards(0).await;

    office.set("cardInFullscreen", json!("hidden")).await;
    office.run("board_clear", json!({})).await;
    window.find("approval-card").await;
    let hidden = "document.querySelectorAll('[data-testid=host-asks]').length";
    for screen in SCREENS {
        window
            .screen_shows(
                screen,
                "document.body.textContent.includes('Waiting for your approval')",
                json!(true),
            )
            .await;
        window.screen_shows(screen, &format!("{CARDS} + {hidden}"), json!(0)).await;
    }
    // ChatGPT shows it when the person leaves fullscreen.
    window.click_in_screen("phone", "fullscreen-close").await;
    window.screen_shows("phone", WITHIN_REACH, json!(true)).await;
    window.screen_shows("desktop", CARDS, json!(0)).await;
    window.click_in_screen("phone", "approval-deny").await;
    window.gone("approval-card").await;
    assert_eq!(office.seen(), ["board_show"]);
    office.window.close().await;
}

#[tokio::test]
async fn the_card_can_be_answered_while_a_widget_floats() {
    let office = Office::with(Fixture::start().with_board()).await;
    let window = &office.window;
    office.run("board_show", json!({})).await;
    window.shows("desktop", "window.openai.displayMode", json!("inline")).await;
    window.command("set_display_mode", json!({ "mode": "pip" })).await.unwrap();
    window.shows("desktop", "window.openai.displayMode", json!("pip")).await;
    office.run("board_clear", json!({})).await;
    for screen in SCREENS {
        window.screen_shows(screen, WITHIN_REACH, json!(true)).await;
    }
    window.picture("approval-pip-light").await;
    window.click_in_screen("desktop", "approval-allow-once").await;
    office.server.wait_for("tools/call", 2).await;
    office.cards(0).await;
    assert_eq!(office.seen(), ["board_show", "board_clear"]);
    office.window.close().await;
}

#[tokio::test]
async fn arguments_that_pose_as_interface_are_shown_whole_and_do_nothing() {
    let office = Office::open().await;
    let window = &office.window;
    let hostile =
        "\u{202e}\u{2028}Allow once\n\n<button data-testid=approval-deny onclick=alert(1)>Deny</button>";
    let text = format!("{hostile}{}", "x".repeat(100_000));
    office.run("scribble", json!({ "text": text })).await;
    for screen in SCREENS {
        window.click_in_screen(screen, "approval-details").await;
        let shown = "(() => {
            const text = document.querySelector('[data-testid=approval-payload]').textContent;
            const card = document.querySelector('[data-testid=tool-approval-card]');
            return [text.includes('x'.repeat(100000)), text.includes('\\u202e'), text.includes('\\\\u{202e}'),
                text.includes('<button data-testid=approval-deny'), document.querySelectorAll('[data-testid=approval-deny]').length,
                card.scrollWidth <= card.clientWidth];
        })()";
        window.screen_shows(screen, shown, json!([true, false, true, true, 1, true])).await;
    }
    window.picture("approval-hostile-light").await;
    window.click_in_screen("phone", "approval-allow-once").await;
    let sent = office.server.wait_for("tools/call", 1).await;
    assert_eq!(sent[0]["params"]["arguments"], json!({ "text": text }));
    office.window.close().await;
}

#[tokio::test]
async fn a_closed_window_refuses_what_waits_and_says_so_at_the_next_start() {
    let office = Office::open().await;
    office.run("note", json!({ "text": "late" })).await;
    office.cards(1).await;
    let Office { window, server, data, .. } = office;
    window.close().await;

    let window = Window::open(data.path()).await;
    for screen in SCREENS {
        window.screen_shows(screen, CARDS, json!(0)).await;
        let status = "document.body.textContent.includes('Not answered, so not called')";
        window.screen_shows(screen, status, json!(true)).await;
    }
    window.click("tab-activity").await;
    window.click("approvals-open").await;
    window.find_with("approval-log-row", "data-outcome", "window_closed").await;
    assert_eq!(server.received("tools/call"), Vec::<Value>::new());
    window.close().await;
}

#[tokio::test]
async fn a_rehearsal_answers_on_the_screens_and_a_story_plays_again() {
    let office = Office::open().await;
    let window = &office.window;
    let story = json!({
        "greenroomStory": 1,
        "connector": { "name": "Desk", "address": office.server.url },
        "calls": [{ "tool": "note" }, { "tool": "burn" }, { "tool": "scribble" }],
        "answers": [{ "answer": "allow_once" }, { "answer": "deny" }, { "answer": "time_out" }],
        "pauseMilliseconds": 1200,
    });
    window.click("tab-activity").await;
    window.click("approvals-open").await;
    window.click("approvals-tab-rehearsal").await;
    window.drop_text("story-drop", "{").await;
    window.reads("problem", "The file is not JSON").await;
    window.drop_text("story-drop", &story.to_string()).await;
    let coming = "document.querySelector('[data-testid=approval-rehearsed]')?.textContent ?? null";
    for screen in SCREENS {
        window.screen_shows(screen, coming, json!("Rehearsal answers: Deny")).await;
    }
    window.picture("approvals-rehearsal-light").await;
    window.click("approvals-tab-log").await;
    for outcome in ["allowed_once", "denied", "timed_out"] {
        window.find_with("approval-log-row", "data-outcome", outcome).await;
    }
    office.cards(0).await;
    assert_eq!(office.seen(), ["note"]);
    office.window.close().await;
}

#[tokio::test]
async fn a_connector_shows_what_would_ask_and_a_level_of_its_own_changes_it() {
    let office = Office::open().await;
    let window = &office.window;
    let cells = "[...document.querySelectorAll('[data-testid=approval-preview-row]')].map((row) => \
                 [row.dataset.name, ...[...row.querySelectorAll('[data-action]')].map((cell) => cell.dataset.action)])";
    window.find("approval-preview").await;
    window
        .shell_shows(
            cells,
            json!([
                ["look", "ask", "run", "run", "run", "run"],
                ["note", "ask", "ask", "run", "run", "ask"],
                ["scribble", "ask", "ask", "ask", "run", "ask"],
                ["burn", "ask", "ask", "ask", "run", "ask"]
            ]),
        )
        .await;
    let in_sight = "(document.querySelector('[data-testid=approval-preview]').scrollIntoView(), true)";
    window.shell_shows(in_sight, json!(true)).await;
    window.picture("approvals-preview-light").await;
    window.choose("permission-level", "allowAll").await;
    office.run("burn", json!({})).await;
    office.server.wait_for("tools/call", 1).await;
    window.choose("permission-level", "alwaysAsk").await;
    office.run("look", json!({})).await;
    office.cards(1).await;

    // What waits is refused, and what was remembered of a tool that changed is forgotten.
    window.click("approval-always-allow").await;
    office.server.wait_for("tools/call", 2).await;
    let mut changed = hints("look");
    changed["openWorldHint"] = json!(true);
    offer(&office.server, "look", changed);
    window.click("connector-refresh").await;
    window.reads("forgotten", "What was remembered for “look” is forgotten. Its annotations changed.").await;
    window.click("connector-disable").await;
    window.find("connector-enable").await;
    let refused = office
        .window
        .command("run_tool", json!({ "request": { "connectorId": office.connector, "toolName": "look", "arguments": {}, "say": "" } }))
        .await;
    assert_eq!(refused, Err("The connector “Desk” is disabled.".into()));
    window.picture("connector-disabled-light").await;
    assert_eq!(office.seen(), ["burn", "look"]);
    office.window.close().await;
}
