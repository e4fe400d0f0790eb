//! What a server asks of its client, where the client's capabilities say that it may.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use futures_util::{StreamExt, stream};
use greenroom_mcp::{ClientProfile, HttpTarget, Notice, Question, Request, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::{Mutex, mpsc};

use crate::support::{Server, capabilities, limits, profile};
use crate::watcher::Watcher;

/// A legacy server whose every call is answered with the events that the test says, one by one.
async fn speaking() -> (Server, mpsc::UnboundedSender<Value>) {
    let (say, said) = mpsc::unbounded_channel::<Value>();
    let said = Arc::new(Mutex::new(Some(said)));
    let server = Server::legacy(move |seen| {
        let said = said.clone();
        async move {
            if seen.method() == "POST" {
                return StatusCode::ACCEPTED.into_response();
            }
            let said = said.lock().await.take().unwrap();
            let events = stream::unfold(said, |mut said| async move { Some((said.recv().await?, said)) });
            let body = events.map(|event| Ok::<_, std::io::Error>(Bytes::from(format!("data: {event}\n\n"))));
            ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body)).into_response()
        }
    })
    .await;
    (server, say)
}

fn asking(id: &str, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

fn offering(what: Value) -> ClientProfile {
    let mut all = capabilities();
    all.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
    ClientProfile { capabilities: all, ..profile() }
}

async fn connected(server: &Server, profile: &ClientProfile, watcher: &Arc<Watcher>) -> Session {
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    Session::connect(target, profile, limits(), watcher.clone()).await.unwrap()
}

fn call() -> Request {
    Request { tag: Some("call-1".into()), ..Request::new("tools/call", json!({ "name": "ask" })) }
}

#[tokio::test]
async fn what_the_profile_offers_is_asked_and_the_answer_goes_back_as_it_is() {
    let (mut server, say) = speaking().await;
    // Malformed for rmcp's types, which the answer must not depend on.
    let params = json!({ "message": 7, "requestedSchema": "odd" });
    say.send(asking("q", "elicitation/create", params.clone())).unwrap();
    let reply = json!({ "action": "accept", "content": { "colour": "red" }, "extra": 1 });
    let watcher = Watcher::replying(reply.clone());
    let session = connected(&server, &offering(json!({ "elicitation": {} })), &watcher).await;
    let answered = async {
        let body = server.next("POST").await.body;
        say.send(json!({ "jsonrpc": "2.0", "id": 2, "result": {} })).unwrap();
        body
    };
    let (answer, body) = tokio::join!(session.request_until(call(), std::future::pending()), answered);
    answer.unwrap();
    assert_eq!(body, json!({ "jsonrpc": "2.0", "id": "q", "result": reply }));
    let question = Question { method: "elicitation/create".into(), params, tag: Some("call-1".into()) };
    assert_eq!(watcher.questions(), [question]);
    let lines = watcher.lines();
    assert_eq!(lines[8], "#3 ← Request elicitation/create \"q\" [call-1] 200");
    assert!(lines.contains(&"#4 → Answer elicitation/create \"q\" [call-1]".to_owned()), "{lines:#?}");
}

#[tokio::test]
async fn what_the_profile_does_not_offer_is_refused_unasked() {
    let (mut server, say) = speaking().await;
    say.send(asking("a", "sampling/createMessage", json!({}))).unwrap();
    say.send(asking("b", "elicitation/create", json!({ "mode": "url", "url": "https://a" }))).unwrap();
    say.send(asking("c", "ping", json!("odd"))).unwrap();
    say.send(asking("d", "be/mine", json!([1]))).unwrap();
    let watcher = Watcher::replying(json!({}));
    let session = connected(&server, &offering(json!({ "elicitation": { "form": {} } })), &watcher).await;
    let answered = async {
        let mut answers = Vec::new();
        for _ in 0..4 {
            let body = server.next("POST").await.body;
            answers.push((
                body["id"].clone(),
                body["error"]["code"].clone(),
                body["error"]["message"].clone(),
            ));
        }
        say.send(json!({ "jsonrpc": "2.0", "id": 2, "result": {} })).unwrap();
        answers.sort_by_key(|(id, ..)| id.to_string());
        answers
    };
    let (answer, answers) = tokio::join!(session.request_until(call(), std::future::pending()), answered);
    answer.unwrap();
    assert_eq!(
        answers,
        [
            (json!("a"), json!(-32601), json!("this client has no method sampling/createMessage")),
            (json!("b"), json!(-32602), json!("this client has no elicitation in the mode url")),
            (json!("c"), Value::Null, Value::Null),
            (json!("d"), json!(-32601), json!("this client has no method be/mine")),
        ]
    );
    assert_eq!(watcher.questions(), []);
}

#[tokio::test]
async fn a_question_that_the_server_takes_back_is_not_answered() {
    let (mut server, say) = speaking().await;
    say.send(asking("q", "roots/list", json!({}))).unwrap();
    // Never answers.
    let watcher = Arc::new(Watcher::default());
    let session = connected(&server, &offering(json!({ "roots": {} })), &watcher).await;
    let finished = async {
        watcher.until(|watcher| !watcher.questions().is_empty()).await;
        let params = json!({ "requestId": "q", "reason": "never mind" });
        say.send(json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params })).unwrap();
        // The next question is answered, the first is not.
        say.send(asking("r", "ping", json!({}))).unwrap();
        let next = server.next("POST").await.body;
        say.send(json!({ "jsonrpc": "2.0", "id": 2, "result": {} })).unwrap();
        next
    };
    let (answer, next) = tokio::join!(session.request_until(call(), std::future::pending()), finished);
    answer.unwrap();
    assert_eq!(next, json!({ "jsonrpc": "2.0", "id": "r", "result": {} }));
    assert_eq!(
        watcher.notices(),
        [Notice::Other {
            method: "notifications/cancelled".into(),
            params: json!({ "requestId": "q", "reason": "never mind" }),
        }]
    );
    assert!(watcher.lines().contains(&"#3 ← Notification notifications/cancelled [call-1] 200".to_owned()));
}

#[tokio::test]
async fn a_server_that_asks_in_a_loop_is_refused_what_is_too_much() {
    let (mut server, say) = speaking().await;
    for number in 0..20 {
        say.send(asking(&number.to_string(), "roots/list", json!({}))).unwrap();
    }
    // Never answers.
    let watcher = Arc::new(Watcher::default());
    let session = connected(&server, &offering(json!({ "roots": {} })), &watcher).await;
    let refused = async {
        let mut messages = Vec::new();
        for _ in 0..4 {
            messages.push(server.next("POST").await.body["error"]["message"].clone());
        }
        say.send(json!({ "jsonrpc": "2.0", "id": 2, "result": {} })).unwrap();
        messages
    };
    let (answer, messages) = tokio::join!(session.request_until(call(), std::future::pending()), refused);
    answer.unwrap();
    assert_eq!(messages, vec![json!("16 questions are open already"); 4]);
    assert_eq!(watcher.questions().len(), 16);
}
