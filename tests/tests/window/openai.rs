//! `window.openai` in a real screen, from inside a widget: every global and every member, with genuine clicks where
//! ChatGPT wants them, and in pages that have broken the engine's own objects.

use std::path::Path;

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

/// All that is no function, by name.
const GLOBALS: &str =
    "Object.fromEntries(Object.entries(window.openai).filter(([, value]) => typeof value !== 'function'))";

const SCREENS: [&str; 2] = ["desktop", "phone"];

/// A widget of the fixture on both screens.
struct Panel {
    window: Window,
    server: Fixture,
    _data: TempDir,
}

impl Panel {
    /// With facts about the host that differ from the built-in ones.
    async fn open(facts: &str) -> Self {
        let panel = Self::run("panel_show", facts).await;
        for screen in SCREENS {
            panel.window.shows(screen, "document.title", json!("Panel")).await;
        }
        panel
    }

    async fn run(tool: &str, facts: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("chatgpt.toml"), facts).unwrap();
        let server = Fixture::start().with_panel();
        let window = connected(data.path(), &server.url).await;
        window.click_with("tool-row", "data-name", tool).await;
        window.click("tool-run").await;
        Self { window, server, _data: data }
    }

    /// What a script has for a value in the widget of this screen.
    async fn says(&self, screen: &str, script: &str) -> Value {
        self.window.probe(screen, script).await.unwrap()
    }

    /// The arguments of as many calls of the widgets with this topic, once they have come.
    async fn server_is_told(&self, topic: &str, count: usize) -> Vec<Value> {
        eventually(&format!("the server is told of {topic} {count} times"), async || {
            let calls = self.server.received("tools/call").into_iter();
            let arguments = calls.map(|mut call| call["params"]["arguments"].take());
            let (told, others): (Vec<Value>, Vec<Value>) =
                arguments.partition(|told| told["topic"] == *topic);
            if told.len() == count {
                return Ok(told);
            }
            let others: Vec<&Value> = others.iter().map(|told| &told["topic"]).collect();
            Err(format!("it was {} times, and of {others:?}", told.len()))
        })
        .await
    }

    /// Clicks the panel's button, which does this, and waits for what comes of it.
    async fn click(&self, screen: &str, act: &str, outcome: Value) {
        self.says(screen, &format!("window.act = () => {act}; window.outcome = null; true")).await;
        self.window.tap(screen, "#go").await;
        self.window.shows(screen, "window.outcome", outcome).await;
    }
}

async fn connected(data: &Path, url: &str) -> Window {
    let window = Window::open(data).await;
    window.click("new-connector").await;
    window.fill("connector-name", "Panel").await;
    window.fill("connector-url", url).await;
    window.click("connector-understood").await;
    window.click("connector-create").await;
    window.find("tool-row").await;
    window
}

