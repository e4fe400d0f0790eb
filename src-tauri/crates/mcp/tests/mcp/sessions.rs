//! Session ids: carried along, renewed when the server forgot them, given back at the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{Seen, Server, answer_to, header_map, introduction, json};

/// A server that hands out the sessions 1, 2, … and knows only the one handed out last.
async fn forgetful(sessions: Arc<AtomicU32>) -> Server {
    Server::answering(move |seen| {
        let sessions = sessions.clone();
        async move {
            match seen.method() {
                "server/discover" => StatusCode::BAD_REQUEST.into_response(),
                "initialize" => {
                    let number = sessions.fetch_add(1, Ordering::SeqCst) + 1;
                    let mut response = json(&answer_to(&seen, introduction()));
                    response.headers_mut().insert("mcp-session-id", HeaderValue::from(number));
                    response
                }
                "GET" => StatusCode::METHOD_NOT_ALLOWED.into_response(),
                "DELETE" | "notifications/initialized" => StatusCode::OK.into_response(),
                _ if session(&seen) != Some(sessions.load(Ordering::SeqCst)) => {
                    StatusCode::NOT_FOUND.into_response()
                }
                _ => json(&answer_to(&seen, json!({ "session": session(&seen) }))),
            }
        }
    })
    .await
}

fn session(seen: &Seen) -> Option<u32> {
    seen.header("mcp-session-id")?.parse().ok()
}

#[tokio::test]
async fn a_session_is_carried_along_renewed_and_given_back() {
    let sessions = Arc::new(AtomicU32::new(0));
    let mut server = forgetful(sessions.clone()).await;
    let connection = server.connect().await;
    let first = connection.request("ping", Value::Null).await.unwrap();
    assert_eq!(first.result, json!({ "session": 1 }));

    // The server restarts: it knows session 1 no more.
    sessions.store(7, Ordering::SeqCst);
    let second = connection.request("ping", Value::Null).await.unwrap();
    assert_eq!(second.result, json!({ "session": 8 }));
    assert_eq!(second.response["id"], second.request["id"]);

    connection.close().await;
    assert_eq!(session(&server.next("DELETE").await), Some(8));
    assert!(connection.is_closed());
}

#[tokio::test]
async fn a_session_id_is_not_shown() {
    let server = Server::answering(|seen| async move {
        let mut response = json(&answer_to(&seen, introduction()));
        response.headers_mut().insert("mcp-session-id", HeaderValue::from_static("s3cret"));
        response
    })
    .await;
    let answer = server.connect().await.request("ping", Value::Null).await.unwrap();
    assert_eq!(header_map(&answer.exchange.unwrap())["mcp-session-id"], "(hidden)");
}
