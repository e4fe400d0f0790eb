//! The window as a whole: how soon it can be used after its start, how soon a widget after Run, and what it holds in memory, the
//! last against Chromium with the same two pages. How it moves is in [`motion`], what widgets say and are told in
//! [`crate::widgets`].

mod motion;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use greenroom_contract::connector::{ConnectorDraft, EndpointDraft};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::{Window, memory_of_tree};
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::timing::{Runs, milliseconds};
use crate::{Fault, report};

const STARTS: usize = 7;
const OPENINGS: usize = 9;
/// How long memory is watched until it no longer falls: garbage of the start goes by itself.
const REST: Duration = Duration::from_secs(4);
const COLD_START: Duration = Duration::from_millis(700);
const MEMORY: f64 = 0.6;
/// What the program logs when the workbench is drawn and has placed its screens.
const USABLE: &str = "the window can be used";

/// A widget that does something, and knows when it had completed its handshake.
pub const PAGE: &str = include_str!("window/page.html");

/// A window with one connector, which offers the page.
struct Scene {
    window: Window,
    connector: String,
    _server: Fixture,
    _data: TempDir,
}

impl Scene {
    async fn set() -> Result<Self, Fault> {
        let server = Fixture::start();
        offer_page(&server);
        let data = TempDir::new()?;
        let window = Window::open_program(&program()?, data.path()).await;
        let draft = ConnectorDraft::new("Bench", EndpointDraft::Http { url: server.url.clone() });
        let created = window.command("create_connector", json!({ "draft": draft })).await?;
        let connector = created["id"].as_str().unwrap_or_default().to_owned();
        window.command("refresh_connector", json!({ "id": connector })).await?;
        Ok(Self { window, connector, _server: server, _data: data })
    }

    async fn run(&self) -> Result<(), Fault> {
        let request =
            json!({ "connectorId": self.connector, "toolName": "page", "arguments": {}, "say": "" });
        self.window.command("run_tool", json!({ "request": request })).await?;
        Ok(())
    }
}

/// How soon widgets are there, and how they move.
pub async fn conversation() -> Result<Vec<report::Result>, Fault> {
    let scene = Scene::set().await?;
    let mut results = vec![openings(&scene).await?];
    results.extend(motion::measure(&scene).await?);
    scene.window.close().await;
    Ok(results)
}

/// The tool `page`, with that page for its widget.
pub fn offer_page(server: &Fixture) {
    let uri = "ui://bench/page.html";
    let tool = json!({
        "name": "page",
        "inputSchema": { "type": "object" },
        "annotations": { "readOnlyHint": true },
        "_meta": { "ui": { "resourceUri": uri } },
    });
    server.tool(tool, |_| json!({ "content": [], "structuredContent": { "rows": 40 } }));
    server.template(json!({ "uri": uri, "mimeType": "text/html;profile=mcp-app", "text": PAGE }));
}

/// With a fresh data folder each time; the program itself has been read from the disk before.
pub async fn cold_start() -> Result<report::Result, Fault> {
    let mut runs = Runs::default();
    for run in 0..=STARTS {
        let data = TempDir::new()?;
        let started = Instant::now();
        let mut child = Command::new(program()?)
            .arg("--data-dir")
            .arg(data.path())
            .env("GREENROOM_LOG", "greenroom=info")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let says = child.stderr.take().ok_or("its standard error is not there")?;
        let mut lines = BufReader::new(says).lines();
        let until_usable = async {
            while let Some(line) = lines.next_line().await? {
                if line.contains(USABLE) {
                    return Ok(());
                }
            }
            Err(Fault::from("the program ended before its window could be used"))
        };
        tokio::time::timeout(Duration::from_secs(30), until_usable).await??;
        if run > 0 {
            runs.add(started.elapsed());
        }
        end(&mut child).await?;
    }
    Ok(report::Result {
        key: "coldStart",
        text: format!(
            "From the start of the program to a window that can be used: {:.0} ms.",
            milliseconds(runs.median())
        ),
        goal: "under 700 ms",
        met: runs.median() < COLD_START,
        numbers: json!({ "start": runs.json() }),
    })
}

