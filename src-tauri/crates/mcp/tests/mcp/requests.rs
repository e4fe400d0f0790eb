//! Requests against odd servers: what came is what the caller gets, and what was sent is known.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use greenroom_mcp::{Answer, Error, Failure, HttpTarget, Limits, Nobody, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::support::{Server, answer_to, events, json, limits, profile, text, timeless, timeless_failure};

#[tokio::test]
async fn an_answer_is_whole_and_raw() {
    let result = json!({
        "content": [
            { "type": "text", "text": 7 },
            { "type": "hologram", "depth": 3 },
            { "type": "resource_link", "uri": "file:///x" },
        ],
        "structuredContent": "not even an object",
        "isError": "yes",
        "messages": [],
        "tools": [{ "securitySchemes": [] }],
        "_meta": { "x": null },
    });
    let server = Server::with_result(result.clone()).await;
    let session = server.connect().await;
    let params = json!({ "name": "draw", "arguments": {}, "_meta": { "x/locale": "de" } });
    let answer = session.request("tools/call", params.clone()).await.unwrap();
    let response = json!({ "jsonrpc": "2.0", "id": 2, "result": result });
    assert_eq!(
        timeless(answer),
        Answer {
            request: json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params }),
            response: response.clone(),
            result,
            exchange: Some(server.exchange(200, "application/json", &response.to_string())),
            duration: Duration::ZERO,
        }
    );
}

#[tokio::test]
async fn a_json_rpc_error_shows_request_and_response() {
    let error = json!({ "code": -32042, "message": "sign in first", "data": { "url": "https://x" } });
    let answering = error.clone();
    let server = Server::legacy(move |seen| {
        let response = json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": answering });
        async move { json(&response) }
    })
    .await;
    let failure = server.connect().await.request("tools/call", json!({ "name": "draw" })).await.unwrap_err();
    let response = json!({ "jsonrpc": "2.0", "id": 2, "error": error });
    let exchange = server.exchange(200, "application/json", &response.to_string());
    assert_eq!(
        timeless_failure(failure),
        Failure {
            error: Error::Rpc {
                code: -32042,
                message: "sign in first".into(),
                data: Some(json!({ "url": "https://x" })),
                exchange: Some(Box::new(exchange.clone())),
            },
            request: Some(json!({
                "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "draw" },
            })),
            response: Some(response),
            exchange: Some(exchange),
            duration: Duration::ZERO,
        }
    );
}

#[tokio::test]
async fn a_failed_exchange_shows_the_request_and_leaves_the_session_usable() {
    let server = Server::legacy(|seen| async move {
        match seen.body["params"]["name"].as_str() {
            Some("crash") => text(StatusCode::SERVICE_UNAVAILABLE, "text/plain", "restarting"),
            _ => json(&answer_to(&seen, json!({}))),
        }
    })
    .await;
    let session = server.connect().await;
    let failure = session.request("tools/call", json!({ "name": "crash" })).await.unwrap_err();
    let exchange = server.exchange(503, "text/plain", "restarting");
    assert_eq!(
        timeless_failure(failure),
        Failure {
            error: Error::Status {
                during: "tools/call".into(),
                status: 503,
                exchange: Box::new(exchange.clone()),
            },
            request: Some(json!({
                "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "crash" },
            })),
            response: None,
            exchange: Some(exchange),
            duration: Duration::ZERO,
        }
    );
    assert_eq!(session.request("ping", Value::Null).await.unwrap().result, json!({}));
}

#[tokio::test]
async fn oddities_of_an_answer_are_said() {
    let cases: [(Value, &str); 4] = [
        (
            json!({ "jsonrpc": "2.0", "id": 77, "result": {} }),
            "the answer to tools/list has the id 77, but the request's is 2",
        ),
        (
            json!({ "jsonrpc": "2.0", "id": 2, "method": "ping" }),
            "tools/list was answered with a message that is no answer",
        ),
        (json!("<html>"), "the answer to tools/list is JSON but no JSON-RPC message: it is no object"),
        (
            json!({ "id": 2, "result": {} }),
            "the answer to tools/list is JSON but no JSON-RPC message: it has no \"jsonrpc\": \"2.0\"",
        ),
    ];
    for (body, sentence) in cases {
        let server = Server::legacy(move |_| {
            let response = json(&body);
            async move { response }
        })
        .await;
        let failure = server.connect().await.request("tools/list", Value::Null).await.unwrap_err();
        assert_eq!(failure.error.to_string(), sentence);
    }
    let server = Server::legacy(|_| async { text(StatusCode::OK, "application/json", "{") }).await;
    let failure = server.connect().await.request("tools/list", Value::Null).await.unwrap_err();
    assert_eq!(
        failure.error.to_string(),
        "the answer to tools/list claims to be JSON but is not: EOF while parsing an object at line 1 column 1"
    );
    let server = Server::legacy(|_| async { StatusCode::ACCEPTED.into_response() }).await;
    let failure = server.connect().await.request("tools/list", Value::Null).await.unwrap_err();
    assert_eq!(failure.error.to_string(), "tools/list was answered with HTTP 202 and an empty body");
}

