//! Connectors that are read anew while somebody edits their server.

use greenroom_contract::connector::{ConnectorDraft, Reading};
use greenroom_contract::tool::Finding;
use greenroom_tests::fixture::{BOARD, Behaviour, Fixture};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

async fn connect_live(test: &TestHost, server: &Fixture) -> String {
    let live = ConnectorDraft { reading: Reading::Live, ..draft(&server.url) };
    let connector = test.host.create_connector(live).await.unwrap().id;
    test.connected(&connector).await;
    connector
}

fn board(text: &str) -> Value {
    json!({ "uri": BOARD, "mimeType": "text/html+skybridge", "text": format!("<!doctype html>{text}") })
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
    let connector = connect_live(&test, &server).await;
    let mut calls = Vec::new();
    for text in ["first draft", "second draft"] {
        server.template(board(text));
        let call = test.run(&connector, "board_show", json!({})).await.id;
        assert_eq!(test.settled(&call).await.findings, []);
        calls.push((call, text));
    }
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
    let connector = connect_live(&test, &server).await;
    server.behave("resources/read", Behaviour::Error { code: -32603, message: "syntax error".into() });
    let call = test.run(&connector, "board_show", json!({})).await.id;
    let text = "Live: the template as it was at the last Refresh is shown. The server answered with error -32603: \
                syntax error.";
    assert_eq!(test.settled(&call).await.findings, [Finding { path: BOARD.into(), text: text.into() }]);
    assert!(shows(&test, "phone", &call, "as it was").await);
}
