//! Servers of the revision 2024-11-05: HTTP+SSE.

use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use greenroom_mcp::{Error, FrameKind, HttpTarget, Nobody, Notice, Session, Target, Transport};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::support::{Seen, Server, answer_to, introduction, limits, profile, text};
use crate::watcher::Watcher;

type Events = mpsc::UnboundedReceiver<String>;

/// A server whose GET names `endpoint`. It answers the handshake and `x/ask`, and ends the stream at `x/end`.
async fn older(endpoint: &'static str) -> Server {
    let (say, events) = mpsc::unbounded_channel::<String>();
    let state = Arc::new(Mutex::new((Some(say), Some(events))));
    Server::answering(move |seen| {
        let mut state = state.lock().unwrap();
        let response = match (seen.http_method.as_str(), seen.path.as_str()) {
            ("GET", "/mcp") => match state.1.take() {
                Some(events) => named(endpoint, events),
                None => StatusCode::CONFLICT.into_response(),
            },
            ("POST", "/messages") => {
                let answer = answer(&seen);
                if let (Some(answer), Some(say)) = (&answer, &state.0) {
                    say.send(format!("event: message\ndata: {answer}\n\n")).unwrap();
                }
                if seen.method() == "x/end" {
                    state.0 = None;
                }
                text(StatusCode::ACCEPTED, "text/plain", "Accepted")
            }
            _ => text(StatusCode::METHOD_NOT_ALLOWED, "text/html", "<h1>No</h1>"),
        };
        async move { response }
    })
    .await
}

fn answer(seen: &Seen) -> Option<Value> {
    match seen.method() {
        "initialize" => {
            let mut result = introduction();
            result["protocolVersion"] = json!("2024-11-05");
            Some(answer_to(seen, result))
        }
        "x/ask" => Some(answer_to(seen, json!({ "heard": true }))),
        _ => None,
    }
}

fn named(endpoint: &str, events: Events) -> Response {
    let first = format!(": welcome\n\nevent: endpoint\ndata: {endpoint}\n\n");
    let body = stream::unfold((Some(first), events), |(first, mut events)| async move {
        let next = match first {
            Some(first) => first,
            None => events.recv().await?,
        };
        Some((Ok::<_, std::io::Error>(Bytes::from(next)), (None, events)))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body)).into_response()
}

fn target(server: &Server) -> HttpTarget {
    let headers = vec![("X-Key".to_owned(), "s3cret".to_owned())];
    HttpTarget { headers, ..HttpTarget::new(server.url.clone()) }
}

async fn failure(server: &Server) -> Error {
    let target = Target::Sse(target(server));
    Session::connect(target, &profile(), limits(), Arc::new(Nobody)).await.unwrap_err()
}

#[tokio::test]
async fn answers_come_over_the_stream_and_headers_go_with_everything() {
    let mut server = older("messages?session=7").await;
    let watcher = Arc::new(Watcher::default());
    let connected =
        Session::connect(Target::Sse(target(&server)), &profile(), limits(), watcher.clone()).await;
    let session = connected.unwrap();
    assert_eq!(
        (session.transport(), session.server().protocol_version.as_str()),
        (Transport::Sse, "2024-11-05")
    );
    let answer = session.request("x/ask", Value::Null).await.unwrap();
    assert_eq!(answer.result, json!({ "heard": true }));
    let exchange = answer.exchange.unwrap();
    assert_eq!((exchange.status, exchange.body_start.as_str()), (Some(202), "Accepted"));
    let address = watcher.frame(|frame| frame.text == "messages?session=7").await;
    assert_eq!((address.kind, address.http.unwrap().status), (FrameKind::Http, Some(200)));

    let mut seen = Vec::new();
    for method in ["GET", "initialize", "notifications/initialized", "x/ask"] {
        let request = server.next(method).await;
        seen.push((request.path.clone(), request.header("x-key").map(str::to_owned)));
    }
    let key = || Some("s3cret".to_owned());
    let messages = || ("/messages".to_owned(), key());
    assert_eq!(seen, [("/mcp".to_owned(), key()), messages(), messages(), messages()]);
    session.close().await;
    assert_eq!(watcher.notices(), []);
}

#[tokio::test]
async fn an_older_server_is_found_at_an_address_that_takes_no_post() {
    let server = older("/messages").await;
    let session = server.connect().await;
    assert_eq!(session.transport(), Transport::Sse);
    assert_eq!(session.request("x/ask", Value::Null).await.unwrap().result, json!({ "heard": true }));
}

#[tokio::test]
async fn messages_go_to_no_other_server() {
    let elsewhere = older("/messages").await;
    let address: &'static str = elsewhere.url.join("/messages").unwrap().to_string().leak();
    let server = older(address).await;
    let error = failure(&server).await;
    assert_eq!(
        error.to_string(),
        format!("the event stream names {address} for messages, which is another server")
    );
    assert_eq!(error.exchange().unwrap().url, server.url.to_string());
}

#[tokio::test]
async fn what_is_no_such_stream_is_named() {
    let page = Server::answering(|_| async { text(StatusCode::OK, "text/html", "<h1>Sign in</h1>") }).await;
    assert_eq!(
        failure(&page).await.to_string(),
        "the GET that opens the event stream was answered with the content type text/html, where HTTP+SSE has \
         text/event-stream"
    );
    let absent = Server::answering(|_| async { StatusCode::NOT_FOUND.into_response() }).await;
    assert_eq!(
        failure(&absent).await.to_string(),
        "the GET that opens the event stream was answered with HTTP 404"
    );
    let silent =
        Server::answering(|_| async { text(StatusCode::OK, "text/event-stream", "data: hello\n\n") }).await;
    assert_eq!(
        failure(&silent).await.to_string(),
        "the event stream does not begin with an address for messages"
    );
}

#[tokio::test]
async fn when_the_stream_ends_requests_end_with_it() {
    let server = older("/messages").await;
    let watcher = Arc::new(Watcher::default());
    let connected =
        Session::connect(Target::Sse(target(&server)), &profile(), limits(), watcher.clone()).await;
    let session = connected.unwrap();

    let failure = session.request("x/end", Value::Null).await.unwrap_err();

    let sentence = "the connection broke during the session: the server ended the event stream";
    assert_eq!(failure.error.to_string(), sentence);
    assert_eq!(watcher.notice().await, Notice::Ended { reason: sentence.into() });
}
