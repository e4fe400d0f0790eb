//! Apps that others wrote, from npm, in the real window: each draws its own data on both screens, in both themes and
//! at both sizes, and what a person does in it reaches its server.

use greenroom_tests::servers::{NpmServer, Package};
use greenroom_tests::test_host::TestHost;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 2] = ["desktop", "phone"];

/// An app in the window, its tool run and allowed.
struct Shown {
    window: Window,
    name: &'static str,
    _server: NpmServer,
    data: TempDir,
}

impl Shown {
    async fn open(package: Package, name: &'static str, tool: &str) -> Self {
        let server = NpmServer::start(package).await;
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        window.connect(name, &server.url).await;
        window.run_tool(tool).await;
        window.click("approval-allow-once").await;
        Self { window, name, _server: server, data }
    }

    /// What was found in the sandbox of the widget and in its HTML, on either screen.
    async fn findings(&self) -> Vec<String> {
        let conversation = self.window.command("conversation", json!({})).await.unwrap();
        let entries = conversation["entries"].as_array().unwrap();
        let call = entries.iter().find(|entry| entry["template"].is_object()).unwrap();
        let widgets = self.window.command("widgets", json!({ "call": call["id"] })).await.unwrap();
        let mut titles: Vec<String> = Vec::new();
        for widget in widgets.as_array().unwrap() {
            assert!(widget["sandbox"].is_object(), "{widget:#}");
            for finding in widget["sandbox"]["findings"].as_array().unwrap() {
                titles.push(finding["title"].as_str().unwrap().to_owned());
            }
        }
        let snapshot = self.window.command("snapshot", json!({ "id": call["connectorId"] })).await.unwrap();
        for template in snapshot["templates"].as_array().unwrap() {
            for finding in template["findings"].as_array().unwrap() {
                titles.push(finding["text"].as_str().unwrap().to_owned());
            }
        }
        titles.sort();
        titles.dedup();
        titles
    }

    /// Closes the window. All that the app and the host had said to each other was as MCP Apps publishes it.
    async fn leave(self) {
        assert_eq!(self.findings().await, Vec::<String>::new(), "{} does nothing wrong", self.name);
        self.window.close().await;
        let test = TestHost::after(self.data).await;
        let (watch, messages) = test.bridge_on_record().await;
        assert!(messages.len() > 10, "{} messages are on record", messages.len());
        assert_eq!(watch.faults(), Vec::<String>::new());
    }

    async fn both_show(&self, script: &str, expected: Value) {
        for screen in SCREENS {
            self.window.shows(screen, script, expected.clone()).await;
        }
    }

    /// Pictures in both themes, and in fullscreen; the widget must have heard of each change.
    async fn pose(&self) {
        self.picture("light").await;
        self.window.click("theme-dark").await;
        self.both_show("window.openai.theme", json!("dark")).await;
        self.picture("dark").await;
        self.window.click("mode-fullscreen").await;
        self.both_show("window.openai.displayMode", json!("fullscreen")).await;
        self.picture("fullscreen").await;
        self.window.click("mode-inline").await;
        self.both_show("window.openai.displayMode", json!("inline")).await;
    }

    async fn picture(&self, look: &str) {
        for screen in SCREENS {
            self.window.rests(screen).await;
        }
        self.window.picture(&format!("{}-{look}", self.name)).await;
    }
}

#[tokio::test]
async fn the_smallest_app_tells_the_time_and_asks_for_it_again() {
    let shown = Shown::open(Package::BasicVanillajs, "Vanilla", "get-time").await;
    tells_the_time(&shown, "document.getElementById('server-time').textContent").await;
    shown.leave().await;
}

#[tokio::test]
async fn the_same_app_in_react_does_so_too() {
    let shown = Shown::open(Package::BasicReact, "React", "get-time").await;
    tells_the_time(&shown, "document.querySelector('code').textContent").await;
    shown.leave().await;
}

#[tokio::test]
async fn nothing_is_said_against_the_same_app_in_other_frameworks() {
    for (package, name) in [
        (Package::BasicPreact, "Preact"),
        (Package::BasicSolid, "Solid"),
        (Package::BasicSvelte, "Svelte"),
        (Package::BasicVue, "Vue"),
    ] {
        let shown = Shown::open(package, name, "get-time").await;
        shown.both_show("document.querySelectorAll('button').length > 0", json!(true)).await;
        assert_eq!(shown.findings().await, Vec::<String>::new(), "{name}");
        shown.window.close().await;
    }
}

