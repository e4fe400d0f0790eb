//! The program in its real window, from the outside: what a person does, and what they then see.

use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::servers::{NpmServer, Package, everything_command};
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 2] = ["desktop", "phone"];
/// The cards that a board of the fixture draws.
const CARDS: &str = "[...document.querySelectorAll('#cards li')].map((card) => card.textContent)";

async fn open() -> (Window, TempDir) {
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    (window, data)
}

async fn create_connector(window: &Window, name: &str, url: &str) {
    window.click("new-connector").await;
    window.fill("connector-name", name).await;
    window.fill("connector-url", url).await;
    window.click("connector-understood").await;
    window.click("connector-create").await;
    window.find("tool-row").await;
}

async fn run(window: &Window, tool: &str) {
    window.click_with("tool-row", "data-name", tool).await;
    window.click("tool-run").await;
}

#[tokio::test]
async fn the_first_minute_works_with_nothing_installed() {
    let (window, _data) = open().await;
    window.click_with("connector-row", "data-name", "Kanban demo").await;
    run(&window, "show_board").await;
    let titles =
        "[...document.querySelectorAll('article > p:first-child')].map((title) => title.textContent)";
    for screen in SCREENS {
        let cards = json!([
            "Sketch the empty state",
            "Declare every CSP domain",
            "Try the widget on a phone",
            "Annotate the tools"
        ]);
        window.shows(screen, titles, cards).await;
    }
    window.picture("demo-board-light").await;

    window.click("mode-fullscreen").await;
    for screen in SCREENS {
        window.shows(screen, "window.openai.displayMode", json!("fullscreen")).await;
        window
            .screen_shows(
                screen,
                "document.querySelectorAll('[data-testid=fullscreen-close]').length",
                json!(1),
            )
            .await;
    }
    window.picture("demo-board-fullscreen").await;
    window.click_in_screen("phone", "fullscreen-close").await;
    window.shows("phone", "window.openai.displayMode", json!("inline")).await;
    window.click("mode-inline").await;
    window.shows("desktop", "window.openai.displayMode", json!("inline")).await;

    window.click("theme-dark").await;
    for screen in SCREENS {
        window
            .shows(
                screen,
                "[window.openai.theme, matchMedia('(prefers-color-scheme: dark)').matches]",
                json!(["dark", true]),
            )
            .await;
    }
    window.picture("demo-board-dark").await;

    window.click("back").await;
    run(&window, "show_progress").await;
    for screen in SCREENS {
        let counts =
            "[...document.querySelectorAll('.row > span:last-child')].map((count) => count.textContent)";
        window.shows(screen, counts, json!(["2", "1", "1"])).await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_command_asks_for_input_and_all_that_was_said_is_on_record() {
    let (window, _data) = open().await;
    window.click("new-connector").await;
    window.fill("connector-name", "Everything").await;
    window.choose("connector-transport", "stdio").await;
    window.fill("connector-command-line", &everything_command()).await;
    window.click("connector-advanced").await;
    window.choose("connector-client", "plain").await;
    window.click("connector-understood").await;
    window.click("connector-create").await;
    window.find("tool-row").await;
    window.reads("connector-traits", "Command (stdio)").await;
    window.reads("connector-log", "Starting default (STDIO) server").await;

    run(&window, "trigger-elicitation-request").await;
    window.click("approval-allow-once").await;
    window.reads("inquiry-card", "Everything asks for input").await;
    window.reads("inquiry-missing", "name").await;
    window.picture("inquiry-light").await;
    window.fill("field-name", "Ada").await;
    window.click("inquiry-accept").await;
    window.gone("inquiry-card").await;
    window.reads("tool-outcome", "Completed").await;

    window.click("tool-details").await;
    window.reads("call-detail", "Ada").await;
    window.click("call-frames").await;
    window.find_with("frame-row", "data-kind", "request").await;
    window.find_with("frame-row", "data-kind", "answer").await;
    window.click("record-call-clear").await;
    window.fill("record-search", "Your full, legal name").await;
    window.gone_with("frame-row", "data-kind", "answer").await;
    window.picture("record-light").await;
    window.click_with("frame-row", "data-kind", "request").await;
    window.reads("frame-detail", "From the server").await;
    window.click("frame-raw").await;
    window.reads("frame-text", "\"method\":\"elicitation/create\"").await;

    window.click("tab-settings").await;
    window.fill("setting-callWarningSeconds", "90").await;
    window.click("settings-save").await;
    window.reads("problem", "The warning has to come before the limit of a call").await;
    window.close().await;
}

#[tokio::test]
async fn a_screen_has_its_devices_width_whatever_stands_beside_it() {
    let (window, _data) = open().await;
    let has_width = async |screen: &str, width: u32| {
        let close = format!("document.body.clientWidth === {width} || document.body.clientWidth");
        window.screen_shows(screen, &close, json!(true)).await;
    };
    has_width("desktop", 800).await;
    has_width("phone", 393).await;
    window.click("show-phone").await;
    has_width("phone", 393).await;
    window.click("show-desktop").await;
    has_width("desktop", 800).await;
    window.click("show-both").await;
    has_width("desktop", 800).await;
    has_width("phone", 393).await;
    window.close().await;
}

#[tokio::test]
async fn a_connector_a_denied_call_an_allowed_call_and_all_of_it_after_a_crash() {
    let server = Fixture::start().with_board();
    let (window, data) = open().await;
    create_connector(&window, "My board", &server.url).await;

    window.click_with("tool-row", "data-name", "board_add").await;
    window.reads("tool-verdict", "readOnlyHint is missing").await;
    window.fill("field-title", "Ship").await;
    window.click("tool-run").await;
    window.reads("approval-card", "Allow ChatGPT to use My board?").await;
    for screen in SCREENS {
        let card = "document.querySelector('[data-testid=tool-approval-card]')?.textContent.includes('Allow ChatGPT to use My board?') ?? false";
        window.screen_shows(screen, card, json!(true)).await;
        let waiting = "[window.openai.toolInput, window.openai.toolOutput]";
        window.shows(screen, waiting, json!([null, null])).await;
    }
    window.picture("approval-light").await;
    assert_eq!(server.received("tools/call"), Vec::<Value>::new(), "nothing is sent before the answer");
    window.click("approval-deny").await;
    window.gone("approval-card").await;
    for screen in SCREENS {
        let card = "document.querySelectorAll('[data-testid=tool-approval-card]').length";
        window.screen_shows(screen, card, json!(0)).await;
    }
    assert_eq!(server.received("tools/call"), Vec::<Value>::new(), "a denial never reaches the server");

    window.click("tool-run").await;
    window.find("approval-card").await;
    window.click_in_screen("phone", "approval-allow-once").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Plan", "Build", "Ship"])).await;
    }
    let calls = server.received("tools/call");
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0]["params"]["arguments"], json!({ "title": "Ship" }));

    window.click("tab-activity").await;
    window.click_with("call-row", "data-state", "completed").await;
    window.click("call-tab-wire").await;
    window.reads("call-detail", "tools/call").await;
    window.click("call-tab-details").await;
    window.reads("call-detail", "readOnlyHint is missing").await;
    window.picture("call-detail").await;

    window.kill().await;
    let window = Window::open(data.path()).await;
    window.find_with("connector-row", "data-name", "My board").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Plan", "Build", "Ship"])).await;
    }
    window.click("tab-activity").await;
    assert_eq!(window.count("call-row").await, 2);
    window.find_with("call-row", "data-state", "denied").await;
    assert_eq!(server.received("tools/call").len(), 1, "drawing a conversation anew calls nothing");
    window.close().await;
}

