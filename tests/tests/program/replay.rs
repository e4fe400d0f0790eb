//! A story that was saved in the window, as a test without one.

use greenroom_contract::call::CallState;
use greenroom_contract::story::Replay;
use greenroom_tests::fixture::Fixture;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::terminal::Terminal;

/// A terminal with a file `story.json` beside it.
fn with_story(story: &Value) -> Terminal {
    let terminal = Terminal::new();
    std::fs::write(terminal.folder.path().join("story.json"), story.to_string()).unwrap();
    terminal
}

fn story(ends: &str) -> Value {
    json!({
        "greenroomStory": 1,
        "connector": { "name": "Board", "address": "http://localhost:1/mcp" },
        "calls": [
            { "tool": "board_show", "ends": "completed" },
            { "tool": "board_add", "arguments": { "title": "Ship" }, "ends": "completed" },
            { "tool": "board_clear", "ends": ends },
        ],
        "answers": [{ "answer": "allow_once" }, { "tool": "board_clear", "answer": "deny" }],
    })
}

/// The tools that the server was asked to run.
fn seen(server: &Fixture) -> Vec<Value> {
    server.received("tools/call").iter().map(|call| call["params"]["name"].clone()).collect()
}

#[tokio::test]
async fn a_story_that_goes_as_it_is_told_is_done() {
    let server = Fixture::start().with_board();
    let terminal = with_story(&story("denied"));
    let words = ["replay", "story.json", &server.url, "--report", "report.md"];
    let (code, stdout, stderr) = terminal.run(&words).await;
    assert_eq!(stdout, "1. board_show: completed\n2. board_add: completed\n3. board_clear: denied\n");
    assert_eq!((code, stderr.contains('✗')), (0, false), "{stderr}");
    assert_eq!(seen(&server), ["board_show", "board_add"]);
    let report = std::fs::read_to_string(terminal.folder.path().join("report.md")).unwrap();
    assert!(report.contains("- Answer: Allowed once, by rehearsal"), "{report}");
    assert!(report.contains("- Answer: Denied, by rehearsal"), "{report}");
}

#[tokio::test]
async fn one_that_ends_otherwise_fails_and_says_where() {
    let server = Fixture::start().with_board();
    let terminal = with_story(&story("completed"));
    let (code, stdout, stderr) = terminal.run(&["replay", "story.json", &server.url]).await;
    assert_eq!(
        stdout,
        "1. board_show: completed\n2. board_add: completed\n3. board_clear: denied, not completed\n"
    );
    assert_eq!(code, 1);
    assert!(stderr.contains("Call 3, board_clear, ended as denied; the story says completed."), "{stderr}");
    assert_eq!(seen(&server), ["board_show", "board_add"]);
}

#[tokio::test]
async fn what_the_script_leaves_to_a_person_is_denied_where_there_is_none() {
    let server = Fixture::start().with_board();
    let mut told = story("denied");
    told["answers"] = json!([{ "answer": "ask_me" }]);
    let terminal = with_story(&told);
    let (_, stdout, _) = terminal.run(&["replay", "story.json", &server.url, "--json"]).await;
    let replay: Replay = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        replay.calls.iter().map(|call| call.state).collect::<Vec<_>>(),
        [CallState::Completed, CallState::Denied, CallState::Denied]
    );
    assert_eq!(seen(&server), ["board_show"]);
}

#[tokio::test]
async fn a_story_that_cannot_be_used_calls_nothing() {
    let server = Fixture::start().with_board();
    let terminal = with_story(&json!({ "greenroomStory": 2 }));
    let (code, _, stderr) = terminal.run(&["replay", "story.json", &server.url]).await;
    assert_eq!(code, 2);
    assert!(stderr.contains("This story is of version 2; this Greenroom reads version 1."), "{stderr}");
    let (code, _, stderr) = terminal.run(&["replay", "gone.json", &server.url]).await;
    assert_eq!(code, 2);
    assert!(stderr.contains("The story gone.json cannot be read"), "{stderr}");
    assert_eq!(seen(&server), Vec::<Value>::new());
}
