//! Servers that do what no server should: each misdeed is named, and costs nobody else anything.

use greenroom_contract::call::{CallRecord, CallState};
use greenroom_contract::connector::{Connection, Connector, ConnectorDraft, EndpointDraft, Reading};
use greenroom_contract::record::{FrameDetail, FrameKind, FrameQuery};
use greenroom_contract::snapshot::Snapshot;
use greenroom_host::Host;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::hostile::polite::called;
use greenroom_tests::hostile::{Hostile, program};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::json;

/// Calls and connections end after a second, so that waiting is not what a test does most.
const HASTY: &str = "[limits]\ncall_seconds = 1";
/// Nothing here takes this long.
const PATIENT: &str = "[limits]\ncall_seconds = 30";

/// A host with a healthy connector, which whatever happens beside it must not touch.
struct Scene {
    test: TestHost,
    healthy: Connector,
    snapshot: Snapshot,
    _server: Fixture,
}

impl Scene {
    async fn set(profile: &str) -> Self {
        let test = TestHost::start_with(profile).await;
        let server = Fixture::start().with_board();
        let healthy = test.connect(&server.url).await;
        let snapshot = test.host.snapshot(&healthy.id).await.unwrap().unwrap();
        Self { test, healthy, snapshot, _server: server }
    }

    /// A connector whose server is a hostile program.
    async fn start(&self, scenario: &str) -> Connector {
        let command_line = format!("'{}' stdio {scenario}", program().display());
        let endpoint = EndpointDraft::Stdio { command_line, directory: String::new() };
        let draft = ConnectorDraft::new("Hostile program", endpoint);
        let created = self.test.host.create_connector(draft).await.unwrap();
        self.test.connected(&created.id).await
    }

    /// A connector that speaks HTTP+SSE.
    async fn connect_older(&self, hostile: &Hostile) -> Connector {
        let draft = ConnectorDraft::new("Older", EndpointDraft::Sse { url: hostile.url.clone() });
        let created = self.test.host.create_connector(draft).await.unwrap();
        self.test.connected(&created.id).await
    }

    /// Waits until something of this kind and with this text is on the record of a connector.
    async fn recorded(&self, connector: &Connector, kind: FrameKind, text: &str) -> FrameDetail {
        let query = FrameQuery {
            connector_id: Some(connector.id.clone()),
            kinds: vec![kind],
            text: text.to_owned(),
            ..FrameQuery::default()
        };
        let look = async |host: &Host| {
            let page = host.frames(query.clone(), None, 1).await.unwrap();
            Some(host.frame(page.frames.first()?.number).await.unwrap())
        };
        self.test.until("the record", look).await
    }

    /// Calls the hostile server's tool.
    async fn look(&self, connector: &Connector) -> CallRecord {
        let call = self.test.run(&connector.id, "look", json!({})).await;
        self.test.settled(&call.id).await
    }

    async fn snapshot_of(&self, connector: &Connector) -> Snapshot {
        self.test.host.snapshot(&connector.id).await.unwrap().unwrap()
    }

    /// The program lives, and the other connector has all it had.
    async fn unharmed(&self) {
        let call = self.test.run(&self.healthy.id, "board_show", json!({})).await;
        let record = self.test.settled(&call.id).await;
        assert_eq!(record.call.state, CallState::Completed, "{:?}", record.call.problem);
        assert_eq!(
            record.response.unwrap().0["result"]["structuredContent"]["cards"],
            json!(["Plan", "Build"])
        );
        let snapshot = self.test.host.snapshot(&self.healthy.id).await.unwrap().unwrap();
        assert_eq!(snapshot, self.snapshot);
    }
}

/// How a call to a server with each scenario ends.
async fn endings(scene: &Scene, expected: &[(&str, CallState, &str)]) {
    for (scenario, state, sentence) in expected {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.test.connect(&hostile.url).await;
        let record = scene.look(&connector).await;
        let said = record.call.problem.map(|problem| problem.message).unwrap_or_default();
        assert_eq!((record.call.state, said.as_str()), (*state, *sentence), "{scenario}");
        assert!(record.request.is_some(), "what was sent is kept");
        scene.unharmed().await;
    }
}

