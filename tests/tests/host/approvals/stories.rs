//! Rehearsals: answers that a script gives, and stories that are saved and played again.

use greenroom_contract::approval::{Choice, Outcome};
use greenroom_contract::call::CallState;
use greenroom_contract::story::{Answer, AnswerScript, ReplayedCall, ScriptedAnswer};
use greenroom_tests::desk::Desk;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn script(answers: &[(Option<&str>, Answer)]) -> AnswerScript {
    let answer = |(tool, answer): &(Option<&str>, Answer)| ScriptedAnswer {
        tool: tool.map(str::to_owned),
        answer: *answer,
    };
    AnswerScript { answers: answers.iter().map(answer).collect(), pause_milliseconds: 0 }
}

async fn rehearse(desk: &Desk, answers: &[(Option<&str>, Answer)]) {
    desk.test.host.set_rehearsal(Some(script(answers))).await.unwrap();
}

#[tokio::test]
async fn allow_then_deny_the_second_write_then_let_the_third_time_out() {
    let desk = Desk::open().await;
    rehearse(&desk, &[(None, Answer::AllowOnce), (None, Answer::Deny), (None, Answer::TimeOut)]).await;
    let mut ends = Vec::new();
    for _ in 0..3 {
        let call = desk.run("note").await;
        ends.push(desk.end(&call).await);
        let decision = desk.test.host.call(&call.id).await.unwrap().call.decision.unwrap();
        assert_eq!(decision.by, "rehearsal");
    }
    assert_eq!(
        ends,
        [
            (CallState::Completed, Some(Outcome::AllowedOnce)),
            (CallState::Denied, Some(Outcome::Denied)),
            (CallState::Denied, Some(Outcome::TimedOut)),
        ]
    );
    assert_eq!(desk.seen(), ["note"]);
    let given = desk.test.host.rehearsal().await.unwrap().unwrap().given;
    assert!(given.iter().all(Option::is_some), "{given:?}");

    // The script has nothing more: the person is asked, and after a restart too.
    let desk = desk.crash_and_restart().await;
    assert_eq!(desk.run_and("note", Choice::Deny).await, (CallState::Denied, Some(Outcome::Denied)));
    assert_eq!(desk.seen(), ["note"]);
}

#[tokio::test]
async fn an_answer_may_be_for_one_tool_or_be_left_to_the_person() {
    let desk = Desk::open().await;
    rehearse(&desk, &[(Some("burn"), Answer::Deny), (None, Answer::AskMe), (None, Answer::AlwaysAllow)])
        .await;
    assert_eq!(
        desk.run_and("note", Choice::AllowOnce).await,
        (CallState::Completed, Some(Outcome::AllowedOnce))
    );
    assert_eq!(desk.runs("burn").await, (CallState::Denied, Some(Outcome::Denied)));
    assert_eq!(desk.runs("burn").await, (CallState::Completed, Some(Outcome::AlwaysAllowed)));
    assert_eq!(
        desk.runs("burn").await,
        (CallState::Completed, None),
        "it is remembered like a person's answer"
    );
    assert_eq!(desk.seen(), ["note", "burn", "burn"]);
}

#[tokio::test]
async fn a_script_is_one_conversations_and_the_person_may_be_quicker() {
    let desk = Desk::open().await;
    let slow =
        AnswerScript { pause_milliseconds: 600_000, ..script(&[(None, Answer::Deny), (None, Answer::Deny)]) };
    desk.test.host.set_rehearsal(Some(slow)).await.unwrap();
    let call = desk.run("note").await;
    let rehearsed = desk.test.prompt().await.rehearsed.unwrap();
    assert_eq!((rehearsed.step, rehearsed.answer.as_str()), (0, "Deny"));
    desk.test.answer(Choice::AllowOnce).await;
    assert_eq!(desk.end(&call).await, (CallState::Completed, Some(Outcome::AllowedOnce)));

    desk.test.host.start_conversation().await.unwrap();
    assert_eq!(desk.test.host.rehearsal().await.unwrap(), None);
    desk.run("note").await;
    assert_eq!(desk.test.prompt().await.rehearsed, None);
    let too_long = AnswerScript { pause_milliseconds: 600_001, ..script(&[]) };
    let refused = desk.test.host.set_rehearsal(Some(too_long)).await.unwrap_err();
    assert_eq!(refused.message, "The pause before each answer is 600001 milliseconds.");
}

