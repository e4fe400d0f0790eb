//! Answers that hold for longer than one call: how far they reach, how they end, and that they outlast the program.

use greenroom_contract::approval::{Choice, Outcome};
use greenroom_contract::call::CallState;
use greenroom_contract::permission::{AlwaysCovers, Remembered};
use greenroom_tests::desk::{Desk, hints, offer};
use pretty_assertions::assert_eq;
use serde_json::json;

const DONE: (CallState, Option<Outcome>) = (CallState::Completed, None);

fn ended(outcome: Outcome) -> (CallState, Option<Outcome>) {
    let state = if outcome.allows() { CallState::Completed } else { CallState::Denied };
    (state, Some(outcome))
}

/// What is remembered and why it no longer is, in words.
async fn remembered(desk: &Desk) -> Vec<String> {
    let words = |memory: Remembered| {
        let tool = memory.tool_name.unwrap_or_else(|| "all".into());
        let place = if memory.conversation_id.is_some() { "here" } else { "everywhere" };
        let exceptions =
            memory.exceptions.iter().map(|one| format!(", not {}: {}", one.tool_name, one.end.reason));
        let end = memory.ended.map(|end| format!(". {}", end.reason)).unwrap_or_default();
        format!(
            "{} {tool} {place} by {}{}{end}",
            json!(memory.choice),
            memory.by,
            exceptions.collect::<String>()
        )
        .replace('"', "")
    };
    desk.test.host.remembered().await.unwrap().into_iter().map(words).collect()
}

#[tokio::test]
async fn allowing_for_the_conversation_covers_the_tool_there_and_nothing_else() {
    let desk = Desk::open().await;
    let first = desk.run_and("note", Choice::AllowForConversation).await;
    assert_eq!(first, ended(Outcome::AllowedForConversation));
    assert_eq!(desk.runs("note").await, DONE);
    assert_eq!(desk.run_and("burn", Choice::Deny).await, ended(Outcome::Denied));

    let desk = desk.crash_and_restart().await;
    assert_eq!(desk.runs("note").await, DONE);
    desk.test.host.start_conversation().await.unwrap();
    assert_eq!(desk.run_and("note", Choice::Deny).await, ended(Outcome::Denied));
    assert_eq!(desk.seen(), ["note", "note", "note"]);
    assert_eq!(remembered(&desk).await, ["allow_for_conversation note here by phone"]);
}

#[tokio::test]
async fn a_call_that_an_earlier_answer_lets_pass_names_it() {
    let desk = Desk::open().await;
    desk.run_and("note", Choice::AllowForConversation).await;
    let call = desk.run("note").await;
    let [memory] = &desk.test.host.remembered().await.unwrap()[..] else { panic!("one answer") };
    assert_eq!(call.verdict.remembered.as_ref(), Some(&memory.id));
    assert_eq!(
        call.verdict.reason,
        "Runs without asking, because “Allow for this conversation” was answered earlier."
    );
    let asked = desk.test.host.approval_log().await.unwrap();
    assert_eq!(memory.call_id.as_ref(), Some(&asked[0].approval.call_id));
}

#[tokio::test]
async fn always_covers_the_app_in_every_conversation_until_it_is_taken_back() {
    let desk = Desk::open().await;
    assert_eq!(desk.run_and("note", Choice::AlwaysAllow).await, ended(Outcome::AlwaysAllowed));
    let desk = desk.crash_and_restart().await;
    desk.test.host.start_conversation().await.unwrap();
    assert_eq!(desk.runs("burn").await, DONE);

    let other = desk.test.connect(&desk.server.url).await.id;
    let others = desk.test.run(&other, "burn", json!({})).await;
    desk.test.answer(Choice::Deny).await;
    assert_eq!(desk.end(&others).await, ended(Outcome::Denied), "another connector is another app");

    let [memory] = &desk.test.host.remembered().await.unwrap()[..] else { panic!("one answer") };
    desk.test.host.forget(&memory.id).await.unwrap();
    let again = desk.test.host.forget(&memory.id).await.unwrap_err();
    assert_eq!(again.message, "This is no longer remembered.");
    assert_eq!(desk.run_and("burn", Choice::Deny).await, ended(Outcome::Denied));
    assert_eq!(remembered(&desk).await, ["always_allow all everywhere by phone. You took it back."]);
    assert_eq!(desk.seen(), ["note", "burn"]);
}

