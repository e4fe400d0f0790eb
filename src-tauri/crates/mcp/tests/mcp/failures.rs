//! Connections that do not come about: each is told apart, and names the exchange that failed.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use greenroom_mcp::{Error, Exchange, HttpTarget, Limits, Nobody, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::json;
use tokio::net::TcpListener;
use url::Url;

use crate::support::{Server, answer_to, header_map, introduction, json, limits, profile, raw, text};

const HTML: &str = "<!doctype html>\n<title>Sign in</title>\n";

async fn failure(url: &Url) -> Error {
    Session::connect(Target::Http(HttpTarget::new(url.clone())), &profile(), limits(), Arc::new(Nobody))
        .await
        .unwrap_err()
}

/// An exchange that never got a response.
fn unanswered(url: &Url) -> Box<Exchange> {
    Box::new(Exchange {
        method: "POST".into(),
        url: url.to_string(),
        status: None,
        headers: vec![],
        body_start: String::new(),
    })
}

#[tokio::test]
async fn a_web_page_is_no_mcp_server() {
    let server = Server::answering(|_| async { text(StatusCode::OK, "text/html", HTML) }).await;
    assert_eq!(
        failure(&server.url).await,
        Error::NotMcp {
            during: "initialize".into(),
            reason: "initialize was answered with the content type text/html, \
                     where MCP has application/json or text/event-stream"
                .into(),
            exchange: Some(Box::new(server.exchange(200, "text/html", HTML))),
        }
    );
}

#[tokio::test]
async fn any_other_status_is_told_with_the_exchange_that_had_it() {
    // Access is refused at once; anything else might be a legacy server, so the handshake is tried.
    let cases = [
        (401, "server/discover"),
        (403, "server/discover"),
        (404, "initialize"),
        (405, "initialize"),
        (500, "initialize"),
    ];
    for (status, during) in cases {
        let code = StatusCode::from_u16(status).unwrap();
        let server = Server::answering(move |_| async move { text(code, "text/html", HTML) }).await;
        assert_eq!(
            failure(&server.url).await,
            Error::Status {
                during: during.into(),
                status,
                exchange: Box::new(server.exchange(status, "text/html", HTML)),
            }
        );
    }
}

#[tokio::test]
async fn a_json_rpc_error_to_the_handshake_is_the_servers_own() {
    let server = Server::answering(|seen| async move {
        let error = json!({ "code": -32000, "message": "not today" });
        let answer = json!({ "jsonrpc": "2.0", "id": seen.body["id"], "error": error });
        text(StatusCode::BAD_REQUEST, "application/json", answer.to_string())
    })
    .await;
    let body = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"not today"}}"#;
    assert_eq!(
        failure(&server.url).await,
        Error::Rpc {
            code: -32000,
            message: "not today".into(),
            data: None,
            exchange: Some(Box::new(server.exchange(400, "application/json", body))),
        }
    );
}

