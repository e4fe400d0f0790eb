//! A revision that the person forces, and what else the profile says of how to begin.

use std::sync::Arc;

use greenroom_mcp::{ClientProfile, HttpTarget, Notice, Protocol, Request, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Map, Value, json};

use crate::support::{Server, answer_to, events, handshake, introduction, json, limits, profile};
use crate::watcher::Watcher;

async fn connect(server: &Server, profile: &ClientProfile) -> Result<Session, greenroom_mcp::Error> {
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    Session::connect(target, profile, limits(), Arc::new(Watcher::default())).await
}

fn forced(version: &str) -> ClientProfile {
    ClientProfile { protocol: Protocol::Forced(version.into()), ..profile() }
}

#[tokio::test]
async fn an_older_revision_is_offered_at_once_and_the_server_may_name_another() {
    for (offered, answered) in [("2025-06-18", "2025-06-18"), ("2024-11-05", "2025-03-26")] {
        let mut server = Server::answering(move |seen| {
            let mut result = introduction();
            result["protocolVersion"] = json!(answered);
            let response = match seen.method() {
                "initialize" => json(&answer_to(&seen, result)),
                _ => handshake(&seen).unwrap(),
            };
            async move { response }
        })
        .await;
        let session = connect(&server, &forced(offered)).await.unwrap();
        assert_eq!(session.server().protocol_version, answered);
        let initialize = server.next("initialize").await.body;
        assert_eq!(
            (&initialize["id"], &initialize["params"]["protocolVersion"]),
            (&json!(0), &json!(offered))
        );
        assert_eq!(server.methods(), ["notifications/initialized"]);
    }
}

#[tokio::test]
async fn the_newest_revision_is_discovered_or_not_spoken_at_all() {
    let mut server = Server::answering(|seen| async move {
        json(&answer_to(&seen, json!({ "supportedVersions": ["2026-07-28"] })))
    })
    .await;
    let session = connect(&server, &forced("2026-07-28")).await.unwrap();
    assert_eq!(session.server().protocol_version, "2026-07-28");
    assert_eq!(server.methods(), ["server/discover"]);

    let mut legacy = Server::with_result(Value::Null).await;
    let error = connect(&legacy, &forced("2026-07-28")).await.unwrap_err();
    assert_eq!(error.to_string(), "server/discover was answered with HTTP 400");
    assert_eq!(legacy.methods(), ["server/discover"]);

    let older = Server::answering(|seen| async move {
        json(&answer_to(&seen, json!({ "supportedVersions": ["2025-06-18", "2025-11-25"] })))
    })
    .await;
    let error = connect(&older, &forced("2026-07-28")).await.unwrap_err();
    assert_eq!(error.to_string(), "the server speaks MCP 2025-06-18, 2025-11-25, which this client does not");

    let error = connect(&older, &forced("2023-01-01")).await.unwrap_err();
    assert!(error.to_string().contains("there is no MCP revision 2023-01-01 to be forced"), "{error}");
}

#[tokio::test]
async fn what_initialize_says_beside_and_progress_are_the_profiles() {
    let mut server = Server::legacy(|seen| async move {
        let token = &seen.body["params"]["_meta"]["progressToken"];
        let params = json!({ "progressToken": token, "progress": 1, "total": 3.5, "message": "so far" });
        let progress = json!({ "jsonrpc": "2.0", "method": "notifications/progress", "params": params });
        let answer = answer_to(&seen, json!({}));
        events(format!("data: {progress}\n\ndata: {answer}\n\n"))
    })
    .await;
    let profile = ClientProfile {
        initialize_meta: Map::from_iter([("openai/locale".to_owned(), json!("en-US"))]),
        progress: true,
        ..profile()
    };
    let watcher = Arc::new(Watcher::default());
    let target = Target::Http(HttpTarget::new(server.url.clone()));
    let session = Session::connect(target, &profile, limits(), watcher.clone()).await.unwrap();
    let request =
        Request { tag: Some("call-1".into()), ..Request::new("tools/call", json!({ "name": "draw" })) };
    session.request_until(request, std::future::pending()).await.unwrap();
    assert_eq!(
        watcher.notices(),
        [Notice::Progress {
            tag: Some("call-1".into()),
            progress: 1.0,
            total: Some(3.5),
            message: Some("so far".into()),
        }]
    );
    let initialize = server.next("initialize").await.body;
    assert_eq!(initialize["params"]["_meta"], json!({ "openai/locale": "en-US" }));
}
