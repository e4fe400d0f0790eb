//! The program's own pages by the rules of axe-core, contrast among them, in both themes: no serious finding.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::json;

const THEMES: [&str; 2] = ["light", "dark"];

/// What is found, after what was looked at.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    async fn of_shell(&mut self, window: &Window, seen: &str) {
        let found = window.shell_findings().await;
        self.0.extend(found.into_iter().map(|finding| format!("{seen}: {finding}")));
    }

    async fn of_screens(&mut self, window: &Window, seen: &str) {
        for screen in ["desktop", "phone"] {
            let found = window.screen_findings(screen).await;
            self.0.extend(found.into_iter().map(|finding| format!("{seen} on {screen}: {finding}")));
        }
    }
}

async fn turn(window: &Window, theme: &str) {
    window.click(&format!("theme-{theme}")).await;
    window.screen_shows("phone", "document.documentElement.dataset.theme", json!(theme)).await;
}

#[tokio::test]
async fn the_workbench_has_no_serious_finding() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    let mut findings = Findings::default();
    for theme in THEMES {
        turn(&window, theme).await;
        let seen = |page: &str| format!("{page}, {theme}");
        window.find("connector-row").await;
        findings.of_shell(&window, &seen("connectors")).await;
        window.click("new-connector").await;
        window.click("connector-advanced").await;
        findings.of_shell(&window, &seen("new connector")).await;
        window.click("connector-cancel").await;
        for tab in ["activity", "record", "settings", "connectors"] {
            window.click(&format!("tab-{tab}")).await;
            findings.of_shell(&window, &seen(tab)).await;
        }
        window.click_with("device-open", "data-screen", "phone").await;
        findings.of_shell(&window, &seen("device")).await;
        window.click("device-close").await;
        // Where the screens are moves with it.
        window.gone("device").await;
        // A press while the screens still move to their places may miss.
        while window.count("conditions").await == 0 {
            window.click_with("conditions-open", "data-screen", "phone").await;
        }
        findings.of_shell(&window, &seen("network")).await;
        window.click("conditions-close").await;
    }
    window.connect("Board", &server.url).await;
    for theme in THEMES {
        turn(&window, theme).await;
        let seen = |page: &str| format!("{page}, {theme}");
        findings.of_shell(&window, &seen("a connector")).await;
        window.click_with("tool-row", "data-name", "board_show").await;
        window.find("tool-run").await;
        findings.of_shell(&window, &seen("a tool")).await;
        window.click("tool-run").await;
        window.shows("phone", "document.title", json!("Board")).await;
        findings.of_shell(&window, &seen("a call")).await;
        window.click("tab-connectors").await;
        // From the tool to its connector.
        window.click("back").await;
        window.find_with("tool-row", "data-name", "board_show").await;
    }
    assert_eq!(findings.0, Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn the_screens_have_no_serious_finding() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    let mut findings = Findings::default();
    for theme in THEMES {
        turn(&window, theme).await;
        findings.of_screens(&window, &format!("an empty conversation, {theme}")).await;
    }
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", "document.title", json!("Board")).await;
    for theme in THEMES {
        turn(&window, theme).await;
        findings.of_screens(&window, &format!("a widget, {theme}")).await;
        for mode in ["pip", "fullscreen", "inline"] {
            window.command("set_display_mode", json!({ "mode": mode })).await.unwrap();
            window.shows("desktop", "window.openai.displayMode", json!(mode)).await;
            findings.of_screens(&window, &format!("{mode}, {theme}")).await;
        }
    }
    let connectors = window.command("connectors", json!({})).await.unwrap();
    let ours = connectors.as_array().unwrap().iter().find(|one| one["name"] == "Board").unwrap();
    let request = json!({ "connectorId": ours["id"], "toolName": "board_add", "arguments": { "title": "Ship" }, "say": "" });
    window.command("run_tool", json!({ "request": request })).await.unwrap();
    let card = "document.querySelector('[data-testid=tool-approval-card]') !== null";
    window.screen_shows("phone", card, json!(true)).await;
    window.screen_shows("desktop", card, json!(true)).await;
    for theme in THEMES {
        turn(&window, theme).await;
        findings.of_screens(&window, &format!("an approval, {theme}")).await;
    }
    assert_eq!(findings.0, Vec::<String>::new());
    window.close().await;
}
