//! How fast widgets are in the real window: what they say and are told, how soon they are on screen, and whether the
//! shell goes on while they flood it. The program is built with the probes of the tests, which run the scripts here.
//!
//! The scripts that widgets run to take their time are in [`scripts`].

mod scripts;

use std::path::PathBuf;
use std::time::{Duration, Instant, UNIX_EPOCH};

use greenroom_contract::connector::{ConnectorDraft, EndpointDraft};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::timing::{Runs, milliseconds};
use crate::{Fault, report};

const SCREEN: &str = "desktop";
const RESULT_BYTES: usize = 5 * 1024 * 1024;
const TEMPLATE_BYTES: usize = 7 * 1024 * 1024;
const RESULTS: usize = 9;
const TEMPLATES: usize = 5;
const BURST: u32 = 10_000;

/// Longer than the record takes for a large result.
const RECORDED: Duration = Duration::from_millis(1500);

const ROUND_TRIP: Duration = Duration::from_millis(4);
const RESULT: Duration = Duration::from_millis(150);
const TEMPLATE: Duration = Duration::from_secs(1);
const START: Duration = Duration::from_millis(5);
const SCRIPT_BYTES: usize = 30_000;
/// A shell that answers later than this feels stuck.
const SHELL: Duration = Duration::from_millis(500);

/// The open window with one connector.
struct Scene {
    window: Window,
    connector: String,
    server: Fixture,
    _data: TempDir,
}

pub async fn measure() -> Result<Vec<report::Result>, Fault> {
    let scene = Scene::set().await?;
    scene.show("talk").await?;
    let mut results = vec![scene.round_trips().await?, scene.results().await?];
    results.push(scene.script().await?);
    results.push(scene.templates().await?);
    // The last, as its record keeps a processor busy for a while after.
    scene.show("talk").await?;
    results.push(scene.burst().await?);
    scene.window.close().await;
    Ok(results)
}

impl Scene {
    async fn set() -> Result<Self, Fault> {
        let server = Fixture::start();
        offer(&server, "talk", scripts::TALKING, |_| json!({ "content": [], "structuredContent": {} }));
        let filler = format!("<!--{}-->{}", "x".repeat(TEMPLATE_BYTES), scripts::SHOWN);
        offer(&server, "heavy", &filler, |_| json!({ "content": [], "structuredContent": {} }));
        server.tool(tool("large", None), |_| {
            let items: Vec<Value> = (0..RESULT_BYTES / 1024).map(item).collect();
            json!({ "content": [], "structuredContent": { "items": items } })
        });
        let data = TempDir::new()?;
        let window = Window::open_program(&program()?, data.path()).await;
        let endpoint = EndpointDraft::Http { url: server.url.clone() };
        let draft = ConnectorDraft::new("Bench", endpoint);
        let created = window.command("create_connector", json!({ "draft": draft })).await?;
        let connector = created["id"].as_str().unwrap_or_default().to_owned();
        window.command("refresh_connector", json!({ "id": connector })).await?;
        Ok(Self { window, connector, server, _data: data })
    }

    async fn show(&self, tool: &str) -> Result<(), Fault> {
        let request = json!({ "connectorId": self.connector, "toolName": tool, "arguments": {}, "say": "" });
        self.window.command("run_tool", json!({ "request": request })).await?;
        let script = format!("window.shows === '{tool}'");
        self.window.shows(SCREEN, &script, json!(true)).await;
        Ok(())
    }

    async fn round_trips(&self) -> Result<report::Result, Fault> {
        let ours = runs(&self.window.probe(SCREEN, scripts::ROUND_TRIPS).await?)?;
        let peer = runs(&self.window.probe(SCREEN, scripts::ECHOES).await?)?;
        let ratio = ours.median().as_secs_f64() / peer.median().as_secs_f64();
        Ok(report::Result {
            key: "roundTrip",
            text: format!(
                "A message of a widget to the host and its answer: {ratio:.0} times an echo within the page ({:.2} ms \
                 against {:.3} ms).",
                milliseconds(ours.median()),
                milliseconds(peer.median()),
            ),
            goal: "less than 4 ms",
            met: ours.median() < ROUND_TRIP,
            numbers: json!({ "ratio": ratio, "bridge": ours.json(), "echo": peer.json() }),
        })
    }

    /// A widget calls a tool; what counts is the time from the server's answer being written to the widget having it.
    async fn results(&self) -> Result<report::Result, Fault> {
        let mut ours = Runs::default();
        for _ in 0..RESULTS {
            let had = number(&self.window.probe(SCREEN, scripts::LARGE_RESULT).await?)?;
            ours.add(self.since_answer(had)?);
            // As between two calls of a person: what was recorded of the last is on disk before the next.
            tokio::time::sleep(RECORDED).await;
        }
        let peer = runs(&self.window.probe(SCREEN, &scripts::large_echo(RESULT_BYTES)).await?)?;
        let ratio = ours.median().as_secs_f64() / peer.median().as_secs_f64();
        Ok(report::Result {
            key: "largeResult",
            text: format!(
                "A result of 5 MB from the server to the widget that called: {:.0} ms, {ratio:.1} times posting it \
                 from frame to frame ({:.0} ms).",
                milliseconds(ours.median()),
                milliseconds(peer.median()),
            ),
            goal: "less than 150 ms",
            met: ours.median() < RESULT,
            numbers: json!({ "ratio": ratio, "result": ours.json(), "echo": peer.json() }),
        })
    }