#[tokio::test]
async fn json_that_is_no_json_rpc_is_told_apart() {
    let cases = [
        (r#"{"error":"unauthorized"}"#, "it has no \"jsonrpc\": \"2.0\""),
        (r#"{"jsonrpc":"2.0","id":1}"#, "it has neither \"method\" nor \"result\" nor \"error\""),
        (r#"["hello"]"#, "it is no object"),
        (r#"{"jsonrpc":"2.0","id":1,"error":"no"}"#, "its \"error\" has no numeric \"code\""),
    ];
    for (body, objection) in cases {
        let server =
            Server::answering(move |_| async move { text(StatusCode::OK, "application/json", body) }).await;
        assert_eq!(
            failure(&server.url).await,
            Error::NotMcp {
                during: "initialize".into(),
                reason: format!("the answer to initialize is JSON but no JSON-RPC message: {objection}"),
                exchange: Some(Box::new(server.exchange(200, "application/json", body))),
            }
        );
    }
}

#[tokio::test]
async fn a_failing_notification_ends_the_handshake() {
    let server = Server::answering(|seen| async move {
        match seen.method() {
            "initialize" => json(&answer_to(&seen, introduction())),
            "notifications/initialized" => text(StatusCode::BAD_GATEWAY, "text/plain", "upstream is gone"),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    })
    .await;
    assert_eq!(
        failure(&server.url).await,
        Error::Status {
            during: "notifications/initialized".into(),
            status: 502,
            exchange: Box::new(server.exchange(502, "text/plain", "upstream is gone")),
        }
    );
}

#[tokio::test]
async fn a_server_that_hangs_is_left_when_the_limit_is_up() {
    let server = Server::answering(|_| std::future::pending()).await;
    let connect = Duration::from_millis(400);
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    let error = Session::connect(target, &profile(), Limits { connect, ..limits() }, Arc::new(Nobody))
        .await
        .unwrap_err();
    assert_eq!(
        error,
        Error::TimedOut {
            during: "initialize".into(),
            after: connect,
            exchange: Some(unanswered(&server.url))
        }
    );
}

#[tokio::test]
async fn a_port_where_nothing_listens_refuses() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let url = Url::parse(&format!("http://{address}/mcp")).unwrap();
    assert_eq!(failure(&url).await, Error::Refused { address, exchange: unanswered(&url) });
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_told_apart() {
    // A label has 63 letters at most, so no name server need be asked.
    let host = format!("{}.invalid", "a".repeat(64));
    let url = Url::parse(&format!("http://{host}/mcp")).unwrap();
    assert_eq!(failure(&url).await, Error::HostNotFound { host, exchange: unanswered(&url) });
}

#[tokio::test]
async fn a_port_without_tls_cannot_be_reached_securely() {
    let server = Server::answering(|_| async { StatusCode::OK.into_response() }).await;
    let mut url = server.url.clone();
    url.set_scheme("https").unwrap();
    assert_eq!(
        failure(&url).await,
        Error::Tls {
            host: "127.0.0.1".into(),
            reason: "the server does not speak TLS on this port".into(),
            exchange: unanswered(&url),
        }
    );
}

#[tokio::test]
async fn a_connection_that_breaks_midway_is_told_apart() {
    let silent = raw("").await;
    let Error::Disconnected { during, exchange, .. } = failure(&silent).await else { panic!() };
    assert_eq!((during.as_str(), exchange), ("initialize", Some(unanswered(&silent))));

    let talking =
        raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"jsonrpc\":")
            .await;
    let Error::Disconnected { during, exchange, .. } = failure(&talking).await else { panic!() };
    assert_eq!(
        (during.as_str(), *exchange.unwrap()),
        (
            "initialize",
            Exchange {
                method: "POST".into(),
                url: talking.to_string(),
                status: Some(200),
                headers: vec![
                    ("content-type".into(), "application/json".into()),
                    ("content-length".into(), "99".into())
                ],
                body_start: "{\"jsonrpc\":".into(),
            }
        )
    );
}

#[tokio::test]
async fn a_redirection_is_followed_on_its_own_origin_only() {
    let server = Server::answering(|seen| async move {
        if seen.header("host").is_some_and(|host| host.starts_with("localhost")) {
            return StatusCode::OK.into_response();
        }
        let to = format!("http://localhost:1/elsewhere?from={}", seen.method());
        (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
    })
    .await;
    let error = failure(&server.url).await;
    assert_eq!(
        error.to_string(),
        "server/discover was answered with HTTP 307, which points to http://localhost:1/elsewhere?from=server/discover"
    );
    assert_eq!(error.exchange().map(|exchange| exchange.url.as_str()), Some(server.url.as_str()));

    let mut moved =
        Server::legacy(|seen| async move { json(&answer_to(&seen, json!({ "tools": [] }))) }).await;
    let target = moved.url.clone();
    let front = Server::answering(move |_| {
        let to = target.to_string();
        async move { (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response() }
    })
    .await;
    // Another port is another origin.
    assert!(matches!(failure(&front.url).await, Error::Redirected { status: 308, .. }));
    assert_eq!(moved.methods(), Vec::<String>::new());
}

#[tokio::test]
async fn an_endless_redirection_ends() {
    let server = Server::answering(|_| async {
        (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/mcp")]).into_response()
    })
    .await;
    assert_eq!(failure(&server.url).await.to_string(), "initialize was redirected more than 3 times");
}

#[tokio::test]
async fn only_http_and_https_are_schemes_of_a_server() {
    let url = Url::parse("ftp://example.com/mcp").unwrap();
    assert_eq!(failure(&url).await, Error::UnsupportedScheme { scheme: "ftp".into() });
}

#[tokio::test]
async fn secrets_are_hidden_and_only_the_start_of_a_body_is_kept() {
    let line = format!("{}\n", "ä".repeat(99));
    let body = line.repeat(50);
    let server = Server::answering(move |_| {
        let headers = [
            (header::SET_COOKIE, "sid=s3cret"),
            (header::AUTHORIZATION, "Bearer s3cret"),
            (header::WWW_AUTHENTICATE, "Bearer resource_metadata=\"/x\""),
        ];
        let response = (StatusCode::UNAUTHORIZED, headers, body.clone()).into_response();
        async move { response }
    })
    .await;
    let mut url = server.url.clone();
    url.set_username("ada").unwrap();
    url.set_password(Some("s3cret")).unwrap();
    let error = failure(&url).await;
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    let exchange = error.exchange().unwrap();
    let headers = header_map(exchange);
    assert_eq!(
        ["set-cookie", "authorization", "www-authenticate"].map(|name| headers[name]),
        ["(hidden)", "(hidden)", "Bearer resource_metadata=\"/x\""]
    );
    assert_eq!(exchange.body_start, line.repeat(20));
}
