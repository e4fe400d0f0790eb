//! What servers and people get wrong: each mistake is named, nothing is lost, nothing hangs.

use std::net::TcpListener;

use greenroom_contract::approval::Choice;
use greenroom_contract::call::CallState;
use greenroom_contract::connector::{Connection, ConnectorDraft};
use greenroom_contract::snapshot::Template;
use greenroom_contract::tool::{Finding, Violation};
use greenroom_contract::{Problem, ProblemCode};
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// Message and hint.
fn said(problem: &Problem) -> (&str, &str) {
    (&problem.message, &problem.hint)
}

fn answering(behaviour: &Behaviour) -> Fixture {
    let server = Fixture::start();
    for method in ["server/discover", "initialize", "tools/list"] {
        server.behave(method, behaviour.clone());
    }
    server
}

/// The only template of a server that has the given contents.
async fn template_of(test: &TestHost, contents: Value) -> Template {
    let server = Fixture::start();
    server.tool(
        json!({ "name": "show", "inputSchema": { "type": "object" },
            "_meta": { "ui": { "resourceUri": "ui://x" } } }),
        |_| json!({ "content": [], "structuredContent": {} }),
    );
    server.template(contents);
    let connector = test.connect(&server.url).await;
    let snapshot = test.host.snapshot(&connector.id).await.unwrap().unwrap();
    let [template] = snapshot.templates.try_into().unwrap();
    template
}

async fn template_problem(test: &TestHost, contents: Value) -> (String, String) {
    let problem = template_of(test, contents).await.problem.unwrap();
    (problem.message, problem.hint)
}

#[tokio::test]
async fn addresses_where_nobody_answers() {
    let test = TestHost::start().await;
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let refused = test.refusal(&format!("http://127.0.0.1:{port}/mcp")).await;
    assert_eq!(
        said(&refused),
        (
            &*format!("Nothing listens at 127.0.0.1:{port}: the connection was refused."),
            "Start the server, and check the port in the address."
        )
    );
    let nowhere = test.refusal("http://nowhere.invalid/mcp").await;
    assert_eq!(
        said(&nowhere),
        ("There is no host named nowhere.invalid.", "Check the spelling of the address, and the network.")
    );
    let plain = Fixture::start();
    let tls = test.refusal(&plain.url.replace("http://", "https://")).await;
    assert_eq!(tls.message, "No secure connection to localhost: the server does not speak TLS on this port.");
    assert_eq!(test.host.connectors().await.unwrap().len(), 4, "none of the connectors is lost");
}

#[tokio::test]
async fn http_errors_are_shown_with_their_exchange() {
    let test = TestHost::start().await;
    for (status, hint) in [
        (
            401,
            "The server wants authentication, which Greenroom cannot do yet. Switch it off for local tests.",
        ),
        (403, "The server refused this client. Check its allow-lists: origin, host and network."),
        (404, "Check the path of the address: many servers answer at /mcp."),
        (405, "The address exists but takes no POST. Check the path: many servers answer at /mcp."),
        (500, "The server failed. Its log should say why."),
    ] {
        let server = answering(&Behaviour::http(status, "text/plain", "no luck\ntoday"));
        let problem = test.refusal(&server.url).await;
        assert!(
            problem.message.ends_with(&format!("was answered with HTTP {status}.")),
            "{}",
            problem.message
        );
        assert_eq!(problem.hint, hint);
        let exchange = problem.exchange.unwrap();
        assert_eq!(
            (exchange.method.as_str(), exchange.url.as_str(), exchange.status, exchange.body_start.as_str()),
            ("POST", server.url.as_str(), Some(status), "no luck\ntoday")
        );
    }
}

#[tokio::test]
async fn a_web_page_is_not_an_mcp_server() {
    let test = TestHost::start().await;
    let server = answering(&Behaviour::http(200, "text/html", "<!doctype html><title>Log in</title>"));
    let problem = test.refusal(&server.url).await;
    assert_eq!(
        said(&problem),
        (
            "The request initialize was answered with the content type text/html, where MCP has \
             application/json or text/event-stream.",
            "Check the path of the address: many servers answer at /mcp."
        )
    );
    assert_eq!(problem.exchange.unwrap().body_start, "<!doctype html><title>Log in</title>");
}

