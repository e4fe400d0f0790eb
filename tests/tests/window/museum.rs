//! The museum of hostile widgets: each exhibit in a real screen beside a decent widget and a call that waits for its
//! approval. What holds is asked of others than the attacker: of the servers, of a listener, of the program, of the
//! neighbour, and of the screen's own page.

mod channel;
mod deception;
mod exfiltration;
mod exhaustion;
mod navigation;
mod reach;

use std::path::{Path, PathBuf};

use greenroom_contract::connector::{ConnectorDraft, EndpointDraft};
use greenroom_contract::sandbox::CspMode;
use greenroom_tests::collector::Collector;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::fixture::museum::{ATTACKED, Exhibit, REACHED, SECRET, WRITE};
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 2] = ["desktop", "phone"];
/// Exhibits that end their screen, or need more than one click.
const APART: [&str; 6] = ["allocation", "approval_card", "endless_loop", "heavy_state", "messages", "nodes"];
/// The neighbour is shown first.
const NEIGHBOUR: usize = 0;

/// What no policy holds back where none is enforced, as it does not in ChatGPT.
const OF_THE_POLICY: [&str; 2] = ["reach_server", "navigation_download"];

/// A room with its visitors.
struct Museum {
    room: &'static str,
    mode: CspMode,
    window: Window,
    server: Fixture,
    neighbour: Fixture,
    collector: Collector,
    museum_id: String,
    neighbour_id: String,
    file: PathBuf,
    data: TempDir,
}

impl Museum {
    async fn open(room: &'static str) -> Self {
        Self::open_with(room, "").await
    }

    /// With facts about the host that differ from the built-in ones.
    async fn open_with(room: &'static str, facts: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("chatgpt.toml"), facts).unwrap();
        let file = data.path().join("letter.txt");
        std::fs::write(&file, SECRET).unwrap();
        let collector = Collector::start();
        let server = Fixture::start().with_room(room, &collector.url, &file);
        let neighbour = Fixture::start().with_neighbour();
        let window = Window::open(data.path()).await;
        let museum_id = connect(&window, "Museum", &server.url).await;
        let neighbour_id = connect(&window, "Neighbour", &neighbour.url).await;
        for screen in SCREENS {
            window.screen_shows(screen, "window.visited = true", json!(true)).await;
        }
        Self {
            room,
            mode: CspMode::default(),
            window,
            server,
            neighbour,
            collector,
            museum_id,
            neighbour_id,
            file,
            data,
        }
    }

    /// Shows all exhibits of the room, but for those that have tests of their own, without any policy enforced.
    async fn visit_without_policy(&mut self) {
        self.mode = CspMode::Developer;
        let question = json!({ "connector": self.museum_id, "mode": self.mode });
        self.ask("set_csp_mode", question).await;
        let stands = |exhibit: &Exhibit| !APART.contains(&exhibit.name.as_str());
        let contained = |exhibit: &Exhibit| !OF_THE_POLICY.contains(&exhibit.tool().as_str());
        let all = Exhibit::all().into_iter().filter(|exhibit| exhibit.room == self.room);
        for exhibit in all.filter(stands).filter(contained).collect::<Vec<_>>() {
            let approval = self.show(&exhibit).await;
            self.attacked(&exhibit).await;
            self.is_unharmed(&exhibit.tool(), &approval).await;
        }
    }

    /// Shows these exhibits one after the other, and finds nothing harmed after each. They are all of the room, but for
    /// those that have tests of their own.
    async fn visit(&self, names: &[&str]) {
        let in_room =
            |exhibit: &Exhibit| exhibit.room == self.room && !APART.contains(&exhibit.name.as_str());
        let all: Vec<Exhibit> = Exhibit::all().into_iter().filter(in_room).collect();
        assert_eq!(all.iter().map(|exhibit| exhibit.name.as_str()).collect::<Vec<_>>(), names);
        for exhibit in all {
            let approval = self.show(&exhibit).await;
            self.attacked(&exhibit).await;
            self.is_unharmed(&exhibit.tool(), &approval).await;
        }
    }

