//! Servers of 2026-07-28, the era without a handshake.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::StatusCode;
use greenroom_mcp::{Error, HttpTarget, Request, Server as Introduction, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::json;

use crate::support::{Server, answer_to, events, json, limits, profile, text};
use crate::watcher::Watcher;

#[tokio::test]
async fn a_modern_server_needs_no_handshake() {
    let discovered = json!({
        "resultType": "complete",
        "supportedVersions": ["2026-07-28", "2027-01-01"],
        "capabilities": { "tools": { "listChanged": true }, "x": {} },
        "ttlMs": 0,
        "cacheScope": "private",
        "_meta": { "io.modelcontextprotocol/serverInfo": { "name": "new" } },
    });
    let raw = discovered.clone();
    let mut server = Server::answering(move |seen| {
        let result =
            if seen.method() == "server/discover" { discovered.clone() } else { json!({ "tools": [] }) };
        async move { json(&answer_to(&seen, result)) }
    })
    .await;
    let session = server.connect().await;
    assert_eq!(
        session.server(),
        &Introduction {
            name: "new".into(),
            version: String::new(),
            protocol_version: "2026-07-28".into(),
            instructions: None,
            capabilities: json!({ "tools": { "listChanged": true }, "x": {} }),
            raw,
        }
    );
    session.request("tools/call", json!({ "name": "draw" })).await.unwrap();
    let call = server.next("tools/call").await;
    assert_eq!(
        ["mcp-protocol-version", "mcp-method", "mcp-name"].map(|name| call.header(name)),
        [Some("2026-07-28"), Some("tools/call"), Some("draw")]
    );
    session.close().await;
    assert_eq!(server.methods(), Vec::<String>::new());
}

#[tokio::test]
async fn a_declared_parameter_becomes_a_header_even_if_another_tool_is_malformed() {
    let tools = json!({ "tools": [
        { "name": "broken" },
        { "name": "draw", "inputSchema": { "type": "object", "properties": {
            "region": { "type": "string", "x-mcp-header": "Region" },
        } } },
    ] });
    let mut server = Server::answering(move |seen| {
        let result = match seen.method() {
            "server/discover" => json!({ "supportedVersions": ["2026-07-28"] }),
            "tools/list" => tools.clone(),
            _ => json!({ "content": [] }),
        };
        async move { json(&answer_to(&seen, result)) }
    })
    .await;
    let session = server.connect().await;
    session.list("tools/list", "tools").await.unwrap();
    session.request("tools/call", json!({ "name": "draw", "arguments": { "region": "eu" } })).await.unwrap();
    assert_eq!(server.next("tools/call").await.header("mcp-param-region"), Some("eu"));
}

#[tokio::test]
async fn a_modern_refusal_is_not_mistaken_for_a_legacy_server() {
    let mut server = Server::answering(|seen| async move {
        let error =
            json!({ "code": -32021, "message": "need sampling", "data": { "requiredCapabilities": {} } });
        json(&json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": error }))
    })
    .await;
    let error = server.try_connect().await.unwrap_err();
    let body = r#"{"jsonrpc":"2.0","id":"test-client-discover","error":{"code":-32021,"message":"need sampling","data":{"requiredCapabilities":{}}}}"#;
    assert_eq!(
        error,
        Error::Rpc {
            code: -32021,
            message: "need sampling".into(),
            data: Some(json!({ "requiredCapabilities": {} })),
            exchange: Some(Box::new(server.exchange(200, "application/json", body))),
        }
    );
    assert_eq!(server.methods(), ["server/discover"]);
}

#[tokio::test]
async fn a_server_that_names_our_revision_in_its_refusal_is_asked_once_more() {
    for refusals in [1, 2] {
        let asked = Arc::new(AtomicU32::new(0));
        let mut server = Server::answering(move |seen| {
            let asked = asked.fetch_add(1, Ordering::SeqCst);
            let response = match asked < refusals {
                true => {
                    let data = json!({ "supported": ["2026-07-28"], "requested": "2026-07-28" });
                    let error = json!({ "code": -32022, "message": "not yet", "data": data });
                    let answer = json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": error });
                    text(StatusCode::BAD_REQUEST, "application/json", answer.to_string())
                }
                false => json(&answer_to(&seen, json!({ "supportedVersions": ["2026-07-28"] }))),
            };
            async move { response }
        })
        .await;
        match server.try_connect().await {
            Ok(session) => {
                assert_eq!((refusals, session.server().protocol_version.as_str()), (1, "2026-07-28"))
            }
            Err(error) => {
                assert_eq!(
                    (refusals, error.to_string().as_str()),
                    (2, "the server answered with error -32022: not yet")
                );
            }
        }
        assert_eq!(server.methods(), ["server/discover", "server/discover"]);
    }
}

#[tokio::test]
async fn a_name_that_no_header_can_carry_is_sent_encoded() {
    let mut server = Server::answering(|seen| async move {
        let result = match seen.method() {
            "server/discover" => json!({ "supportedVersions": ["2026-07-28"] }),
            _ => json!({ "content": [] }),
        };
        json(&answer_to(&seen, result))
    })
    .await;
    let session = server.connect().await;
    for (name, header) in [
        ("draw\r\nx-injected: yes", "=?base64?ZHJhdw0KeC1pbmplY3RlZDogeWVz?="),
        ("zeichne größer", "=?base64?emVpY2huZSBncsO2w59lcg==?="),
        (" draw", "=?base64?IGRyYXc=?="),
        ("=?base64?ZHJhdw==?=", "=?base64?PT9iYXNlNjQ/WkhKaGR3PT0/PQ==?="),
        ("draw it", "draw it"),
    ] {
        session.request("tools/call", json!({ "name": name })).await.unwrap();
        let call = server.next("tools/call").await;
        assert_eq!((call.header("mcp-name"), call.header("x-injected")), (Some(header), None));
        assert_eq!(call.body["params"]["name"], name);
    }
}

#[tokio::test]
async fn a_request_of_the_servers_own_is_put_on_record_and_not_answered() {
    let question = json!({ "jsonrpc": "2.0", "id": "q", "method": "roots/list" });
    let mut server = Server::answering(move |seen| {
        let answer = answer_to(&seen, json!({ "content": [] }));
        let response = match seen.method() {
            "server/discover" => json(&answer_to(&seen, json!({ "supportedVersions": ["2026-07-28"] }))),
            "tools/call" => events(format!("data: {question}\n\ndata: {answer}\n\n")),
            _ => json(&question),
        };
        async move { response }
    })
    .await;
    let mut profile = profile();
    profile.capabilities["roots"] = json!({});
    let watcher = Watcher::replying(json!({ "roots": [] }));
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    let session = Session::connect(target, &profile, limits(), watcher.clone()).await.unwrap();
    let call =
        Request { tag: Some("call-1".into()), ..Request::new("tools/call", json!({ "name": "draw" })) };
    session.request_until(call, std::future::pending()).await.unwrap();
    assert_eq!(watcher.lines()[4], "#1 ← Oddity roots/list \"q\" [call-1] 200");

    let failure = session.request("tools/list", json!({})).await.unwrap_err();
    assert_eq!(
        failure.error.to_string(),
        "tools/list was answered with a request, roots/list, which no server may send in the stateless era of MCP"
    );
    assert_eq!(watcher.questions(), []);
    session.close().await;
    assert_eq!(server.methods(), ["server/discover", "tools/call", "tools/list"]);
}
