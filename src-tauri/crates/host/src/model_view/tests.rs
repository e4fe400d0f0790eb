//! Whole views of small conversations.

use greenroom_contract::approval::{Verdict, VerdictAction};
use greenroom_contract::call::CallState;
use greenroom_contract::model_view::ModelItemKind;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::*;
use crate::profile::Profile;

fn said(id: &str, minute: u32, author: Author, text: &str) -> Entry {
    let at = at(minute);
    Entry::Message(Message {
        id: id.into(),
        author,
        text: text.into(),
        at,
        apps: Vec::new(),
        scroll: greenroom_contract::conversation::Scroll::Follow,
    })
}

fn at(minute: u32) -> String {
    format!("2026-11-21T09:{minute:02}:00.000Z")
}

fn call(id: &str, minute: u32, state: CallState, asker: Asker) -> Entry {
    Entry::Call(Box::new(Call {
        id: id.into(),
        conversation_id: "v".into(),
        connector_id: "c".into(),
        app_name: "Board".into(),
        tool_name: "show".into(),
        tool_title: "Show".into(),
        arguments: json!({ "all": true }).into(),
        asker,
        state,
        verdict: Verdict {
            action: VerdictAction::Run,
            reason: String::new(),
            alternatives: Vec::new(),
            remembered: None,
        },
        decision: None,
        invoking: String::new(),
        invoked: String::new(),
        template: None,
        proposed_at: at(minute),
        sent_at: None,
        settled_at: None,
        duration_ms: None,
        problem: None,
        progress: None,
        warning: None,
    }))
}

fn view(entries: Vec<Entry>, apps: &[App], ended: Vec<(&str, Ended)>) -> ModelView {
    let profile = Profile::chatgpt().unwrap();
    let conversation = Conversation { id: "v".into(), started_at: at(0), entries };
    compose(&Material {
        screen: "desktop",
        conversation: &conversation,
        apps,
        widgets: &ended.into_iter().map(|(id, ended)| (id.to_owned(), ended)).collect(),
        facts: &profile.model,
        texts: &profile.texts,
    })
}

/// Kind, content, reach and notes of each item.
fn lines(view: &ModelView) -> Vec<(ModelItemKind, Value, Reach)> {
    view.items.iter().map(|item| (item.kind, item.content.0.clone(), item.reach)).collect()
}

fn provided(value: Value, minute: u32) -> Option<Provided> {
    Some(Provided { value, at: at(minute) })
}

#[test]
fn a_call_is_seen_with_its_result_but_never_with_its_metadata() {
    let result = json!({ "structuredContent": { "cards": 2 }, "_meta": { "secret": 1 }, "content": [
        { "type": "text", "text": "Two", "_meta": { "x": 1 } },
        { "type": "image", "mimeType": "image/png", "data": "aGFsbG8=" } ] });
    let ended = Ended { result: Some(result), description: Some("A board.".into()), ..Ended::default() };
    let tool = json!({ "name": "show", "description": "Shows.", "inputSchema": {}, "_meta": { "y": 1 } });
    let app = App { name: "Board".into(), instructions: Some("a".repeat(600)), tools: vec![tool] };
    let entries = vec![
        said("m1", 1, Author::Person, "Show me"),
        call("k1", 2, CallState::Completed, Asker::Person),
        call("k2", 3, CallState::Completed, Asker::Widget { call_id: "k1".into(), screen: "phone".into() }),
    ];
    let view = view(entries, &[app], vec![("k1", ended)]);
    let seen = json!({ "structuredContent": { "cards": 2 }, "content": [{ "type": "text", "text": "Two" },
        { "type": "image", "mimeType": "image/png", "data": "(8 characters of base64)" }] });
    assert_eq!(
        lines(&view),
        [
            (ModelItemKind::Instructions, json!("a".repeat(512)), Reach::Now),
            (
                ModelItemKind::Tools,
                json!([{ "name": "show", "description": "Shows.", "inputSchema": {} }]),
                Reach::Now
            ),
            (ModelItemKind::Message, json!("Show me"), Reach::Now),
            (ModelItemKind::ToolCall, json!({ "name": "show", "arguments": { "all": true } }), Reach::Now),
            (ModelItemKind::ToolResult, seen, Reach::Now),
            (ModelItemKind::WidgetDescription, json!("A board."), Reach::Now),
        ]
    );
    assert_eq!(view.items[0].beyond.len(), 88);
    assert_eq!((view.items[2].tokens, view.items[4].images.as_slice()), (2, &["image/png".to_owned()][..]));
    assert_eq!(view.items[4].call_id.as_deref(), Some("k1"));
    assert_eq!(view.tokens, view.items.iter().map(|item| item.tokens).sum::<u32>());
    assert_eq!(view.unseen_calls, 1);
}