#[tokio::test]
async fn a_widget_reads_every_global_and_hears_of_each_change() {
    let panel = Panel::open("").await;
    let meta = |globals: &Value| globals["toolResponseMetadata"]["mcp_tool_result"]["_meta"].clone();
    for (screen, device, capabilities) in [
        ("desktop", "desktop", json!({ "hover": true, "touch": false })),
        ("phone", "mobile", json!({ "hover": false, "touch": true })),
    ] {
        panel.window.shows(screen, "window.openai.toolOutput !== null", json!(true)).await;
        let globals = panel.says(screen, GLOBALS).await;
        let session = meta(&globals)["openai/widgetSessionId"].clone();
        let result = json!({
            "content": [{ "type": "text", "text": "About it." }],
            "structuredContent": { "topic": "paint", "count": 2 },
            "_meta": { "fixture/note": "for the widget only", "openai/widgetSessionId": session },
        });
        let nowhere = json!({ "top": 0, "right": 0, "bottom": 0, "left": 0 });
        assert_eq!(
            globals,
            json!({
                "toolInput": { "topic": "paint" },
                "toolOutput": { "topic": "paint", "count": 2 },
                "toolResponseMetadata": {
                    "status": "completed", "call_tool_result": result, "mcp_tool_result": result
                },
                "widgetState": null,
                "theme": "light",
                "displayMode": "inline",
                "safeArea": { "insets": nowhere },
                "view": { "mode": "inline" },
                "userAgent": { "device": { "type": device }, "capabilities": capabilities },
                "locale": "en-US",
            })
        );
        let rest = "[window.webplus === window.openai, window.oai === window.openai, \
                     document.documentElement.lang, openai.maxHeight === undefined, 'maxHeight' in openai]";
        assert_eq!(panel.says(screen, rest).await, json!([true, true, "en-US", true, true]));
        let fixed =
            "(() => { 'use strict'; try { window.openai = {}; } catch (error) { return error.name; } })()";
        assert_eq!(panel.says(screen, fixed).await, json!("TypeError"));
    }

    // The event of the first tick names all of them; later ones name what changed.
    let names = "heard.map(({ globals, agree }) => [Object.keys(globals).sort().join(), agree])";
    let all = "displayMode,locale,maxHeight,safeArea,theme,toolInput,toolOutput,toolResponseMetadata,userAgent,view,\
               widgetState";
    let heard = panel.says("desktop", names).await;
    assert_eq!(heard[0], json!([all, true]));
    panel.says("desktop", "heard.length = 0").await;
    panel.window.click("theme-dark").await;
    panel.window.shows("desktop", names, json!([["theme", true]])).await;
    panel.window.click("mode-fullscreen").await;
    let mode =
        "[openai.displayMode, openai.view.mode, openai.maxHeight ?? null, openai.safeArea.insets.bottom]";
    panel.window.shows("phone", mode, json!(["fullscreen", "fullscreen", 741, 150])).await;
    panel.window.click("mode-inline").await;
    panel.window.shows("phone", mode, json!(["inline", "inline", null, 0])).await;
    panel.window.close().await;
}

#[tokio::test]
async fn a_widget_uses_every_member() {
    let panel = Panel::open("").await;
    let screen = "desktop";
    let members =
        "Object.entries(openai).filter(([, value]) => typeof value === 'function').map(([name]) => name)";
    let offered = panel.says(screen, members).await;
    assert_eq!(
        offered,
        json!([
            "callTool",
            "setWidgetState",
            "requestDisplayMode",
            "sendFollowUpMessage",
            "openExternal",
            "notifyIntrinsicHeight",
            "requestClose",
            "requestModal",
            "setOpenInAppUrl",
            "uploadFile",
            "selectFiles",
            "getFileDownloadUrl",
            "requestCheckout",
            "sendFollowupTurn"
        ])
    );

    panel
        .says(screen, "addEventListener('openai:tool_response', ({ detail }) => { window.told = detail; })")
        .await;
    let result = panel.says(screen, "openai.callTool('panel_look', { topic: 'glue' })").await;
    let note = json!({ "fixture/note": "for the widget only" });
    assert_eq!(
        result,
        json!({
            "content": [{ "type": "text", "text": "About it." }], "structuredContent": { "topic": "glue", "count": 2 },
            "isError": false, "_meta": note, "meta": note, "result": "About it."
        })
    );
    panel
        .window
        .shows(
            screen,
            "window.told",
            json!({ "tool": { "name": "panel_look", "args": { "topic": "glue" } } }),
        )
        .await;
    let refused = panel.says(screen, "openai.callTool('no_such_tool', {})").await;
    assert!(refused["error"].as_str().is_some_and(|error| error.contains("no_such_tool")), "{refused}");

    let state = "(() => { const stored = openai.setWidgetState({ step: 2, when: new Date(0) }); \
                  return [openai.widgetState, typeof stored.then, heard.at(-1).globals]; })()";
    let kept = json!({ "step": 2, "when": "1970-01-01T00:00:00.000Z" });
    assert_eq!(panel.says(screen, state).await, json!([kept, "function", { "widgetState": kept }]));

    panel.says(screen, "openai.notifyIntrinsicHeight(222)").await;
    let height = "document.querySelector('[data-testid=widget-frame]').offsetHeight";
    panel.window.screen_shows(screen, height, json!(222)).await;

    let message = "openai.sendFollowUpMessage({ prompt: 'Which glue holds?' })";
    panel.click(screen, message, json!({ "promise": true, "value": null })).await;
    let said = "document.body.textContent.includes('Which glue holds?')";
    panel.window.screen_shows(screen, said, json!(true)).await;

    panel
        .click(
            screen,
            "(openai.openExternal({ href: 'https://example.com/' }), 'asked')",
            json!({ "promise": false, "value": "asked" }),
        )
        .await;
    panel.window.click_in_screen(screen, "link-cancel").await;

    let wider = "openai.requestDisplayMode({ mode: 'pip' })";
    panel.click(screen, wider, json!({ "promise": true, "value": { "mode": "pip" } })).await;
    let pip = "[openai.displayMode, openai.view.mode, openai.maxHeight, Object.keys(heard.at(-1).globals).sort().join()]";
    panel.window.shows(screen, pip, json!(["pip", "pip", 420, "displayMode,maxHeight,view"])).await;
    let wrong = "openai.requestDisplayMode({ mode: 'huge' })";
    let error = "requestDisplayMode({ mode }): expected \"inline\", \"pip\" or \"fullscreen\" as the mode, not \"huge\".";
    panel.click(screen, wrong, json!({ "error": error })).await;

    panel.says(screen, "void openai.requestClose()").await;
    panel
        .window
        .screen_shows(screen, "document.querySelectorAll('[data-testid=widget-frame]').length", json!(0))
        .await;
    assert_eq!(panel.server.received("tools/call").len(), 2);
    panel.window.close().await;
}

