//! Which calls ask: by the permission level, by what the tool says of itself, and by who calls.

use greenroom_contract::approval::{Choice, Outcome, VerdictAction};
use greenroom_contract::call::CallState;
use greenroom_contract::permission::{ConnectorPermissions, HighRisk, PermissionLevel, WidgetCalls};
use greenroom_tests::desk::{Desk, TOOLS};
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::json;

const DONE: (CallState, Option<Outcome>) = (CallState::Completed, None);
const DENIED: (CallState, Option<Outcome>) = (CallState::Denied, Some(Outcome::Denied));

/// Runs every tool of the desk and denies what asks; the tools that ran.
async fn ran(desk: &Desk) -> Vec<&'static str> {
    let mut ran = Vec::new();
    for tool in TOOLS {
        match desk.test.host.verdict(&desk.connector, tool).await.unwrap().action {
            VerdictAction::Ask => assert_eq!(desk.run_and(tool, Choice::Deny).await, DENIED),
            VerdictAction::Run => {
                assert_eq!(desk.runs(tool).await, DONE);
                ran.push(tool);
            }
            VerdictAction::Refuse => assert_eq!(desk.runs(tool).await, (CallState::Denied, None)),
        }
    }
    ran
}

#[tokio::test]
async fn each_level_lets_pass_what_it_says_and_the_server_sees_nothing_else() {
    let desk = Desk::open().await;
    let mut seen = Vec::new();
    for (level, passes) in [
        (PermissionLevel::Classic, &["look"][..]),
        (PermissionLevel::AlwaysAsk, &[]),
        (PermissionLevel::AllowReads, &["look"]),
        (PermissionLevel::AllowLowRisk, &["look", "note"]),
        (PermissionLevel::AllowAll, &TOOLS),
    ] {
        desk.set(|approvals| approvals.level = level).await;
        assert_eq!(ran(&desk).await, passes, "{level:?}");
        seen.extend(passes.iter().map(|tool| (*tool).to_owned()));
        assert_eq!(desk.seen(), seen, "{level:?}");
    }
}

#[tokio::test]
async fn a_connector_may_have_a_level_of_its_own_over_a_restart() {
    let desk = Desk::open().await;
    let own = ConnectorPermissions { level: Some(PermissionLevel::AllowAll), widget_calls: None };
    desk.test.host.set_permissions(&desk.connector, own).await.unwrap();
    let desk = desk.crash_and_restart().await;
    assert_eq!(desk.test.host.connectors().await.unwrap()[1].permissions, own);
    assert_eq!(desk.runs("burn").await, DONE);

    desk.test.host.set_permissions(&desk.connector, ConnectorPermissions::default()).await.unwrap();
    assert_eq!(desk.run_and("burn", Choice::Deny).await, DENIED);
    assert_eq!(desk.seen(), ["burn"]);
}

#[tokio::test]
async fn higher_risk_may_be_declined_instead_of_asked_about() {
    let desk = Desk::open().await;
    desk.set(|approvals| {
        approvals.level = PermissionLevel::AllowLowRisk;
        approvals.high_risk = HighRisk::IsDeclined;
    })
    .await;
    let call = desk.run("burn").await;
    assert_eq!(desk.end(&call).await, (CallState::Denied, None));
    let record = desk.test.host.call(&call.id).await.unwrap();
    assert_eq!(
        record.call.problem.unwrap().message,
        "Declined, because destructiveHint is true, at the level “Allow low-risk actions”."
    );
    assert_eq!(desk.test.host.approval_log().await.unwrap(), []);
    assert_eq!(desk.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn widgets_ask_by_the_same_rule_or_always_or_never() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    let set = async |widget_calls| {
        let permissions = ConnectorPermissions { level: None, widget_calls: Some(widget_calls) };
        shown.test.host.set_permissions(&shown.connector, permissions).await.unwrap();
    };
    let read = json!(["board_show", {}]);
    let write = json!(["board_add", { "title": "By itself" }]);

    // Two calls brought the widgets onto the screens.
    set(WidgetCalls::NeverAsk).await;
    shown.openai("phone", &frame, 1, "callTool", write.clone()).await.unwrap();
    assert_eq!(shown.server.received("tools/call").len(), 3);

    set(WidgetCalls::AlwaysAsk).await;
    let answered = async { shown.test.answer(Choice::Deny).await };
    let (refused, ()) = tokio::join!(shown.openai("phone", &frame, 2, "callTool", read.clone()), answered);
    assert_eq!(refused, Err("The user denied this tool call.".into()));
    assert_eq!(shown.server.received("tools/call").len(), 3);

    set(WidgetCalls::SameRule).await;
    shown.openai("phone", &frame, 3, "callTool", read).await.unwrap();
    let answered = async { shown.test.answer(Choice::AllowOnce).await };
    let (allowed, ()) = tokio::join!(shown.openai("phone", &frame, 4, "callTool", write), answered);
    assert!(allowed.is_ok());
    assert_eq!(shown.server.received("tools/call").len(), 5);
}

#[tokio::test]
async fn another_level_changes_nothing_for_what_has_been_asked_already() {
    let desk = Desk::open().await;
    let call = desk.run("burn").await;
    let prompt = desk.test.prompt().await;
    desk.set(|approvals| approvals.level = PermissionLevel::AllowAll).await;
    assert_eq!(desk.test.host.approvals().await.unwrap(), [prompt]);
    desk.test.answer(Choice::Deny).await;
    assert_eq!(desk.end(&call).await, DENIED);
    assert_eq!(desk.seen(), Vec::<String>::new());
}
