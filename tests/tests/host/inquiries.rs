//! What servers ask in the midst of things, with the protocol's own reference server: a form, and the model's words.

use greenroom_contract::Json;
use greenroom_contract::approval::Choice;
use greenroom_contract::call::{Call, CallState, Progress};
use greenroom_contract::connector::{ClientKind, ConnectorDraft};
use greenroom_contract::inquiry::{Inquiry, InquiryAnswer, Question};
use greenroom_contract::record::{Direction, FrameKind, FrameQuery};
use greenroom_tests::servers::{NpmServer, Package};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// The reference server, connected as a client that offers everything.
async fn everything(test: &TestHost) -> (NpmServer, String) {
    let server = NpmServer::start(Package::Everything).await;
    let draft = ConnectorDraft { client: ClientKind::Plain, ..draft(&server.url) };
    let connector = test.host.create_connector(draft).await.unwrap().id;
    test.connected(&connector).await;
    (server, connector)
}

async fn allowed(test: &TestHost, connector: &str, tool: &str, arguments: Value) -> Call {
    let call = test.run(connector, tool, arguments).await;
    if call.state == CallState::AwaitingApproval {
        test.answer(Choice::AllowOnce).await;
    }
    call
}

async fn asked(test: &TestHost) -> Inquiry {
    test.until("a question", async |host| host.inquiries().await.unwrap().into_iter().next()).await
}

/// The first text of a call's result.
async fn said(test: &TestHost, call: &Call) -> String {
    let record = test.settled(&call.id).await;
    assert_eq!(record.call.state, CallState::Completed, "{:?}", record.call.problem);
    record.response.unwrap().0["result"]["content"][0]["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_form_is_answered_once_it_fits() {
    let test = TestHost::start().await;
    let (_server, connector) = everything(&test).await;
    let call = allowed(&test, &connector, "trigger-elicitation-request", json!({})).await;
    let inquiry = asked(&test).await;
    assert_eq!(
        (inquiry.connector_id.as_str(), inquiry.app_name.as_str(), inquiry.call_id.as_deref()),
        (connector.as_str(), "Fixture", Some(call.id.as_str()))
    );
    let Question::Form { schema, .. } = &inquiry.question else { panic!("{inquiry:?}") };
    assert_eq!(schema.0["required"], json!(["name"]));

    let wrong = InquiryAnswer::Accept { content: Json(json!({ "name": 7 })) };
    let problem = test.host.answer_inquiry(&inquiry.id, wrong).await.unwrap_err();
    assert_eq!(
        (problem.message.as_str(), problem.hint.as_str()),
        ("name: 7 is not of type \"string\".", "Correct it and send the form again.")
    );
    let right = InquiryAnswer::Accept { content: Json(json!({ "name": "Ada" })) };
    test.host.answer_inquiry(&inquiry.id, right.clone()).await.unwrap();
    assert_eq!(said(&test, &call).await, "✅ User provided the requested information!");
    assert_eq!(test.host.inquiries().await.unwrap(), []);
    let late = test.host.answer_inquiry(&inquiry.id, right).await.unwrap_err();
    assert_eq!(late.message, "This question is no longer open.");

    // The server's question and our answer are on record under the call.
    let query = FrameQuery { call_id: Some(call.id), text: "elicitation".into(), ..FrameQuery::default() };
    let frames = test.host.frames(query, None, 10).await.unwrap().frames;
    let question = frames.iter().find(|frame| frame.kind == FrameKind::Request).unwrap();
    assert_eq!((question.direction, question.method.as_str()), (Direction::FromServer, "elicitation/create"));
}

#[tokio::test]
async fn a_question_ends_with_its_call() {
    let test = TestHost::start().await;
    let (_server, connector) = everything(&test).await;
    let call = allowed(&test, &connector, "trigger-elicitation-request", json!({})).await;
    asked(&test).await;
    test.host.cancel_call(&call.id).await.unwrap();
    assert_eq!(test.settled(&call.id).await.call.state, CallState::Cancelled);
    assert_eq!(test.host.inquiries().await.unwrap(), []);
}

#[tokio::test]
async fn the_person_speaks_for_the_model() {
    let test = TestHost::start().await;
    let (_server, connector) = everything(&test).await;
    let call =
        allowed(&test, &connector, "trigger-sampling-request", json!({ "prompt": "Say something" })).await;
    let inquiry = asked(&test).await;
    let Question::Sampling { params } = &inquiry.question else { panic!("{inquiry:?}") };
    assert_eq!(params.0["systemPrompt"], "You are a helpful test server.");
    let answer = InquiryAnswer::Accept { content: Json(json!({ "text": "Something" })) };
    test.host.answer_inquiry(&inquiry.id, answer).await.unwrap();
    let said = said(&test, &call).await;
    assert!(
        said.contains("\"text\": \"Something\"") && said.contains("\"stopReason\": \"endTurn\""),
        "{said}"
    );
}

#[tokio::test]
async fn chatgpt_is_asked_nothing() {
    let test = TestHost::start().await;
    let server = NpmServer::start(Package::Everything).await;
    let connector = test.connect(&server.url).await.id;
    let tools = test.host.snapshot(&connector).await.unwrap().unwrap().tools;
    assert!(!tools.iter().any(|tool| tool.name.contains("elicitation") || tool.name.contains("sampling")));
}

#[tokio::test]
async fn the_last_progress_of_a_call_is_kept() {
    let test = TestHost::start().await;
    let (_server, connector) = everything(&test).await;
    let arguments = json!({ "duration": 0.1, "steps": 2 });
    let call = allowed(&test, &connector, "trigger-long-running-operation", arguments).await;
    assert_eq!(
        test.settled(&call.id).await.call.progress,
        Some(Progress { progress: 2.0, total: Some(2.0), message: None })
    );
}