#[tokio::test]
async fn a_server_that_hangs_can_be_left_and_has_a_limit() {
    let test = TestHost::start().await;
    let server = answering(&Behaviour::Silence);
    let created = test.host.create_connector(draft(&server.url)).await.unwrap();
    server.wait_for("server/discover", 1).await;
    test.until("the attempt", async |host| {
        let connector = host.connectors().await.unwrap().into_iter().find(|own| own.id == created.id)?;
        matches!(connector.connection, Connection::Connecting { .. }).then_some(())
    })
    .await;
    test.host.cancel_connecting(&created.id).await.unwrap();
    let stopped = test.connected(&created.id).await;
    let Connection::Failed { problem, .. } = stopped.connection else { panic!("{:?}", stopped.connection) };
    assert_eq!(problem, Problem::cancelled("Connecting was stopped."));

    let hasty = TestHost::start_with("[limits]\nconnect_seconds = 1").await;
    let problem = hasty.refusal(&server.url).await;
    assert!(problem.message.contains("within 1 second"), "{}", problem.message);
}

#[tokio::test]
async fn a_call_that_hangs_can_be_cancelled_and_has_a_limit() {
    let test = TestHost::start_with("[limits]\ncall_seconds = 1").await;
    let server = Fixture::start();
    server.tool(
        json!({ "name": "slow", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true } }),
        |_| json!({ "content": [] }),
    );
    let connector = test.connect(&server.url).await;
    server.behave("tools/call", Behaviour::Silence);
    let call = test.run(&connector.id, "slow", json!({})).await;
    let record = test.settled(&call.id).await;
    assert_eq!(record.call.state, CallState::TimedOut);
    assert_eq!(record.call.problem.unwrap().message, "No answer to tools/call within 1 second.");
    assert_eq!(record.request.unwrap().0["params"]["name"], "slow");

    let patient = TestHost::start().await;
    let connector = patient.connect(&server.url).await;
    let call = patient.run(&connector.id, "slow", json!({})).await;
    server.wait_for("tools/call", 2).await;
    patient.host.cancel_call(&call.id).await.unwrap();
    assert_eq!(patient.settled(&call.id).await.call.state, CallState::Cancelled);
}

#[tokio::test]
async fn what_is_no_usable_address_is_refused_before_anything_is_stored() {
    let test = TestHost::start().await;
    let before = test.host.connectors().await.unwrap().len();
    for url in ["", "not a url", "ftp://example.com/mcp", "localhost:3000/mcp"] {
        let problem = test.host.create_connector(draft(url)).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.hint.as_str()),
            (ProblemCode::Invalid, "Nothing was saved yet."),
            "{url}"
        );
    }
    let unticked = ConnectorDraft { understood: false, ..draft("http://localhost/mcp") };
    let problem = test.host.create_connector(unticked).await.unwrap_err();
    assert_eq!(problem.message, "Tick the box to continue.");
    assert_eq!(test.host.connectors().await.unwrap().len(), before);
}

#[tokio::test]
async fn odd_tools_are_listed_with_what_is_wrong_and_can_be_run() {
    let test = TestHost::start().await;
    let empty = Fixture::start();
    let connector = test.connect(&empty.url).await;
    assert_eq!(test.host.snapshot(&connector.id).await.unwrap().unwrap().tools, []);

    let server = Fixture::start();
    server.tool(json!({ "name": "bare" }), |_| json!({ "content": [{ "type": "text", "text": "fine" }] }));
    server.tool(json!({ "name": "broken", "inputSchema": { "type": 7 } }), |_| json!({ "content": [] }));
    let connector = test.connect(&server.url).await;
    let snapshot = test.host.snapshot(&connector.id).await.unwrap().unwrap();
    let findings: Vec<(&str, Vec<Finding>)> =
        snapshot.tools.iter().map(|tool| (tool.name.as_str(), tool.findings.clone())).collect();
    let missing = Finding {
        path: "$.inputSchema".into(),
        text: "Missing; MCP requires it. Any arguments are taken.".into(),
    };
    assert_eq!(findings[0], ("bare", vec![missing]));
    assert_eq!((findings[1].0, findings[1].1[0].path.as_str()), ("broken", "$.inputSchema"));

    let call = test.run(&connector.id, "bare", json!({ "anything": 1 })).await;
    test.answer(Choice::AllowOnce).await;
    assert_eq!(test.settled(&call.id).await.call.state, CallState::Completed);
    assert_eq!(server.received("tools/call")[0]["params"]["arguments"], json!({ "anything": 1 }));
}

