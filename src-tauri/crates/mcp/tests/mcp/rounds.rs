//! Requests of the 2026-07-28 revision that need input before they are answered.

use std::sync::Arc;

use greenroom_mcp::{ClientProfile, HttpTarget, Request, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{Seen, Server, answer_to, json, limits, profile, text};
use crate::watcher::Watcher;
use axum::http::StatusCode;

/// A modern server that answers everything but discovery as the test says.
async fn modern(answer: impl Fn(&Seen) -> Value + Clone + Send + Sync + 'static) -> Server {
    Server::answering(move |seen| {
        let response = match seen.method() {
            "server/discover" => json(&answer_to(&seen, json!({ "supportedVersions": ["2026-07-28"] }))),
            _ => json(&answer_to(&seen, answer(&seen))),
        };
        async move { response }
    })
    .await
}

async fn connected(server: &Server, watcher: &Arc<Watcher>) -> Session {
    let profile = ClientProfile { capabilities: json!({ "elicitation": {} }), ..profile() };
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    Session::connect(target, &profile, limits(), watcher.clone()).await.unwrap()
}

fn form(message: &str) -> Value {
    json!({ "method": "elicitation/create", "params": { "message": message } })
}

#[tokio::test]
async fn a_call_gets_what_it_needs_and_goes_on_where_it_was() {
    let mut server = modern(|seen| match seen.body["params"]["requestState"].as_str() {
        None => json!({
            "resultType": "input_required",
            "inputRequests": { "size": form("How large?"), "hue": form("Which hue?") },
            "requestState": " one\u{e9} ",
        }),
        Some(" one\u{e9} ") => json!({ "resultType": "input_required", "requestState": "two" }),
        Some(_) => json!({ "resultType": "complete", "content": [] }),
    })
    .await;
    let watcher = Watcher::replying(json!({ "action": "accept", "content": { "a": 1 } }));
    let session = connected(&server, &watcher).await;
    let request = Request {
        tag: Some("call-1".into()),
        ..Request::new("tools/call", json!({ "name": "draw", "arguments": { "b": 2 } }))
    };
    let answer = session.request_until(request, std::future::pending()).await.unwrap();
    assert_eq!(answer.result, json!({ "resultType": "complete", "content": [] }));

    let questions = watcher.questions();
    assert_eq!(
        questions.iter().map(|question| question.params["message"].clone()).collect::<Vec<_>>(),
        ["How large?", "Which hue?"]
    );
    assert!(questions.iter().all(|question| question.tag.as_deref() == Some("call-1")));
    let sent =
        [server.next("tools/call").await, server.next("tools/call").await, server.next("tools/call").await];
    let reply = json!({ "action": "accept", "content": { "a": 1 } });
    assert_eq!(
        sent.each_ref().map(|seen| {
            let params = &seen.body["params"];
            (seen.body["id"].clone(), params["requestState"].clone(), params["inputResponses"].clone())
        }),
        [
            (json!(1), Value::Null, Value::Null),
            (json!(2), json!(" one\u{e9} "), json!({ "size": reply, "hue": reply })),
            (json!(3), json!("two"), Value::Null),
        ]
    );
    assert!(sent.iter().all(|seen| seen.body["params"]["arguments"] == json!({ "b": 2 })));
}

#[tokio::test]
async fn input_that_cannot_be_given_and_results_of_unknown_types_are_named() {
    let server = modern(|seen| match seen.body["params"]["name"].as_str() {
        Some("circle") => json!({ "resultType": "input_required", "inputRequests": { "a": form("Again?") } }),
        Some("sample") => {
            let asked = json!({ "method": "sampling/createMessage", "params": {} });
            json!({ "resultType": "input_required", "inputRequests": { "a": asked } })
        }
        Some("empty") => json!({ "resultType": "input_required" }),
        Some("task") => json!({ "resultType": "task", "taskId": "1" }),
        _ => json!({ "resultType": 7 }),
    })
    .await;
    let session = connected(&server, &Watcher::replying(json!({ "action": "decline" }))).await;
    let mut errors = Vec::new();
    for name in ["circle", "sample", "empty", "task", "seven"] {
        let failure = session.request("tools/call", json!({ "name": name })).await.unwrap_err();
        assert!(failure.response.is_some(), "{name}");
        errors.push(failure.error.to_string());
    }
    assert_eq!(
        errors,
        [
            "tools/call needs input, but the server went on asking after 16 rounds",
            "tools/call needs input, but this client has no method sampling/createMessage",
            "tools/call needs input, but the server says neither what it needs nor where it is",
            "tools/call was answered with a result of the type \"task\", which this client does not know",
            "tools/call was answered with a result of the type \"7\", which this client does not know",
        ]
    );
}

#[tokio::test]
async fn a_call_that_is_given_up_during_a_question_is_not_sent_again() {
    let mut server =
        modern(|_| json!({ "resultType": "input_required", "inputRequests": { "a": form("Well?") } })).await;
    // Never answers.
    let watcher = Arc::new(Watcher::default());
    let session = connected(&server, &watcher).await;
    let stop = watcher.until(|watcher| !watcher.questions().is_empty());
    let request = Request::new("tools/call", json!({ "name": "draw" }));
    let failure = session.request_until(request, stop).await.unwrap_err();
    assert_eq!(failure.error.to_string(), "tools/call was cancelled");
    session.close().await;
    assert_eq!(server.methods(), ["server/discover", "tools/call"]);
}

#[tokio::test]
async fn a_header_that_the_server_finds_wrong_leads_to_the_newest_list() {
    let mut server = Server::answering(|seen| async move {
        let schema =
            json!({ "type": "object", "properties": { "a": { "type": "string", "x-mcp-header": "A" } } });
        let right = seen.header("mcp-param-a") == Some("b");
        match seen.method() {
            "server/discover" => json(&answer_to(&seen, json!({ "supportedVersions": ["2026-07-28"] }))),
            "tools/list" => {
                json(&answer_to(&seen, json!({ "tools": [{ "name": "draw", "inputSchema": schema }] })))
            }
            _ if right => json(&answer_to(&seen, json!({ "content": [] }))),
            _ => {
                let error = json!({ "code": -32020, "message": "no A" });
                let answer = json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": error });
                text(StatusCode::BAD_REQUEST, "application/json", answer.to_string())
            }
        }
    })
    .await;
    let session = server.connect().await;
    let call = json!({ "name": "draw", "arguments": { "a": "b" } });
    session.request("tools/call", call).await.unwrap();
    assert_eq!(server.methods(), ["server/discover", "tools/call", "tools/list", "tools/call"]);

    // Without a cure it is asked no third time.
    let failure = session.request("tools/call", json!({ "name": "draw" })).await.unwrap_err();
    assert_eq!(failure.error.to_string(), "the server answered with error -32020: no A");
    assert_eq!(server.methods(), ["tools/call", "tools/list", "tools/call"]);
}
