//! Answers as server-sent events, with whatever else comes along.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use futures_util::{StreamExt, stream};
use greenroom_mcp::Error;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::{Server, answer_to, events, handshake};

#[tokio::test]
async fn an_answer_may_come_as_events_among_others() {
    let server = Server::legacy(|seen| async move {
        let log = json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": { "level": "info", "data": 1 } });
        let answer = answer_to(&seen, json!({ "isError": "no", "extra": 1 }));
        events(format!(": hello\n\ndata: {log}\n\nevent: other\ndata: {{}}\n\ndata: {answer}\n\n"))
    })
    .await;
    let answer = server.connect().await.request("tools/call", json!({ "name": "draw" })).await.unwrap();
    assert_eq!(answer.result, json!({ "isError": "no", "extra": 1 }));
    assert_eq!(
        answer.exchange.unwrap().body_start,
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":1}}\n\
         {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"isError\":\"no\",\"extra\":1}}\n"
    );
}

#[tokio::test]
async fn a_stream_that_ends_without_an_answer_says_so_at_once() {
    let server = Server::legacy(|seen| async move {
        match seen.method() {
            "say/nothing" => events(": only a comment\n\n"),
            _ => events("data: <h1>Gateway\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}\n\n"),
        }
    })
    .await;
    let session = server.connect().await;
    let nothing = session.request("say/nothing", Value::Null).await.unwrap_err();
    assert_eq!(nothing.error.to_string(), "the stream ended without an answer to say/nothing");
    let garbage = session.request("say/garbage", Value::Null).await.unwrap_err();
    assert_eq!(
        garbage.error.to_string(),
        "the stream ended without an answer to say/garbage (it carried: <h1>Gateway)"
    );
    assert_eq!(garbage.response, None);
    assert_eq!(garbage.request.unwrap()["method"], "say/garbage");
}

#[tokio::test]
async fn a_stream_that_breaks_says_so() {
    let server = Server::legacy(|_| async {
        let half = stream::once(async { Ok(Bytes::from_static(b"data: {\"half\":")) });
        let break_off = stream::once(async {
            // Lets the first half go out.
            tokio::task::yield_now().await;
            Err(std::io::Error::other("gone"))
        });
        let body = Body::from_stream(half.chain(break_off));
        ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
    })
    .await;
    let failure = server.connect().await.request("tools/list", Value::Null).await.unwrap_err();
    let Error::Disconnected { during, .. } = &failure.error else { panic!("{failure:?}") };
    assert_eq!(during, "tools/list");
    assert_eq!(failure.exchange.unwrap().status, Some(200));
}

#[tokio::test]
async fn the_servers_own_requests_are_answered() {
    let done = Arc::new(Notify::new());
    let finish = done.clone();
    let mut server = Server::legacy(move |seen| {
        let finish = finish.clone();
        async move {
            if seen.method() == "POST" {
                return StatusCode::ACCEPTED.into_response();
            }
            let ask = |id: u32, method: &str| {
                format!("data: {}\n\n", json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": {} }))
            };
            let asked =
                ask(1, "ping") + &ask(2, "roots/list") + &ask(3, "elicitation/create") + &ask(4, "x/unknown");
            let answer = format!("data: {}\n\n", answer_to(&seen, json!({})));
            let rest = stream::once(async move {
                finish.notified().await;
                Ok::<_, std::io::Error>(Bytes::from(answer))
            });
            let body = stream::once(async { Ok(Bytes::from(asked)) }).chain(rest);
            ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body)).into_response()
        }
    })
    .await;
    let session = server.connect().await;
    let replies = async {
        let mut replies = Vec::new();
        for _ in 0..4 {
            let reply = server.next("POST").await.body;
            replies.push((reply["id"].as_u64(), reply["error"]["code"].as_i64(), reply["result"].clone()));
        }
        done.notify_one();
        replies.sort_by_key(|(id, ..)| *id);
        replies
    };
    let (answer, replies) = tokio::join!(session.request("tools/call", json!({ "name": "ask" })), replies);
    assert_eq!(answer.unwrap().result, json!({}));
    assert_eq!(
        replies,
        [
            (Some(1), None, json!({})),
            (Some(2), Some(-32601), Value::Null),
            (Some(3), Some(-32601), Value::Null),
            (Some(4), Some(-32601), Value::Null),
        ]
    );
}

#[tokio::test]
async fn a_stream_that_the_server_closed_is_resumed_after_its_last_event() {
    let resumed = json!({ "jsonrpc": "2.0", "id": 2, "result": { "resumed": true } });
    let rest = format!("id: 8\ndata: {resumed}\n\n");
    let mut server = Server::answering(move |seen| {
        let response = match seen.method() {
            "tools/call" => events("id: 7\nretry: 0\ndata:\n\n"),
            "GET" => events(rest.clone()),
            _ => handshake(&seen).unwrap(),
        };
        async move { response }
    })
    .await;
    let session = server.connect().await;
    let answer = session.request("tools/call", json!({ "name": "draw" })).await.unwrap();
    assert_eq!((answer.response, answer.result), (resumed, json!({ "resumed": true })));
    assert_eq!(server.next("GET").await.header("last-event-id"), Some("7"));
}