#[tokio::test]
async fn a_widget_uploads_a_file_and_reads_it_where_only_it_may() {
    let panel = Panel::open("").await;
    let screen = "desktop";
    let upload = "openai.uploadFile(new File(['a,b'], 'plan.csv', { type: 'text/csv' })) \
                   .then((file) => { window.uploaded = file; return [file.fileName, file.mimeType]; })";
    assert_eq!(panel.says(screen, upload).await, json!(["plan.csv", "text/csv"]));
    let read = "openai.getFileDownloadUrl({ fileId: uploaded.fileId }) \
                 .then(({ downloadUrl }) => fetch(window.url = downloadUrl)) \
                 .then(async (response) => [response.status, response.headers.get('content-type'), await response.text()])";
    assert_eq!(panel.says(screen, read).await, json!([200, "text/csv", "a,b"]));

    let circle = "<svg xmlns='http://www.w3.org/2000/svg' width='24' height='12'/>";
    let drawn = format!(
        "openai.uploadFile(new File([`{circle}`], 'circle.svg', {{ type: 'image/svg+xml' }}), {{ library: true }})
            .then((file) => openai.getFileDownloadUrl(file))
            .then(({{ downloadUrl }}) => new Promise((done) => {{
                const image = new Image();
                image.onload = () => done([image.naturalWidth, image.naturalHeight]);
                image.onerror = () => done('failed');
                image.src = downloadUrl;
            }}))"
    );
    assert_eq!(panel.says(screen, &drawn).await, json!([24, 12]));

    // The other screen's widget has an origin of its own and was lent nothing.
    let url = panel.says(screen, "window.url").await;
    let elsewhere = format!("fetch({url}).then((response) => response.status, () => 'refused')");
    assert_eq!(panel.says("phone", &elsewhere).await, json!("refused"));
    panel.window.close().await;
}

#[tokio::test]
async fn the_person_picks_files_for_a_widget() {
    let panel = Panel::open("").await;
    for (screen, text) in [("desktop", "first"), ("phone", "second")] {
        panel.says(screen, "window.picked = openai.selectFiles(); true").await;
        // The system's own dialog is no part of the page; what it would hand over is.
        let choose = format!(
            "(() => {{
                const input = document.querySelector('[data-testid=files-input]');
                if (!input) return false;
                const files = new DataTransfer();
                files.items.add(new File(['{text}'], '{text}.txt', {{ type: 'text/plain' }}));
                input.files = files.files;
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return true;
            }})()"
        );
        panel.window.screen_shows(screen, &choose, json!(true)).await;
        panel.window.picture(&format!("openai-files-{screen}")).await;
        panel.window.click_in_screen(screen, "files-give").await;
        let read = "picked.then(([file]) => openai.getFileDownloadUrl(file)) \
                     .then(({ downloadUrl }) => fetch(downloadUrl)).then((response) => response.text())";
        panel.window.shows(screen, read, json!(text)).await;
    }
    panel.window.close().await;
}

