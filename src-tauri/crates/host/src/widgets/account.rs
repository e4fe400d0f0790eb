//! What there is to tell a widget about its call: the input once it may know it, and how the call ended.
//!
//! Who has been told how much of it is in [`super::instance`].

use greenroom_contract::call::{Call, CallState};
use serde_json::Value;

use crate::profile::Texts;
use crate::widgets::form::Form;

#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Absent while the call waits, and for good where it was refused.
    pub input: Option<Value>,
    /// Absent while the call runs.
    pub end: Option<End>,
    pub form: Form,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// The result as it was on the wire; it may say `isError`.
    Result(Value),
    Cancelled {
        reason: String,
    },
}

/// How much there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    Nothing,
    Input,
    End,
}

impl Account {
    /// `result` is wanted only for a call that has settled.
    pub fn of(call: &Call, result: Option<Value>, texts: &Texts, form: Form) -> Self {
        let end = match (Extent::of(call), result) {
            (Extent::End, Some(result)) => Some(End::Result(result)),
            (Extent::End, None) => Some(End::Cancelled { reason: reason(call, texts) }),
            _ => None,
        };
        Self { input: tells_input(call).then(|| call.arguments.0.clone()), end, form }
    }

    pub fn extent(&self) -> Extent {
        match (&self.input, &self.end) {
            (_, Some(_)) => Extent::End,
            (Some(_), None) => Extent::Input,
            (None, None) => Extent::Nothing,
        }
    }
}

impl Extent {
    /// As [`Account::extent`], without the need to read the result.
    pub fn of(call: &Call) -> Self {
        match call.state {
            CallState::AwaitingApproval | CallState::Queued => Self::Nothing,
            CallState::Running => Self::Input,
            _ => Self::End,
        }
    }
}

/// Whether the call was allowed: what was refused never shows its input.
pub fn tells_input(call: &Call) -> bool {
    call.state == CallState::Running || (call.state.is_settled() && call.sent_at.is_some())
}

fn reason(call: &Call, texts: &Texts) -> String {
    match (&call.state, &call.problem) {
        (CallState::TimedOut, _) => "timeout".into(),
        (CallState::Failed, Some(problem)) => problem.message.clone(),
        _ => texts.cancelled_reason.clone(),
    }
}
