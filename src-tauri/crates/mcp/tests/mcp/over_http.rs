//! rmcp's own server side over Streamable HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::any_service;
use greenroom_mcp::{HttpTarget, Nobody, Session, Target};
use pretty_assertions::assert_eq;
use rmcp::transport::StreamableHttpService;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use serde_json::json;
use tokio::net::TcpListener;
use url::Url;

use crate::greeter::Greeter;
use crate::support::{limits, profile};

async fn served(greeter: Greeter) -> Url {
    let manager = Arc::new(LocalSessionManager::default());
    let service = StreamableHttpService::new(move || Ok(greeter.clone()), manager, Default::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/mcp", listener.local_addr().unwrap())).unwrap();
    let routes = Router::new().route("/mcp", any_service(service));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

#[tokio::test]
async fn a_real_server_is_connected_called_and_cancelled() {
    let greeter = Greeter::default();
    let url = served(greeter.clone()).await;
    let session =
        Session::connect(Target::Http(HttpTarget::new(url)), &profile(), limits(), Arc::new(Nobody))
            .await
            .unwrap();
    let server = session.server();
    assert_eq!(
        (server.name.as_str(), server.version.as_str(), server.protocol_version.as_str()),
        ("greeter", "0.3.0", "2026-07-28")
    );
    let params = json!({ "name": "greet", "arguments": { "name": "Ada" } });
    let answer = session.request("tools/call", params).await.unwrap();
    assert_eq!(answer.result["content"], json!([{ "type": "text", "text": "Hello, Ada" }]));
    assert_eq!(answer.exchange.unwrap().status, Some(200));

    tokio::select! {
        answer = session.request("tools/call", json!({ "name": "brood" })) => panic!("{answer:?}"),
        () = greeter.begun.notified() => {}
    }
    tokio::time::timeout(Duration::from_secs(20), greeter.cancelled.notified()).await.unwrap();
    session.close().await;
}
