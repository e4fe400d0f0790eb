//! The rule that decides whether a call asks first: a pure function of what the server declared, what was
//! remembered, and who asks.

use greenroom_contract::approval::{Verdict, VerdictAction};
use greenroom_contract::call::Asker;
use greenroom_contract::settings::HostKind;
use greenroom_contract::tool::{Annotations, Visibility};

/// What the rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    pub annotations: &'a Annotations,
    pub visibility: &'a Visibility,
    pub asker: &'a Asker,
    pub remembered: Memory,
    pub host: HostKind,
}

/// Whether "Allow for this conversation" has been answered for this tool in this conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    Nothing,
    AllowedForConversation,
}

/// ChatGPT's documented rule for custom servers ("developer mode, classic"): whatever is not declared read-only
/// is a write, and a write asks.
pub fn verdict(circumstances: Circumstances<'_>) -> Verdict {
    let Circumstances { annotations, visibility, asker, remembered, host } = circumstances;
    // ChatGPT was seen to let it pass (a public conformance run, 2026-07-22).
    if host == HostKind::Spec && matches!(asker, Asker::Widget { .. }) && !visibility.app {
        return Verdict {
            action: VerdictAction::Refuse,
            reason:
                "Refused, because a widget asks and the tool's visibility leaves out “app”. Add “app” to \
                     _meta.ui.visibility, or set openai/widgetAccessible to true."
                    .into(),
        };
    }
    if annotations.read_only == Some(true) {
        return Verdict {
            action: VerdictAction::Run,
            reason: "Runs without asking, because readOnlyHint is true.".into(),
        };
    }
    if remembered == Memory::AllowedForConversation {
        return Verdict {
            action: VerdictAction::Run,
            reason: "Runs without asking, because “Allow for this conversation” was answered earlier.".into(),
        };
    }
    Verdict { action: VerdictAction::Ask, reason: why_it_asks(annotations) }
}

fn why_it_asks(annotations: &Annotations) -> String {
    let declared = match annotations.read_only {
        None => "readOnlyHint is missing, and missing means write",
        Some(_) => "readOnlyHint is false",
    };
    let weight = if annotations.destructive == Some(true) { ", and destructiveHint is true" } else { "" };
    format!("Asks, because {declared}{weight}. With readOnlyHint: true it would run at once.")
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn act(read_only: Option<bool>, app: bool, asker: &Asker, remembered: Memory) -> VerdictAction {
        let annotations = Annotations { read_only, ..Annotations::default() };
        let visibility = Visibility { model: true, app };
        let host = HostKind::Spec;
        verdict(Circumstances { annotations: &annotations, visibility: &visibility, asker, remembered, host })
            .action
    }

    #[test]
    fn only_a_declared_read_or_a_remembered_answer_runs_at_once() {
        let widget = Asker::Widget { call_id: "1".into(), screen: "phone".into() };
        for asker in [&Asker::Person, &widget] {
            for read_only in [None, Some(false)] {
                assert_eq!(act(read_only, true, asker, Memory::Nothing), VerdictAction::Ask);
                assert_eq!(act(read_only, true, asker, Memory::AllowedForConversation), VerdictAction::Run);
            }
            assert_eq!(act(Some(true), true, asker, Memory::Nothing), VerdictAction::Run);
        }
        assert_eq!(act(Some(true), false, &widget, Memory::Nothing), VerdictAction::Refuse);
        assert_eq!(act(Some(true), false, &Asker::Person, Memory::Nothing), VerdictAction::Run);
    }

    #[test]
    fn chatgpt_does_not_hide_a_tool_from_widgets() {
        let circumstances = |read_only| {
            let annotations = Annotations { read_only, ..Annotations::default() };
            let visibility = Visibility { model: true, app: false };
            let asker = Asker::Widget { call_id: "1".into(), screen: "phone".into() };
            let (remembered, host) = (Memory::Nothing, HostKind::Chatgpt);
            let circumstances = Circumstances {
                annotations: &annotations,
                visibility: &visibility,
                asker: &asker,
                remembered,
                host,
            };
            verdict(circumstances).action
        };
        assert_eq!(circumstances(Some(true)), VerdictAction::Run);
        assert_eq!(circumstances(None), VerdictAction::Ask);
    }

    #[test]
    fn the_reason_says_what_would_change_it() {
        let annotations = Annotations { destructive: Some(true), ..Annotations::default() };
        let visibility = Visibility { model: true, app: true };
        let circumstances = Circumstances {
            annotations: &annotations,
            visibility: &visibility,
            asker: &Asker::Person,
            remembered: Memory::Nothing,
            host: HostKind::Chatgpt,
        };
        assert_eq!(
            verdict(circumstances).reason,
            "Asks, because readOnlyHint is missing, and missing means write, and destructiveHint is true. \
             With readOnlyHint: true it would run at once."
        );
    }
}