#[tokio::test]
async fn a_modal_has_a_widget_of_its_own_and_goes_with_its_bar() {
    let panel = Panel::open("").await;
    let open = "document.querySelectorAll('[data-testid=widget-modal]').length";
    for (screen, topic) in [("desktop", "varnish"), ("phone", "primer")] {
        let ask = format!(
            "openai.requestModal({{ title: 'More', params: {{ topic: '{topic}' }} }}).then(() => 'opened')"
        );
        assert_eq!(panel.says(screen, &ask).await, json!("opened"));
        let title = "document.querySelector('[data-testid=widget-modal] h2')?.textContent";
        panel.window.screen_shows(screen, title, json!("More")).await;
        // Inside is the same page, which looks at what it was given by a tool.
        panel.server_is_told(topic, 1).await;
        panel.window.picture(&format!("openai-modal-{screen}")).await;
        panel.window.click_in_screen(screen, "modal-close").await;
        panel.window.screen_shows(screen, open, json!(0)).await;
    }
    panel.window.close().await;
}

#[tokio::test]
async fn a_payment_is_made_or_declined_on_a_sheet() {
    let panel = Panel::open("").await;
    let session = json!({
        "id": "cs_7", "payment_mode": "test", "status": "ready_for_payment", "currency": "USD",
        "payment_provider": { "provider": "stripe", "merchant_id": "acme" },
        "line_items": [
            { "id": "li_1", "item": { "id": "bag", "quantity": 1 }, "name": "Canvas backpack", "total": 3300 },
        ],
        "totals": [{ "type": "total", "display_text": "Total", "amount": 3300 }],
        "links": [
            { "type": "terms_of_use", "url": "https://acme.example/terms" },
            { "type": "privacy_policy", "url": "https://acme.example/privacy" },
        ],
    });
    for screen in SCREENS {
        let ask = format!("window.payment = openai.requestCheckout({session}); true");
        panel.says(screen, &ask).await;
        let total = "document.querySelector('[data-testid=checkout-totals]')?.textContent";
        panel.window.screen_shows(screen, total, json!("Total$33.00")).await;
        panel.window.picture(&format!("openai-checkout-{screen}")).await;
        panel.window.click_in_screen(screen, "checkout-pay").await;
        let order = "payment.then((order) => [order.checkout_session_id, order.status])";
        panel.window.shows(screen, order, json!(["cs_7", "completed"])).await;

        panel.says(screen, &ask).await;
        panel.window.click_in_screen(screen, "checkout-decline").await;
        let declined = "payment.then(() => 'paid', (error) => error.message)";
        panel.window.shows(screen, declined, json!("The user declined to pay.")).await;
    }
    panel.window.close().await;
}

#[tokio::test]
async fn the_button_over_a_fullscreen_widget_opens_the_page_that_it_named() {
    let panel = Panel::open("").await;
    let screen = "desktop";
    let named = "openai.setOpenInAppUrl({ href: 'https://example.com/paint' }).then(() => 'named')";
    assert_eq!(panel.says(screen, named).await, json!("named"));
    let wrong =
        "(() => { try { openai.setOpenInAppUrl({ href: '' }); } catch (error) { return error.name; } })()";
    assert_eq!(panel.says(screen, wrong).await, json!("TypeError"));
    panel.window.click("mode-fullscreen").await;
    let button = "document.querySelector('[data-testid=fullscreen-open]')?.textContent";
    panel.window.screen_shows(screen, button, json!("Open in Panel")).await;
    panel.window.picture("openai-open-in-app").await;
    panel.window.click_in_screen(screen, "fullscreen-open").await;
    let asked = "document.querySelector('[data-testid=link-address]')?.textContent";
    panel.window.screen_shows(screen, asked, json!("https://example.com/paint")).await;
    panel.window.click_in_screen(screen, "link-cancel").await;
    panel.window.close().await;
}