#[tokio::test]
async fn a_widget_calls_writes_follows_up_and_leaves_by_the_persons_hand() {
    let server = Fixture::start().with_board();
    let (window, _data) = open().await;
    create_connector(&window, "My board", &server.url).await;
    run(&window, "board_show").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Plan", "Build"])).await;
    }

    window.tap("desktop", "#add").await;
    window.click_in_screen("desktop", "approval-allow-once").await;
    let answer =
        "JSON.parse(document.getElementById('outcome').textContent || 'null')?.structuredContent?.cards";
    window.shows("desktop", answer, json!(["Plan", "Build", "From the widget"])).await;
    // The answer is the caller's alone: a widget's own call changes no other widget.
    window.shows("phone", &format!("{CARDS}.length"), json!(2)).await;

    window.tap("phone", "#select").await;
    window.shows("phone", "window.openai.widgetState !== null", json!(true)).await;
    window.tap("phone", "#fullscreen").await;
    window.shows("phone", "window.openai.displayMode", json!("fullscreen")).await;
    window.shows("desktop", "window.openai.displayMode", json!("inline")).await;
    window.click_in_screen("phone", "fullscreen-close").await;
    window.shows("phone", "window.openai.displayMode", json!("inline")).await;

    window.tap("desktop", "#follow-up").await;
    for screen in SCREENS {
        let caption = "document.body.textContent.includes('My board') && document.body.innerText.toLowerCase().includes('sent by')";
        window.screen_shows(screen, caption, json!(true)).await;
    }

    window.tap("desktop", "#open").await;
    let dialog = "document.querySelectorAll('[data-testid=link-dialog]').length";
    window.screen_shows("desktop", dialog, json!(1)).await;
    window.screen_shows("phone", dialog, json!(0)).await;
    window.click_in_screen("desktop", "link-cancel").await;
    window.screen_shows("desktop", dialog, json!(0)).await;

    // What a screen's reload brings back: the call's data and the widget's own state, without another call.
    let before = server.received("tools/call").len();
    window.click_with("screen-reload", "data-screen", "phone").await;
    window.shows("phone", &format!("{CARDS}.length"), json!(2)).await;
    window.shows("phone", "window.openai.widgetState !== null", json!(true)).await;
    assert_eq!(server.received("tools/call").len(), before);
    window.close().await;
}

