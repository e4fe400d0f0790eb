//! The scripts of scenarios: what happens, in order, and how long after what came before. Pure; they are played in
//! [`crate::screens`].

mod growing;

use std::time::Duration;

use greenroom_contract::call::CallState;
use greenroom_contract::scenario::Scenario;
use serde_json::{Value, json};

use self::growing::beginnings;
use crate::profile::{Scenarios, Texts};
use crate::widgets::account::{Account, End};
use crate::widgets::stand_in::{Delivery, Stance};

pub const ALL: [Scenario; 11] = [
    Scenario::EarlyResult,
    Scenario::LateResult,
    Scenario::PartialInput,
    Scenario::ToolError,
    Scenario::Cancelled,
    Scenario::TimedOut,
    Scenario::LostResult,
    Scenario::Remounted,
    Scenario::MountedTwice,
    Scenario::ServerGone,
    Scenario::ApprovalPending,
];

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub text: String,
    /// After the step before.
    pub after: Duration,
    pub act: Act,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Fresh frames on all screens. It is over when they can hear, or have had their time.
    Mount(Stance),
    /// The widgets there are learn what is new.
    Turn(Stance),
    /// The beginning of the input, for widgets that speak MCP Apps.
    Partial(Value),
}

pub fn title(scenario: Scenario) -> &'static str {
    match scenario {
        Scenario::EarlyResult => "Result before the handshake",
        Scenario::LateResult => "Late result",
        Scenario::PartialInput => "Streamed input",
        Scenario::ToolError => "Tool error",
        Scenario::Cancelled => "Cancelled",
        Scenario::TimedOut => "Timeout",
        Scenario::LostResult => "Lost first result",
        Scenario::Remounted => "Mounted anew with its state",
        Scenario::MountedTwice => "Mounted twice",
        Scenario::ServerGone => "Server gone in mid-call",
        Scenario::ApprovalPending => "Approval pending",
    }
}

/// `base` is what the widgets are told without any scenario; its input is the one that `arguments` stands for.
pub fn script(
    scenario: Scenario,
    base: &Account,
    arguments: &Value,
    facts: (&Scenarios, &Texts),
) -> Vec<Step> {
    let (times, texts) = facts;
    let stance = |state| Stance { scenario, state, input: Delivery::Made, end: Delivery::Made, ending: None };
    let ended = |state, ending| Stance { ending: Some(ending), ..stance(state) };
    let cancelled = |state, reason: &str| ended(state, End::Cancelled { reason: reason.to_owned() });
    let now = |text: &str, act| Step { text: text.to_owned(), after: Duration::ZERO, act };
    let later = |text: &str, act| Step { text: text.to_owned(), after: times.pause(), act };
    let runs =
        || now("Mounted while the call runs, and told the input.", Act::Mount(stance(CallState::Running)));
    let completed = |text| later(text, Act::Turn(stance(CallState::Completed)));
    match scenario {
        Scenario::EarlyResult => vec![now(
            "Mounted with the result there: input and result follow the handshake at once.",
            Act::Mount(stance(CallState::Completed)),
        )],
        Scenario::LateResult => vec![
            runs(),
            Step {
                text: format!("The result, after {} seconds.", times.late_result().as_secs_f64()),
                after: times.late_result(),
                act: Act::Turn(stance(CallState::Completed)),
            },
        ],
        Scenario::PartialInput => {
            let withheld = Stance { input: Delivery::Withheld, ..stance(CallState::Running) };
            let input = base.input.as_ref().unwrap_or(arguments);
            let parts = beginnings(input);
            let count = parts.len();
            let partial = |(index, value): (usize, Value)| Step {
                text: format!("The beginning of the input, {} of {count}.", index + 1),
                after: times.partial(),
                act: Act::Partial(value),
            };
            let mut steps =
                vec![now("Mounted while the input is still being written.", Act::Mount(withheld))];
            steps.extend(parts.into_iter().enumerate().map(partial));
            steps.push(later("The whole input, once.", Act::Turn(stance(CallState::Running))));
            steps.push(completed("The result."));
            steps
        }
        Scenario::ToolError => {
            let failed = ended(CallState::ToolError, End::Result(failure(base)));
            vec![runs(), later("A result that says isError.", Act::Turn(failed))]
        }
        Scenario::Cancelled => {
            let stopped = cancelled(CallState::Cancelled, &texts.cancelled_reason);
            vec![runs(), later("Cancelled by the person.", Act::Turn(stopped))]
        }
        Scenario::TimedOut => {
            let late = cancelled(CallState::TimedOut, "timeout");
            vec![runs(), later("The time is up, sooner than in ChatGPT.", Act::Turn(late))]
        }
        Scenario::LostResult => vec![
            runs(),
            later(
                "The result comes, and the widget is not told.",
                Act::Turn(Stance { end: Delivery::Withheld, ..stance(CallState::Completed) }),
            ),
            later("Mounted anew, and told everything.", Act::Mount(stance(CallState::Completed))),
        ],
        Scenario::Remounted => vec![
            now("Mounted, and told everything.", Act::Mount(stance(CallState::Completed))),
            later("Mounted anew with the state that it stored.", Act::Mount(stance(CallState::Completed))),
        ],
        Scenario::MountedTwice => vec![
            runs(),
            now("Mounted a second time, and told it again.", Act::Mount(stance(CallState::Running))),
            completed("The result, to the second one."),
        ],
        Scenario::ServerGone => {
            let gone = cancelled(CallState::Failed, &times.gone_reason);
            vec![runs(), later("The server closes the connection.", Act::Turn(gone))]
        }
        Scenario::ApprovalPending => vec![
            now(
                "Mounted while the call waits: toolInput is null.",
                Act::Mount(stance(CallState::AwaitingApproval)),
            ),
            later("Allowed: the input.", Act::Turn(stance(CallState::Running))),
            completed("The result."),
        ],
    }
}

/// The call's own failure, or one that stands for any.
fn failure(base: &Account) -> Value {
    match &base.end {
        Some(End::Result(result)) if result.get("isError") == Some(&Value::Bool(true)) => result.clone(),
        _ => json!({ "content": [{ "type": "text", "text": "The tool failed." }], "isError": true }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    #[test]
    fn every_scenario_has_steps_and_says_what_chatgpt_was_seen_to_do() {
        let profile = Profile::chatgpt().unwrap();
        for scenario in ALL {
            let seen = profile.scenarios.seen.get(&scenario);
            assert!(
                seen.is_some_and(|seen| !seen.text.is_empty() && seen.source.contains(':')),
                "{scenario:?}"
            );
        }
        assert_eq!(profile.scenarios.seen.len(), ALL.len());
    }
}
