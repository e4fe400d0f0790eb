//! How calls end when something comes in between: a second answer, a cancel, a refresh, a deletion, the program's end.

use greenroom_contract::approval::{Choice, Outcome};
use greenroom_contract::call::CallState;
use greenroom_contract::screen::{FromScreen, ScreenEntry, ScreenView};
use greenroom_contract::{Problem, ProblemCode};
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// A board whose server does not answer calls.
async fn silent_board(test: &TestHost) -> (Fixture, String) {
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    server.behave("tools/call", Behaviour::Silence);
    (server, connector)
}

#[tokio::test]
async fn of_two_answers_at_once_one_counts_and_the_other_is_told() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "board_add", json!({ "title": "Once" })).await;
    let prompt = test.prompt().await;

    let (allowed, denied) = tokio::join!(
        test.host.answer(&prompt.id, Choice::AllowOnce, "phone"),
        test.host.answer(&prompt.id, Choice::Deny, "desktop"),
    );
    let too_late = Problem::new(
        ProblemCode::NotFound,
        "This question has been answered already.",
        "The first answer counts.",
    );
    assert_eq!((allowed, denied), (Ok(()), Err(too_late)));
    let record = test.settled(&call.id).await;
    let decision = record.call.decision.unwrap();
    assert_eq!((decision.outcome, decision.by.as_str()), (Outcome::AllowedOnce, "phone"));
    assert!(record.call.proposed_at <= decision.at && decision.at <= record.call.sent_at.unwrap());
    assert_eq!(server.received("tools/call").len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_cut_off_midway_is_the_same_for_the_call_and_on_record() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    for choice in [Choice::AllowOnce, Choice::Deny, Choice::AllowForConversation] {
        let call = test.run(&connector, "board_add", json!({ "title": "Cut off" })).await;
        let prompt = test.prompt().await;
        tokio::select! {
            biased;
            _ = test.host.answer(&prompt.id, choice, "phone") => {}
            () = std::future::ready(()) => {}
        }
        let decision = test.settled(&call.id).await.call.decision;
        let log = test.host.approval_log().await.unwrap();
        assert!(decision.is_some());
        assert_eq!(log.last().unwrap().decision, decision);
    }
}

#[tokio::test]
async fn allowing_for_the_conversation_answers_what_already_waits_for_the_same_tool() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    server.tool(
        json!({ "name": "publish", "inputSchema": { "type": "object" } }),
        |_| json!({ "content": [] }),
    );
    let connector = test.connect(&server.url).await.id;
    let first = test.run(&connector, "board_add", json!({ "title": "One" })).await;
    let second = test.run(&connector, "board_add", json!({ "title": "Two" })).await;
    let other = test.run(&connector, "publish", json!({})).await;
    test.until("three prompts", async |host| (host.approvals().await.unwrap().len() == 3).then_some(()))
        .await;

    test.answer(Choice::AllowForConversation).await;
    for call in [first, second] {
        let call = test.settled(&call.id).await.call;
        let decision = call.decision.unwrap();
        assert_eq!((call.state, decision.outcome), (CallState::Completed, Outcome::AllowedForConversation));
        assert_eq!(decision.by, "shell");
    }
    let left = test.host.approvals().await.unwrap();
    assert_eq!(left.iter().map(|prompt| &prompt.call_id).collect::<Vec<_>>(), [&other.id]);
}

#[tokio::test]
async fn allowing_for_the_conversation_covers_calls_that_are_on_their_way_to_ask() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    // A widget that calls the same tool again and again, while the person answers the first question.
    let proposing = async {
        let mut calls = Vec::new();
        for number in 0..40 {
            calls.push(test.run(&connector, "board_add", json!({ "title": format!("Card {number}") })).await);
        }
        calls
    };
    let answering = async {
        test.prompt().await;
        test.answer(Choice::AllowForConversation).await;
    };
    let (calls, ()) = tokio::join!(proposing, answering);
    for call in calls {
        assert_eq!(test.settled(&call.id).await.call.state, CallState::Completed);
    }
    assert_eq!(test.host.approvals().await.unwrap().len(), 0);
}

#[tokio::test]
async fn the_time_limit_runs_from_sending_and_not_while_the_person_thinks() {
    let test = TestHost::start_with("[limits]\ncall_seconds = 1").await;
    let (server, connector) = silent_board(&test).await;
    let waiting = test.run(&connector, "board_add", json!({ "title": "Patience" })).await;
    test.prompt().await;
    // A call that is sent now runs out of its time while the other one waits for its answer.
    let hasty = test.run(&connector, "board_show", json!({})).await;
    assert_eq!(test.settled(&hasty.id).await.call.state, CallState::TimedOut);

    server.behave_as_usual("tools/call");
    test.answer(Choice::AllowOnce).await;
    assert_eq!(test.settled(&waiting.id).await.call.state, CallState::Completed);
}

