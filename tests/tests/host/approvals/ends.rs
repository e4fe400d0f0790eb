//! Every end of a prompt that nobody answered is a refusal, recorded as what it was, and the server sees nothing.

use greenroom_contract::approval::{Choice, Outcome};
use greenroom_contract::call::{Call, CallState};
use greenroom_contract::connector::{Availability, ConnectorDraft, EndpointDraft, Reading};
use greenroom_contract::permission::{ConnectorPermissions, PermissionLevel};
use greenroom_host::Leaving;
use greenroom_tests::desk::Desk;
use greenroom_tests::fixture::changing;
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::json;

async fn waiting() -> (Desk, Call) {
    let desk = Desk::open().await;
    let call = desk.run("note").await;
    desk.test.prompt().await;
    (desk, call)
}

/// The call ended so, its log says so, and nothing was sent.
async fn is_refused(desk: &Desk, call: &Call, outcome: Outcome) {
    let state = if outcome == Outcome::Withdrawn { CallState::Cancelled } else { CallState::Denied };
    assert_eq!(desk.end(call).await, (state, Some(outcome)));
    let log = desk.test.host.approval_log().await.unwrap();
    let [logged] = &log[..] else { panic!("one prompt, but {log:#?}") };
    let decision = logged.decision.clone().unwrap();
    assert_eq!((decision.outcome, decision.by.as_str()), (outcome, "greenroom"));
    assert_eq!((&logged.approval.call_id, logged.call_state), (&call.id, state));
    assert_eq!(desk.test.host.approvals().await.unwrap(), []);
    assert_eq!(desk.test.host.call(&call.id).await.unwrap().request, None);
    assert_eq!(desk.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn out_of_time() {
    let desk = Desk::open().await;
    desk.set(|approvals| approvals.timeout_seconds = 1).await;
    let call = desk.run("note").await;
    let prompt = desk.test.prompt().await;
    assert!(prompt.refused_at.as_ref().is_some_and(|at| *at > prompt.asked_at));
    is_refused(&desk, &call, Outcome::TimedOut).await;
}

#[tokio::test]
async fn cancelled() {
    let (desk, call) = waiting().await;
    desk.test.host.cancel_call(&call.id).await.unwrap();
    is_refused(&desk, &call, Outcome::Withdrawn).await;
}

#[tokio::test]
async fn refreshed() {
    let (desk, call) = waiting().await;
    desk.test.host.refresh_connector(&desk.connector).await.unwrap();
    is_refused(&desk, &call, Outcome::Refreshed).await;
}

#[tokio::test]
async fn a_refresh_of_another_connector_refuses_nothing() {
    let (desk, call) = waiting().await;
    let other = desk.test.connect(&desk.server.url).await.id;
    desk.test.host.refresh_connector(&other).await.unwrap();
    let prompts = desk.test.host.approvals().await.unwrap();
    assert_eq!(prompts.iter().map(|prompt| &prompt.call_id).collect::<Vec<_>>(), [&call.id]);
}

#[tokio::test]
async fn the_connector_was_disabled_and_nothing_of_it_can_be_called_until_it_is_enabled() {
    let (desk, call) = waiting().await;
    desk.test.host.disable_connector(&desk.connector).await.unwrap();
    is_refused(&desk, &call, Outcome::ConnectorDisabled).await;

    let request = |tool: &str| greenroom_contract::call::RunRequest {
        connector_id: desk.connector.clone(),
        tool_name: tool.into(),
        arguments: json!({}).into(),
        say: String::new(),
        answers: None,
    };
    let refused = desk.test.host.run_tool(request("look")).await.unwrap_err();
    assert_eq!(
        (refused.message.as_str(), refused.hint.as_str()),
        ("The connector “Fixture” is disabled.", "Enable it on its page.")
    );
    let unread = desk.test.host.refresh_connector(&desk.connector).await.unwrap_err();
    assert_eq!(unread.message, "The connector “Fixture” is disabled.");
    let desk = desk.crash_and_restart().await;
    assert_eq!(desk.test.host.connectors().await.unwrap()[1].availability, Availability::Disabled);
    desk.test.host.enable_connector(&desk.connector).await.unwrap();
    assert_eq!(desk.runs("look").await, (CallState::Completed, None));
    assert_eq!(desk.seen(), ["look"]);
}

#[tokio::test]
async fn the_connector_was_deleted() {
    let (desk, call) = waiting().await;
    desk.test.host.delete_connector(&desk.connector).await.unwrap();
    is_refused(&desk, &call, Outcome::ConnectorDeleted).await;
}

#[tokio::test]
async fn the_connector_leads_elsewhere() {
    let (desk, call) = waiting().await;
    desk.test.host.update_connector(&desk.connector, draft("http://localhost:1/mcp")).await.unwrap();
    is_refused(&desk, &call, Outcome::ConnectorMoved).await;
}

#[tokio::test]
async fn the_window_was_closed() {
    let (desk, call) = waiting().await;
    desk.test.host.shut_down(Leaving::WindowClosed).await;
    is_refused(&desk, &call, Outcome::WindowClosed).await;
}

#[tokio::test]
async fn the_program_was_ended() {
    let (desk, call) = waiting().await;
    desk.test.host.shut_down(Leaving::Quit).await;
    is_refused(&desk, &call, Outcome::Quit).await;
}

#[tokio::test]
async fn the_program_died() {
    let (desk, call) = waiting().await;
    let desk = desk.crash_and_restart().await;
    is_refused(&desk, &call, Outcome::Crashed).await;
}

#[tokio::test]
async fn its_tool_changed_while_it_waited_and_the_server_said_so() {
    let test = TestHost::start().await;
    let endpoint = EndpointDraft::Stdio { command_line: changing(), directory: String::new() };
    let live = ConnectorDraft { reading: Reading::Live, ..ConnectorDraft::new("Changing", endpoint) };
    let connector = test.host.create_connector(live).await.unwrap().id;
    test.connected(&connector).await;
    let always = ConnectorPermissions { level: Some(PermissionLevel::AlwaysAsk), widget_calls: None };
    test.host.set_permissions(&connector, always).await.unwrap();

    let remembered = test.run(&connector, "whoami", json!({})).await;
    test.answer(Choice::AllowForConversation).await;
    assert_eq!(test.settled(&remembered.id).await.call.state, CallState::Completed);
    test.host.start_conversation().await.unwrap();
    let waiting = test.run(&connector, "whoami", json!({})).await;
    test.prompt().await;
    let turning = test.run(&connector, "grow", json!({ "turn": "whoami" })).await;
    let prompt = test
        .until("the prompt of the other tool", async |host| {
            host.approvals().await.unwrap().into_iter().find(|prompt| prompt.call_id == turning.id)
        })
        .await;
    test.host.answer(&prompt.id, Choice::AllowOnce, "shell").await.unwrap();

    let refused = test.settled(&waiting.id).await.call;
    assert_eq!(refused.decision.unwrap().outcome, Outcome::Refreshed);
    assert_eq!(refused.sent_at, None);
    let [memory] = &test.host.remembered().await.unwrap()[..] else { panic!("one answer") };
    assert_eq!(memory.ended.as_ref().unwrap().reason, "Its annotations changed.");
}