#[tokio::test]
async fn what_chatgpt_does_only_after_a_click_is_not_done_without_one() {
    let panel = Panel::open("").await;
    let screen = "desktop";
    panel.window.shows(screen, "typeof openai.requestDisplayMode({ mode: 'pip' })", json!("undefined")).await;
    let others = "Promise.all([openai.sendFollowUpMessage({ prompt: 'Unasked' }), \
                   openai.openExternal({ href: 'https://example.com/' })])";
    assert_eq!(panel.says(screen, others).await, json!([null, null]));
    let untouched = "[document.body.textContent.includes('Unasked'), document.querySelectorAll('[data-testid=link-dialog]').length]";
    panel.window.screen_shows(screen, untouched, json!([false, 0])).await;
    assert_eq!(panel.says(screen, "openai.displayMode").await, json!("inline"));

    // A click that a script makes is no gesture, and one on the other screen is one for that screen only.
    panel.says(screen, "window.act = () => openai.requestDisplayMode({ mode: 'pip' }); document.getElementById('go').click()").await;
    panel.window.shows(screen, "window.outcome", json!({ "promise": false, "value": null })).await;
    panel.click("phone", "1", json!({ "promise": false, "value": 1 })).await;
    assert_eq!(
        panel.says(screen, "typeof openai.requestDisplayMode({ mode: 'pip' })").await,
        json!("undefined")
    );
    panel.window.close().await;

    let lenient = Panel::open("[widgets]\ngestures = \"ignored\"").await;
    let wider = "openai.requestDisplayMode({ mode: 'pip' })";
    lenient.window.shows(screen, wider, json!({ "mode": "pip" })).await;
    lenient.window.close().await;
}

#[tokio::test]
async fn a_host_of_the_specification_has_no_window_openai() {
    let panel = Panel::open("[widgets]\nhost = \"spec\"").await;
    for screen in SCREENS {
        let names =
            "[typeof window.openai, typeof window.webplus, typeof window.oai, document.documentElement.lang]";
        assert_eq!(panel.says(screen, names).await, json!(["undefined", "undefined", "undefined", ""]));
    }
    panel.window.close().await;
}

#[tokio::test]
async fn a_page_that_breaks_the_engines_objects_breaks_only_itself() {
    let panel = Panel::run("vandal_show", "").await;
    let ways = [
        "nothing",
        "JSON",
        "Object",
        "Reflect",
        "Object.prototype",
        "Array.prototype",
        "Array's indices",
        "String.prototype",
        "Function.prototype",
        "Promise",
        "Map and Set",
        "events",
        "what an event says",
        "ports",
        "time",
        "errors and numbers",
        "the document",
    ];
    let came = |name: &str, state: &str| {
        json!({
            "name": name, "state": state, "announced": 1, "mode": "undefined", "height": "told", "call": name,
            "message": null, "link": null
        })
    };
    let mut expected: Vec<Value> = ways.iter().map(|way| came(way, way)).collect();
    // What it has frozen stays as it was; all else goes on.
    expected.push(came("its own object", "the document"));
    // The page loads itself anew in between, so it is not asked but tells: once for each screen.
    for told in panel.server_is_told("the end", SCREENS.len()).await {
        assert_eq!(told["results"], json!(expected));
    }
    panel.window.close().await;
}

#[tokio::test]
async fn a_document_that_is_written_anew_in_its_window_keeps_everything() {
    let panel = Panel::open("").await;
    let screen = "desktop";
    let rewrite = "document.open(); \
        document.write('<!doctype html><body><button id=go>Again</button><p style=\"height: 333px\">'); \
        document.close(); document.getElementById('go').onclick = () => { window.outcome = typeof openai.requestDisplayMode({ mode: 'pip' }); }; true";
    panel.window.shows(screen, "window.openai.toolOutput?.count", json!(2)).await;
    assert_eq!(panel.says(screen, rewrite).await, json!(true));
    assert_eq!(
        panel.says(screen, "[document.documentElement.lang, openai.toolOutput.count]").await,
        json!(["en-US", 2])
    );
    let frame = "document.querySelector('[data-testid=widget-frame]').offsetHeight > 333";
    panel.window.screen_shows(screen, frame, json!(true)).await;
    panel.window.tap(screen, "#go").await;
    panel.window.shows(screen, "[window.outcome, openai.displayMode]", json!(["object", "pip"])).await;
    let count =
        "openai.callTool('panel_look', { topic: 'glue' }).then((result) => result.structuredContent.topic)";
    assert_eq!(panel.says(screen, count).await, json!("glue"));
    panel.window.close().await;
}
