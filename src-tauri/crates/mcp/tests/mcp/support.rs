//! What the tests share: who connects, and small HTTP servers whose every answer the test writes.

use std::collections::HashMap;
use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::serve::Listener;
use greenroom_mcp::{
    Answer, ClientProfile, Error, Exchange, Failure, HttpTarget, Limits, Nobody, Protocol, Session, Target,
};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use url::Url;

const DATE: &str = "Thu, 01 Jan 2026 00:00:00 GMT";

pub fn profile() -> ClientProfile {
    ClientProfile {
        name: "test-client".into(),
        version: "1.0.0".into(),
        user_agent: "test-client/1.0.0 (tests)".into(),
        capabilities: capabilities(),
        protocol: Protocol::Negotiated,
        headers: Vec::new(),
        initialize_meta: Map::new(),
        progress: false,
    }
}

pub fn capabilities() -> Value {
    json!({
        "experimental": { "x/visibility": { "enabled": true } },
        "extensions": { "io.modelcontextprotocol/ui": { "mimeTypes": ["text/html;profile=mcp-app"] } },
    })
}

/// Generous: what ends a test is an event; the limits only end a broken one.
pub fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(20),
        request: Duration::from_secs(20),
        body_bytes: 16 * 1024 * 1024,
    }
}

/// What a server saw of one HTTP request.
#[derive(Clone, Debug)]
pub struct Seen {
    pub http_method: Method,
    pub path: String,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Seen {
    /// The MCP method, or else the HTTP one.
    pub fn method(&self) -> &str {
        self.body["method"].as_str().unwrap_or(self.http_method.as_str())
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// A server on a port of its own; it ends with the test's runtime.
pub struct Server {
    pub url: Url,
    seen: mpsc::UnboundedReceiver<Seen>,
}

impl Server {
    /// Answers every request as the test says.
    pub async fn answering<A, R>(answer: A) -> Self
    where
        A: Fn(Seen) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = url_of(&listener);
        Self::listening(listener, url, answer)
    }

    /// The same on whatever takes connections.
    pub fn listening<A, R>(listener: impl Listener<Addr: Debug>, url: Url, answer: A) -> Self
    where
        A: Fn(Seen) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        let (log, seen) = mpsc::unbounded_channel();
        let handle = async move |State((log, answer)): State<(mpsc::UnboundedSender<Seen>, A)>,
                                 http_method: Method,
                                 uri: Uri,
                                 headers: HeaderMap,
                                 body: Bytes| {
            let body = serde_json::from_slice(&body).unwrap_or_default();
            let seen = Seen { http_method, path: uri.path().to_owned(), headers, body };
            // The test may have ended already.
            let _ = log.send(seen.clone());
            let mut response = answer(seen).await;
            response.headers_mut().insert(header::DATE, HeaderValue::from_static(DATE));
            response
        };
        let routes = Router::new().fallback(any(handle)).with_state((log, answer));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, seen }
    }

    /// A server of 2025-11-25 without sessions: the handshake works, the test answers the rest.
    pub async fn legacy<A, R>(answer: A) -> Self
    where
        A: Fn(Seen) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        Self::answering(move |seen| {
            let answer = answer.clone();
            async move {
                match handshake(&seen) {
                    Some(response) => response,
                    None => answer(seen).await,
                }
            }
        })
        .await
    }

    /// A legacy server with one result for every request.
    pub async fn with_result(result: Value) -> Self {
        Self::legacy(move |seen| {
            let response = json(&answer_to(&seen, result.clone()));
            async move { response }
        })
        .await
    }

    pub async fn connect(&self) -> Session {
        self.try_connect().await.unwrap()
    }

    pub async fn try_connect(&self) -> Result<Session, Error> {
        Session::connect(
            Target::Http(HttpTarget::new(self.url.clone())),
            &profile(),
            limits(),
            Arc::new(Nobody),
        )
        .await
    }

    /// The next request with this MCP (or HTTP) method; others are passed over.
    pub async fn next(&mut self, method: &str) -> Seen {
        let find = async {
            loop {
                let seen = self.seen.recv().await.unwrap();
                if seen.method() == method {
                    return seen;
                }
            }
        };
        let found = tokio::time::timeout(Duration::from_secs(20), find).await;
        found.unwrap_or_else(|_| panic!("the server never saw {method}"))
    }

    /// The methods seen so far, in order.
    pub fn methods(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.seen.try_recv().ok()).map(|seen| seen.method().to_owned()).collect()
    }

    /// The exchange of a POST that this server answered.
    pub fn exchange(&self, status: u16, content_type: &str, body: &str) -> Exchange {
        let headers = [
            ("content-type", content_type.to_owned()),
            ("date", DATE.to_owned()),
            ("content-length", body.len().to_string()),
        ];
        Exchange {
            method: "POST".into(),
            url: self.url.to_string(),
            status: Some(status),
            headers: headers.map(|(name, value)| (name.to_owned(), value)).to_vec(),
            body_start: body.to_owned(),
        }
    }
}

/// A server that says these bytes to every connection, once it has read a request, and hangs up.
pub async fn raw(reply: &'static str) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url_of(&listener);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 64 * 1024];
            // One read is the whole of these small requests.
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(reply.as_bytes()).await;
        }
    });
    url
}

fn url_of(listener: &TcpListener) -> Url {
    Url::parse(&format!("http://{}/mcp", listener.local_addr().unwrap())).unwrap()
}

/// The answers of a legacy server to everything that is not the test's own subject.
pub fn handshake(seen: &Seen) -> Option<Response> {
    match seen.method() {
        "server/discover" => Some(text(StatusCode::BAD_REQUEST, "text/plain", "no session")),
        "initialize" => Some(json(&answer_to(seen, introduction()))),
        "notifications/initialized" | "notifications/cancelled" => Some(StatusCode::ACCEPTED.into_response()),
        "GET" | "DELETE" => Some(StatusCode::METHOD_NOT_ALLOWED.into_response()),
        _ => None,
    }
}

/// The result of `initialize`.
pub fn introduction() -> Value {
    json!({
        "protocolVersion": "2025-11-25",
        "capabilities": { "tools": {} },
        "serverInfo": { "name": "odd", "version": "0.1.0" },
        "instructions": "Be odd.",
    })
}

pub fn answer_to(seen: &Seen, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": seen.body["id"], "result": result })
}

pub fn json(body: &Value) -> Response {
    text(StatusCode::OK, "application/json", body.to_string())
}

pub fn events(body: impl Into<String>) -> Response {
    text(StatusCode::OK, "text/event-stream", body)
}

pub fn text(status: StatusCode, content_type: &'static str, body: impl Into<String>) -> Response {
    (status, [(header::CONTENT_TYPE, content_type)], Body::from(body.into())).into_response()
}

/// An answer without the one field that differs at every run.
pub fn timeless(answer: Answer) -> Answer {
    Answer { duration: Duration::ZERO, ..answer }
}

/// A failure without the one field that differs at every run.
pub fn timeless_failure(failure: Failure) -> Failure {
    Failure { duration: Duration::ZERO, ..failure }
}

/// The headers by name, for picking out single ones.
pub fn header_map(exchange: &Exchange) -> HashMap<&str, &str> {
    exchange.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
