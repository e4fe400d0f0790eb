//! Fixtures: what a widget is told, saved to a file and opened again.

use greenroom_contract::call::{Asker, CallState};
use greenroom_contract::conversation::Entry;
use greenroom_contract::edit::Part;
use greenroom_contract::screen::{ScreenCall, ScreenEntry};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

async fn drawn(test: &TestHost, call_id: &str) -> ScreenCall {
    let is_it = |entry: &ScreenEntry| match entry {
        ScreenEntry::Call(call) if call.id == call_id && call.widget.is_some() => Some(call.as_ref().clone()),
        _ => None,
    };
    test.view("desktop", |view| view.entries.iter().find_map(is_it)).await
}

#[tokio::test]
async fn a_fixture_brings_back_what_was_shown_without_a_call_and_after_a_restart() {
    let shown = Shown::both().await;
    let host = shown.test.host.clone();
    shown.board("desktop").await;
    let edited = json!({ "cards": ["Saved"] });
    host.edit(&shown.board, Part::StructuredContent, edited.clone().into()).await.unwrap();
    host.edit(&shown.board, Part::State, json!({ "open": 1 }).into()).await.unwrap();
    host.edit(&shown.board, Part::Globals, json!({ "theme": "dark" }).into()).await.unwrap();
    let text = host.fixture(&shown.board, "One card").await.unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        file,
        json!({
            "greenroomFixture": 1,
            "name": "One card",
            "connector": { "name": "Fixture", "address": shown.server.url },
            "tool": "board_show",
            "input": {},
            "result": {
                "content": [{ "type": "text", "text": "The board has 2 cards." }],
                "structuredContent": edited,
                "_meta": { "fixture/note": "for the widget only" },
            },
            "state": { "open": 1 },
            "globals": { "theme": "dark" },
        })
    );

    host.start_conversation().await.unwrap();
    let opened = host.open_fixture(&text).await.unwrap();
    assert_eq!(opened.asker, Asker::Fixture { name: "One card".into() });
    assert_eq!((opened.state, opened.sent_at.as_ref()), (CallState::Completed, None));
    let call = drawn(&shown.test, &opened.id).await;
    assert_eq!(call.stand_in.as_deref(), Some("Fixture “One card”"));
    let (_, globals) = shown.test.document("desktop", &call.widget.unwrap()).await;
    let picked = ["toolInput", "toolOutput", "widgetState", "theme"].map(|name| globals[name].clone());
    assert_eq!(picked, [json!({}), edited.clone(), json!({ "open": 1 }), json!("dark")]);
    assert_eq!(shown.server.received("tools/call").len(), 2, "nothing was called");
    let record = host.call(&opened.id).await.unwrap();
    assert_eq!((record.request, record.response), (None, None));
    assert!(host.approvals().await.unwrap().is_empty());

    drop(host);
    let Shown { test, server, .. } = shown;
    let test = test.crash_and_restart().await;
    let entries = test.host.conversation().await.unwrap().entries;
    let [Entry::Call(restored)] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(restored.id, opened.id);
    let call = drawn(&test, &opened.id).await;
    let (_, globals) = test.document("desktop", &call.widget.unwrap()).await;
    assert_eq!((&globals["toolOutput"], &globals["theme"]), (&edited, &json!("dark")));
    assert_eq!(server.received("tools/call").len(), 2);
    // What is saved from it is what it was opened from.
    assert_eq!(test.host.fixture(&opened.id, "One card").await.unwrap(), text);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_says_why() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await;
    let refused = async |file: Value| test.host.open_fixture(&file.to_string()).await.unwrap_err();
    let file = |name: &str, address: &str, tool: &str| {
        json!({ "greenroomFixture": 1, "name": "x", "tool": tool,
            "connector": { "name": name, "address": address }, "cancelled": "timeout" })
    };
    let problem = refused(file("Gone", "http://localhost:1/mcp", "board_show")).await;
    assert_eq!(
        (problem.message.as_str(), problem.hint.as_str()),
        (
            "There is no connector with the address http://localhost:1/mcp, and none with the name “Gone”.",
            "Create the connector that the file was saved from, or name another one in the file."
        )
    );
    let missing = refused(file("x", &server.url, "board_paint")).await.message;
    assert_eq!(missing, "The tool “board_paint” is not in the connector's snapshot.");
    let plain = refused(file("x", &server.url, "board_clear")).await.message;
    assert_eq!(plain, "The tool “board_clear” of Fixture shows no widget.");
    let torn = test.host.open_fixture("{\n  \"greenroomFixture\": 1,\n").await.unwrap_err().message;
    assert_eq!(torn, "The file is not JSON: at line 3, column 0: EOF while parsing a value.");

    let by_name = file(&connector.name, "http://elsewhere.example/mcp", "board_show");
    let opened = test.host.open_fixture(&by_name.to_string()).await.unwrap();
    assert_eq!((opened.state, opened.connector_id), (CallState::Cancelled, connector.id));
}