#[tokio::test]
async fn always_may_hold_for_the_conversation_alone() {
    let desk = Desk::open().await;
    desk.set(|approvals| approvals.always_covers = AlwaysCovers::AppInConversation).await;
    desk.run_and("note", Choice::AlwaysAllow).await;
    assert_eq!(desk.runs("burn").await, DONE);
    desk.test.host.start_conversation().await.unwrap();
    assert_eq!(desk.run_and("burn", Choice::Deny).await, ended(Outcome::Denied));
    assert_eq!(desk.seen(), ["note", "burn"]);
}

#[tokio::test]
async fn a_denial_can_be_remembered_too() {
    let desk = Desk::open().await;
    let first = desk.run_and("burn", Choice::DenyForConversation).await;
    assert_eq!(first, ended(Outcome::DeniedForConversation));
    let call = desk.run("burn").await;
    assert_eq!(desk.end(&call).await, (CallState::Denied, None));
    let record = desk.test.host.call(&call.id).await.unwrap();
    assert_eq!(record.call.problem, None, "to the widget and the model it is a denial like any other");
    assert_eq!(desk.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn a_refresh_that_changes_a_tool_forgets_what_was_remembered_for_it_and_says_so() {
    let desk = Desk::open().await;
    desk.run_and("note", Choice::AllowForConversation).await;
    desk.run_and("burn", Choice::AllowForConversation).await;
    let unchanged = desk.test.host.refresh_connector(&desk.connector).await.unwrap();
    assert_eq!(unchanged.forgotten, Vec::<String>::new());

    let mut annotations = hints("note");
    annotations["openWorldHint"] = json!(true);
    offer(&desk.server, "note", annotations);
    let refresh = desk.test.host.refresh_connector(&desk.connector).await.unwrap();
    assert_eq!(refresh.forgotten, ["What was remembered for “note” is forgotten. Its annotations changed."]);
    assert_eq!(desk.run_and("note", Choice::Deny).await, ended(Outcome::Denied));
    assert_eq!(desk.runs("burn").await, DONE);
    assert_eq!(
        remembered(&desk).await,
        [
            "allow_for_conversation burn here by phone",
            "allow_for_conversation note here by phone. Its annotations changed."
        ]
    );
    assert_eq!(desk.seen(), ["note", "burn", "burn"]);
}

#[tokio::test]
async fn what_holds_for_the_whole_app_ends_for_the_tool_that_changed() {
    let desk = Desk::open().await;
    desk.run_and("note", Choice::AlwaysAllow).await;
    desk.server.tool(
        json!({ "name": "note", "inputSchema": { "type": "object", "properties": { "all": { "type": "boolean" } } },
            "annotations": hints("note") }),
        |_| json!({ "content": [] }),
    );
    let refresh = desk.test.host.refresh_connector(&desk.connector).await.unwrap();
    assert_eq!(refresh.forgotten, ["What was remembered for “note” is forgotten. Its input schema changed."]);
    assert_eq!(desk.runs("burn").await, DONE);
    assert_eq!(desk.run_and("note", Choice::AlwaysAllow).await, ended(Outcome::AlwaysAllowed));
    assert_eq!(desk.runs("note").await, DONE, "it was answered anew");
    assert_eq!(
        remembered(&desk).await,
        [
            "always_allow all everywhere by phone",
            "always_allow all everywhere by phone, not note: Its input schema changed."
        ]
    );
}

#[tokio::test]
async fn what_a_tool_is_called_or_says_of_itself_in_words_changes_nothing() {
    let desk = Desk::open().await;
    desk.run_and("note", Choice::AllowForConversation).await;
    desk.server.tool(
        json!({ "name": "note", "title": "Another title", "description": "Other words.",
            "inputSchema": { "type": "object", "properties": { "text": { "type": "string" } } },
            "annotations": hints("note") }),
        |_| json!({ "content": [] }),
    );
    let refresh = desk.test.host.refresh_connector(&desk.connector).await.unwrap();
    assert_eq!((refresh.changes.len(), refresh.forgotten), (1, Vec::<String>::new()));
    assert_eq!(desk.runs("note").await, DONE);
}

#[tokio::test]
async fn a_deleted_connector_leaves_nothing_remembered() {
    let desk = Desk::open().await;
    desk.run_and("note", Choice::AlwaysAllow).await;
    desk.test.host.delete_connector(&desk.connector).await.unwrap();
    assert_eq!(remembered(&desk).await, Vec::<String>::new());
    assert_eq!(desk.server.received("tools/call").len(), 1);
}