#[tokio::test]
async fn a_cancelled_call_keeps_what_was_sent_and_how_it_was_allowed() {
    let test = TestHost::start().await;
    let (server, connector) = silent_board(&test).await;
    let call = test.run(&connector, "board_add", json!({ "title": "Stop" })).await;
    test.answer(Choice::AllowOnce).await;
    let sent = server.wait_for("tools/call", 1).await;
    test.host.cancel_call(&call.id).await.unwrap();

    let record = test.settled(&call.id).await;
    assert_eq!((record.call.state, record.call.problem), (CallState::Cancelled, None));
    assert_eq!(record.call.decision.unwrap().outcome, Outcome::AllowedOnce);
    assert_eq!(record.request.unwrap().0, sent[0]);
    assert_eq!(record.response, None);
    assert!(record.call.sent_at.is_some() && record.call.duration_ms.is_some());
    // The server is told.
    let told = server.wait_for("notifications/cancelled", 1).await;
    assert_eq!(told[0]["params"]["requestId"], sent[0]["id"]);
}

#[tokio::test]
async fn a_call_that_is_cancelled_while_it_waits_was_never_sent() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "board_add", json!({ "title": "Never" })).await;
    let prompt = test.prompt().await;
    test.host.cancel_call(&call.id).await.unwrap();

    let record = test.settled(&call.id).await;
    assert_eq!((record.call.state, record.call.sent_at), (CallState::Cancelled, None));
    let decision = record.call.decision.unwrap();
    assert_eq!((decision.outcome, decision.by.as_str()), (Outcome::Withdrawn, "greenroom"));
    assert_eq!(test.host.approvals().await.unwrap(), []);
    let late = test.host.answer(&prompt.id, Choice::AllowOnce, "shell").await.unwrap_err();
    assert_eq!(late.message, "This question has been answered already.");
    assert_eq!(server.received("tools/call"), Vec::<Value>::new());
}

#[tokio::test]
async fn refresh_disturbs_no_call() {
    let test = TestHost::start().await;
    let (server, connector) = silent_board(&test).await;
    let running = test.run(&connector, "board_show", json!({})).await;
    server.wait_for("tools/call", 1).await;
    test.host.refresh_connector(&connector).await.unwrap();
    assert_eq!(test.host.call(&running.id).await.unwrap().call.state, CallState::Running);
    test.host.cancel_call(&running.id).await.unwrap();
    assert_eq!(test.settled(&running.id).await.call.state, CallState::Cancelled);

    // While Refresh hangs, calls go on over the connection that is there.
    server.behave_as_usual("tools/call");
    server.behave("tools/list", Behaviour::Silence);
    let lists = server.received("tools/list").len();
    let hanging = test.host.refresh_connector(&connector);
    let meanwhile = async {
        server.wait_for("tools/list", lists + 1).await;
        let call = test.run(&connector, "board_show", json!({})).await;
        assert_eq!(test.settled(&call.id).await.call.state, CallState::Completed);
        test.host.cancel_connecting(&connector).await.unwrap();
    };
    let (refreshed, ()) = tokio::join!(hanging, meanwhile);
    assert_eq!(refreshed.unwrap_err(), Problem::cancelled("Connecting was stopped."));
}

#[tokio::test]
async fn deleting_a_connector_ends_its_calls_with_a_reason() {
    let test = TestHost::start().await;
    let (server, connector) = silent_board(&test).await;
    let running = test.run(&connector, "board_show", json!({})).await;
    let sent = server.wait_for("tools/call", 1).await;
    let waiting = test.run(&connector, "board_add", json!({ "title": "Never" })).await;
    test.prompt().await;
    test.host.delete_connector(&connector).await.unwrap();

    let running = test.settled(&running.id).await;
    assert_eq!(running.call.state, CallState::Failed);
    assert_eq!(
        running.call.problem.unwrap(),
        Problem::failed(
            "The connector was deleted while the call was running, so its result is unknown.",
            "The server may have carried it out. Look there before running it again."
        )
    );
    assert_eq!(running.request.unwrap().0, sent[0]);
    let waiting = test.settled(&waiting.id).await;
    assert_eq!(waiting.call.state, CallState::Denied);
    assert_eq!(waiting.call.decision.unwrap().outcome, Outcome::ConnectorDeleted);
    assert_eq!(server.received("tools/call").len(), 1);
}

#[tokio::test]
async fn the_end_of_the_program_settles_every_call_on_disk() {
    let test = TestHost::start().await;
    let (server, connector) = silent_board(&test).await;
    let running = test.run(&connector, "board_show", json!({})).await;
    let sent = server.wait_for("tools/call", 1).await;
    let waiting = test.run(&connector, "board_add", json!({ "title": "Never" })).await;
    test.prompt().await;
    test.host.shut_down(greenroom_host::Leaving::Quit).await;

    // No waiting here: after the farewell everything is settled.
    let running = test.host.call(&running.id).await.unwrap();
    assert_eq!(
        running.call.problem.unwrap().message,
        "Greenroom ended while the call was running, so its result is unknown."
    );
    assert_eq!(running.request.unwrap().0, sent[0]);
    let waiting = test.host.call(&waiting.id).await.unwrap();
    assert_eq!(waiting.call.state, CallState::Denied);
    assert_eq!(waiting.call.decision.unwrap().outcome, Outcome::Quit);
}

