//! What a server does with a secret that it was given: say it back wherever it can. Nothing that is kept or shown
//! holds it.

use std::path::Path;

use greenroom_contract::connector::{Connection, ConnectorDraft, SecretDraft};
use greenroom_contract::record::{FrameQuery, RecordFormat};
use greenroom_tests::fixture::{BOARD, Behaviour, Fixture};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const SECRET: &str = "geheim/123";

fn with_key(url: &str) -> ConnectorDraft {
    let header = SecretDraft { name: "X-Key".into(), value: Some(SECRET.into()) };
    ConnectorDraft { headers: vec![header], ..draft(url) }
}

/// The files in a folder that hold this text.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holding = files.filter(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    });
    holding.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

/// A server that says the key in its tool, its template and its results.
fn talkative() -> Fixture {
    let server = Fixture::start();
    let html = format!("<p>{SECRET}</p>");
    server.template(json!({ "uri": BOARD, "mimeType": "text/html;profile=mcp-app", "text": html }));
    let tool = json!({
        "name": "whoami",
        "description": format!("Called with {SECRET}."),
        "inputSchema": { "type": "object", "default": { "key": SECRET } },
        "annotations": { "readOnlyHint": true },
        "_meta": { "openai/outputTemplate": BOARD, "fixture/key": SECRET },
    });
    server.tool(tool, |_| {
        json!({
            "content": [{ "type": "text", "text": format!("You are {SECRET}.") }],
            "structuredContent": { "key": SECRET, "escaped": "geheim%2F123", "page": "/?key=public" },
            "_meta": { SECRET: true },
        })
    });
    server
}

#[tokio::test]
async fn a_secret_that_a_server_says_back_is_neither_kept_nor_shown() {
    let test = TestHost::start().await;
    let server = talkative();
    let id = test.host.create_connector(with_key(&server.url)).await.unwrap().id;
    test.connected(&id).await;
    assert_eq!(server.received_header("tools/list", "x-key"), [Some(SECRET.to_owned())]);

    let snapshot = test.host.snapshot(&id).await.unwrap().unwrap();
    assert_eq!(snapshot.tools[0].description, "Called with (hidden).");
    assert_eq!(snapshot.tools[0].raw.0["inputSchema"]["default"], json!({ "key": "(hidden)" }));

    let call = test.run(&id, "whoami", json!({})).await;
    let record = test.settled(&call.id).await;
    let result = json!({
        "content": [{ "type": "text", "text": "You are (hidden)." }],
        "structuredContent": { "key": "(hidden)", "escaped": "(hidden)", "page": "/?key=public" },
        "_meta": { "(hidden)": true },
    });
    assert_eq!(record.response.unwrap().0["result"], result);
    let frame = test.frame("phone", &call.id).await;
    let (html, globals) = test.document("phone", &frame).await;
    assert!(html.contains("<p>(hidden)</p>") && !html.contains("geheim"), "{html}");
    assert_eq!(globals["toolOutput"], result["structuredContent"]);

    server.behave("tools/call", Behaviour::http(500, "text/plain", format!("No {SECRET} here.")));
    let failed = test.run(&id, "whoami", json!({})).await;
    let failed = test.settled(&failed.id).await;
    let body = |exchange: Option<&greenroom_contract::Exchange>| exchange.unwrap().body_start.clone();
    assert_eq!(body(failed.exchange.as_ref()), "No (hidden) here.");
    assert_eq!(body(failed.call.problem.unwrap().exchange.as_deref()), "No (hidden) here.");
    let message = format!("{SECRET} is not welcome.");
    server.behave("tools/call", Behaviour::Error { code: -32000, message });
    let refused = test.run(&id, "whoami", json!({})).await;
    let refused = test.settled(&refused.id).await;
    let problem = refused.call.problem.unwrap();
    assert_eq!(problem.message, "The server answered with error -32000: (hidden) is not welcome.");

    server.behave("tools/list", Behaviour::http(403, "text/plain", SECRET));
    test.host.refresh_connector(&id).await.unwrap_err();
    let Connection::Failed { problem, .. } = test.connected(&id).await.connection else { panic!() };
    assert_eq!(body(problem.exchange.as_deref()), "(hidden)");

    let export = test.data_dir().join("record.har");
    test.host.export_record(FrameQuery::default(), RecordFormat::Har, &export).await.unwrap();
    for form in [SECRET, "geheim%2F123", r"geheim\/123"] {
        let known: &[&str] = if form == SECRET { &["secrets.json"] } else { &[] };
        assert_eq!(files_with(&test.data_dir(), form), known, "{form}");
    }
}

#[tokio::test]
async fn words_that_are_no_secrets_stay_in_what_a_server_says() {
    let test = TestHost::start().await;
    let server = Fixture::start();
    let tool = json!({
        "name": "where",
        "inputSchema": { "type": "object" },
        "annotations": { "readOnlyHint": true },
    });
    let said = json!({ "content": [], "structuredContent": { "image": "http://localhost:4444/a.png" } });
    let result = said.clone();
    server.tool(tool, move |_| result.clone());
    let header = SecretDraft { name: "X-Assets".into(), value: Some("http://localhost:4444".into()) };
    let draft = ConnectorDraft { headers: vec![header], ..draft(&server.url) };
    let id = test.host.create_connector(draft).await.unwrap().id;
    test.connected(&id).await;
    let call = test.run(&id, "where", Value::Object(serde_json::Map::new())).await;
    assert_eq!(test.settled(&call.id).await.response.unwrap().0["result"], said);
}