async fn tells_the_time(shown: &Shown, time: &str) {
    shown.both_show(&format!("!Number.isNaN(Date.parse({time}))"), json!(true)).await;
    let first = shown.window.probe("desktop", time).await.unwrap();
    shown.window.shows("phone", time, first.clone()).await;
    shown.pose().await;

    shown.window.tap("phone", "button").await;
    shown.window.click_in_screen("phone", "approval-allow-once").await;
    shown.window.shows("phone", &format!("{time} > {first}"), json!(true)).await;
    shown.window.shows("desktop", time, first).await;
}

#[tokio::test]
async fn the_budget_app_draws_its_categories_and_follows_its_sliders() {
    let shown = Shown::open(Package::BudgetAllocator, "Budget", "get-budget-data").await;
    let texts = |class: &str| {
        format!("[...document.querySelectorAll('.{class}')].map((element) => element.textContent)")
    };
    let names = json!(["Marketing", "Engineering", "Operations", "Sales", "R&D"]);
    shown.both_show(&texts("label-text"), names).await;
    let shares = json!(["25.0%", "35.0%", "15.0%", "15.0%", "10.0%"]);
    shown.both_show(&texts("percent"), shares.clone()).await;
    shown.pose().await;

    let pull = "const slider = document.querySelector('.slider');
        slider.value = slider.max;
        slider.dispatchEvent(new Event('input', { bubbles: true }));";
    shown.window.probe("phone", &format!("(() => {{ {pull} }})()")).await.unwrap();
    shown.window.shows("phone", &format!("{}[0]", texts("percent")), json!("100.0%")).await;
    shown.window.shows("desktop", &texts("percent"), shares).await;
    shown.leave().await;
}

#[tokio::test]
async fn the_cohort_app_fetches_its_table_once_it_is_allowed_to() {
    let shown = Shown::open(Package::CohortHeatmap, "Cohorts", "get-cohort-data").await;
    shown.both_show("document.querySelector('h1').textContent", json!("Cohort Retention Analysis")).await;
    shown.both_show("document.body.innerText.includes('Loading...')", json!(true)).await;
    shown.window.click("approval-allow-conversation").await;
    // Twelve months, of which each has one more month behind it than the next.
    let cells = "document.querySelectorAll('[class^=_cell_]').length";
    shown.both_show(cells, json!(78)).await;
    shown.pose().await;
    shown.leave().await;
}

#[tokio::test]
async fn the_scenario_app_computes_what_its_sliders_say() {
    let shown = Shown::open(Package::ScenarioModeler, "Scenarios", "get-scenario-data").await;
    let metrics = "[...document.querySelectorAll('.metric-value')].map((metric) => metric.textContent)";
    shown.both_show(metrics, json!(["$63.4K", "$684K", "$187K"])).await;
    shown.both_show("document.querySelectorAll('.template-select option').length", json!(6)).await;
    shown.pose().await;
    shown.leave().await;
}

#[tokio::test]
async fn the_monitor_asks_its_server_again_and_again() {
    let shown = Shown::open(Package::SystemMonitor, "Monitor", "get-system-info").await;
    let text = |id: &str| format!("document.getElementById('{id}').textContent");
    shown.both_show(&format!("{} !== '--'", text("info-hostname")), json!(true)).await;
    shown.window.click("approval-allow-conversation").await;
    shown.both_show(&format!("{} !== '--'", text("info-uptime")), json!(true)).await;
    shown.window.gone("approval-card").await;
    // Its clock goes on: it asks every other second.
    let at = shown.window.probe("phone", &text("status-text")).await.unwrap();
    shown.window.shows("phone", &format!("{} > {at}", text("status-text")), json!(true)).await;
    for screen in SCREENS {
        shown.window.tap(screen, "#poll-toggle-btn").await;
    }
    shown.both_show(&text("poll-toggle-btn"), json!("Start")).await;
    shown.pose().await;
    shown.leave().await;
}
