//! Connectors that are read anew while somebody edits their server.

use greenroom_contract::connector::{ConnectorDraft, EndpointDraft, Reading};
use greenroom_contract::record::FrameQuery;
use greenroom_contract::settings::HostKind;
use greenroom_contract::snapshot::{Snapshot, Transport};
use greenroom_contract::tool::Finding;
use greenroom_contract::widget::Language;
use greenroom_tests::fixture::{BOARD, Behaviour, Fixture, changing};
use greenroom_tests::servers::NpmServer;
use greenroom_tests::test_host::{TestHost, draft};
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

async fn connect_live(test: &TestHost, url: &str) -> String {
    let live = ConnectorDraft { reading: Reading::Live, ..draft(url) };
    let connector = test.host.create_connector(live).await.unwrap().id;
    test.connected(&connector).await;
    connector
}

fn board(text: &str) -> Value {
    json!({ "uri": BOARD, "mimeType": "text/html+skybridge", "text": format!("<!doctype html><html lang=\"en\">{text}") })
}

/// The end of the document that a call's widget shows on a screen.
async fn shows(test: &TestHost, screen: &str, call: &str, text: &str) -> bool {
    let frame = test.frame(screen, call).await;
    let document = test.host.widget_document(screen, &frame.src).await;
    document.status == 200 && String::from_utf8_lossy(&document.body).ends_with(text)
}

#[tokio::test]
async fn each_call_shows_the_template_as_it_is_at_that_moment() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = connect_live(&test, &server.url).await;
    let mut calls = Vec::new();
    for text in ["first draft", "second draft"] {
        server.template(board(text));
        let call = test.run(&connector, "board_show", json!({})).await.id;
        assert_eq!(test.settled(&call).await.findings, []);
        calls.push((call, text));
    }
    assert_eq!(server.received("resources/read").len(), 1 + calls.len(), "at connecting, and once a call");
    for (call, text) in &calls {
        for screen in ["desktop", "phone"] {
            assert!(shows(&test, screen, call, text).await, "{screen} does not show the {text}");
        }
    }
}

#[tokio::test]
async fn a_template_that_cannot_be_read_is_shown_as_it_was_and_the_call_says_why() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    server.template(board("as it was"));
    let connector = connect_live(&test, &server.url).await;
    server.behave("resources/read", Behaviour::Error { code: -32603, message: "syntax error".into() });
    let call = test.run(&connector, "board_show", json!({})).await.id;
    let text = "Live: the template as it was at the last Refresh is shown. The server answered with error -32603: \
                syntax error.";
    assert_eq!(test.settled(&call).await.findings, [Finding { path: BOARD.into(), text: text.into() }]);
    assert!(shows(&test, "phone", &call, "as it was").await);
}

async fn tools(test: &TestHost, connector: &str) -> Vec<String> {
    let snapshot = test.host.snapshot(connector).await.unwrap().unwrap();
    snapshot.tools.into_iter().map(|tool| tool.name).collect()
}

async fn connect_changing(test: &TestHost, reading: Reading) -> String {
    let endpoint = EndpointDraft::Stdio { command_line: changing(), directory: String::new() };
    let draft = ConnectorDraft { reading, ..ConnectorDraft::new("Changing", endpoint) };
    let connector = test.host.create_connector(draft).await.unwrap().id;
    test.connected(&connector).await;
    assert_eq!(tools(test, &connector).await, ["grow", "die", "whoami"]);
    connector
}

#[tokio::test]
async fn tools_that_a_live_server_announces_are_there_without_refresh() {
    let test = TestHost::start().await;
    let connector = connect_changing(&test, Reading::Live).await;
    let call = test.run(&connector, "grow", json!({})).await.id;
    test.settled(&call).await;
    test.until("the new tools", async |_| {
        let tools = tools(&test, &connector).await;
        (tools == ["grow", "die", "whoami", "tool_1", "tool_2", "tool_3"]).then_some(())
    })
    .await;
    let call = test.run(&connector, "tool_3", json!({})).await.id;
    assert!(test.settled(&call).await.response.is_some());
}

/// Runs `edit` at the server of [`NpmServer::subscribed`], and waits until its tools are these.
async fn edited(test: &TestHost, connector: &str, expected: &[&str]) -> Snapshot {
    let call = test.run(connector, "edit", json!({})).await.id;
    test.settled(&call).await;
    test.until("the new tools", async |host| {
        let snapshot = host.snapshot(connector).await.unwrap().unwrap();
        snapshot.tools.iter().map(|tool| tool.name.as_str()).eq(expected.iter().copied()).then_some(snapshot)
    })
    .await
}