    async fn script(&self) -> Result<report::Result, Fault> {
        let text = std::fs::read_to_string(root().join("ui/dist/widget.js"))?;
        let started = runs(&self.window.probe(SCREEN, scripts::START).await?)?;
        Ok(report::Result {
            key: "script",
            text: format!(
                "The script that gives a widget window.openai: {:.1} kB, read and started in {:.2} ms.",
                text.len() as f64 / 1000.0,
                milliseconds(started.median()),
            ),
            goal: "less than 30 kB, and less than 5 ms",
            met: text.len() < SCRIPT_BYTES && started.median() < START,
            numbers: json!({ "bytes": text.len(), "start": started.json() }),
        })
    }

    /// The widget says it all at once and counts the answers. Meanwhile the shell is asked again and again.
    async fn burst(&self) -> Result<report::Result, Fault> {
        let started = Instant::now();
        self.window.probe(SCREEN, &scripts::burst(BURST)).await?;
        let mut shell = Runs::default();
        let answered = loop {
            shell.time(async { Ok(self.window.command("connectors", json!({})).await?) }).await?;
            let state =
                self.window.command("probe", json!({ "screen": SCREEN, "script": scripts::BURST })).await?;
            if state["answered"].as_u64() >= Some(BURST.into()) || started.elapsed() > Duration::from_secs(30)
            {
                break state;
            }
        };
        let took = number(&answered["tookMs"]).unwrap_or(f64::NAN);
        let count = answered["answered"].as_u64().unwrap_or_default();
        let slowest = shell.slowest();
        Ok(report::Result {
            key: "burst",
            text: format!(
                "10,000 messages of a widget at once: {count} answered in {took:.0} ms, while the shell took at most \
                 {:.0} ms to answer.",
                milliseconds(slowest),
            ),
            goal: "none lost, and the shell answers within 500 ms",
            met: count == u64::from(BURST) && answered["inOrder"] == true && slowest < SHELL,
            numbers: json!({ "answered": count, "tookMs": took, "shell": shell.json() }),
        })
    }

    /// From the answer being written to the last script of the document having run and a frame having been drawn.
    async fn templates(&self) -> Result<report::Result, Fault> {
        let mut ours = Runs::default();
        for _ in 0..TEMPLATES {
            self.window.command("start_conversation", json!({})).await?;
            self.show("heavy").await?;
            let drawn = number(&self.window.probe(SCREEN, "window.drawn").await?)?;
            ours.add(self.since_answer(drawn)?);
        }
        Ok(report::Result {
            key: "largeTemplate",
            text: format!(
                "A template of 7 MB on screen {:.0} ms after its result, on two screens at once.",
                milliseconds(ours.median())
            ),
            goal: "within 1 s",
            met: ours.median() < TEMPLATE,
            numbers: json!({ "template": ours.json() }),
        })
    }

    /// From the last answer to a call to a moment that the engine gave.
    fn since_answer(&self, moment: f64) -> Result<Duration, Fault> {
        let answered = self.server.answered().ok_or("the server has answered no call")?;
        let answered = milliseconds(answered.duration_since(UNIX_EPOCH)?);
        Ok(Duration::from_secs_f64((moment - answered).max(0.0) / 1000.0))
    }
}

fn tool(name: &str, template: Option<&str>) -> Value {
    let mut tool = json!({
        "name": name,
        "inputSchema": { "type": "object" },
        "annotations": { "readOnlyHint": true },
    });
    if let Some(uri) = template {
        tool["_meta"] = json!({ "ui": { "resourceUri": uri } });
    }
    tool
}

/// A tool with a widget of this body.
fn offer(server: &Fixture, name: &str, body: &str, run: impl Fn(&Value) -> Value + Send + Sync + 'static) {
    let uri = format!("ui://bench/{name}.html");
    server.tool(tool(name, Some(&uri)), run);
    let html = format!(
        "<!doctype html><title>{name}</title><p>{name}</p>{body}<script>window.shows = '{name}';</script>"
    );
    server.template(json!({ "uri": uri, "mimeType": "text/html;profile=mcp-app", "text": html }));
}

/// A kilobyte.
fn item(number: usize) -> Value {
    json!({ "id": number, "name": format!("Item {number}"), "text": "lorem ipsum \"dolor\" ".repeat(45) })
}

fn number(value: &Value) -> Result<f64, Fault> {
    value.as_f64().ok_or_else(|| format!("the widget answered {value}, which is no number").into())
}

/// What a script gives: how long each of its runs took, in milliseconds.
fn runs(value: &Value) -> Result<Runs, Fault> {
    let times = value.as_array().ok_or_else(|| Fault::from(format!("the widget answered {value}")))?;
    let mut runs = Runs::default();
    for time in times {
        runs.add(Duration::from_secs_f64(number(time)? / 1000.0));
    }
    Ok(runs)
}

/// The program, beside this one.
fn program() -> Result<PathBuf, Fault> {
    Ok(std::env::current_exe()?.with_file_name("greenroom"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
