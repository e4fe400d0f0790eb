//! Everything that goes over the wire is told, as it was.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use greenroom_mcp::{FrameKind, HttpTarget, Notice, Request, Session, Target};
use pretty_assertions::assert_eq;
use rmcp::ServiceExt;
use serde_json::{Value, json};
use url::Url;

use crate::greeter::Greeter;
use crate::support::{Server, answer_to, events, handshake, json, limits, profile, text};
use crate::watcher::Watcher;

async fn watched(url: &Url, watcher: &Arc<Watcher>) -> Session {
    let target = Target::Http(HttpTarget::new(url.clone()));
    Session::connect(target, &profile(), limits(), watcher.clone()).await.unwrap()
}

fn tagged(method: &str, tag: &str) -> Request {
    Request { tag: Some(tag.to_owned()), ..Request::new(method, json!({ "name": "draw" })) }
}

#[tokio::test]
async fn a_call_is_told_from_the_handshake_to_the_last_event() {
    let server = Server::legacy(|seen| async move {
        let log = json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": { "level": "info", "data": "so far" } });
        let answer = answer_to(&seen, json!({ "content": [] }));
        events(format!("data: {log}\n\ndata: garbage\n\ndata: {answer}\n\n"))
    })
    .await;
    let watcher = Arc::new(Watcher::default());
    let session = watched(&server.url, &watcher).await;
    session.request_until(tagged("tools/call", "call-1"), std::future::pending()).await.unwrap();
    assert_eq!(
        watcher.lines(),
        [
            "#0 → Request server/discover \"test-client-discover\"",
            "#0 ← Http server/discover \"test-client-discover\" 400",
            "#1 → Request initialize 1",
            "#1 ← Answer initialize 1 200",
            "#2 → Notification notifications/initialized",
            "#2 ← Http POST 202",
            "#3 → Request tools/call 2 [call-1]",
            "#3 ← Http tools/call 2 [call-1] 200",
            "#3 ← Notification notifications/message [call-1] 200",
            "#3 ← Oddity POST [call-1] 200",
            "#3 ← Answer tools/call 2 [call-1] 200",
        ]
    );
    let frames = watcher.frames();
    assert_eq!(
        (frames[1].text.as_str(), frames[9].text.as_str(), frames[10].text.as_str()),
        ("no session", "garbage", r#"{"jsonrpc":"2.0","id":2,"result":{"content":[]}}"#)
    );
    assert!(frames[10].duration.is_some());
    let http = frames[10].http.as_ref().unwrap();
    assert_eq!((http.url.as_str(), http.first_byte.is_some()), (server.url.as_str(), true));
    let sent = |name: &str| http.request_headers.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    assert_eq!(
        ["user-agent", "accept", "mcp-protocol-version"].map(sent).map(|value| value.unwrap().as_str()),
        ["test-client/1.0.0 (tests)", "application/json, text/event-stream", "2025-11-25"]
    );
    assert_eq!(http.response_headers[0], ("content-type".to_owned(), "text/event-stream".to_owned()));
    assert_eq!(
        watcher.notices(),
        [Notice::Log {
            tag: Some("call-1".into()),
            level: "info".into(),
            logger: None,
            data: json!("so far"),
        }]
    );
}

#[tokio::test]
async fn failures_redirections_and_strangers_are_told_too() {
    let server = Server::legacy(|seen| async move {
        match (seen.method(), seen.path.as_str()) {
            ("go/on", "/mcp") => {
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/mcp/")]).into_response()
            }
            ("go/on", _) => json(&answer_to(&seen, json!({}))),
            ("be/lost", _) => json(&json!({ "jsonrpc": "2.0", "id": 77, "result": {} })),
            ("be/web", _) => text(StatusCode::OK, "text/html", "<h1>Sign in"),
            _ => text(StatusCode::BAD_GATEWAY, "text/html", "<h1>Gateway"),
        }
    })
    .await;
    let watcher = Arc::new(Watcher::default());
    let session = watched(&server.url, &watcher).await;
    for (method, is_fine) in [("go/on", true), ("be/lost", false), ("be/web", false), ("be/off", false)] {
        let answer = session.request_until(tagged(method, method), std::future::pending()).await;
        assert_eq!(answer.is_ok(), is_fine, "{method}");
    }
    assert_eq!(
        watcher.lines()[6..],
        [
            "#3 → Request go/on 2 [go/on]",
            "#3 ← Http go/on 2 [go/on] 307",
            "#4 → Request go/on 2 [go/on]",
            "#4 ← Answer go/on 2 [go/on] 200",
            "#5 → Request be/lost 3 [be/lost]",
            "#5 ← Answer POST 77 [be/lost] 200",
            "#6 → Request be/web 4 [be/web]",
            "#6 ← Oddity be/web 4 [be/web] 200",
            "#7 → Request be/off 5 [be/off]",
            "#7 ← Http be/off 5 [be/off] 502",
        ]
    );
}

#[tokio::test]
async fn a_connection_that_fails_is_told_with_its_reason() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let watcher = Arc::new(Watcher::default());
    let target = Target::Http(HttpTarget::new(Url::parse(&format!("http://{address}/")).unwrap()));
    Session::connect(target, &profile(), limits(), watcher.clone()).await.unwrap_err();
    let failure = watcher.frames().pop().unwrap();
    assert_eq!(
        (failure.kind, failure.text),
        (FrameKind::Failure, format!("{address} refused the connection: nothing listens there"))
    );
}