#[tokio::test]
async fn a_widget_of_the_new_form_does_the_same_over_its_own_bridge() {
    let server = Fixture::start().with_notes();
    let (window, _data) = open().await;
    create_connector(&window, "My notes", &server.url).await;
    run(&window, "notes_show").await;
    let notes = "[...document.querySelectorAll('#notes li')].map((note) => note.textContent)";
    for screen in SCREENS {
        window.shows(screen, &format!("{notes}.length > 0"), json!(true)).await;
        let frame = "document.querySelector('[data-testid=widget-frame]').offsetHeight";
        let content = window.probe(screen, "document.documentElement.scrollHeight").await.unwrap();
        window.screen_shows(screen, &format!("{frame} >= {content}"), json!(true)).await;
    }
    window.picture("notes").await;
    window.close().await;
}

#[tokio::test]
async fn what_fails_is_explained_and_nothing_typed_is_lost() {
    let (window, _data) = open().await;
    window.click("new-connector").await;
    window.fill("connector-name", "Typo").await;
    window.fill("connector-url", "ftp://localhost/mcp").await;
    window.reads("note-url", "ftp: is not supported").await;
    let hung = Fixture::start();
    for method in ["server/discover", "initialize"] {
        hung.behave(method, Behaviour::Silence);
    }
    window.fill("connector-url", &hung.url).await;
    window.reads("note-url", "ChatGPT cannot reach this machine").await;
    window.click("connector-understood").await;
    window.click("connector-create").await;
    window.click("connector-cancel-connecting").await;
    window.reads("problem", "Connecting was stopped.").await;

    // The server recovers with a page that is no MCP; its first lines are shown.
    for method in ["server/discover", "initialize"] {
        hung.behave(method, Behaviour::http(500, "text/plain", "out of cheese"));
    }
    window.click("connector-retry").await;
    window.reads("problem", "was answered with HTTP 500").await;
    window.reads("problem", "The server failed. Its log should say why.").await;
    window.picture("failed-connection").await;
    for method in ["server/discover", "initialize"] {
        hung.behave_as_usual(method);
    }
    hung.tool(
        json!({ "name": "late", "inputSchema": { "type": "object", "required": ["count"],
            "properties": { "count": { "type": "integer", "maximum": 3 } } } }),
        |_| json!({ "content": [] }),
    );
    window.click("connector-retry").await;
    window.click_with("tool-row", "data-name", "late").await;
    window.fill("field-count", "7").await;
    window.click("tool-run").await;
    window.reads("violations", "7 is greater than the maximum of 3").await;
    assert_eq!(hung.received("tools/call"), Vec::<Value>::new());
    window.click("send-anyway").await;
    window.click("approval-allow-once").await;
    hung.wait_for("tools/call", 1).await;
    assert_eq!(hung.received("tools/call")[0]["params"]["arguments"], json!({ "count": 7 }));

    window.click("back").await;
    hung.tool(json!({ "name": "fresh", "inputSchema": { "type": "object" } }), |_| json!({ "content": [] }));
    window.click("connector-refresh").await;
    window.reads("connector-changes", "fresh").await;
    window.close().await;
}