#[tokio::test]
async fn a_conversation_is_saved_as_a_story_and_replayed() {
    let desk = Desk::open().await;
    desk.runs("look").await;
    desk.run_and("note", Choice::AllowOnce).await;
    desk.run_and("burn", Choice::Deny).await;
    let story = desk.test.host.story().await.unwrap();
    let call = |tool: &str, ends: &str| json!({ "tool": tool, "arguments": { "text": tool }, "ends": ends });
    assert_eq!(
        serde_json::from_str::<Value>(&story).unwrap(),
        json!({
            "greenroomStory": 1,
            "connector": { "name": "Fixture", "address": desk.server.url },
            "calls": [call("look", "completed"), call("note", "completed"), call("burn", "denied")],
            "answers": [{ "tool": "note", "answer": "allow_once" }, { "tool": "burn", "answer": "deny" }],
            "pauseMilliseconds": 1500
        })
    );

    let hasty = story.replace("1500", "0");
    let replay = desk.test.host.replay(&hasty, &desk.connector).await.unwrap();
    let ends = |replayed: &ReplayedCall| (replayed.tool_name.clone(), replayed.state, replayed.expected);
    assert_eq!(
        replay.calls.iter().map(ends).collect::<Vec<_>>(),
        [
            ("look".to_owned(), CallState::Completed, Some(CallState::Completed)),
            ("note".to_owned(), CallState::Completed, Some(CallState::Completed)),
            ("burn".to_owned(), CallState::Denied, Some(CallState::Denied)),
        ]
    );
    assert_eq!(desk.seen(), ["look", "note", "look", "note"]);
}

#[tokio::test]
async fn a_story_that_is_opened_plays_in_a_conversation_of_its_own() {
    let desk = Desk::open().await;
    desk.runs("look").await;
    let before = desk.test.host.conversation().await.unwrap().id;
    let story = json!({ "greenroomStory": 1, "connector": { "name": "Fixture", "address": desk.server.url },
        "calls": [{ "tool": "note" }, { "tool": "burn", "arguments": { "text": "all" } }],
        "answers": [{ "answer": "allow_once" }, { "answer": "ask_me" }] });
    desk.test.host.open_story(&story.to_string()).await.unwrap();
    // The second one is left to the person.
    let left = desk
        .test
        .until("the second prompt", async |host| {
            host.approvals().await.unwrap().into_iter().find(|prompt| prompt.rehearsed.is_none())
        })
        .await;
    assert_eq!(left.card.tool_name, "burn");
    desk.test.host.answer(&left.id, Choice::AllowOnce, "shell").await.unwrap();
    let conversation = desk
        .test
        .until("both calls to settle", async |host| {
            let conversation = host.conversation().await.unwrap();
            let ended = conversation.calls().filter(|call| call.state == CallState::Completed).count();
            (ended == 2).then_some(conversation)
        })
        .await;
    assert_ne!(conversation.id, before);
    assert_eq!(desk.seen(), ["look", "note", "burn"]);
}

#[tokio::test]
async fn a_story_without_calls_answers_here() {
    let desk = Desk::open().await;
    let here = desk.test.host.conversation().await.unwrap().id;
    let story = json!({ "greenroomStory": 1, "answers": [{ "answer": "deny" }] });
    desk.test.host.open_story(&story.to_string()).await.unwrap();
    assert_eq!(desk.test.host.conversation().await.unwrap().id, here);
    assert_eq!(desk.runs("note").await, (CallState::Denied, Some(Outcome::Denied)));
    desk.test.host.set_rehearsal(None).await.unwrap();
    assert_eq!(
        desk.run_and("note", Choice::AllowOnce).await,
        (CallState::Completed, Some(Outcome::AllowedOnce))
    );
}

#[tokio::test]
async fn a_file_that_is_no_story_is_refused_with_the_reason_and_nothing_is_called() {
    let desk = Desk::open().await;
    let said = async |text: String| desk.test.host.open_story(&text).await.unwrap_err().message;
    assert_eq!(
        said("{".into()).await,
        "The file is not JSON: at line 1, column 1: EOF while parsing an object."
    );
    assert_eq!(said("{}".into()).await, "This is no story: it has no `greenroomStory`.");
    let calls = json!([{ "tool": "note" }]);
    assert_eq!(
        said(json!({ "greenroomStory": 1, "calls": calls }).to_string()).await,
        "The story makes calls, but names no connector."
    );
    let missing = json!({ "greenroomStory": 1, "connector": { "name": "Fixture", "address": desk.server.url },
        "calls": [{ "tool": "note" }, { "tool": "gone" }] });
    assert_eq!(said(missing.to_string()).await, "The tool “gone” is not in the connector's snapshot.");
    let wrong = json!({ "greenroomStory": 1, "answers": [{ "answer": "perhaps" }] });
    assert!(said(wrong.to_string()).await.contains("unknown variant `perhaps`"));
    let empty = desk.test.host.story().await.unwrap_err();
    assert_eq!(
        empty.message,
        "There is no story yet: nothing was called in this conversation, and nothing is rehearsed."
    );
    assert_eq!(desk.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn a_fixture_brings_its_answers_along() {
    let test = greenroom_tests::test_host::TestHost::start().await;
    let server = greenroom_tests::fixture::Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let shown = test.run(&connector, "board_show", json!({})).await.id;
    test.settled(&shown).await;
    test.host.set_rehearsal(Some(script(&[(None, Answer::Deny)]))).await.unwrap();
    let text = test.host.fixture(&shown, "Board").await.unwrap();

    test.host.start_conversation().await.unwrap();
    test.host.open_fixture(&text).await.unwrap();
    let call = test.run(&connector, "board_add", json!({ "title": "No" })).await;
    let decision = test.settled(&call.id).await.call.decision.unwrap();
    assert_eq!((decision.outcome, decision.by.as_str()), (Outcome::Denied, "rehearsal"));
    assert_eq!(server.received("tools/call").len(), 1, "the one that was shown");
}
