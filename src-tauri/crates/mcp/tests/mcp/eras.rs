//! Finding out that a server is of the era with a handshake, and what goes over the wire while it is found out. The
//! era without one is in [`super::modern`].

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use greenroom_mcp::{HttpTarget, Limits, Nobody, Server as Introduction, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{
    Seen, Server, answer_to, capabilities, events, handshake, introduction, json, limits, profile, text,
};

#[tokio::test]
async fn a_legacy_server_gets_the_handshake_after_it_refused_to_be_discovered() {
    let mut server = Server::with_result(json!({ "tools": [] })).await;
    let session = server.connect().await;
    assert_eq!(
        session.server(),
        &Introduction {
            name: "odd".into(),
            version: "0.1.0".into(),
            protocol_version: "2025-11-25".into(),
            instructions: Some("Be odd.".into()),
            capabilities: json!({ "tools": {} }),
            raw: introduction(),
        }
    );

    let discover = server.next("server/discover").await;
    assert_eq!(
        discover.body,
        json!({
            "jsonrpc": "2.0",
            "id": "test-client-discover",
            "method": "server/discover",
            "params": { "_meta": {
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": { "name": "test-client", "version": "1.0.0" },
                "io.modelcontextprotocol/clientCapabilities": capabilities(),
            } },
        })
    );
    assert_eq!(
        ["user-agent", "accept", "content-type", "mcp-protocol-version", "mcp-method"]
            .map(|name| discover.header(name)),
        [
            Some("test-client/1.0.0 (tests)"),
            Some("application/json, text/event-stream"),
            Some("application/json"),
            Some("2026-07-28"),
            Some("server/discover"),
        ]
    );

    let initialize = server.next("initialize").await;
    assert_eq!(
        initialize.body,
        json!({
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-11-25",
                "capabilities": capabilities(),
                "clientInfo": { "name": "test-client", "version": "1.0.0" },
            },
        })
    );
    assert_eq!(
        server.next("notifications/initialized").await.header("mcp-protocol-version"),
        Some("2025-11-25")
    );

    session.request("tools/list", Value::Null).await.unwrap();
    let list = server.next("tools/list").await;
    assert_eq!(list.body, json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }));
    assert_eq!(
        ["mcp-protocol-version", "mcp-method", "mcp-session-id"].map(|name| list.header(name)),
        [Some("2025-11-25"), None, None]
    );
}

/// Answers to `server/discover` that leave only the handshake.
#[tokio::test]
async fn whatever_is_no_clear_answer_to_discovery_leads_to_the_handshake() {
    type Answer = fn(&Seen) -> Response;
    let answers: [(&str, Answer); 9] = [
        ("an empty object as result", |seen| json(&answer_to(seen, json!({})))),
        ("an empty object", |_| json(&json!({}))),
        ("method not found", |seen| {
            json(
                &json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": { "code": -32601, "message": "?" } }),
            )
        }),
        ("an error without an id", |_| {
            let error = json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32600, "message": "?" } });
            text(StatusCode::BAD_REQUEST, "application/json", error.to_string())
        }),
        ("other versions", |seen| {
            let error = json!({ "code": -32022, "message": "?", "data": { "supported": ["2025-11-25"] } });
            let answer = json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": error });
            text(StatusCode::BAD_REQUEST, "application/json", answer.to_string())
        }),
        ("an internal server error", |_| text(StatusCode::INTERNAL_SERVER_ERROR, "text/html", "oops")),
        ("not found", |_| StatusCode::NOT_FOUND.into_response()),
        ("accepted", |_| StatusCode::ACCEPTED.into_response()),
        ("events without an answer", |_| events("data: hello\n\n")),
    ];
    for (what, answer) in answers {
        let server = Server::answering(move |seen| {
            let response = match seen.method() {
                "server/discover" => answer(&seen),
                "initialize" => json(&answer_to(&seen, introduction())),
                _ => StatusCode::ACCEPTED.into_response(),
            };
            async move { response }
        })
        .await;
        let session = server.try_connect().await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        assert_eq!(session.server().protocol_version, "2025-11-25", "{what}");
    }
}

#[tokio::test]
async fn a_server_that_is_silent_about_discovery_still_gets_the_handshake() {
    let server = Server::answering(|seen| async move {
        match handshake(&seen) {
            Some(response) if seen.method() != "server/discover" => response,
            _ => std::future::pending().await,
        }
    })
    .await;
    // Half of it is what discovery may take.
    let limits = Limits { connect: Duration::from_secs(2), ..limits() };
    let session = Session::connect(
        Target::Http(HttpTarget::new(server.url.clone())),
        &profile(),
        limits,
        Arc::new(Nobody),
    )
    .await
    .unwrap();
    assert_eq!(session.server().protocol_version, "2025-11-25");
}

#[tokio::test]
async fn older_versions_are_spoken_and_unknown_ones_refused() {
    let answering = async |version: Value| {
        Server::answering(move |seen| {
            let mut result = introduction();
            result["protocolVersion"] = version.clone();
            let response = match seen.method() {
                "initialize" => json(&answer_to(&seen, result)),
                "server/discover" => StatusCode::NOT_FOUND.into_response(),
                _ => StatusCode::ACCEPTED.into_response(),
            };
            async move { response }
        })
        .await
    };
    for version in ["2024-11-05", "2025-03-26", "2025-06-18"] {
        let server = answering(json!(version)).await;
        assert_eq!(server.connect().await.server().protocol_version, version);
    }
    let server = answering(json!("1999-01-01")).await;
    let error = server.try_connect().await.unwrap_err();
    assert_eq!(error.to_string(), "the server speaks MCP 1999-01-01, which this client does not");
    assert_eq!(error.exchange().and_then(|exchange| exchange.status), Some(200));

    let server = answering(Value::Null).await;
    let error = server.try_connect().await.unwrap_err();
    assert_eq!(error.to_string(), "the answer to initialize names no protocolVersion");
}

#[tokio::test]
async fn an_introduction_full_of_holes_is_read_as_far_as_it_goes() {
    let server = Server::answering(|seen| async move {
        match seen.method() {
            "initialize" => {
                let result =
                    json!({ "protocolVersion": "2025-11-25", "serverInfo": { "name": 7 }, "extra": true });
                json(&answer_to(&seen, result))
            }
            "server/discover" => StatusCode::NOT_FOUND.into_response(),
            _ => StatusCode::OK.into_response(),
        }
    })
    .await;
    let session = server.connect().await;
    assert_eq!(
        session.server(),
        &Introduction {
            name: String::new(),
            version: String::new(),
            protocol_version: "2025-11-25".into(),
            instructions: None,
            capabilities: json!({}),
            raw: json!({ "protocolVersion": "2025-11-25", "serverInfo": { "name": 7 }, "extra": true }),
        }
    );
}