    /// A new conversation with the neighbour, a call that waits for its approval, and the exhibit. The approval's id.
    async fn show(&self, exhibit: &Exhibit) -> String {
        let tool = exhibit.tool();
        self.ask("start_conversation", json!({})).await;
        self.run(&self.neighbour_id, "neighbour_show", json!({})).await;
        for screen in SCREENS {
            self.window.shows(screen, "window.diary ?? null", json!(SECRET)).await;
        }
        self.run(&self.museum_id, WRITE, json!({})).await;
        let approval = eventually(&format!("an approval waits beside {tool}"), async || {
            let pending = self.ask("approvals", json!({})).await;
            let newest =
                pending.as_array().and_then(|pending| pending.last()?["id"].as_str().map(str::to_owned));
            newest.ok_or("none does")
        })
        .await;
        let frame = "(({ dataset, src }) => ({ instance: dataset.instance, address: src })) \
                     (document.querySelector('[data-testid=widget-frame]'))";
        let mut known = self
            .window
            .command("probe_screen", json!({ "screen": "desktop", "script": frame }))
            .await
            .unwrap();
        known["approval"] = json!(approval);
        known["server"] = json!(self.server.url);
        self.run(&self.museum_id, &tool, known).await;
        approval
    }

    /// Waits until the exhibit has done its worst on both screens.
    async fn attacked(&self, exhibit: &Exhibit) {
        let tool = exhibit.tool();
        for screen in SCREENS {
            if exhibit.wants_click() {
                self.window.shows(screen, "window.EXHIBIT ?? EXHIBIT", json!(tool)).await;
                self.window.tap(screen, "#go").await;
            }
        }
        eventually(&format!("{tool} has attacked on both screens"), async || {
            let count = self.outcomes(&tool).len();
            if count == SCREENS.len() { Ok(()) } else { Err(format!("on {count}")) }
        })
        .await;
    }

    /// What the exhibit says of itself. That is no proof, but may hold what it should not know.
    fn outcomes(&self, tool: &str) -> Vec<String> {
        let calls = self.server.received("tools/call");
        let attacked = calls.iter().map(|call| &call["params"]).filter(|params| params["name"] == ATTACKED);
        let of_it = attacked.map(|params| &params["arguments"]).filter(|told| told["exhibit"] == *tool);
        of_it.filter_map(|told| told["outcome"].as_str().map(str::to_owned)).collect()
    }

    /// All that may not come of any exhibit.
    async fn is_unharmed(&self, tool: &str, approval: &str) {
        let said = self.outcomes(tool);
        println!("{tool}: {said:?}");
        self.nothing_got_out(tool);
        assert_eq!(calls_of(&self.server, WRITE), 0, "{tool} had a write called");
        assert_eq!(calls_of(&self.server, REACHED), 0, "{tool} was heard by a road that is not its own");
        assert_eq!(calls_of(&self.neighbour, "neighbour_reached"), 0, "{tool} spoke for its neighbour");
        for message in self.server.received("tools/call") {
            assert!(!message.to_string().contains(SECRET), "{tool} told its server a secret: {message}");
        }
        let pending = self.ask("approvals", json!({})).await;
        let waits = pending.as_array().unwrap().iter().any(|one| one["id"] == approval);
        assert!(waits, "{tool} answered an approval");
        self.screens_are_whole(tool).await;
        for screen in SCREENS {
            let state = "[document.getElementById('text')?.textContent, intrusions, localStorage.getItem('diary'), location.hash]";
            let neighbour = self.window.probe_at(screen, NEIGHBOUR, state).await;
            assert_eq!(neighbour, Ok(json!(["Untouched", [], SECRET, ""])), "{tool} beside it on {screen}");
        }
        self.nothing_is_left(tool);
    }

