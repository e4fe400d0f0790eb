//! What a content security policy blocked, or would block, as findings with what mends them.

use greenroom_contract::observation::Disposition;
use greenroom_contract::sandbox::{CspMode, SandboxFinding, Weight};

use super::declaration::List;
use super::patch;
use crate::text;
use crate::widgets::observed::Observed;

/// Longest address that is repeated.
const URL_LIMIT: usize = 300;

/// In the order in which they first happened.
pub fn findings(observed: &Observed, mode: CspMode) -> Vec<SandboxFinding> {
    let is_blocked_too = |directive: &str, blocked: &str| {
        observed.violations.iter().any(|known| {
            known.first.disposition == Disposition::Enforce
                && known.first.directive == directive
                && known.first.blocked == blocked
        })
    };
    let told = observed.violations.iter().filter(|known| {
        let violation = &known.first;
        violation.disposition == Disposition::Enforce
            || !is_blocked_too(&violation.directive, &violation.blocked)
    });
    told.map(|known| {
        let violation = &known.first;
        let directive = text::shown(&violation.directive, 64);
        let blocked = text::shown(&violation.blocked, URL_LIMIT);
        let (weight, title) = match violation.disposition {
            Disposition::Enforce => (Weight::Broken, format!("{directive} blocked {blocked}")),
            Disposition::Report => (Weight::WillBreak, format!("{directive} will block {blocked}")),
        };
        let rule = match (violation.disposition, mode) {
            (Disposition::Report, _) => {
                "It works in this mode; the policy of the published app has no such source."
            }
            (_, CspMode::SpecStrict) => "The policy of the MCP Apps specification has no such source.",
            (_, CspMode::PublishedUndeclared) => "This mode leaves out all that the template declares.",
            (_, CspMode::Published) => "The published app's policy has no such source.",
            (_, CspMode::Developer | CspMode::DeveloperEnforced) => "The template declares no such source.",
        };
        let text = format!("{rule} {}", remedy(&violation.directive, &violation.blocked));
        SandboxFinding { weight, title, text, position: violation.position.clone(), count: known.count }
    })
    .collect()
}

/// What the author can do about it.
fn remedy(directive: &str, blocked: &str) -> String {
    if matches!(blocked, "inline" | "eval" | "wasm-eval") {
        return "No declaration allows code in text: build without it.".into();
    }
    match patch::list_of(directive) {
        Some(list @ (List::Connect | List::Resource | List::Frame | List::Base)) => {
            format!("Declare its origin in {}: the patch has the line.", list.standard())
        }
        None if directive == "form-action" => {
            "Forms go nowhere from a widget: send what was entered with a tool call.".into()
        }
        None if directive.starts_with("worker") => {
            "Workers come from the widget's own document: make them of a blob: address.".into()
        }
        None => "No declaration opens this directive: do without.".into(),
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::observation::{Observation, PolicyViolation, SourcePosition};
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn what_is_blocked_now_comes_once_and_what_will_be_is_said_too() {
        let place = SourcePosition { url: String::new(), line: 7, column: 3 };
        let mut observed = Observed::default();
        for (disposition, blocked) in [
            (Disposition::Enforce, "https://a.example/x"),
            (Disposition::Report, "https://a.example/x"),
            (Disposition::Report, "http://localhost:3000/x"),
        ] {
            observed.take_in(Observation::Violation(PolicyViolation {
                at: 1.0,
                disposition,
                directive: "connect-src".into(),
                blocked: blocked.into(),
                position: Some(place.clone()),
            }));
        }
        assert_eq!(
            findings(&observed, CspMode::DeveloperEnforced),
            [
                SandboxFinding {
                    weight: Weight::Broken,
                    title: "connect-src blocked https://a.example/x".into(),
                    text: "The template declares no such source. Declare its origin in connectDomains: the patch has \
                           the line."
                        .into(),
                    position: Some(place.clone()),
                    count: 1,
                },
                SandboxFinding {
                    weight: Weight::WillBreak,
                    title: "connect-src will block http://localhost:3000/x".into(),
                    text: "It works in this mode; the policy of the published app has no such source. Declare its \
                           origin in connectDomains: the patch has the line."
                        .into(),
                    position: Some(place),
                    count: 1,
                },
            ]
        );
    }
}