#[tokio::test]
async fn arguments_against_the_schema_are_told_before_sending() {
    let test = TestHost::start().await;
    test.connected("demo").await;
    let found =
        test.host.check_arguments("demo", "add_card", json!({ "column": "later" }).into()).await.unwrap();
    let mut pointers: Vec<&str> = found.iter().map(|Violation { pointer, .. }| pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["", "/column"]);
    // "Send anyway" is possible: the server has the last word.
    let call = test.run("demo", "add_card", json!({ "column": "later" })).await;
    test.answer(Choice::AllowOnce).await;
    assert_eq!(test.settled(&call.id).await.call.state, CallState::ToolError);
}

#[tokio::test]
async fn templates_that_cannot_be_shown_say_why() {
    let test = TestHost::start_with("[limits]\ntemplate_bytes = 1000000").await;
    let html = "<!doctype html><p>hello";
    let app = "text/html;profile=mcp-app";
    let sentence = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());

    assert_eq!(
        template_problem(&test, json!({ "uri": "ui://x", "mimeType": "text/html", "text": html })).await,
        sentence(
            "The template ui://x is served with text/html, so ChatGPT shows no widget.",
            "Serve it as text/html;profile=mcp-app (or, in the old form, text/html+skybridge)."
        )
    );
    assert_eq!(
        template_problem(&test, json!({ "uri": "ui://x", "mimeType": app, "text": " " })).await,
        sentence(
            "The template ui://x is empty.",
            "Return the widget's HTML as `text` (or base64 in `blob`) of the resource's contents."
        )
    );
    assert_eq!(
        template_problem(&test, json!({ "uri": "ui://x", "mimeType": app, "blob": "/zw=" })).await,
        sentence(
            "The template ui://x is not UTF-8: the first wrong byte is at 0.",
            "Save the HTML as UTF-8."
        )
    );
    assert_eq!(
        template_problem(&test, json!({ "uri": "ui://x", "mimeType": app, "text": "x".repeat(1_500_000) }))
            .await
            .0,
        "The template ui://x has 2 MB; the limit is 1 MB."
    );
    assert_eq!(
        template_problem(&test, json!({ "uri": "ui://x", "mimeType": app })).await.0,
        "The template ui://x has neither `text` nor `blob`."
    );
    let (message, _) =
        template_problem(&test, json!({ "uri": "ui://other", "mimeType": app, "text": html })).await;
    assert!(message.starts_with("The template ui://x could not be read."), "{message}");

    let base64 =
        template_of(&test, json!({ "uri": "ui://x", "mimeType": app, "blob": "PHA+aGVsbG8=" })).await;
    assert_eq!((base64.problem, base64.bytes), (None, 8));
}