#[tokio::test]
async fn a_widget_that_hangs_takes_down_only_its_screen() {
    let server = Fixture::start();
    server.tool(
        json!({ "name": "hang", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": { "openai/outputTemplate": "ui://hang" } }),
        |_| json!({ "content": [], "structuredContent": {} }),
    );
    let html = "<!doctype html><p>fine</p><script>
        if (window.openai.userAgent.device.type === 'mobile' && !window.openai.widgetState) {
            window.openai.setWidgetState({ hung: true });
            setTimeout(() => { while (true) {} }, 200);
        }</script>";
    server.template(json!({ "uri": "ui://hang", "mimeType": "text/html+skybridge", "text": html }));
    let (window, _data) = open().await;
    create_connector(&window, "Hanging", &server.url).await;
    run(&window, "hang").await;

    let banner = window.find_with("screen-banner", "data-screen", "phone").await;
    assert!(banner.text().await.unwrap().contains("Reload"));
    window.picture("hung-screen").await;
    // The shell and the other screen go on.
    window.shows("desktop", "document.body.innerText", json!("fine")).await;
    window.click("tab-activity").await;
    window.find("call-row").await;
    window.click_with("screen-reload", "data-screen", "phone").await;
    window.shows("phone", "document.body.innerText", json!("fine")).await;
    window.gone("screen-banner").await;
    window.close().await;
}

#[tokio::test]
async fn a_web_process_that_dies_takes_down_only_its_screen() {
    let (window, _data) = open().await;
    window.click_with("connector-row", "data-name", "Kanban demo").await;
    run(&window, "show_board").await;
    let cards = "document.querySelectorAll('article').length";
    for screen in SCREENS {
        window.shows(screen, cards, json!(4)).await;
    }
    // A reload gives the screen a fresh web process: from then on the newest one is the phone's.
    window.click_with("screen-reload", "data-screen", "phone").await;
    window.shows("phone", cards, json!(4)).await;
    window.kill_newest_web_process();

    window.find_with("screen-banner", "data-screen", "phone").await;
    window.picture("crashed-screen").await;
    window.shows("desktop", cards, json!(4)).await;
    window.click("screen-banner-reload").await;
    window.shows("phone", cards, json!(4)).await;
    window.gone("screen-banner").await;
    window.close().await;
}

#[tokio::test]
async fn widgets_that_others_wrote_come_alive_on_both_screens() {
    let (window, _data) = open().await;
    for (package, name, tool, script, expected) in [
        (
            Package::BudgetAllocator,
            "Budget",
            "get-budget-data",
            "document.querySelectorAll('input[type=range]').length > 2",
            json!(true),
        ),
        (
            Package::BasicVanillajs,
            "Basic",
            "get-time",
            r"/\d{4}-\d{2}-\d{2}T/.test(document.body.innerText)",
            json!(true),
        ),
        (
            Package::Debug,
            "Debug",
            "debug-tool",
            "document.body.innerText.includes('ontoolresult')",
            json!(true),
        ),
    ] {
        let server = NpmServer::start(package).await;
        create_connector(&window, name, &server.url).await;
        run(&window, tool).await;
        // None of these servers annotates its tools.
        window.click("approval-allow-once").await;
        for screen in SCREENS {
            window.shows(screen, script, expected.clone()).await;
        }
        window.picture(&format!("npm-{}", name.to_lowercase())).await;
        window.click("tab-connectors").await;
        while window.count("new-connector").await == 0 {
            window.click("back").await;
        }
    }
    window.close().await;
}

/// A server with one tool that reads, whose widget runs this script.
fn scripted(tool: &str, script: &str) -> Fixture {
    let server = Fixture::start();
    let uri = format!("ui://{tool}");
    server.tool(
        json!({ "name": tool, "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": { "ui": { "resourceUri": uri } } }),
        |_| json!({ "content": [], "structuredContent": {} }),
    );
    let html = format!("<!doctype html><p>fine</p><script>{script}</script>");
    server.template(json!({ "uri": uri, "mimeType": "text/html;profile=mcp-app", "text": html }));
    server
}

#[tokio::test]
async fn a_widget_that_says_ten_thousand_things_at_once_is_answered_each_and_the_shell_goes_on() {
    let server = scripted(
        "burst",
        "const answered = [];
        window.addEventListener('message', ({ data }) => answered.push(data.id));
        for (let id = 0; id < 10000; id += 1) parent.postMessage({ jsonrpc: '2.0', id, method: 'ping' }, '*');",
    );
    let (window, _data) = open().await;
    create_connector(&window, "Bursting", &server.url).await;
    run(&window, "burst").await;

    window.click("tab-activity").await;
    window.find("call-row").await;
    let answers = "answered.length === 10000 && answered.every((id, index) => id === index)";
    for screen in SCREENS {
        window.shows(screen, answers, json!(true)).await;
    }
    assert_eq!(window.count("screen-banner").await, 0);
    window.close().await;
}

#[tokio::test]
async fn a_widget_that_goes_behind_the_pages_back_is_stopped() {
    let forging = "setInterval(() => {
        for (let id = 0; id < 1000; id += 1) window.webkit.messageHandlers.ipc.postMessage('{}');
    });";
    let (window, _data) = open().await;
    for (tool, script, sentence) in
        [("forging", forging, "Something in it sent more than 5000 messages in a second")]
    {
        let server = scripted(tool, script);
        create_connector(&window, tool, &server.url).await;
        run(&window, tool).await;
        for screen in SCREENS {
            let banner = window.find_with("screen-banner", "data-screen", screen).await;
            let text = banner.text().await.unwrap();
            assert!(text.contains(sentence), "{text}");
        }
        window.picture(&format!("stopped-{tool}")).await;
        window.click("new-conversation").await;
        for screen in SCREENS {
            window.click_with("screen-reload", "data-screen", screen).await;
        }
        window.gone("screen-banner").await;
        window.click("tab-connectors").await;
        while window.count("new-connector").await == 0 {
            window.click("back").await;
        }
    }
    window.close().await;
}