#[test]
fn a_refused_call_is_told_in_a_sentence() {
    let entries = vec![
        call("k1", 1, CallState::Denied, Asker::Person),
        call("k2", 2, CallState::Cancelled, Asker::Person),
        call("k3", 3, CallState::Running, Asker::Person),
    ];
    let view = view(entries, &[], Vec::new());
    let called =
        || (ModelItemKind::ToolCall, json!({ "name": "show", "arguments": { "all": true } }), Reach::Now);
    let sentence = |text: &str| (ModelItemKind::NoResult, json!(text), Reach::Now);
    assert_eq!(
        lines(&view),
        [
            called(),
            sentence("The user denied this tool call."),
            called(),
            sentence("The tool call was cancelled."),
            called()
        ]
    );
    assert_eq!(view.items[4].notes, ["It has not ended yet."]);
}

#[test]
fn what_a_widget_hands_over_goes_along_with_the_next_message() {
    let result = Some(json!({ "content": [] }));
    let first = Ended {
        result: result.clone(),
        state: provided(json!({ "modelContent": "Row 1", "privateContent": "!", "imageIds": ["file_1"] }), 3),
        ..Ended::default()
    };
    let second = Ended {
        result,
        mode: DisplayMode::Fullscreen,
        state: provided(json!({ "row": 2 }), 9),
        context: provided(json!({ "structuredContent": { "page": 4 } }), 9),
        ..Ended::default()
    };
    let entries = vec![
        said("m1", 1, Author::Person, "Show"),
        call("k1", 2, CallState::Completed, Asker::Person),
        said("m2", 4, Author::Widget { app_name: "Board".into() }, "And now?"),
        call("k2", 5, CallState::Completed, Asker::Person),
        said("m3", 6, Author::Person, "Go on"),
    ];
    let view = view(entries, &[], vec![("k1", first), ("k2", second)]);
    let shown: Vec<_> = lines(&view)
        .into_iter()
        .filter(|(kind, ..)| !matches!(kind, ModelItemKind::ToolCall | ModelItemKind::ToolResult))
        .collect();
    assert_eq!(
        shown,
        [
            (ModelItemKind::Message, json!("Show"), Reach::Now),
            (ModelItemKind::WidgetState, json!("Row 1"), Reach::Now),
            (ModelItemKind::FollowUp, json!("And now?"), Reach::Now),
            (ModelItemKind::Message, json!("Go on"), Reach::Now),
            (ModelItemKind::WidgetState, json!({ "row": 2 }), Reach::NextTurn),
            (ModelItemKind::ModelContext, json!({ "structuredContent": { "page": 4 } }), Reach::NextTurn),
        ]
    );
    assert_eq!(view.items[3].images, ["file_1"]);
}

#[test]
fn a_message_takes_along_what_was_handed_over_in_the_same_millisecond() {
    let context = provided(json!({ "structuredContent": { "page": 4 } }), 3);
    let ended = Ended { context, ..Ended::default() };
    let entries = vec![
        call("k1", 2, CallState::Completed, Asker::Person),
        said("m1", 3, Author::Widget { app_name: "Board".into() }, "And now?"),
    ];
    let view = view(entries, &[], vec![("k1", ended)]);
    assert_eq!(
        lines(&view)[2..],
        [
            (ModelItemKind::ModelContext, json!({ "structuredContent": { "page": 4 } }), Reach::Now),
            (ModelItemKind::FollowUp, json!("And now?"), Reach::Now),
        ]
    );
}

#[test]
fn an_inline_widget_that_speaks_late_and_much_is_not_heard_and_warned_about() {
    let state = provided(json!({ "text": "x".repeat(20_000) }), 9);
    let ended = Ended { result: Some(json!({ "content": "y".repeat(30_000) })), state, ..Ended::default() };
    let entries = vec![
        call("k1", 2, CallState::Completed, Asker::Person),
        said("m1", 6, Author::Person, "Go on"),
        said("m2", 12, Author::Person, "And on"),
    ];
    let view = view(entries, &[], vec![("k1", ended)]);
    let last = view.items.last().unwrap();
    assert_eq!((last.kind, last.reach), (ModelItemKind::WidgetState, Reach::Never));
    assert_eq!(
        last.warnings,
        ["The state is above 4000 tokens, which OpenAI named as the most that is sensible."]
    );
    assert_eq!(view.items[1].warnings, ["Above 5000 tokens ChatGPT may cut a result for the model."]);
}