/// Waits until the server says that it will tell of changes.
async fn is_subscribed(test: &TestHost) {
    let acknowledged =
        FrameQuery { text: "notifications/subscriptions/acknowledged".into(), ..FrameQuery::default() };
    test.until("the subscription", async |host| {
        let page = host.frames(acknowledged.clone(), None, 1).await.unwrap();
        (!page.frames.is_empty()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_server_without_a_handshake_is_subscribed_to_and_says_what_chatgpt_would_not_notice() {
    let test = TestHost::start().await;
    let server = NpmServer::subscribed().await;
    let connector = connect_live(&test, &server.url).await;
    let before = test.host.snapshot(&connector).await.unwrap().unwrap();
    let way = (before.protocol_version.as_str(), before.transport, before.templates[0].findings.as_slice());
    assert_eq!(way, ("2026-07-28", Some(Transport::StreamableHttp), [].as_slice()));
    is_subscribed(&test).await;

    let after = edited(&test, &connector, &["show", "edit", "tool_1"]).await;

    assert_ne!(after.templates[0].hash, before.templates[0].hash);
    let text = "ChatGPT may keep serving the old HTML for up to 60 minutes, because the URI is the same. Give the \
                template a new URI with each change.";
    let finding = Finding { path: "$.contents[0].uri".into(), text: text.into() };
    assert_eq!(after.templates[0].findings, [finding]);
}

async fn follow_the_specification(test: &TestHost) {
    let mut settings = test.host.settings().await.unwrap().settings;
    settings.widgets.host = HostKind::Spec;
    test.host.save_settings(settings).await.unwrap();
}

/// A widget on the desktop after its handshake, and what its host says of the lists of servers.
async fn introduced<'a>(test: &'a TestHost, connector: &str, tool: &str) -> (Widget<'a>, Value) {
    let call = test.run(connector, tool, json!({})).await.id;
    test.settled(&call).await;
    let view = Widget::of_call(test, "desktop", &call).await;
    let capabilities = view.introduce(json!({})).await["hostCapabilities"].take();
    (view, json!([capabilities["serverTools"], capabilities["serverResources"]]))
}

#[tokio::test]
async fn a_view_hears_that_the_tools_changed_where_its_host_says_that_it_will() {
    const CHANGED: &str = "notifications/tools/list_changed";
    let test = TestHost::start().await;
    // A view whose template is edited is loaded anew instead.
    let server = NpmServer::subscribed_with_one_template().await;
    let connector = connect_live(&test, &server.url).await;
    is_subscribed(&test).await;
    let (view, declared) = introduced(&test, &connector, "show").await;
    assert_eq!(declared, json!([{}, {}]), "as ChatGPT was seen to declare");
    edited(&test, &connector, &["show", "edit", "tool_1"]).await;
    // The second change is read after the first one was passed on.
    edited(&test, &connector, &["show", "edit", "tool_1", "tool_2"]).await;
    let told = test.messages("desktop", &view.frame.instance, Language::Apps);
    assert!(told.iter().all(|message| message["method"] != CHANGED), "{told:?}");

    follow_the_specification(&test).await;
    let (view, declared) = introduced(&test, &connector, "show").await;
    assert_eq!(declared, json!([{ "listChanged": true }, { "listChanged": true }]));
    edited(&test, &connector, &["show", "edit", "tool_1", "tool_2", "tool_3"]).await;
    assert_eq!(view.heard(CHANGED).await, json!({ "jsonrpc": "2.0", "method": CHANGED, "params": {} }));
    let called = view.apps("tools/call", json!({ "name": "tool_3", "arguments": {} })).await;
    assert_eq!(called["result"]["content"][0]["text"], "3 edits");
}

#[tokio::test]
async fn no_change_is_promised_of_a_server_that_is_not_read_anew() {
    let test = TestHost::start().await;
    follow_the_specification(&test).await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let (_, declared) = introduced(&test, &connector, "board_show").await;
    assert_eq!(declared, json!([{}, {}]));
}

#[tokio::test]
async fn without_live_mode_a_change_is_only_said_until_refresh() {
    let test = TestHost::start().await;
    let connector = connect_changing(&test, Reading::Snapshot).await;
    let note = "The server says that its tools changed. As in ChatGPT, that shows only after Refresh.";
    let noted = async || {
        let connectors = test.host.connectors().await.unwrap();
        let connector = connectors.into_iter().find(|one| one.id == connector).unwrap();
        connector.remarks.iter().any(|remark| remark == note)
    };
    assert!(!noted().await);
    let call = test.run(&connector, "grow", json!({})).await.id;
    test.settled(&call).await;
    test.until("the note", async |_| noted().await.then_some(())).await;
    assert_eq!(tools(&test, &connector).await, ["grow", "die", "whoami"]);
    test.host.refresh_connector(&connector).await.unwrap();
    assert!(!noted().await);
}
