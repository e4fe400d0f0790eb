//! A widget's sandbox in a real screen: what each mode lets through, what is said of it, and what mends it.

use greenroom_tests::collector::Collector;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const TEMPLATE: &str = "ui://explorer/widget.html";

/// A widget that asks for what the test tells it to, shown on both screens.
struct Explorer {
    window: Window,
    server: Fixture,
    /// Declared in the template, and not.
    declared: Collector,
    other: Collector,
    call: String,
    connector: String,
    _data: TempDir,
}

impl Explorer {
    async fn open() -> Self {
        let (declared, other) = (Collector::start(), Collector::start());
        let server = Fixture::start();
        let descriptor = json!({
            "name": "explorer_show", "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": true }, "_meta": { "ui": { "resourceUri": TEMPLATE } }
        });
        server.tool(descriptor, |_| json!({ "content": [] }));
        server.template(template(&json!({ "connectDomains": [declared.url] })));
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        window.connect("Explorer", &server.url).await;
        window.run_tool("explorer_show").await;
        window.shows("desktop", "document.title", json!("Explorer")).await;
        window.shows("phone", "document.title", json!("Explorer")).await;
        let connectors = window.command("connectors", json!({})).await.unwrap();
        let connector = connectors.as_array().unwrap().iter().find(|one| one["name"] == "Explorer").unwrap();
        let connector = connector["id"].as_str().unwrap().to_owned();
        let conversation = window.command("conversation", json!({})).await.unwrap();
        let call =
            conversation["entries"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
        Self { window, server, declared, other, call, connector, _data: data }
    }

    /// What a script has for a value in the widget on the desktop.
    async fn says(&self, script: &str) -> Value {
        self.window.probe("desktop", script).await.unwrap()
    }

    async fn switch(&self, mode: &str) {
        self.says("window.isOld = true").await;
        self.window
            .command("set_csp_mode", json!({ "connector": self.connector, "mode": mode }))
            .await
            .unwrap();
        self.window.shows("desktop", "document.title === 'Explorer' && !window.isOld", json!(true)).await;
    }

    async fn report(&self) -> Value {
        let widgets = self.window.command("widgets", json!({ "call": self.call })).await.unwrap();
        widgets.as_array().unwrap().iter().find(|one| one["screen"] == "desktop").unwrap().clone()
    }

    /// Waits for something of the sandbox's report.
    async fn reported<T>(&self, what: &str, wanted: impl Fn(&Value) -> Option<T>) -> T {
        eventually(what, async || {
            let report = self.report().await;
            wanted(&report["sandbox"]).ok_or_else(|| format!("it is {:#}", report["sandbox"]["findings"]))
        })
        .await
    }

    async fn network(&self, what: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        eventually(what, async || {
            let instance = self.report().await["instance"].clone();
            let entries = self.window.command("widget_network", json!({ "instance": instance })).await?;
            let entries = entries.as_array().cloned().unwrap_or_default();
            if wanted(&entries) { Ok(entries) } else { Err(format!("they are {entries:#?}")) }
        })
        .await
    }

    async fn console(&self, what: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        eventually(what, async || {
            let instance = self.report().await["instance"].clone();
            let entries = self.window.command("widget_console", json!({ "instance": instance })).await?;
            let entries = entries.as_array().cloned().unwrap_or_default();
            if wanted(&entries) { Ok(entries) } else { Err(format!("they are {entries:#?}")) }
        })
        .await
    }
}

fn template(csp: &Value) -> Value {
    let html = "<!doctype html>\n<html lang=\"en\">\n<title>Explorer</title>\n<script>\n\
                function load(url) { return fetch(url).then((answer) => answer.status, String); }\n\
                function show(url) { return new Promise((done) => { const image = new Image();\n\
                image.onload = () => done('shown'); image.onerror = () => done('broken'); image.src = url; }); }\n\
                addEventListener('message', ({ data }) => data?.load && load(data.load));\n\
                </script>\n<p>Explorer</p>";
    json!({
        "uri": TEMPLATE, "mimeType": "text/html;profile=mcp-app", "text": html,
        "_meta": { "ui": { "csp": csp } }
    })
}

