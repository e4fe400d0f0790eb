//! Requests that nobody waits for any more.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use greenroom_mcp::{Error, Request};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::{Server, answer_to, json};

/// A legacy server whose calls never end, answering as JSON or with events that never come.
async fn brooding(answer: fn() -> Response) -> Server {
    Server::legacy(move |seen| async move {
        match seen.method() {
            "tools/call" => match seen.body["params"]["name"].as_str() {
                Some("silent") => std::future::pending().await,
                _ => answer(),
            },
            _ => json(&answer_to(&seen, json!({}))),
        }
    })
    .await
}

fn endless_events() -> Response {
    let body = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

#[tokio::test]
async fn a_dropped_request_is_cancelled_at_the_server() {
    for name in ["silent", "streaming"] {
        let mut server = brooding(endless_events).await;
        let session = server.connect().await;
        tokio::select! {
            answer = session.request("tools/call", json!({ "name": name })) => panic!("{answer:?}"),
            _ = server.next("tools/call") => {}
        }
        assert_eq!(
            server.next("notifications/cancelled").await.body,
            json!({
                "jsonrpc": "2.0",
                "method": "notifications/cancelled",
                "params": { "requestId": 2, "reason": "the caller no longer waits for the answer" },
            })
        );
        assert_eq!(session.request("ping", Value::Null).await.unwrap().result, json!({}));
    }
}

#[tokio::test]
async fn a_request_beyond_its_limit_is_cancelled_and_says_what_was_sent() {
    let mut server = brooding(endless_events).await;
    let session = server.connect().await;
    let limit = Duration::from_millis(100);
    let request = Request { limit: Some(limit), ..Request::new("tools/call", json!({ "name": "silent" })) };
    let failure = session.request_until(request, std::future::pending()).await.unwrap_err();
    assert_eq!(failure.error.to_string(), "no answer to tools/call within 100ms");
    assert_eq!(failure.error.exchange(), failure.exchange.as_ref());
    assert_eq!(failure.exchange.unwrap().url, server.url.as_str());
    assert_eq!(
        failure.request,
        Some(json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "silent" } }))
    );
    assert_eq!(server.next("notifications/cancelled").await.body["params"]["requestId"], json!(2));
}

#[tokio::test]
async fn a_request_that_is_given_up_says_what_was_sent_and_so_does_one_whose_session_is_closed() {
    let mut server = brooding(endless_events).await;
    let session = server.connect().await;
    let sent = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "silent" } });
    let stop = async { assert_eq!(server.next("tools/call").await.body, sent) };
    let request = Request::new("tools/call", json!({ "name": "silent" }));
    let failure = session.request_until(request, stop).await.unwrap_err();
    assert_eq!(failure.error, Error::Cancelled { during: "tools/call".into() });
    assert_eq!((failure.request, failure.response), (Some(sent), None));
    assert_eq!(server.next("notifications/cancelled").await.body["params"]["requestId"], json!(2));

    let closing = async {
        let sent = server.next("tools/call").await.body;
        session.close().await;
        sent
    };
    let (answer, sent) = tokio::join!(session.request("tools/call", json!({ "name": "silent" })), closing);
    let failure = answer.unwrap_err();
    assert_eq!((failure.error, failure.request), (Error::Closed, Some(sent)));
}

#[tokio::test]
async fn a_modern_request_is_cancelled_by_closing_its_stream() {
    let closed = Arc::new(Notify::new());
    let notify = closed.clone();
    let mut server = Server::answering(move |seen| {
        let notify = notify.clone();
        async move {
            match seen.method() {
                "server/discover" => json(&answer_to(&seen, json!({ "supportedVersions": ["2026-07-28"] }))),
                _ => {
                    let told = TellOnDrop(notify);
                    let body = stream::unfold(told, |told| async move {
                        std::future::pending::<()>().await;
                        Some((Ok::<_, std::io::Error>(Bytes::new()), told))
                    });
                    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body)).into_response()
                }
            }
        }
    })
    .await;
    let session = server.connect().await;
    tokio::select! {
        answer = session.request("tools/call", json!({ "name": "draw" })) => panic!("{answer:?}"),
        _ = server.next("tools/call") => {}
    }
    tokio::time::timeout(Duration::from_secs(20), closed.notified()).await.unwrap();
    assert_eq!(server.methods(), Vec::<String>::new());
}

struct TellOnDrop(Arc<Notify>);

impl Drop for TellOnDrop {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}
