//! Scenarios: what may happen to a widget, message by message, in both languages.

use greenroom_contract::scenario::{RunState, Scenario, ScenarioRun};
use greenroom_tests::rehearsal::Rehearsal;
use pretty_assertions::assert_eq;
use serde_json::json;

const NOTHING: &str = r#"begins with {"toolInput":null,"toolOutput":null,"widgetState":null}"#;
const INPUT: &str = r#"begins with {"toolInput":{"search":"Ada"},"toolOutput":null,"widgetState":null}"#;
const ALL: &str =
    r#"begins with {"toolInput":{"search":"Ada"},"toolOutput":{"notes":["Call Ada"]},"widgetState":null}"#;
const TOLD_INPUT: &str = r#"globals {"toolInput":{"search":"Ada"}}"#;
const TOLD_RESULT: &str = r#"globals {"toolInput":{"search":"Ada"},"toolOutput":{"notes":["Call Ada"]}}"#;
const TOOL_INPUT: &str = r#"tool-input {"search":"Ada"}"#;
/// Before the next frame takes its place.
const TEARDOWN: &str = "teardown";
const TOOL_RESULT: &str = r#"tool-result [{"type":"text","text":"There are 1 notes."}]"#;

/// What each frame of both screens is told while a scenario plays, and how the call is drawn at its end.
async fn plays(scenario: Scenario, frames: &[&[&str]], status: &str) {
    let rehearsal = Rehearsal::start().await;
    rehearsal.play(scenario).await;
    for screen in ["desktop", "phone"] {
        assert_eq!(rehearsal.told(screen, 1).await, frames, "{screen}");
        let label =
            rehearsal.drawn(screen, |call| call.stand_in.is_some() && call.status == status).await.stand_in;
        let all = rehearsal.test.host.scenarios(&rehearsal.call.id).await.unwrap();
        let view = all.into_iter().find(|view| view.scenario == scenario).unwrap();
        assert_eq!(label, Some(format!("Scenario: {}", view.title)));
        let step = u32::try_from(view.steps.len()).unwrap() - 1;
        assert_eq!(view.run, Some(ScenarioRun { state: RunState::Finished, step }));
    }
    assert_eq!(rehearsal.server.received("tools/call").len(), 1, "no scenario calls anything");
}

#[tokio::test]
async fn a_result_may_be_there_before_the_handshake() {
    plays(Scenario::EarlyResult, &[&[ALL, TOOL_INPUT, TOOL_RESULT]], "Called tool").await;
}

#[tokio::test]
async fn a_result_may_be_late() {
    plays(Scenario::LateResult, &[&[INPUT, TOOL_INPUT, TOLD_RESULT, TOOL_RESULT]], "Called tool").await;
}

#[tokio::test]
async fn an_input_may_be_streamed_and_comes_whole_once() {
    let none = "tool-input-partial {}";
    let begun = r#"tool-input-partial {"search":"A"}"#;
    plays(
        Scenario::PartialInput,
        &[&[NOTHING, none, begun, TOLD_INPUT, TOOL_INPUT, TOLD_RESULT, TOOL_RESULT]],
        "Called tool",
    )
    .await;
}

#[tokio::test]
async fn a_tool_may_fail() {
    let failed = r#"tool-result [{"type":"text","text":"The tool failed."}]"#;
    let told = r#"globals {"toolInput":{"search":"Ada"},"toolOutput":null}"#;
    plays(Scenario::ToolError, &[&[INPUT, TOOL_INPUT, told, failed]], "The tool reported an error").await;
}

#[tokio::test]
async fn a_call_may_be_cancelled_time_out_or_lose_its_server() {
    for (scenario, reason, status) in [
        (Scenario::Cancelled, "user action", "Cancelled"),
        (Scenario::TimedOut, "timeout", "The call took too long"),
        (Scenario::ServerGone, "The server closed the connection before it answered.", "The call failed"),
    ] {
        let cancelled = format!("tool-cancelled {}", json!(reason));
        plays(scenario, &[&[INPUT, TOOL_INPUT, TOLD_INPUT, &cancelled]], status).await;
    }
}

#[tokio::test]
async fn a_result_may_be_lost_and_come_with_the_next_frame() {
    plays(
        Scenario::LostResult,
        &[&[INPUT, TOOL_INPUT, TEARDOWN], &[ALL, TOOL_INPUT, TOOL_RESULT]],
        "Called tool",
    )
    .await;
}

#[tokio::test]
async fn a_widget_may_be_mounted_anew_or_twice() {
    let whole: &[&str] = &[ALL, TOOL_INPUT, TOOL_RESULT];
    plays(Scenario::Remounted, &[&[ALL, TOOL_INPUT, TOOL_RESULT, TEARDOWN], whole], "Called tool").await;
    let twice: &[&[&str]] = &[&[INPUT, TOOL_INPUT, TEARDOWN], &[INPUT, TOOL_INPUT, TOLD_RESULT, TOOL_RESULT]];
    plays(Scenario::MountedTwice, twice, "Called tool").await;
}

#[tokio::test]
async fn a_widget_may_wait_for_an_approval() {
    let told = [NOTHING, TOLD_INPUT, TOOL_INPUT, TOLD_RESULT, TOOL_RESULT];
    plays(Scenario::ApprovalPending, &[&told], "Called tool").await;
}

#[tokio::test]
async fn a_scenario_is_stopped_replayed_and_reset() {
    let rehearsal = Rehearsal::start().await;
    let (host, call) = (&rehearsal.test.host, &rehearsal.call.id);
    // No widget lives, so the first step waits for them.
    host.run_scenario(call, Scenario::LateResult).await.unwrap();
    rehearsal.drawn("desktop", |call| call.stand_in.is_some()).await;
    host.stop_scenario(call).await.unwrap();
    let stopped = rehearsal.reaches(Scenario::LateResult, RunState::Stopped).await;
    assert_eq!(stopped, ScenarioRun { state: RunState::Stopped, step: 0 });

    rehearsal.play(Scenario::LateResult).await;
    assert_eq!(
        rehearsal.told("desktop", 2).await,
        [[INPUT, TOOL_INPUT, TOLD_RESULT, TOOL_RESULT]],
        "it begins anew in frames of its own"
    );

    rehearsal
        .with_widgets(async {
            host.reset_scenario(call).await.unwrap();
            let is_own = |generation| {
                move |call: &greenroom_contract::screen::ScreenCall| {
                    call.stand_in.is_none()
                        && call.widget.as_ref().is_some_and(|frame| frame.generation == generation)
                }
            };
            rehearsal.drawn("desktop", is_own(3)).await;
        })
        .await;
    let all = host.scenarios(call).await.unwrap();
    assert!(all.iter().all(|view| view.run.is_none()));
}

#[tokio::test]
async fn a_call_that_is_not_shown_has_no_scenario_to_play() {
    let rehearsal = Rehearsal::start().await;
    rehearsal.test.host.start_conversation().await.unwrap();
    rehearsal.test.view("desktop", |view| view.entries.is_empty().then_some(())).await;
    rehearsal
        .test
        .until("the widgets to be gone", async |host| {
            host.widgets(&rehearsal.call.id).await.unwrap().is_empty().then_some(())
        })
        .await;
    let refused =
        rehearsal.test.host.run_scenario(&rehearsal.call.id, Scenario::Cancelled).await.unwrap_err();
    assert_eq!(refused.message, "No screen shows a widget of this call.");
}
