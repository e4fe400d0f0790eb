//! The project's own server, met through the host: what it offers, what it records, and how it misbehaves on demand.

use greenroom_contract::approval::Choice;
use greenroom_contract::call::CallState;
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

#[tokio::test]
async fn a_write_reaches_the_server_only_after_allow() {
    let fixture = Fixture::start().with_board();
    let test = TestHost::start().await;
    let connector = test.connect(&fixture.url).await;

    let denied = test.run(&connector.id, "board_add", json!({ "title": "Ship" })).await;
    test.answer(Choice::Deny).await;
    let denied = test.settled(&denied.id).await;
    assert_eq!(denied.call.state, CallState::Denied);
    assert_eq!(fixture.received("tools/call"), [] as [Value; 0]);

    let allowed = test.run(&connector.id, "board_add", json!({ "title": "Ship" })).await;
    test.answer(Choice::AllowOnce).await;
    let allowed = test.settled(&allowed.id).await;
    assert_eq!(allowed.call.state, CallState::Completed);
    let response = allowed.response.unwrap().0;
    assert_eq!(response["result"]["structuredContent"], json!({ "cards": ["Plan", "Build", "Ship"] }));
    assert_eq!(fixture.received("tools/call"), [allowed.request.unwrap().0]);
}

#[tokio::test]
async fn notes_of_an_mcp_app_are_read_without_asking() {
    let fixture = Fixture::start().with_notes();
    let test = TestHost::start().await;
    let connector = test.connect(&fixture.url).await;

    let call = test.run(&connector.id, "notes_show", json!({})).await;
    let record = test.settled(&call.id).await;

    assert_eq!(record.call.state, CallState::Completed);
    assert_eq!(record.response.unwrap().0["result"]["structuredContent"], json!({ "notes": ["Call Ada"] }));
    let asked: Vec<Value> = fixture.wait_for("resources/read", 1).await;
    assert_eq!(asked[0]["params"]["uri"], "ui://fixture/notes.html");
}

#[tokio::test]
async fn the_server_misbehaves_until_it_is_told_not_to() {
    let fixture = Fixture::start().with_board();
    let test = TestHost::start().await;
    let connector = test.connect(&fixture.url).await;

    fixture.behave("tools/call", Behaviour::Error { code: -32000, message: "out of cards".to_owned() });
    let call = test.run(&connector.id, "board_show", json!({})).await;
    let refused = test.settled(&call.id).await;
    assert_eq!(refused.call.state, CallState::Failed);
    assert_eq!(refused.response.unwrap().0["error"], json!({ "code": -32000, "message": "out of cards" }));

    fixture.behave("tools/call", Behaviour::http(503, "text/html", "<h1>Down for repair</h1>"));
    let call = test.run(&connector.id, "board_show", json!({})).await;
    let down = test.settled(&call.id).await;
    assert_eq!(down.call.state, CallState::Failed);
    let exchange = down.call.problem.unwrap().exchange.unwrap();
    assert_eq!((exchange.status, exchange.body_start.as_str()), (Some(503), "<h1>Down for repair</h1>"));

    fixture.behave_as_usual("tools/call");
    let call = test.run(&connector.id, "board_show", json!({})).await;
    assert_eq!(test.settled(&call.id).await.call.state, CallState::Completed);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_waited_for_until_the_person_cancels() {
    let fixture = Fixture::start().with_board();
    let test = TestHost::start().await;
    let connector = test.connect(&fixture.url).await;
    fixture.behave("tools/call", Behaviour::Silence);

    let call = test.run(&connector.id, "board_show", json!({})).await;
    fixture.wait_for("tools/call", 1).await;
    test.host.cancel_call(&call.id).await.unwrap();

    assert_eq!(test.settled(&call.id).await.call.state, CallState::Cancelled);
}

#[tokio::test]
async fn a_server_that_is_gone_refuses_the_connection() {
    let fixture = Fixture::start();
    let url = fixture.url.clone();
    let address = url.trim_start_matches("http://localhost").trim_end_matches("/mcp").to_owned();
    drop(fixture);

    let problem = TestHost::start().await.refusal(&url).await;

    assert_eq!(
        problem.message,
        format!("Nothing listens at localhost{address}: the connection was refused.")
    );
}
