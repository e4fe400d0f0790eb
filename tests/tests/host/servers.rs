//! Servers that others wrote: each connects, brings what it offers, and runs a tool.

use greenroom_contract::approval::Choice;
use greenroom_contract::call::CallState;
use greenroom_contract::connector::{ClientKind, Connection, ConnectorDraft, EndpointDraft};
use greenroom_contract::snapshot::Snapshot;
use greenroom_tests::servers::{NpmServer, Package, everything_command};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// A server's snapshot, and the result of one call.
async fn rehearse(package: Package, tool: &str, arguments: Value) -> (Snapshot, Value) {
    let server = NpmServer::start(package).await;
    rehearse_with(draft(&server.url), tool, arguments).await
}

async fn rehearse_with(draft: ConnectorDraft, tool: &str, arguments: Value) -> (Snapshot, Value) {
    let test = TestHost::start().await;
    let created = test.host.create_connector(draft).await.unwrap();
    let connector = test.connected(&created.id).await;
    assert!(matches!(connector.connection, Connection::Connected { .. }), "{:?}", connector.connection);
    let snapshot = test.host.snapshot(&connector.id).await.unwrap().unwrap();
    let call = test.run(&connector.id, tool, arguments).await;
    if call.state == CallState::AwaitingApproval {
        test.answer(Choice::AllowOnce).await;
    }
    let record = test.settled(&call.id).await;
    assert_eq!(record.call.state, CallState::Completed, "{:?}", record.call.problem);
    (snapshot, record.response.unwrap().0["result"].clone())
}

/// The names of the tools, and of each template its URI, its MIME type and whether it can be shown.
fn offer(snapshot: &Snapshot) -> Value {
    let tools: Vec<&str> = snapshot.tools.iter().map(|tool| tool.name.as_str()).collect();
    let templates: Vec<Value> = snapshot
        .templates
        .iter()
        .map(|template| json!([template.uri, template.mime_type, template.problem.is_none()]))
        .collect();
    json!({ "tools": tools, "templates": templates })
}

#[tokio::test]
async fn the_reference_server_echoes_over_every_transport_and_to_every_client() {
    let (http, sse) =
        (NpmServer::start(Package::Everything).await, NpmServer::start(Package::EverythingOverSse).await);
    let endpoints = [
        EndpointDraft::Http { url: http.url.clone() },
        EndpointDraft::Sse { url: sse.url.clone() },
        EndpointDraft::Stdio { command_line: everything_command(), directory: String::new() },
    ];
    for endpoint in endpoints {
        for client in [ClientKind::Chatgpt, ClientKind::Plain] {
            let draft = ConnectorDraft { client, ..ConnectorDraft::new("Everything", endpoint.clone()) };
            let (snapshot, result) = rehearse_with(draft, "echo", json!({ "message": "Is this on?" })).await;

            assert_eq!(snapshot.server_name, "mcp-servers/everything");
            let echo = json!({ "content": [{ "type": "text", "text": "Echo: Is this on?" }] });
            assert_eq!(result, echo, "{endpoint:?} as {client:?}");
        }
    }
}

#[tokio::test]
async fn the_debugging_app_brings_its_widget() {
    let (snapshot, result) = rehearse(Package::Debug, "debug-tool", json!({ "contentType": "text" })).await;

    assert_eq!(
        offer(&snapshot),
        json!({
            "tools": ["debug-tool", "debug-refresh", "debug-log"],
            "templates": [["ui://debug-tool/mcp-app.html", "text/html;profile=mcp-app", true]],
        })
    );
    assert_eq!(result["structuredContent"]["config"]["contentType"], "text");
}

#[tokio::test]
async fn the_smallest_app_tells_the_time() {
    let (snapshot, result) = rehearse(Package::BasicVanillajs, "get-time", json!({})).await;

    assert_eq!(
        offer(&snapshot),
        json!({
            "tools": ["get-time"],
            "templates": [["ui://get-time/mcp-app.html", "text/html;profile=mcp-app", true]],
        })
    );
    assert_eq!(result["content"][0]["text"], result["structuredContent"]["time"]);
}

#[tokio::test]
async fn the_budget_app_brings_its_categories() {
    let (snapshot, result) = rehearse(Package::BudgetAllocator, "get-budget-data", json!({})).await;

    assert_eq!(
        offer(&snapshot),
        json!({
            "tools": ["get-budget-data"],
            "templates": [["ui://budget-allocator/mcp-app.html", "text/html;profile=mcp-app", true]],
        })
    );
    let categories = result["structuredContent"]["config"]["categories"].as_array().unwrap();
    let names: Vec<&Value> = categories.iter().map(|category| &category["name"]).collect();
    assert_eq!(names, ["Marketing", "Engineering", "Operations", "Sales", "R&D"]);
}
