//! The notes widget of the fixture on both screens, in the place of the author's code: each of its frames is loaded and
//! completes its handshake, and what it is told is on record, frame by frame.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use greenroom_contract::call::{Call, RunRequest};
use greenroom_contract::scenario::{RunState, Scenario, ScenarioRun};
use greenroom_contract::screen::{ScreenCall, ScreenEntry, ScreenView, ToScreen, WidgetFrame};
use greenroom_contract::widget::Language;
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::test_host::TestHost;

/// Nobody waits in a test; a widget that is slow is waited for all the same.
pub const FAST: &str = "[scenarios]\npause_seconds = 0.01\npartial_seconds = 0.01\nlate_result_seconds = 0.05\n\
                        ready_seconds = 30.0\n";

const SCREENS: [&str; 2] = ["desktop", "phone"];

pub struct Rehearsal {
    pub test: TestHost,
    pub server: Fixture,
    pub connector: String,
    pub call: Call,
    /// With the screen and the frame: the data globals that its document began with.
    documents: Mutex<Vec<(&'static str, u32, String)>>,
    /// By screen.
    lives: Mutex<BTreeMap<&'static str, Life>>,
}

/// How far the widget of a screen has come.
#[derive(Clone, Default)]
struct Life {
    /// The frame whose document has introduced itself, and the one that has taken leave.
    begun: Option<u32>,
    left: Option<u32>,
    /// The farewells that were answered.
    answered: Vec<Value>,
}

impl Rehearsal {
    /// A call of `notes_show` that has settled.
    pub async fn start() -> Self {
        let test = TestHost::start_with(FAST).await;
        let server = Fixture::start().with_notes();
        let connector = test.connect(&server.url).await.id;
        let call = test.run(&connector, "notes_show", json!({ "search": "Ada" })).await;
        test.settled(&call.id).await;
        Self { test, server, connector, call, documents: Mutex::default(), lives: Mutex::default() }
    }

    /// Does something while the widgets live.
    pub async fn with_widgets<T>(&self, doing: impl Future<Output = T>) -> T {
        let [desktop, phone] = SCREENS;
        tokio::select! {
            done = doing => done,
            () = self.live(desktop) => unreachable!("a widget lives on"),
            () = self.live(phone) => unreachable!("a widget lives on"),
        }
    }

    /// Plays a scenario to its end.
    pub async fn play(&self, scenario: Scenario) {
        self.with_widgets(async {
            for screen in SCREENS {
                self.knows_its_input(screen).await;
            }
            self.test.host.run_scenario(&self.call.id, scenario).await.unwrap();
            self.reaches(scenario, RunState::Finished).await;
            self.idle().await;
        })
        .await;
    }

    pub async fn reaches(&self, scenario: Scenario, state: RunState) -> ScenarioRun {
        self.test
            .until("the scenario to get there", async |host| {
                let all = host.scenarios(&self.call.id).await.unwrap();
                let run = all.into_iter().find(|view| view.scenario == scenario)?.run?;
                (run.state == state).then_some(run)
            })
            .await
    }

    /// What the frames of a screen began with and were told, in order, from this frame on.
    pub async fn told(&self, screen: &'static str, from: u32) -> Vec<Vec<String>> {
        let documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        let mut frames: Vec<Vec<String>> = Vec::new();
        let mut generation = None;
        for message in self.test.all_sent(screen) {
            match message {
                ToScreen::View { view } => {
                    let shown = frame(&view, &self.call.id).map(|(_, generation)| generation);
                    if shown != generation && shown.is_some_and(|shown| shown >= from) {
                        let began = documents.iter().find(|(on, of, _)| *on == screen && Some(*of) == shown);
                        frames.push(began.map(|(_, _, began)| began.clone()).into_iter().collect());
                    }
                    generation = shown.or(generation);
                }
                ToScreen::Widget { language, message, .. } if generation >= Some(from) => {
                    let said = words(language, &message.0);
                    frames.last_mut().expect("a frame comes before its messages").extend(said);
                }
                _ => {}
            }
        }
        frames
    }

    /// The call as a screen draws it, once that is as wanted.
    pub async fn drawn(&self, screen: &str, wanted: impl Fn(&ScreenCall) -> bool) -> ScreenCall {
        self.test
            .view(screen, |view| calls(view).find(|call| call.id == self.call.id && wanted(call)).cloned())
            .await
    }

    /// The widget of the screen has completed its handshake.
    async fn knows_its_input(&self, screen: &str) {
        let instance = self.drawn(screen, |call| call.widget.is_some()).await.widget.unwrap().instance;
        let is_input = |message: &Value| (message["method"] == "ui/notifications/tool-input").then_some(());
        self.test.told(screen, &instance, Language::Apps, is_input).await;
    }

    /// Everything that was sent has arrived on the screens.
    async fn idle(&self) {
        for screen in SCREENS {
            let instance = self.drawn(screen, |call| call.widget.is_some()).await.widget.unwrap().instance;
            let id = format!("idle-{}", self.test.all_sent(screen).len());
            let ping = json!({ "jsonrpc": "2.0", "id": id, "method": "ping" });
            self.test.say(screen, &instance, Language::Apps, ping);
            self.test
                .told(screen, &instance, Language::Apps, |message| (message["id"] == id).then_some(()))
                .await;
        }
    }