#[tokio::test]
async fn an_answer_that_is_none_fails_the_call_with_what_is_wrong() {
    use CallState::Failed;
    let scene = Scene::set(HASTY).await;
    endings(
        &scene,
        &[
            (
                "invalid-json",
                Failed,
                "The answer to tools/call claims to be JSON but is not: EOF while parsing a string at line 1 \
                 column 33.",
            ),
            (
                "no-json-rpc",
                Failed,
                "The answer to tools/call is JSON but no JSON-RPC message: it has no \"jsonrpc\": \"2.0\".",
            ),
            (
                "no-object",
                Failed,
                "The answer to tools/call is JSON but no JSON-RPC message: it is no object.",
            ),
            ("wrong-id", Failed, "The answer to tools/call has the id 4711, but the request's is 5."),
            (
                "duplicate-id",
                Failed,
                "The answer to tools/call has the id \"other\", but the request's is 5.",
            ),
            (
                "login-page",
                Failed,
                "The request tools/call was answered with the content type text/html, where MCP has \
                 application/json or text/event-stream.",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_would_fill_the_memory_is_refused_at_the_limit() {
    use CallState::Failed;
    let scene = Scene::set(PATIENT).await;
    let too_large = "The answer to tools/call is larger than the 32 MB that are accepted.";
    endings(
        &scene,
        &[
            ("large-body", Failed, too_large),
            ("large-event", Failed, too_large),
            ("gzip-bomb", Failed, too_large),
            ("one-endless-comment", Failed, too_large),
            (
                "deep-json",
                Failed,
                "The answer to tools/call is JSON that nests deeper than the 100 levels that are read.",
            ),
            (
                "deep-event",
                Failed,
                "The answer to tools/call is JSON that nests deeper than the 100 levels that are read.",
            ),
            (
                "many-values",
                Failed,
                "The answer to tools/call is JSON with more than the 1000000 values that are read.",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_drips_or_chatters_ends_at_the_time_limit() {
    use CallState::TimedOut;
    let scene = Scene::set(HASTY).await;
    let late = "No answer to tools/call within 1 second.";
    endings(&scene, &[("endless-comments", TimedOut, late), ("byte-a-second", TimedOut, late)]).await;
    // Nobody goes on reading what nobody waits for.
    for scenario in ["endless-comments", "byte-a-second"] {
        let mut hostile = Hostile::start(scenario).await;
        let connector = scene.test.connect(&hostile.url).await;
        scene.look(&connector).await;
        hostile.wait_for("(the client hung up)").await;
    }
}

#[tokio::test]
async fn http_that_is_none_is_told_apart() {
    use CallState::Failed;
    let scene = Scene::set(HASTY).await;
    endings(
        &scene,
        &[
            (
                "reset-mid-body",
                Failed,
                "The connection broke during tools/call: Connection reset by peer (os error 104).",
            ),
            ("redirect-loop", Failed, "The request tools/call was redirected more than 3 times."),
            (
                "redirect-to-file",
                Failed,
                "The request tools/call was answered with HTTP 307, which points to file:///etc/passwd.",
            ),
            (
                "header-line-break",
                Failed,
                "The response to tools/call is no HTTP that can be read: invalid HTTP header parsed.",
            ),
            (
                "large-header",
                Failed,
                "The response to tools/call is no HTTP that can be read: message head is too large.",
            ),
            (
                "many-headers",
                Failed,
                "The response to tools/call is no HTTP that can be read: message head is too large.",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_redirection_to_another_origin_is_shown_and_not_followed() {
    let scene = Scene::set(HASTY).await;
    let hostile = Hostile::start("redirect-elsewhere").await;
    let connector = scene.test.connect(&hostile.url).await;
    let record = scene.look(&connector).await;
    let elsewhere = hostile.url.replace("127.0.0.1", "localhost");
    assert_eq!(
        record.call.problem.unwrap().message,
        format!("The request tools/call was answered with HTTP 307, which points to {elsewhere}.")
    );
    let received = hostile.end().await;
    assert_eq!(received.iter().filter(|method| *method == "tools/call").count(), 1);
    scene.unharmed().await;
}

#[tokio::test]
async fn an_answer_after_the_cancel_changes_nothing() {
    let scene = Scene::set(PATIENT).await;
    let mut hostile = Hostile::start("late-answer").await;
    let connector = scene.test.connect(&hostile.url).await;
    let call = scene.test.run(&connector.id, "look", json!({})).await;
    hostile.wait_for("tools/call").await;
    scene.test.host.cancel_call(&call.id).await.unwrap();
    let record = scene.test.settled(&call.id).await;
    assert_eq!((record.call.state, record.response), (CallState::Cancelled, None));
    hostile.wait_for("notifications/cancelled").await;
    scene.unharmed().await;
    // The late answer is there by now, and the connection works.
    let next = scene.look(&connector).await;
    assert_eq!(next.response.unwrap().0["result"], called());
    assert_eq!(scene.test.host.call(&call.id).await.unwrap().call.state, CallState::Cancelled);
}

#[tokio::test]
async fn of_several_answers_the_first_that_is_meant_counts() {
    let scene = Scene::set(PATIENT).await;
    for (scenario, stray) in [("two-answers", "I changed my mind."), ("foreign-ids", "forged")] {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.test.connect(&hostile.url).await;
        let record = scene.look(&connector).await;
        assert_eq!(record.call.state, CallState::Completed, "{scenario}");
        assert_eq!(record.response.unwrap().0["result"], called(), "{scenario}");
        // What counts for nothing is on the record all the same.
        let stray = scene.recorded(&connector, FrameKind::Answer, stray).await;
        assert_eq!(stray.frame.method, "", "{scenario}");
        scene.unharmed().await;
    }
}

#[tokio::test]
async fn answers_that_were_mixed_up_are_nobodys() {
    let scene = Scene::set(PATIENT).await;
    let hostile = Hostile::start("crossed-ids").await;
    let connector = scene.test.connect(&hostile.url).await;
    // Within one conversation calls wait for each other.
    let first = scene.test.run(&connector.id, "look", json!({})).await;
    scene.test.host.start_conversation().await.unwrap();
    let second = scene.test.run(&connector.id, "look", json!({})).await;
    let mut said = Vec::new();
    for call in [first, second] {
        let record = scene.test.settled(&call.id).await;
        assert_eq!((record.call.state, record.response), (CallState::Failed, None));
        said.push(record.call.problem.unwrap().message);
    }
    said.sort();
    assert_eq!(
        said,
        [
            "The answer to tools/call has the id 5, but the request's is 6.",
            "The answer to tools/call has the id 6, but the request's is 5.",
        ]
    );
    scene.recorded(&connector, FrameKind::Answer, "\"id\":6").await;
    scene.unharmed().await;
}

#[tokio::test]
async fn the_older_transport_is_as_hard_to_fool() {
    let scene = Scene::set(PATIENT).await;
    for (scenario, sentence) in [
        (
            "sse-elsewhere",
            "The event stream names http://localhost:PORT/messages for messages, which is another server.",
        ),
        ("sse-garbage-for-endpoint", "The event stream does not begin with an address for messages."),
    ] {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.connect_older(&hostile).await;
        let Connection::Failed { problem, .. } = connector.connection else { panic!("{connector:?}") };
        let port = hostile.url.trim_start_matches("http://127.0.0.1:").trim_end_matches("/mcp");
        assert_eq!(problem.message, sentence.replace("PORT", port), "{scenario}");
        assert!(!hostile.end().await.contains(&"initialize".to_owned()), "{scenario}");
        scene.unharmed().await;
    }

    let hostile = Hostile::start("sse-garbage").await;
    let connector = scene.connect_older(&hostile).await;
    for _ in 0..2 {
        let record = scene.look(&connector).await;
        assert_eq!((record.call.state, record.call.problem), (CallState::Completed, None));
        assert_eq!(record.response.unwrap().0["result"], called());
    }
    for text in ["Listening", "[1, 2", "level"] {
        scene.recorded(&connector, FrameKind::Oddity, text).await;
    }
    scene.unharmed().await;
}

#[tokio::test]
async fn an_older_server_that_was_found_out_is_blamed_for_what_it_does_over_its_stream() {
    let scene = Scene::set(PATIENT).await;
    for (scenario, sentence) in [
        (
            "sse-elsewhere",
            "The event stream names http://localhost:PORT/messages for messages, which is another server.",
        ),
        ("sse-refusal", "The server answered with error -32000: Closed today."),
        // Nothing shows that it is an older server, so what it said first counts.
        ("sse-garbage-for-endpoint", "The request initialize was answered with HTTP 405."),
    ] {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.test.connect(&hostile.url).await;
        let Connection::Failed { problem, .. } = connector.connection else { panic!("{connector:?}") };
        let port = hostile.url.trim_start_matches("http://127.0.0.1:").trim_end_matches("/mcp");
        assert_eq!(problem.message, sentence.replace("PORT", port), "{scenario}");
        scene.unharmed().await;
    }
}

#[tokio::test]
async fn a_stream_of_the_older_transport_that_cannot_go_on_fails_the_call_and_is_opened_again() {
    let scene = Scene::set(PATIENT).await;
    for (scenario, sentence) in [
        ("sse-half-answer", "The connection broke during the session: the server ended the event stream."),
        ("sse-large-answer", "The answer to a request is larger than the 32 MB that are accepted."),
    ] {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.connect_older(&hostile).await;
        for _ in 0..2 {
            let record = scene.look(&connector).await;
            let said = record.call.problem.map(|problem| problem.message).unwrap_or_default();
            assert_eq!((record.call.state, said.as_str()), (CallState::Failed, sentence), "{scenario}");
            assert!(record.request.is_some(), "{scenario}");
        }
        if scenario == "sse-half-answer" {
            scene.recorded(&connector, FrameKind::Oddity, "\"result\"").await;
        }
        scene.unharmed().await;
    }

    let hasty = Scene::set("[limits]\nconnect_seconds = 2").await;
    let hostile = Hostile::start("sse-without-endpoint").await;
    let connector = hasty.connect_older(&hostile).await;
    let Connection::Failed { problem, .. } = connector.connection else { panic!("{connector:?}") };
    assert_eq!(problem.message, "The event stream names no address for messages.");
    hasty.unharmed().await;
}

#[tokio::test]
async fn floods_before_the_answer_do_not_drown_it() {
    let scene = Scene::set(PATIENT).await;
    for scenario in ["flood-of-progress", "flood-of-changes", "large-log"] {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.test.connect(&hostile.url).await;
        let record = scene.look(&connector).await;
        assert_eq!((record.call.state, record.call.problem), (CallState::Completed, None), "{scenario}");
        assert_eq!(record.response.unwrap().0["result"], called(), "{scenario}");
        scene.unharmed().await;
    }
}

#[tokio::test]
async fn a_hundred_thousand_blocks_are_kept_and_their_oddities_counted() {
    let scene = Scene::set(PATIENT).await;
    let hostile = Hostile::start("many-blocks").await;
    let connector = scene.test.connect(&hostile.url).await;
    let record = scene.look(&connector).await;
    assert_eq!((record.call.state, record.findings), (CallState::Completed, vec![]));
    let blocks = record.response.unwrap().0["result"]["content"].as_array().unwrap().len();
    assert_eq!(blocks, 100_000);

    let hostile = Hostile::start("many-odd-blocks").await;
    let connector = scene.test.connect(&hostile.url).await;
    let record = scene.look(&connector).await;
    assert_eq!(record.findings.len(), 51);
    let text = |index: usize| (record.findings[index].path.as_str(), record.findings[index].text.as_str());
    assert_eq!(
        (text(49), text(50)),
        (
            ("$.result.content[49].type", "“\\u{202e}hologram” is no content type of MCP."),
            ("", "99950 more findings are not listed.")
        )
    );
    scene.unharmed().await;
}

#[tokio::test]
async fn lists_without_an_end_are_read_up_to_one() {
    let scene = Scene::set(PATIENT).await;
    let expected = [
        (
            "endless-cursor",
            200,
            "tools/list goes on after 200 pages with 200 entries; reading stopped there.",
        ),
        ("same-cursor", 2, "Page 2 of tools/list repeats the cursor \"again\"; reading stopped there."),
    ];
    for (scenario, count, sentence) in expected {
        let hostile = Hostile::start(scenario).await;
        let connector = scene.test.connect(&hostile.url).await;
        let snapshot = scene.snapshot_of(&connector).await;
        assert_eq!((snapshot.tools.len(), snapshot.findings[0].text.as_str()), (count, sentence));
        scene.unharmed().await;
    }
    let hostile = Hostile::start("many-tools").await;
    let connector = scene.test.connect(&hostile.url).await;
    let snapshot = scene.snapshot_of(&connector).await;
    let names: Vec<String> = snapshot.tools.into_iter().map(|tool| tool.name).collect();
    assert_eq!(names, (0..5000).map(|number| format!("tool-{number}")).collect::<Vec<_>>());
    let last = scene.test.run(&connector.id, "tool-4999", json!({})).await;
    assert_eq!(scene.test.settled(&last.id).await.call.state, CallState::Completed);
    scene.unharmed().await;
}

#[tokio::test]
async fn tools_with_odd_names_are_listed_with_findings_and_can_be_called() {
    let scene = Scene::set(PATIENT).await;
    let hostile = Hostile::start("odd-names").await;
    let connector = scene.test.connect(&hostile.url).await;
    let snapshot = scene.snapshot_of(&connector).await;
    let letters = "A name may hold letters, digits, “_”, “-” and “.” only.";
    let long = "n".repeat(10_000);
    let found: Vec<(&str, String, Vec<&str>)> = snapshot
        .tools
        .iter()
        .map(|tool| {
            let findings = tool.findings.iter().map(|finding| finding.text.as_str()).collect();
            (tool.name.as_str(), tool.title.clone(), findings)
        })
        .collect();
    let expected: [(&str, String, Vec<&str>); 6] = [
        ("look", "look".into(), vec![]),
        ("bell\u{7}\r\nx-injected: yes", "bell\\u{7}\\u{d}\nx-injected: yes".into(), vec![letters]),
        ("read\u{202e}etirw", "read\\u{202e}etirw".into(), vec![letters]),
        (
            &long,
            format!("{}…", &long[..200]),
            vec!["The name is longer than the 64 characters that ChatGPT takes."],
        ),
        (
            "(tool 5 without a name)",
            "(tool 5 without a name)".into(),
            vec!["The tool has no name and cannot be called."],
        ),
        ("look", "look".into(), vec![]),
    ];
    assert_eq!(found, expected);
    assert_eq!(snapshot.findings[0].text, "Two tools are named “look”; ChatGPT can call only one of them.");
    for name in ["bell\u{7}\r\nx-injected: yes", "read\u{202e}etirw", &long] {
        let call = scene.test.run(&connector.id, name, json!({})).await;
        let record = scene.test.settled(&call.id).await;
        assert_eq!(record.call.state, CallState::Completed);
        assert_eq!(record.request.unwrap().0["params"]["name"], name);
    }
    let lost = scene.test.host.verdict(&connector.id, "no\u{202e}such").await.unwrap_err();
    assert_eq!(lost.message, "The tool “no\\u{202e}such” is not in the connector's snapshot.");
    scene.unharmed().await;
}

#[tokio::test]
async fn schemas_that_cannot_be_used_say_so_and_nothing_is_fetched_for_them() {
    let scene = Scene::set(PATIENT).await;
    let hostile = Hostile::start("odd-schemas").await;
    let connector = scene.test.connect(&hostile.url).await;
    let snapshot = scene.snapshot_of(&connector).await;
    let remote = hostile.url.replace("/mcp", "/schema.json");
    let fetched = |address: &str| {
        format!("Refers to {address}, but other documents are never fetched. Arguments cannot be checked.")
    };
    let found: Vec<(&str, Vec<String>)> = snapshot
        .tools
        .iter()
        .map(|tool| {
            let findings = tool.findings.iter().map(|finding| finding.text.clone()).collect();
            (tool.name.as_str(), findings)
        })
        .collect();
    let expected: [(&str, Vec<String>); 10] = [
        ("recursive", vec![]),
        ("remote", vec![fetched(&remote)]),
        ("file", vec![fetched("file:///etc/passwd")]),
        (
            "dangling",
            vec!["Not a valid JSON Schema: Pointer '/$defs/nowhere' does not exist. Arguments cannot be checked.".into()],
        ),
        ("text", vec!["Should be an object, but is a string; any arguments are taken.".into()]),
        ("list", vec!["Should be an object, but is a list; any arguments are taken.".into()]),
        ("yes", vec!["Should be an object, but is a boolean; any arguments are taken.".into()]),
        ("exponential", vec!["Its references multiply beyond measure. Arguments are not checked.".into()]),
        (
            "chain",
            vec!["Has more than 20000 values or 1000 references. Arguments are not checked.".into()],
        ),
        ("tree", vec![]),
    ];
    assert_eq!(found, expected);

    let tree = (0..30).fold(json!({}), |child, _| json!({ "child": child }));
    let check = async |tool: &str| {
        let found = scene.test.host.check_arguments(&connector.id, tool, tree.clone().into()).await.unwrap();
        found.into_iter().map(|violation| violation.text).collect::<Vec<_>>()
    };
    assert_eq!(check("recursive").await, Vec::<String>::new());
    assert_eq!(check("exponential").await, Vec::<String>::new());
    assert_eq!(
        check("tree").await,
        ["Against this schema, this takes too long to check. It was not checked."]
    );
    let call = scene.test.run(&connector.id, "exponential", tree.clone()).await;
    assert_eq!(scene.test.settled(&call.id).await.call.state, CallState::Completed);
    assert_eq!(hostile.end().await.iter().filter(|method| *method == "GET").count(), 0);
    scene.unharmed().await;
}

#[tokio::test]
async fn a_template_beyond_measure_costs_only_itself() {
    let scene = Scene::set(PATIENT).await;
    let hostile = Hostile::start("large-template").await;
    let connector = scene.test.connect(&hostile.url).await;
    let snapshot = scene.snapshot_of(&connector).await;
    let problem = snapshot.templates[0].problem.clone().unwrap();
    assert_eq!(
        problem.message,
        "The template ui://hostile/look.html could not be read. The answer to resources/read is larger than \
         the 32 MB that are accepted."
    );
    assert_eq!(scene.look(&connector).await.call.state, CallState::Completed);
    scene.unharmed().await;
}

#[tokio::test]
async fn a_server_that_dies_between_list_and_call_leaves_its_tools_behind() {
    let scene = Scene::set(PATIENT).await;
    let hostile = Hostile::start("dies-after-list").await;
    let connector = scene.test.connect(&hostile.url).await;
    let record = scene.look(&connector).await;
    let address = hostile.url.trim_start_matches("http://").trim_end_matches("/mcp");
    assert_eq!(
        (record.call.state, record.call.problem.unwrap().message),
        (CallState::Failed, format!("Nothing listens at {address}: the connection was refused."))
    );
    let names: Vec<String> =
        scene.snapshot_of(&connector).await.tools.into_iter().map(|tool| tool.name).collect();
    assert_eq!(names, ["look"]);
    scene.unharmed().await;
}

#[tokio::test]
async fn a_connection_that_meets_any_of_this_fails_with_a_sentence() {
    let scene = Scene::set(PATIENT).await;
    for (scenario, sentence) in [
        (
            "invalid-json",
            "The answer to METHOD claims to be JSON but is not: EOF while parsing a string at line 1 column 33.",
        ),
        (
            "login-page",
            "The request METHOD was answered with the content type text/html, where MCP has \
             application/json or text/event-stream.",
        ),
        ("wrong-id", "The answer to METHOD has the id 4711, but the request's is ID."),
        (
            "redirect-to-file",
            "The request METHOD was answered with HTTP 307, which points to file:///etc/passwd.",
        ),
        ("deep-json", "The answer to METHOD is JSON that nests deeper than the 100 levels that are read."),
        (
            "header-line-break",
            "The response to METHOD is no HTTP that can be read: invalid HTTP header parsed.",
        ),
        ("gzip-bomb", "The answer to METHOD is larger than the 32 MB that are accepted."),
    ] {
        for (method, id) in [("initialize", "1"), ("tools/list", "2")] {
            let hostile = Hostile::start(&format!("{scenario}@{method}")).await;
            let problem = scene.test.refusal(&hostile.url).await;
            let expected = sentence.replace("METHOD", method).replace("ID", id);
            assert_eq!(problem.message, expected, "{scenario}");
            if scenario == "redirect-to-file" {
                assert_eq!(
                    problem.hint,
                    "Take the redirection out of the server: MCP is spoken over http and https."
                );
            }
        }
    }
    scene.unharmed().await;

    let hasty = Scene::set("[limits]\nconnect_seconds = 2").await;
    for scenario in ["endless-comments", "byte-a-second"] {
        let hostile = Hostile::start(&format!("{scenario}@initialize")).await;
        let problem = hasty.test.refusal(&hostile.url).await;
        assert_eq!(problem.message, "No answer to initialize within 2 seconds.", "{scenario}");
    }
    hasty.unharmed().await;
}

#[tokio::test]
async fn what_a_program_prints_beside_its_answers_is_noted_and_does_no_harm() {
    let scene = Scene::set(PATIENT).await;
    for (scenario, kind, text) in [
        ("garbage", FrameKind::Oddity, "Listening on port 3000…"),
        ("garbage", FrameKind::Oddity, "[1, 2"),
        ("greeting", FrameKind::Oddity, "Hostile server 1.0 ready"),
        ("invalid-utf8", FrameKind::Oddity, "garbage"),
        ("stderr-flood", FrameKind::Stderr, "warning 1: "),
    ] {
        let connector = scene.start(scenario).await;
        let record = scene.look(&connector).await;
        assert_eq!((record.call.state, record.call.problem), (CallState::Completed, None), "{scenario}");
        assert_eq!(record.response.unwrap().0["result"], called(), "{scenario}");
        let frame = scene.recorded(&connector, kind, text).await;
        assert!(frame.text.contains(text), "{scenario}: {}", frame.text);
        scene.unharmed().await;
    }
}

#[tokio::test]
async fn a_program_that_ends_or_says_nothing_more_fails_the_call_and_can_be_started_again() {
    let scene = Scene::set(PATIENT).await;
    let program = program().display().to_string();
    let too_large = "The answer to a request is larger than the 32 MB that are accepted.".to_owned();
    for (scenario, sentence) in [
        ("dies", format!("The program {program} ended with exit code 7. It last said:\nfatal: out of ideas")),
        (
            "closes-output",
            format!(
                "The program {program} closed its standard output, and said nothing on its standard error."
            ),
        ),
        ("endless-line", too_large),
    ] {
        let connector = scene.start(scenario).await;
        for _ in 0..2 {
            let record = scene.look(&connector).await;
            assert_eq!(
                (record.call.state, record.call.problem.unwrap().message),
                (CallState::Failed, sentence.clone()),
                "{scenario}"
            );
            assert!(record.request.is_some(), "{scenario}");
        }
        assert_eq!(scene.snapshot_of(&connector).await.tools.len(), 1, "{scenario}");
        scene.unharmed().await;
    }
}

#[tokio::test]
async fn a_program_that_does_not_listen_is_left_at_the_time_limit() {
    let scene = Scene::set(HASTY).await;
    for scenario in ["silent", "closes-input"] {
        let connector = scene.start(scenario).await;
        let record = scene.look(&connector).await;
        assert_eq!(
            (record.call.state, record.call.problem.unwrap().message.as_str()),
            (CallState::TimedOut, "No answer to tools/call within 1 second."),
            "{scenario}"
        );
        scene.unharmed().await;
        scene.test.host.delete_connector(&connector.id).await.unwrap();
    }
}

#[tokio::test]
async fn a_server_that_changes_at_every_reading_is_read_on_without_a_new_snapshot_each_time() {
    let scene = Scene::set(PATIENT).await;
    let mut hostile = Hostile::start("changes-at-every-list").await;
    let live = ConnectorDraft { reading: Reading::Live, ..draft(&hostile.url) };
    let created = scene.test.host.create_connector(live).await.unwrap();
    let connector = scene.test.connected(&created.id).await;
    let first = scene.snapshot_of(&connector).await;
    for _ in 0..4 {
        hostile.wait_for("tools/list").await;
    }
    assert_eq!(scene.snapshot_of(&connector).await, first);
    assert_eq!(scene.look(&connector).await.call.state, CallState::Completed);
    scene.unharmed().await;
}

#[tokio::test]
async fn the_deepest_tool_that_is_read_is_there_after_a_restart() {
    let test = TestHost::start_with(PATIENT).await;
    let server = Fixture::start();
    // Nine levels are around it: the message, its result, the list, the tool, and so on.
    let deep = (0..90).fold(json!({ "type": "object" }), |inner, _| json!({ "x-inner": inner }));
    server.tool(json!({ "name": "deep", "inputSchema": deep }), |_| json!({ "content": [] }));
    let connector = test.connect(&server.url).await;
    let before = test.host.snapshot(&connector.id).await.unwrap().unwrap();
    assert_eq!(before.tools[0].raw.0["inputSchema"], deep);
    let test = test.crash_and_restart().await;
    assert_eq!(test.host.snapshot(&connector.id).await.unwrap(), Some(before));
}
