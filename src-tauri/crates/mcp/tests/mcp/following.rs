//! Hearing of changes in the lists of a server of the 2026-07-28 revision.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use greenroom_mcp::{HttpTarget, Notice, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::{Seen, Server, answer_to, json, limits, profile};
use crate::watcher::Watcher;

const CHANGED: &str = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{}}"#;

fn discovered(seen: &Seen, capabilities: Value) -> Response {
    json(&answer_to(seen, json!({ "supportedVersions": ["2026-07-28"], "capabilities": capabilities })))
}

/// Says that the tools have changed, and is quiet until it is told to break off.
fn subscription(end: Arc<Notify>) -> Response {
    let said = stream::once(async { Ok::<_, std::io::Error>(Bytes::from(format!("data: {CHANGED}\n\n"))) });
    let rest = stream::once(async move {
        end.notified().await;
        Ok(Bytes::from(": the end\n\n"))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(said.chain(rest))).into_response()
}

async fn connected(server: &Server, watcher: &Arc<Watcher>) -> Session {
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    Session::connect(target, &profile(), limits(), watcher.clone()).await.unwrap()
}

#[tokio::test]
async fn changes_are_told_also_after_the_stream_broke_until_the_session_is_closed() {
    let end = Arc::new(Notify::new());
    let finish = end.clone();
    let mut server = Server::answering(move |seen| {
        let response = match seen.method() {
            "server/discover" => {
                discovered(&seen, json!({ "tools": { "listChanged": true }, "prompts": {} }))
            }
            _ => subscription(finish.clone()),
        };
        async move { response }
    })
    .await;
    let watcher = Arc::new(Watcher::default());
    let session = Arc::new(connected(&server, &watcher).await);
    let following = tokio::spawn({
        let session = session.clone();
        async move { session.follow().await }
    });
    let listen = server.next("subscriptions/listen").await;
    assert_eq!(listen.body["params"]["notifications"], json!({ "toolsListChanged": true }));
    assert_eq!(listen.header("mcp-method"), Some("subscriptions/listen"));
    watcher.until(|watcher| watcher.notices().len() == 1).await;

    end.notify_one();
    server.next("subscriptions/listen").await;
    watcher.until(|watcher| watcher.notices().len() == 3).await;
    assert_eq!(watcher.notices(), vec![Notice::ListChanged { list: "tools".into() }; 3]);

    session.close().await;
    following.await.unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_offer_it_is_not_asked_again() {
    let mut server = Server::answering(|seen| async move {
        match seen.method() {
            "server/discover" => discovered(&seen, json!({ "tools": { "listChanged": true } })),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    })
    .await;
    connected(&server, &Arc::new(Watcher::default())).await.follow().await;
    assert_eq!(server.methods(), ["server/discover", "subscriptions/listen"]);

    let mut without =
        Server::answering(|seen| async move { discovered(&seen, json!({ "tools": {} })) }).await;
    connected(&without, &Arc::new(Watcher::default())).await.follow().await;
    assert_eq!(without.methods(), ["server/discover"]);
}
