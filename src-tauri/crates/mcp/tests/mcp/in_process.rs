//! A real rmcp server at the other end of a pipe.

use std::sync::Arc;
use std::time::Duration;

use greenroom_mcp::{Error, Failure, Listing, Nobody, Notice, Observer, Session, Target};
use pretty_assertions::assert_eq;
use rmcp::ServiceExt;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::greeter::Greeter;
use crate::support::{limits, profile, timeless_failure};
use crate::watcher::Watcher;

/// A session, and the task that carries bytes between it and the server.
async fn connected(greeter: Greeter) -> (Session, JoinHandle<()>) {
    watched(greeter, Arc::new(Nobody)).await
}

async fn watched(greeter: Greeter, observer: Arc<dyn Observer>) -> (Session, JoinHandle<()>) {
    let (ours, mut near) = tokio::io::duplex(1024);
    let (mut far, theirs) = tokio::io::duplex(1024);
    let line = tokio::spawn(async move {
        // Ends with an error when one side breaks off, which is as good an end.
        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
    });
    tokio::spawn(async move { greeter.serve(theirs).await.unwrap().waiting().await });
    // Spawned, because callers do: the future must be Send.
    let session = tokio::spawn(async move {
        Session::connect(Target::InProcess(ours), &profile(), limits(), observer).await
    });
    (session.await.unwrap().unwrap(), line)
}

#[tokio::test]
async fn a_server_in_this_process_introduces_itself_and_is_listed_and_called() {
    let (session, _) = connected(Greeter::default()).await;
    let server = session.server();
    assert_eq!(
        (server.name.as_str(), server.version.as_str(), server.protocol_version.as_str()),
        ("greeter", "0.3.0", "2026-07-28")
    );
    assert_eq!(server.instructions.as_deref(), Some("Be polite."));
    assert_eq!(server.capabilities, json!({ "tools": {} }));

    let tools = session.list("tools/list", "tools").await.unwrap();
    let names: Vec<_> = tools.items.iter().map(|tool| tool["name"].clone()).collect();
    assert_eq!((names, tools.notes), (vec![json!("brood"), json!("greet")], vec![]));

    let params = json!({ "name": "greet", "arguments": { "name": "Ada" }, "_meta": { "x/locale": "en" } });
    let answer = session.request("tools/call", params).await.unwrap();
    assert_eq!(
        answer.result,
        json!({
            "resultType": "complete",
            "content": [{ "type": "text", "text": "Hello, Ada" }],
            "isError": false,
        })
    );
    assert_eq!(answer.response, json!({ "jsonrpc": "2.0", "id": 2, "result": answer.result }));
    assert_eq!(
        answer.request,
        json!({
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {
                "name": "greet",
                "arguments": { "name": "Ada" },
                "_meta": {
                    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                    "io.modelcontextprotocol/clientInfo": { "name": "test-client", "version": "1.0.0" },
                    "io.modelcontextprotocol/clientCapabilities": profile().capabilities,
                    "x/locale": "en",
                },
            },
        })
    );
    assert_eq!(answer.exchange, None);
}

#[tokio::test]
async fn an_unknown_tool_is_the_servers_own_error() {
    let (session, _) = connected(Greeter::default()).await;
    let failure = session.request("tools/call", json!({ "name": "insult" })).await.unwrap_err();
    let Error::Rpc { code, .. } = failure.error else { panic!("{failure:?}") };
    assert_eq!(code, -32602);
    assert_eq!(failure.response.unwrap()["error"]["code"], json!(-32602));
}

#[tokio::test]
async fn many_tasks_use_one_session_at_once() {
    let (session, _) = connected(Greeter::default()).await;
    let session = Arc::new(session);
    let greetings = (0..100).map(|number| {
        let session = session.clone();
        tokio::spawn(async move {
            let params = json!({ "name": "greet", "arguments": { "name": number.to_string() } });
            let answer = session.request("tools/call", params).await.unwrap();
            assert_eq!(answer.result["content"][0]["text"], format!("Hello, {number}"));
        })
    });
    for greeting in greetings.collect::<Vec<_>>() {
        greeting.await.unwrap();
    }
}

#[tokio::test]
async fn a_dropped_request_is_cancelled_at_the_server() {
    let greeter = Greeter::default();
    let (session, _) = connected(greeter.clone()).await;
    tokio::select! {
        answer = session.request("tools/call", json!({ "name": "brood" })) => panic!("{answer:?}"),
        () = greeter.begun.notified() => {}
    }
    tokio::time::timeout(Duration::from_secs(20), greeter.cancelled.notified()).await.unwrap();
    assert_eq!(session.list("prompts/list", "prompts").await.unwrap(), Listing::default());
}

#[tokio::test]
async fn when_the_server_goes_away_requests_end_and_the_session_is_closed() {
    let greeter = Greeter::default();
    let watcher = Arc::new(Watcher::default());
    let (session, line) = watched(greeter.clone(), watcher.clone()).await;
    let cut = async {
        greeter.begun.notified().await;
        line.abort();
    };
    let (answer, ()) = tokio::join!(session.request("tools/call", json!({ "name": "brood" })), cut);
    let gone = Error::Disconnected {
        during: "the session".into(),
        reason: "the server has gone away".into(),
        exchange: None,
    };
    assert_eq!(answer.unwrap_err().error, gone);
    assert_eq!(watcher.notice().await, Notice::Ended { reason: gone.to_string() });
    let after = session.request("tools/list", Value::Null).await.unwrap_err();
    let closed = Failure {
        error: Error::Closed,
        request: None,
        response: None,
        exchange: None,
        duration: Duration::ZERO,
    };
    assert_eq!(timeless_failure(after), closed);
    assert!(session.is_closed());
}

#[tokio::test]
async fn closing_ends_the_session_and_may_be_repeated() {
    let watcher = Arc::new(Watcher::default());
    let (session, line) = watched(Greeter::default(), watcher.clone()).await;
    assert!(!session.is_closed());
    session.close().await;
    session.close().await;
    assert!(session.is_closed());
    tokio::time::timeout(Duration::from_secs(20), line).await.unwrap().unwrap();
    assert_eq!(watcher.notices(), []);
}