    /// Where no policy is enforced a widget may reach the web, with nothing of others in hand.
    fn nothing_got_out(&self, tool: &str) {
        let mut hits = self.collector.hits();
        if self.mode == CspMode::Developer {
            hits.retain(|line| line.contains(SECRET));
        }
        assert_eq!(hits, Vec::<String>::new(), "{tool} reached a listener");
    }

    /// Both screens live, on the page that they were on, and nothing in them is the widget's doing.
    async fn screens_are_whole(&self, tool: &str) {
        let stage = self.ask("stage", json!({})).await;
        for (screen, id) in stage["screens"].as_array().unwrap().iter().zip(SCREENS) {
            assert_eq!(screen["status"], json!({ "kind": "live" }), "{tool} on {id}");
            let page = "({ visited: window.visited ?? false, address: location.href, name: window.name, \
                         forged: document.body.innerText.includes('FORGED'), dialogs: document.querySelectorAll('dialog').length, \
                         card: document.querySelectorAll('[data-testid=tool-approval-card]').length, \
                         fullscreen: document.fullscreenElement !== null, lock: document.pointerLockElement !== null, \
                         modes: [...document.querySelectorAll('[data-mode]')].map(({ dataset }) => dataset.mode) })";
            let found =
                self.window.command("probe_screen", json!({ "screen": id, "script": page })).await.unwrap();
            assert_eq!(
                found,
                json!({
                    "visited": true, "address": "screen://page/", "name": "", "forged": false, "dialogs": 0,
                    "card": 1, "fullscreen": false, "lock": false, "modes": ["inline", "inline"]
                }),
                "{tool} in the page of {id}"
            );
            let facts = self.ask("screen_facts", json!({ "screen": id })).await;
            assert_eq!(facts, json!({ "address": "screen://page/", "sounds": false }), "{tool} on {id}");
        }
        assert_eq!(self.window.count_windows().await, 1, "{tool} opened a window");
    }

    fn nothing_is_left(&self, tool: &str) {
        assert_eq!(std::fs::read_to_string(&self.file).unwrap(), SECRET, "{tool} wrote to a file");
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        for folder in [
            home.join("Downloads"),
            home,
            PathBuf::from("."),
            self.data.path().to_owned(),
            std::env::temp_dir(),
        ] {
            let forged = entries(&folder).find(|path| path.to_string_lossy().contains("museum-forged"));
            assert_eq!(forged, None, "{tool} left a file");
        }
    }

    async fn run(&self, connector: &str, tool: &str, arguments: Value) {
        let request =
            json!({ "connectorId": connector, "toolName": tool, "arguments": arguments, "say": "" });
        self.ask("run_tool", json!({ "request": request })).await;
    }

    async fn ask(&self, command: &str, question: Value) -> Value {
        self.window.command(command, question).await.unwrap_or_else(|problem| panic!("{command}: {problem}"))
    }

    async fn leave(self) {
        let Self { window, collector, mode, .. } = self;
        window.close().await;
        // What went out late would have come by now.
        if mode != CspMode::Developer {
            assert_eq!(collector.hits(), Vec::<String>::new());
        }
    }
}

/// Creates a connector and waits until its tools are there.
async fn connect(window: &Window, name: &str, url: &str) -> String {
    let draft = ConnectorDraft::new(name, EndpointDraft::Http { url: url.into() });
    let made = window.command("create_connector", json!({ "draft": draft })).await.unwrap();
    let id = made["id"].as_str().unwrap().to_owned();
    eventually(&format!("{name} has its tools"), async || {
        let snapshot = window.command("snapshot", json!({ "id": id })).await?;
        if snapshot.is_null() { Err("not yet".to_owned()) } else { Ok(()) }
    })
    .await;
    id
}

fn calls_of(server: &Fixture, tool: &str) -> usize {
    server.received("tools/call").iter().filter(|call| call["params"]["name"] == tool).count()
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}
