//! Tools that take files: where their servers fetch them from, and until when.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use greenroom_contract::approval::Choice;
use greenroom_contract::call::CallState;
use greenroom_contract::file::NewFile;
use greenroom_tests::fixture::{BOARD, Fixture};
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// What a server gets at an address: status line with headers, and body.
fn fetch(url: &str) -> std::io::Result<(String, String)> {
    let place = url.strip_prefix("http://").and_then(|rest| rest.split_once('/'));
    let (address, path) = place.ok_or_else(|| std::io::Error::other("this is no address"))?;
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    Ok((head.to_owned(), body.to_owned()))
}

fn reader(name: &str) -> Value {
    let file = json!({ "type": "object", "required": ["download_url", "file_id"], "properties": {
        "download_url": { "type": "string" }, "file_id": { "type": "string" },
        "mime_type": { "type": "string" }, "file_name": { "type": "string" } } });
    json!({ "name": name, "annotations": { "readOnlyHint": true },
        "inputSchema": { "type": "object", "required": ["doc"],
            "properties": { "doc": file, "more": { "type": "array", "items": file } } },
        "_meta": { "openai/fileParams": ["doc", "more"] } })
}

/// The addresses that the server was given.
type Seen = Arc<Mutex<Vec<String>>>;

/// Offers `read`, which fetches the file and repeats what is in it.
fn with_reader(server: &Fixture) -> Seen {
    let seen = Seen::default();
    let record = seen.clone();
    server.tool(reader("read"), move |arguments| {
        let url = arguments["doc"]["download_url"].as_str().unwrap_or_default().to_owned();
        let (head, body) = fetch(&url).unwrap_or_else(|error| (error.to_string(), String::new()));
        record.lock().unwrap().push(url);
        json!({ "content": [], "structuredContent": { "status": head.lines().next(), "body": body } })
    });
    seen
}

async fn kept(test: &TestHost, name: &str, base64: &str) -> Value {
    let file = NewFile { name: name.into(), mime_type: "text/plain".into(), base64: base64.into() };
    let kept = test.host.add_file(file).await.unwrap();
    json!({ "file_id": kept.id, "mime_type": kept.mime_type, "file_name": kept.name })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_fetches_the_file_while_the_call_runs_and_never_after() {
    let test = TestHost::start().await;
    let server = Fixture::start();
    let seen = with_reader(&server);
    let connector = test.connect(&server.url).await.id;
    let doc = kept(&test, "notes of today.txt", "SGVsbG8=").await;
    let arguments = json!({ "doc": doc });
    assert_eq!(test.host.check_arguments(&connector, "read", arguments.clone().into()).await.unwrap(), []);
    let call = test.run(&connector, "read", arguments.clone()).await;
    let record = test.settled(&call.id).await;
    assert_eq!(
        record.response.unwrap().0["result"]["structuredContent"],
        json!({ "status": "HTTP/1.1 200 OK", "body": "Hello" })
    );
    let sent = &server.received("tools/call")[0]["params"]["arguments"]["doc"];
    let url = seen.lock().unwrap()[0].clone();
    assert!(url.ends_with("/notes%20of%20today%2Etxt"), "{url}");
    assert_eq!(
        *sent,
        json!({ "file_id": doc["file_id"], "mime_type": "text/plain", "file_name": "notes of today.txt",
            "download_url": url })
    );
    assert!(fetch(&url).is_err(), "nothing listens once the call has ended");
    assert_eq!(record.call.arguments.0, arguments);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_shows_the_file_before_there_is_an_address() {
    let test = TestHost::start().await;
    let server = Fixture::start();
    let mut asking = reader("keep");
    asking["annotations"] = json!({ "readOnlyHint": false });
    server.tool(asking, |_| json!({ "content": [] }));
    let connector = test.connect(&server.url).await.id;
    let doc = kept(&test, "a.txt", "YQ==").await;
    let call = test.run(&connector, "keep", json!({ "doc": doc, "more": [doc] })).await;
    let prompt = test.prompt().await;
    let shown = &prompt.card.payload.0["params"]["arguments"]["more"][0];
    assert_eq!(shown["download_url"], "http://127.0.0.1/ (an address that works while the call runs)");
    assert_eq!(shown["file_name"], "a.txt");
    test.answer(Choice::AllowOnce).await;
    assert_eq!(test.settled(&call.id).await.call.state, CallState::Completed);
    let gone = test.run(&connector, "keep", json!({ "doc": { "file_id": "file_gone" } })).await;
    let problem = test.settled(&gone.id).await.call.problem.unwrap();
    assert_eq!(problem.message, "The file file_gone is not kept here, or no longer.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_widget_sends_the_files_that_its_app_was_given() {
    let shown = Shown::both().await;
    with_reader(&shown.server);
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    let board = shown.board("phone").await;
    let file = json!([{ "name": "plan.txt", "mimeType": "text/plain", "base64": "UGxhbg==" }]);
    let uploaded = shown.openai("phone", &board, 1, "uploadFile", file).await.unwrap();
    let read = async |id: u32, doc: Value| {
        let result = shown.openai("phone", &board, id, "callTool", json!(["read", { "doc": doc }])).await;
        result.unwrap()["structuredContent"]["body"].clone()
    };
    assert_eq!(read(2, uploaded).await, "Plan");

    // One of another app stays what the widget wrote.
    let stranger = kept(&shown.test, "secret.txt", "c2VjcmV0").await;
    let result = shown.openai("phone", &board, 3, "callTool", json!(["read", { "doc": stranger }])).await;
    assert_eq!(result.unwrap()["structuredContent"]["body"], "");
    let sent = shown.server.received("tools/call").pop().unwrap();
    assert_eq!(sent["params"]["arguments"]["doc"], stranger);
}

#[tokio::test]
async fn a_schema_that_chatgpt_would_reject_is_pointed_out() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let mut wrong = reader("read");
    wrong["inputSchema"]["properties"]["doc"]["required"] = json!(["file_id"]);
    wrong["_meta"]["openai/outputTemplate"] = json!(BOARD);
    server.tool(wrong, |_| json!({ "content": [] }));
    let connector = test.connect(&server.url).await.id;
    let snapshot = test.host.snapshot(&connector).await.unwrap().unwrap();
    let tool = snapshot.tools.iter().find(|tool| tool.name == "read").unwrap();
    let findings: Vec<(&str, &str)> =
        tool.findings.iter().map(|finding| (finding.path.as_str(), finding.text.as_str())).collect();
    assert_eq!(
        findings,
        [("$.inputSchema.properties.doc", "Exactly download_url and file_id must be required of a file.")]
    );
    assert_eq!(tool.file_params, ["doc", "more"]);
}
