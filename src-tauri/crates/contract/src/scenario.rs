//! What may happen to a widget and seldom does while one builds it, each at a click.

use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Scenario {
    EarlyResult,
    LateResult,
    PartialInput,
    ToolError,
    Cancelled,
    TimedOut,
    LostResult,
    Remounted,
    MountedTwice,
    ServerGone,
    ApprovalPending,
}

/// A scenario as it is offered for a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioView {
    pub scenario: Scenario,
    pub title: String,
    /// What ChatGPT was seen or is said to do.
    pub seen: String,
    /// Where that is known from, how surely, and since when.
    pub source: String,
    /// What happens, in order.
    pub steps: Vec<String>,
    /// Absent where it was not run, or has been reset.
    pub run: Option<ScenarioRun>,
}

/// How far a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioRun {
    pub state: RunState,
    /// The step that it is at, or stopped or ended at; counted from 0.
    pub step: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RunState {
    Running,
    Stopped,
    Finished,
}