fn findings(sandbox: &Value, weight: &str) -> Vec<String> {
    let all = sandbox["findings"].as_array().cloned().unwrap_or_default();
    let of_weight = all.iter().filter(|finding| finding["weight"] == weight);
    of_weight.filter_map(|finding| finding["title"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn each_mode_lets_through_what_chatgpt_would_and_the_patch_mends_it() {
    let explorer = Explorer::open().await;
    let (declared, other) = (format!("{}/a", explorer.declared.url), format!("{}/b", explorer.other.url));
    let both = format!("Promise.all([load('{declared}'), load('{other}')])");
    let blocked = "TypeError: Load failed";
    for (mode, expected) in [
        ("developerEnforced", json!([200, blocked])),
        ("developer", json!([200, 200])),
        ("published", json!([blocked, blocked])),
        ("publishedUndeclared", json!([blocked, blocked])),
    ] {
        explorer.switch(mode).await;
        assert_eq!(explorer.says(&both).await, expected, "{mode}");
    }
    // In the strictest even the probe's own eval is blocked, so the page asks the widget.
    explorer
        .window
        .command("set_csp_mode", json!({ "connector": explorer.connector, "mode": "specStrict" }))
        .await
        .unwrap();
    let mode = |sandbox: &Value| (sandbox["mode"] == "specStrict").then_some(());
    explorer.reported("the strictest mode is on", mode).await;
    let hits = explorer.declared.hits().len();
    eventually("the declared address alone is reached", async || {
        let ask = format!(
            "for (const url of ['{declared}', '{other}']) \
             document.querySelector('[data-testid=widget-frame]').contentWindow.postMessage({{ load: url }}, '*')"
        );
        explorer.window.command("probe_screen", json!({ "screen": "desktop", "script": ask })).await?;
        let broken = findings(&explorer.report().await["sandbox"], "broken");
        let is_so = explorer.declared.hits().len() > hits && broken.contains(&format!("connect-src blocked {other}"));
        if is_so { Ok(()) } else { Err(format!("{broken:?}")) }
    })
    .await;
    explorer.window.click("tab-connectors").await;
    explorer.window.picture("sandbox-modes").await;
    // In the loosest mode, what the published app's policy would have stopped is said.
    explorer
        .window
        .command("set_csp_mode", json!({ "connector": explorer.connector, "mode": "developer" }))
        .await
        .unwrap();
    explorer.window.shows("desktop", "document.title", json!("Explorer")).await;
    explorer.says(&both).await;
    let will_break = explorer
        .reported("both are said to break when published", |sandbox| {
            let titles = findings(sandbox, "willBreak");
            (titles.len() == 2).then_some(titles)
        })
        .await;
    assert_eq!(
        will_break,
        [format!("connect-src will block {declared}"), format!("connect-src will block {other}")]
    );

    // The patch, put where it says, lets it through.
    explorer.switch("developerEnforced").await;
    explorer.says(&both).await;
    let patch = explorer
        .reported("there is a patch", |sandbox| {
            let is_there = findings(sandbox, "broken").len() == 1;
            is_there.then(|| sandbox["patch"].clone())
        })
        .await;
    let csp = &patch["standard"]["ui"]["csp"];
    assert_eq!(
        *csp,
        json!({ "connectDomains": [explorer.declared.url, explorer.other.url], "resourceDomains": [] })
    );
    assert_eq!(patch["added"], json!([format!("connectDomains: {}", explorer.other.url)]));
    explorer.server.template(template(csp));
    explorer.window.command("refresh_connector", json!({ "id": explorer.connector })).await.unwrap();
    let again =
        json!({ "connectorId": explorer.connector, "toolName": "explorer_show", "arguments": {}, "say": "" });
    explorer.window.command("run_tool", json!({ "request": again })).await.unwrap();
    explorer.window.shows("desktop", &both, json!([200, 200])).await;
}

#[tokio::test]
async fn requests_are_listed_with_what_became_of_them() {
    let explorer = Explorer::open().await;
    let silent = greenroom_tests::process::free_port();
    explorer.switch("developer").await;
    let (mine, server) = (&explorer.declared.url, explorer.server.url.replace("localhost", "127.0.0.1"));
    explorer.says(&format!("load('{mine}/fine')")).await;
    explorer.says(&format!("show('{mine}/picture')")).await;
    // The fixture answers without any header that lets a page read it.
    explorer.says(&format!("load('{server}')")).await;
    explorer.says(&format!("load('http://127.0.0.1:{silent}/')")).await;
    explorer.switch("developerEnforced").await;
    explorer.says(&format!("load('{mine}/fine')")).await;
    explorer.says(&format!("load('{}/x')", explorer.other.url)).await;
    explorer.says(&format!("show('{}/y')", explorer.other.url)).await;
    let of = |entries: &[Value]| -> Vec<Value> {
        entries
            .iter()
            .map(|entry| {
                let request = &entry["request"];
                json!([request["initiator"], request["url"], request["status"], entry["verdict"]["kind"]])
            })
            .collect()
    };
    let other = &explorer.other.url;
    let entries = explorer.network("three requests", |entries| entries.len() == 3).await;
    assert_eq!(
        of(&entries),
        [
            json!(["fetch", format!("{mine}/fine"), 200, "willBreak"]),
            json!(["fetch", format!("{other}/x"), null, "blocked"]),
            json!(["image", format!("{other}/y"), null, "blocked"]),
        ]
    );
}

/// Asks for something in every way that a page can.
const EVERY_WAY: &str = "((mine) => {
    const element = (name, attributes) => document.body.append(Object.assign(document.createElement(name), attributes));
    fetch(`${mine}/fetch`);
    const request = new XMLHttpRequest();
    request.open('GET', `${mine}/xhr`);
    request.send();
    new WebSocket(`${mine.replace('http', 'ws')}/socket`);
    new EventSource(`${mine}/events`);
    navigator.sendBeacon(`${mine}/beacon`, 'sent');
    element('script', { src: `${mine}/script.js` });
    element('link', { rel: 'stylesheet', href: `${mine}/style.css` });
    element('img', { src: `${mine}/image.png` });
    element('iframe', { src: `${mine}/frame.html` });
    element('video', { src: `${mine}/video.mp4`, preload: 'auto' });
    new FontFace('Nobody', `url(${mine}/font.woff2)`).load().catch(() => {});
    return true;
})";

#[tokio::test]
async fn whatever_way_a_widget_asks_its_request_is_listed() {
    let explorer = Explorer::open().await;
    explorer.switch("developer").await;
    let mine = &explorer.declared.url;
    explorer.says(&format!("{EVERY_WAY}('{mine}')")).await;
    let expected = [
        ("beacon", "/beacon"),
        ("eventSource", "/events"),
        ("fetch", "/fetch"),
        ("font", "/font.woff2"),
        ("frame", "/frame.html"),
        ("image", "/image.png"),
        ("media", "/video.mp4"),
        ("script", "/script.js"),
        ("style", "/style.css"),
        ("webSocket", "/socket"),
        ("xhr", "/xhr"),
    ];
    let listed = |entries: &[Value]| {
        let mut listed: Vec<(String, String)> = entries
            .iter()
            .map(|entry| {
                let url = entry["request"]["url"].as_str().unwrap_or_default();
                let path = url.rsplit('/').next().unwrap_or_default();
                (entry["request"]["initiator"].as_str().unwrap_or_default().to_owned(), format!("/{path}"))
            })
            .collect();
        listed.sort();
        listed.dedup();
        listed
    };
    let all: Vec<(String, String)> =
        expected.iter().map(|(by, path)| ((*by).to_owned(), (*path).to_owned())).collect();
    explorer.network("all eleven", |entries| listed(entries) == all).await;
    explorer.window.click("sandbox-line").await;
    explorer.window.click("widget-part-network").await;
    explorer.window.picture("sandbox-network").await;
}

#[tokio::test]
async fn a_failure_to_connect_is_told_from_an_answer_that_may_not_be_read() {
    let explorer = Explorer::open().await;
    let silent = greenroom_tests::process::free_port();
    explorer.switch("developer").await;
    let server = explorer.server.url.replace("localhost", "127.0.0.1");
    explorer.says(&format!("load('{server}')")).await;
    explorer.says(&format!("load('http://127.0.0.1:{silent}/')")).await;
    let entries = explorer
        .network("both have failed", |entries| {
            entries.len() == 2 && entries.iter().all(|entry| entry["verdict"]["kind"] != "allowed")
        })
        .await;
    let kinds: Vec<&Value> = entries.iter().map(|entry| &entry["verdict"]["kind"]).collect();
    assert_eq!(kinds, [&json!("cors"), &json!("failed")]);
}

#[tokio::test]
async fn the_console_has_every_level_with_its_place_in_the_template() {
    let explorer = Explorer::open().await;
    explorer
        .says(
            "for (const level of ['debug', 'log', 'info', 'warn', 'error']) console[level](level, { a: [1] }); \
             setTimeout(() => { throw new Error('thrown'); }); Promise.reject(new Error('rejected')); true",
        )
        .await;
    let entries = explorer.console("seven entries", |entries| entries.len() == 7).await;
    let shown: Vec<Value> =
        entries.iter().map(|entry| json!([entry["level"], entry["origin"], entry["text"]])).collect();
    for expected in [
        json!(["debug", "console", "debug {a: [1]}"]),
        json!(["log", "console", "log {a: [1]}"]),
        json!(["info", "console", "info {a: [1]}"]),
        json!(["warn", "console", "warn {a: [1]}"]),
        json!(["error", "console", "error {a: [1]}"]),
        json!(["error", "uncaught", "Error: thrown"]),
        json!(["error", "rejection", "Error: rejected"]),
    ] {
        assert!(shown.contains(&expected), "{expected} is not in {shown:#?}");
    }
    explorer.window.click("tool-details").await;
    explorer.window.click("call-tab-widget").await;
    explorer.window.click("widget-part-console").await;
    explorer.window.picture("sandbox-console").await;
}

#[tokio::test]
async fn a_screen_can_be_offline_slow_or_without_some_addresses() {
    let explorer = Explorer::open().await;
    explorer.switch("developer").await;
    let mine = &explorer.declared.url;
    let set = async |conditions: Value| {
        let question = json!({ "screen": "desktop", "conditions": conditions });
        explorer.window.command("set_conditions", question).await.unwrap();
    };
    let both = format!(
        "Promise.all([load('{mine}/data?n=' + Math.random()), show('{mine}/picture.png?n=' + Math.random())])"
    );
    set(json!({ "offline": true, "delay": 0, "failing": [] })).await;
    let before = explorer.declared.hits().len();
    assert_eq!(explorer.says(&both).await, json!(["TypeError: Load failed", "broken"]));
    assert_eq!(explorer.declared.hits().len(), before, "nothing is even tried");
    set(json!({ "offline": false, "delay": 0, "failing": ["/data"] })).await;
    // The collector's answer is no picture.
    assert_eq!(explorer.says(&both).await, json!(["TypeError: Load failed", "broken"]));
    let hits = explorer.declared.hits();
    assert!(hits.len() == before + 1 && hits[before].contains("/picture.png"), "{hits:?}");
    set(json!({ "offline": false, "delay": 300, "failing": [] })).await;
    let slow = format!(
        "((begun) => load('{mine}/slow').then((status) => [status, performance.now() - begun >= 300]))(performance.now())"
    );
    assert_eq!(explorer.says(&slow).await, json!([200, true]));
    set(json!({ "offline": false, "delay": 0, "failing": [] })).await;
    assert_eq!(explorer.says(&format!("load('{mine}/again')")).await, json!(200));
}

#[tokio::test]
async fn what_chatgpt_withholds_is_told_with_what_it_does_about_it() {
    let explorer = Explorer::open().await;
    explorer
        .says("localStorage.setItem('a', '1'); alert('a'); window.open('https://a.example'); document.cookie = 'a=b'; true")
        .await;
    let titles = explorer
        .reported("four things are told", |sandbox| {
            let mut titles = findings(sandbox, "willBreak");
            titles.extend(findings(sandbox, "note"));
            titles.sort();
            (titles.len() == 4).then_some(titles)
        })
        .await;
    assert_eq!(
        titles,
        [
            "alert was called (a)",
            "document.cookie was used (written)",
            "localStorage was used (setItem)",
            "window.open was called (https://a.example)",
        ]
    );
}

#[tokio::test]
async fn the_microphone_is_refused_until_the_settings_say_otherwise_and_the_camera_always() {
    let explorer = Explorer::open().await;
    let ask = |what: &str| {
        format!(
            "navigator.mediaDevices.getUserMedia({what}).then((stream) => stream.getTracks().map(({{ kind }}) => kind), \
             ({{ name }}) => name)"
        )
    };
    let (microphone, both) = (ask("{ audio: true }"), ask("{ audio: true, video: true }"));
    // Who was refused once is refused until the screen is loaded anew, as by the engines of browsers.
    assert_eq!(explorer.window.probe("phone", &microphone).await, Ok(json!("NotAllowedError")));
    let mut settings = explorer.window.command("settings", json!({})).await.unwrap()["settings"].take();
    settings["screens"]["microphone"] = json!("granted");
    explorer.window.command("save_settings", json!({ "settings": settings })).await.unwrap();
    assert_eq!(explorer.says(&microphone).await, json!(["audio"]));
    assert_eq!(explorer.says(&both).await, json!("NotAllowedError"));
    assert_eq!(explorer.window.probe("phone", &microphone).await, Ok(json!("NotAllowedError")));
}

#[tokio::test]
async fn cleared_data_is_gone_from_every_screen() {
    let explorer = Explorer::open().await;
    let (screens, stored) = (["desktop", "phone"], "localStorage.getItem('kept')");
    for screen in screens {
        explorer.window.probe(screen, "localStorage.setItem('kept', 'yes')").await.unwrap();
        explorer.window.command("remount_widgets", json!({ "call": null })).await.unwrap();
        explorer.window.shows(screen, stored, json!("yes")).await;
    }
    explorer.window.command("clear_widget_data", json!({})).await.unwrap();
    for screen in screens {
        explorer.window.shows(screen, stored, json!(null)).await;
    }
}