#[tokio::test]
async fn answers_that_were_mixed_up_settle_nothing() {
    for form in ["json", "events"] {
        let both = Arc::new(Barrier::new(2));
        let server = Server::legacy(move |seen| {
            let both = both.clone();
            async move {
                both.wait().await;
                let other = if seen.body["id"] == 2 { 3 } else { 2 };
                let answer = json!({ "jsonrpc": "2.0", "id": other, "result": { "to": seen.method() } });
                if form == "json" { json(&answer) } else { events(format!("data: {answer}\n\n")) }
            }
        })
        .await;
        let session = server.connect().await;
        let (one, two) =
            tokio::join!(session.request("ask/one", Value::Null), session.request("ask/two", Value::Null));
        let sentences = [one, two].map(|answer| answer.unwrap_err().error.to_string());
        let expected = match form {
            "json" => [
                "the answer to ask/one has the id 3, but the request's is 2",
                "the answer to ask/two has the id 2, but the request's is 3",
            ],
            _ => [
                "the stream ended without an answer to ask/one (it carried: \
                 {\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"to\":\"ask/one\"}})",
                "the stream ended without an answer to ask/two (it carried: \
                 {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"to\":\"ask/two\"}})",
            ],
        };
        assert_eq!(sentences, expected);
    }
}

#[tokio::test]
async fn ids_as_text_and_batches_are_understood() {
    for batch in [false, true] {
        let server = Server::legacy(move |seen| async move {
            let answer =
                json!({ "jsonrpc": "2.0", "id": seen.body["id"].to_string(), "result": { "ok": true } });
            let log = json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": {} });
            json(&if batch { json!([log, answer]) } else { answer })
        })
        .await;
        let answer = server.connect().await.request("tools/list", Value::Null).await.unwrap();
        assert_eq!(answer.result, json!({ "ok": true }));
    }
}

#[tokio::test]
async fn a_message_beyond_the_limit_is_refused_in_either_form() {
    let big = "x".repeat(2000);
    let server = Server::legacy(move |seen| {
        let answer = answer_to(&seen, json!({ "big": big })).to_string();
        let response = match seen.method() {
            "as/events" => events(format!("data: {answer}\n\n")),
            _ => text(StatusCode::OK, "application/json", answer),
        };
        async move { response }
    })
    .await;
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    let session =
        Session::connect(target, &profile(), Limits { body_bytes: 1000, ..limits() }, Arc::new(Nobody))
            .await
            .unwrap();
    for method in ["as/json", "as/events"] {
        let failure = session.request(method, Value::Null).await.unwrap_err();
        assert_eq!(failure.error.to_string(), format!("the answer to {method} is larger than 1000 bytes"));
        assert_eq!(failure.exchange.and_then(|exchange| exchange.status), Some(200));
    }
}

#[tokio::test]
async fn a_compressed_answer_is_read() {
    // {"jsonrpc":"2.0","id":2,"result":{"squeezed":true}}
    const GZIP: &[u8] =
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\xca\x2a\xce\xcf\x2b\x2a\x48\x56\xb2\
        \x52\x32\xd2\x33\x50\xd2\x51\xca\x4c\x51\xb2\x32\xd2\x51\x2a\x4a\x2d\x2e\xcd\x29\x51\xb2\xaa\x56\
        \x2a\x2e\x2c\x4d\x4d\xad\x4a\x05\x0a\x97\x14\x95\xa6\xd6\xd6\x02\x00\x3d\x08\x50\xc2\x33\x00\x00\x00";
    let server = Server::legacy(|_| async {
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_ENCODING, "gzip")];
        (headers, GZIP).into_response()
    })
    .await;
    let answer = server.connect().await.request("tools/list", Value::Null).await.unwrap();
    assert_eq!(answer.result, json!({ "squeezed": true }));
}

#[tokio::test]
async fn a_redirection_to_another_path_is_followed() {
    let mut server = Server::legacy(|seen| async move {
        match seen.path.as_str() {
            "/mcp" => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/mcp/")]).into_response(),
            _ => json(&answer_to(&seen, json!({ "path": seen.path }))),
        }
    })
    .await;
    let answer = server.connect().await.request("tools/list", Value::Null).await.unwrap();
    assert_eq!(answer.result, json!({ "path": "/mcp/" }));
    assert_eq!(answer.exchange.unwrap().url, server.url.join("/mcp/").unwrap().as_str());
    let (first, second) = (server.next("tools/list").await, server.next("tools/list").await);
    assert_eq!((first.path.as_str(), second.path.as_str(), first.body), ("/mcp", "/mcp/", second.body));
}