#[tokio::test]
async fn widgets_follow_an_edit_a_scenario_and_a_fixture() {
    let (window, _data) = open().await;
    let server = Fixture::start().with_board();
    create_connector(&window, "Fixture", &server.url).await;
    run(&window, "board_show").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Plan", "Build"])).await;
    }
    window.click("tool-details").await;
    window.click("call-tab-edit").await;
    window.fill("edit-structuredContent", r#"{ "cards": ["Edited"] }"#).await;
    let label = "document.querySelector('[data-testid=stand-in]')?.textContent ?? null";
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Edited"])).await;
        window.screen_shows(screen, label, json!("Edited")).await;
    }
    window.reads("stand-in", "What its widgets show was edited.").await;
    window.picture("edit-light").await;
    window.click("edit-reset").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Plan", "Build"])).await;
        window.screen_shows(screen, label, Value::Null).await;
    }

    window.click("theme-dark").await;
    window.click("call-tab-scenarios").await;
    window.click("scenario-run-approvalPending").await;
    window.shows("desktop", "window.openai.toolInput", Value::Null).await;
    window.screen_shows("desktop", label, json!("Scenario: Approval pending")).await;
    window.picture("scenario-dark").await;
    window.find_with("scenario", "data-state", "finished").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Plan", "Build"])).await;
    }
    window.click("scenario-reset").await;
    window.gone("stand-in").await;

    window.click("back").await;
    let fixture = json!({
        "greenroomFixture": 1,
        "name": "One card",
        "connector": { "name": "Fixture", "address": server.url },
        "tool": "board_show",
        "input": {},
        "result": { "content": [], "structuredContent": { "cards": ["Saved"] } },
        "state": null,
        "globals": {},
    });
    window.drop_text("fixture-drop", "torn").await;
    window.reads("problem", "The file is not JSON: at line 1, column 2").await;
    window.drop_text("fixture-drop", &fixture.to_string()).await;
    window.find("call-detail").await;
    for screen in SCREENS {
        window.shows(screen, CARDS, json!(["Saved"])).await;
    }
    window.picture("fixture-dark").await;
    assert_eq!(server.received("tools/call").len(), 1, "only the first one was called");
    window.close().await;
}