#[tokio::test]
async fn calls_of_a_conversation_run_one_after_the_other() {
    let test = TestHost::start().await;
    let (server, connector) = silent_board(&test).await;
    let first = test.run(&connector, "board_show", json!({})).await;
    server.wait_for("tools/call", 1).await;
    let [second, third] = [
        test.run(&connector, "board_show", json!({})).await,
        test.run(&connector, "board_show", json!({})).await,
    ];
    for call in [&second, &third] {
        test.until("the call to queue", async |host| {
            (host.call(&call.id).await.unwrap().call.state == CallState::Queued).then_some(())
        })
        .await;
    }
    assert_eq!(server.received("tools/call").len(), 1);

    test.host.cancel_call(&second.id).await.unwrap();
    let cancelled = test.settled(&second.id).await.call;
    assert_eq!((cancelled.state, cancelled.sent_at), (CallState::Cancelled, None));
    // Another conversation does not wait for this one.
    test.host.start_conversation().await.unwrap();
    let elsewhere = test.run(&connector, "board_show", json!({})).await;
    server.wait_for("tools/call", 2).await;

    server.behave_as_usual("tools/call");
    test.host.cancel_call(&first.id).await.unwrap();
    let first = test.settled(&first.id).await.call;
    let third = test.settled(&third.id).await.call;
    assert_eq!((first.state, third.state), (CallState::Cancelled, CallState::Completed));
    assert!(first.settled_at <= third.sent_at);
    assert_eq!(test.host.call(&elsewhere.id).await.unwrap().call.state, CallState::Running);
}

#[tokio::test]
async fn a_call_that_takes_long_is_warned_about_while_it_runs_and_afterwards() {
    let test = TestHost::start_with("[limits]\ncall_warning_seconds = 1").await;
    let (_server, connector) = silent_board(&test).await;
    let call = test.run(&connector, "board_show", json!({})).await;
    let warning = test.until("a warning", async |host| host.call(&call.id).await.unwrap().call.warning).await;
    assert_eq!(warning, "This call has been running for 1 second. ChatGPT gives up at about 60 seconds.");
    test.host.cancel_call(&call.id).await.unwrap();
    let warning = test.settled(&call.id).await.call.warning.unwrap();
    assert!(warning.starts_with("This call took "), "{warning}");
}

#[tokio::test]
async fn what_was_sent_is_known_after_a_crash() {
    let test = TestHost::start().await;
    let (server, connector) = silent_board(&test).await;
    let call = test.run(&connector, "board_show", json!({})).await;
    let mut sent = server.wait_for("tools/call", 1).await.remove(0);
    let test = test.crash_and_restart().await;
    let record = test.settled(&call.id).await;
    // Its id is the only thing that is known no more.
    sent.as_object_mut().unwrap().remove("id");
    assert_eq!(record.request.unwrap().0, sent);
    assert_eq!(record.call.state, CallState::Failed);
}

#[tokio::test]
async fn a_call_that_went_wrong_is_made_once_more_from_a_screen_and_no_other() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let broken = json!({ "name": "broken", "inputSchema": {}, "annotations": { "readOnlyHint": true } });
    server.tool(broken, |_| json!({ "isError": true, "content": [{ "type": "text", "text": "No luck." }] }));
    let connector = test.connect(&server.url).await.id;
    let good = test.run(&connector, "board_show", json!({})).await.id;
    test.settled(&good).await;
    let wrong = test.run(&connector, "broken", json!({ "try": 1 })).await.id;
    test.settled(&wrong).await;
    let retryable = |view: &ScreenView| {
        let calls = view.entries.iter().filter_map(|entry| match entry {
            ScreenEntry::Call(call) => Some((call.state, call.can_retry)),
            ScreenEntry::Message(_) => None,
        });
        calls.collect::<Vec<_>>()
    };
    let both = [(CallState::Completed, false), (CallState::ToolError, true)];
    test.view("phone", |view| (retryable(view) == both).then_some(())).await;
    for call in [&good, &wrong] {
        test.host.from_screen("phone", FromScreen::Retry { call: call.clone() });
    }
    let three = [both[0], both[1], both[1]];
    test.view("phone", |view| (retryable(view) == three).then_some(())).await;
    let received = server.received("tools/call");
    let asked: Vec<_> = received.iter().map(|call| &call["params"]["arguments"]).collect();
    assert_eq!(asked, [&json!({}), &json!({ "try": 1 }), &json!({ "try": 1 })]);
}