/// As a person ends it, so that nothing is left behind.
async fn end(child: &mut Child) -> Result<(), Fault> {
    if let Some(id) = child.id() {
        Command::new("kill").arg(id.to_string()).status().await?;
    }
    child.wait().await?;
    Ok(())
}

/// From Run to both screens' widgets having sent `ui/notifications/initialized`.
async fn openings(scene: &Scene) -> Result<report::Result, Fault> {
    let window = &scene.window;
    let mut runs = Runs::default();
    for _ in 0..OPENINGS {
        window.command("start_conversation", json!({})).await?;
        let started = SystemTime::now().duration_since(UNIX_EPOCH)?;
        scene.run().await?;
        let mut last = 0.0_f64;
        for screen in ["desktop", "phone"] {
            // Not the widget of the conversation before.
            let is_new = format!("window.initializedAt > {}", milliseconds(started));
            window.shows(screen, &is_new, json!(true)).await;
            let at = window.probe(screen, "window.initializedAt").await?;
            last = last.max(at.as_f64().ok_or("the widget did not say when")?);
        }
        runs.add(Duration::from_secs_f64((last - milliseconds(started)).max(0.0) / 1000.0));
    }
    Ok(report::Result {
        key: "opening",
        text: format!(
            "From Run to the widgets of both screens being initialized: {:.0} ms, with the call, its verdict and its \
             result on disk.",
            milliseconds(runs.median())
        ),
        goal: "none was promised",
        met: true,
        numbers: json!({ "opening": runs.json() }),
    })
}

/// Ours on two screens beside the workbench; Chromium's in a window of two tabs.
pub async fn memory() -> Result<report::Result, Fault> {
    let scene = Scene::set().await?;
    scene.run().await?;
    for screen in ["desktop", "phone"] {
        scene.window.shows(screen, "typeof window.initializedAt", json!("number")).await;
    }
    let ours = settled(|| Ok(scene.window.memory())).await?;
    scene.window.close().await;
    let folder = TempDir::new()?;
    let page = folder.path().join("page.html");
    std::fs::write(&page, PAGE)?;
    let address = format!("file://{}", page.display());
    let mut chromium = Command::new("chromium");
    chromium
        .args(["--no-sandbox", "--no-first-run", "--disable-sync", "--new-window"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .args([&address, &address])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let mut child = chromium.spawn().map_err(|error| format!("chromium cannot be started: {error}"))?;
    let id = child.id().ok_or("chromium ended at once")?;
    let theirs = settled(|| Ok(memory_of_tree(id))).await;
    end(&mut child).await?;
    let theirs = theirs?;
    let ratio = ours as f64 / theirs as f64;
    Ok(report::Result {
        key: "memory",
        text: format!(
            "Memory of all processes, with the workbench and the widget on two screens: {ratio:.2} times Chromium with \
             the same page in two tabs ({} MB against {} MB).",
            ours / 1_000_000,
            theirs / 1_000_000
        ),
        goal: "at most 0.6 times",
        met: ratio <= MEMORY,
        numbers: json!({ "ratio": ratio, "bytes": ours, "chromiumBytes": theirs }),
    })
}

/// The last of what was measured while it came to rest. Each page of memory counts once, however many processes share it.
async fn settled(measure: impl Fn() -> Result<u64, Fault>) -> Result<u64, Fault> {
    let started = Instant::now();
    let mut last = measure()?;
    while started.elapsed() < REST {
        tokio::time::sleep(Duration::from_millis(250)).await;
        last = measure()?;
    }
    Ok(last)
}

/// The program, beside this one.
fn program() -> Result<PathBuf, Fault> {
    Ok(Path::new(&std::env::current_exe()?).with_file_name("greenroom"))
}