#[tokio::test]
async fn a_template_of_seven_megabytes_is_served_whole() {
    let test = TestHost::start().await;
    let html = format!("<!doctype html><!--{}--><p>end", "x".repeat(7 * 1024 * 1024));
    let server = Fixture::start();
    server.tool(
        json!({ "name": "show", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": { "openai/outputTemplate": "ui://big" } }),
        |_| json!({ "content": [], "structuredContent": { "a": 1 } }),
    );
    server.template(json!({ "uri": "ui://big", "mimeType": "text/html+skybridge", "text": html }));
    let connector = test.connect(&server.url).await;
    let call = test.run(&connector.id, "show", json!({})).await;
    let frame = test.frame("phone", &call.id).await;
    let (document, _) = test.document("phone", &frame).await;
    assert!(document.ends_with(&html["<!doctype html>".len()..]));
}

#[tokio::test]
async fn refresh_says_what_changed_and_a_failure_keeps_what_was_there() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await;
    let before = test.host.snapshot(&connector.id).await.unwrap().unwrap();
    server
        .tool(json!({ "name": "fresh", "inputSchema": { "type": "object" } }), |_| json!({ "content": [] }));
    let refresh = test.host.refresh_connector(&connector.id).await.unwrap();
    let changes: Vec<(&str, String)> =
        refresh.changes.iter().map(|change| (change.name.as_str(), format!("{:?}", change.kind))).collect();
    assert_eq!(changes, [("fresh", "Added".to_owned())]);
    assert_eq!(refresh.snapshot.tools.len(), before.tools.len() + 1);

    for method in ["server/discover", "initialize"] {
        server.behave(method, Behaviour::http(500, "text/plain", "down"));
    }
    test.host.refresh_connector(&connector.id).await.unwrap_err();
    assert_eq!(test.host.snapshot(&connector.id).await.unwrap().unwrap(), refresh.snapshot);
}

#[tokio::test]
async fn a_servers_words_cannot_flood_or_disguise_a_sentence() {
    let test = TestHost::start().await;
    let server = Fixture::start();
    server.tool(
        json!({ "name": "turn", "title": "Read\u{202e}etirW", "description": "Harm\u{2066}less.\u{7}",
            "inputSchema": { "type": "object" } }),
        |_| json!({ "content": [] }),
    );
    let connector = test.connect(&server.url).await;
    let code = i64::MIN;
    server.behave(
        "tools/call",
        Behaviour::Error { code, message: format!("no\u{202e}{}", "x".repeat(5_000_000)) },
    );
    let call = test.run(&connector.id, "turn", json!({})).await;
    let prompt = test.prompt().await;
    assert_eq!(
        (prompt.card.tool_title.as_str(), prompt.card.sentence.as_str()),
        ("Read\\u{202e}etirW", "Harm\\u{2066}less.\\u{7}")
    );
    test.answer(Choice::AllowOnce).await;
    let problem = test.settled(&call.id).await.call.problem.unwrap();
    // 2,000 characters of the server's sentence.
    let kept = "x".repeat(1944);
    assert_eq!(problem.message, format!("The server answered with error {code}: no\\u{{202e}}{kept}…"));
}

#[tokio::test]
async fn json_beyond_all_measure_is_an_error_like_any_other() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await;
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{"content":[],"structuredContent":{deep}}}}}"#);
    server.behave("tools/call", Behaviour::http(200, "application/json", body));
    let call = test.run(&connector.id, "board_show", json!({})).await;
    let record = test.settled(&call.id).await;
    assert_eq!(record.call.state, CallState::Failed);
    assert_eq!(
        record.call.problem.unwrap().message,
        "The answer to tools/call is JSON that nests deeper than the 100 levels that are read."
    );

    // Schemas that refer to themselves or backtrack for ever end in an answer all the same.
    server.behave_as_usual("tools/call");
    server.tool(
        json!({ "name": "twisted", "inputSchema": { "type": "object", "properties": {
            "self": { "$ref": "#" }, "regex": { "type": "string", "pattern": "^(a+)+$" } } } }),
        |_| json!({ "content": [] }),
    );
    server.tool(json!({ "name": "loop", "inputSchema": { "$ref": "#" } }), |_| json!({ "content": [] }));
    test.host.refresh_connector(&connector.id).await.unwrap();
    let regex = format!("{}!", "a".repeat(5_000));
    let found = test
        .host
        .check_arguments(&connector.id, "twisted", json!({ "self": { "regex": regex } }).into())
        .await;
    let pointers: Vec<String> = found.unwrap().into_iter().map(|violation| violation.pointer).collect();
    assert_eq!(pointers, ["/self/regex"]);
    assert_eq!(test.host.check_arguments(&connector.id, "loop", json!({}).into()).await.unwrap(), []);
    let huge: Value = serde_json::from_str(r#"{"title": 1e308}"#).unwrap();
    let found = test.host.check_arguments(&connector.id, "board_add", huge.into()).await.unwrap();
    assert_eq!(found.len(), 1);
}