    /// Each new frame of the screen is loaded and introduces itself. One that lived before goes on living.
    async fn live(&self, screen: &'static str) {
        loop {
            let of_call = |view: &ScreenView| frame(view, &self.call.id);
            let Life { begun, left, .. } = self.life(screen);
            let is_due = |generation: u32| begun.is_none_or(|begun| generation >= begun);
            self.test.view(screen, |view| of_call(view).filter(|(_, generation)| is_due(*generation))).await;
            let newest = self.test.all_sent(screen).into_iter().rev().find_map(|message| match message {
                ToScreen::View { view } => of_call(&view),
                _ => None,
            });
            let (frame, generation) = newest.expect("a view with the widget was sent");
            if begun != Some(generation) {
                self.begin(screen, &frame, generation).await;
            }
            if left != Some(generation) {
                self.take_leave(screen, &frame, generation).await;
            }
            let next = |view: &ScreenView| of_call(view).filter(|(_, shown)| *shown > generation);
            self.test.view(screen, next).await;
        }
    }

    async fn begin(&self, screen: &'static str, frame: &WidgetFrame, generation: u32) {
        let (_, globals) = self.test.document(screen, frame).await;
        let began = format!("begins with {}", data(&globals));
        self.documents.lock().unwrap_or_else(PoisonError::into_inner).push((screen, generation, began));
        let id = format!("introduction-{generation}");
        let introduction = json!({ "jsonrpc": "2.0", "id": id, "method": "ui/initialize",
            "params": { "protocolVersion": "2026-01-26", "appInfo": {}, "appCapabilities": {} } });
        self.test.say(screen, &frame.instance, Language::Apps, introduction);
        self.test
            .told(screen, &frame.instance, Language::Apps, |message| (message["id"] == id).then_some(()))
            .await;
        let ready = json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" });
        self.test.say(screen, &frame.instance, Language::Apps, ready);
        self.lives().entry(screen).or_default().begun = Some(generation);
    }

    /// Answers when the frame is about to go.
    async fn take_leave(&self, screen: &'static str, frame: &WidgetFrame, generation: u32) {
        let answered = self.life(screen).answered;
        let id = self
            .test
            .told(screen, &frame.instance, Language::Apps, |message| {
                let is_due =
                    message["method"] == "ui/resource-teardown" && !answered.contains(&message["id"]);
                is_due.then(|| message["id"].clone())
            })
            .await;
        let answer = json!({ "jsonrpc": "2.0", "id": id, "result": {} });
        self.test.say(screen, &frame.instance, Language::Apps, answer);
        let mut lives = self.lives();
        let life = lives.entry(screen).or_default();
        life.left = Some(generation);
        life.answered.push(id);
    }

    fn lives(&self) -> MutexGuard<'_, BTreeMap<&'static str, Life>> {
        self.lives.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn life(&self, screen: &str) -> Life {
        self.lives().get(screen).cloned().unwrap_or_default()
    }

    /// Runs a tool of the fixture, for a call beside the one that is rehearsed.
    pub async fn run(&self, tool: &str, arguments: Value) -> Call {
        let (connector_id, tool_name) = (self.connector.clone(), tool.to_owned());
        let request = RunRequest {
            connector_id,
            tool_name,
            arguments: arguments.into(),
            say: String::new(),
            answers: None,
        };
        self.test.host.run_tool(request).await.unwrap()
    }
}

fn calls(view: &ScreenView) -> impl Iterator<Item = &ScreenCall> {
    view.entries.iter().filter_map(|entry| match entry {
        ScreenEntry::Call(call) => Some(call.as_ref()),
        ScreenEntry::Message(_) => None,
    })
}

fn frame(view: &ScreenView, call_id: &str) -> Option<(WidgetFrame, u32)> {
    let frame = calls(view).find(|call| call.id == call_id)?.widget.clone()?;
    let generation = frame.generation;
    Some((frame, generation))
}

/// A message in one line; answers to the widget's own requests are none of the story.
fn words(language: Language, message: &Value) -> Option<String> {
    match language {
        Language::Openai => Some(format!("globals {}", data(&message["globals"]))),
        Language::Apps => {
            let method = message["method"].as_str()?.trim_start_matches("ui/notifications/");
            let params = &message["params"];
            let told = match method {
                "ui/resource-teardown" => return Some("teardown".to_owned()),
                "tool-result" => &params["content"],
                "host-context-changed" => params,
                _ => params.get("arguments").unwrap_or(&params["reason"]),
            };
            Some(format!("{method} {told}"))
        }
    }
}

/// The members of globals about the call, without the envelope around its result; of others, all.
fn data(globals: &Value) -> Value {
    let mut globals = globals.clone();
    let members = globals.as_object_mut().expect("globals are an object");
    if members.contains_key("userAgent") {
        let own = ["toolInput", "toolOutput", "widgetState"];
        members.retain(|name, _| own.contains(&name.as_str()));
    }
    members.shift_remove("toolResponseMetadata");
    globals
}