#[tokio::test]
async fn headers_of_the_client_the_person_and_the_request_are_sent_and_secrets_are_hidden() {
    let mut server = Server::legacy(|seen| async move { json(&answer_to(&seen, json!({}))) }).await;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut profile = profile();
    profile.headers = vec![pair("x-client", "profile"), pair("x-both", "profile")];
    let mut target = HttpTarget::new(server.url.clone());
    target.headers = vec![pair("X-Both", "person"), pair("Authorization", "Bearer s3cret")];
    let watcher = Arc::new(Watcher::default());
    let session = Session::connect(Target::Http(target), &profile, limits(), watcher.clone()).await.unwrap();
    let request = Request { headers: vec![pair("x-own", "this one")], ..Request::new("ping", Value::Null) };
    session.request_until(request, std::future::pending()).await.unwrap();

    let seen = server.next("ping").await;
    assert_eq!(
        ["x-client", "x-both", "authorization", "x-own"].map(|name| seen.header(name)),
        [Some("profile"), Some("person"), Some("Bearer s3cret"), Some("this one")]
    );
    let http = watcher.frames().pop().unwrap().http.unwrap();
    assert!(http.request_headers.contains(&pair("authorization", "(hidden)")));

    let request = Request { headers: vec![pair("x-own", "a\nb")], ..Request::new("ping", Value::Null) };
    let failure = session.request_until(request, std::future::pending()).await.unwrap_err();
    assert_eq!(
        failure.error.to_string(),
        "the HTTP client could not be set up: the value of the header x-own has a line break or another \
         character it may not have"
    );
}

#[tokio::test]
async fn a_pipe_is_told_in_both_directions() {
    let (ours, theirs) = tokio::io::duplex(1024);
    tokio::spawn(async move { Greeter::default().serve(theirs).await.unwrap().waiting().await });
    let watcher = Arc::new(Watcher::default());
    let session =
        Session::connect(Target::InProcess(ours), &profile(), limits(), watcher.clone()).await.unwrap();
    session.request_until(tagged("tools/list", "list"), std::future::pending()).await.unwrap();
    assert_eq!(
        watcher.lines(),
        [
            "→ Request server/discover \"test-client-discover\"",
            "← Answer server/discover \"test-client-discover\"",
            "→ Request tools/list 1 [list]",
            "← Answer tools/list 1 [list]",
        ]
    );
    assert!(watcher.frames().iter().all(|frame| frame.text.starts_with("{\"jsonrpc\":\"2.0\"")));
}

#[tokio::test]
async fn ending_the_session_ourselves_is_no_news() {
    let mut server = Server::answering(|seen| async move {
        let mut response = handshake(&seen).unwrap();
        if seen.method() == "initialize" {
            response.headers_mut().insert("mcp-session-id", "abc".parse().unwrap());
        }
        response
    })
    .await;
    let watcher = Arc::new(Watcher::default());
    let session = watched(&server.url, &watcher).await;
    server.next("GET").await;
    watcher.until(|watcher| watcher.lines().len() == 8).await;
    session.close().await;
    assert_eq!(
        watcher.lines()[6..],
        ["#3 → Http GET", "#3 ← Http GET 405", "#4 → Http DELETE", "#4 ← Http DELETE 405",]
    );
    assert_eq!(watcher.notices(), []);
}
