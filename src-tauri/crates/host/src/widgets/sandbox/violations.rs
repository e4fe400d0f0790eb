//! What a content security policy blocked, or would block, as findings with what mends them.

use greenroom_contract::observation::{Disposition, PolicyViolation};
use greenroom_contract::sandbox::{CspMode, SandboxFinding, Weight};

use super::declaration::{self, Declaration};
use super::patch;
use crate::text;
use crate::widgets::observed::Observed;

/// Longest address that is repeated.
const URL_LIMIT: usize = 300;

/// In the order in which they first happened. Addresses of one origin that one directive blocked are one finding: one
/// line of a declaration mends them all.
pub fn findings(observed: &Observed, mode: CspMode, declaration: &Declaration) -> Vec<SandboxFinding> {
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
    let mut groups: Vec<Group> = Vec::new();
    for known in told {
        let origin = patch::origin(&known.first.blocked);
        match groups.iter_mut().find(|group| group.has(&known.first, &origin)) {
            Some(group) => {
                group.others += 1;
                group.count = group.count.saturating_add(known.count);
            }
            None => groups.push(Group { first: &known.first, origin, others: 0, count: known.count }),
        }
    }
    groups.iter().map(|group| group.finding(mode, declaration)).collect()
}

/// What one directive blocked of one origin.
struct Group<'a> {
    first: &'a PolicyViolation,
    /// As in [`patch::origin`].
    origin: Result<String, Option<String>>,
    /// Addresses but the first.
    others: usize,
    count: u32,
}

impl Group<'_> {
    fn has(&self, violation: &PolicyViolation, origin: &Result<String, Option<String>>) -> bool {
        violation.disposition == self.first.disposition
            && violation.directive == self.first.directive
            && *origin == self.origin
            && *origin != Err(None)
    }

    fn finding(&self, mode: CspMode, declaration: &Declaration) -> SandboxFinding {
        let violation = self.first;
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
            _ if self.is_declared(declaration) => "It was blocked although its origin is declared.",
            (_, CspMode::Developer | CspMode::DeveloperEnforced) => "The template declares no such source.",
        };
        let others = match self.others {
            0 => String::new(),
            1 => " The same goes for 1 other address of this origin.".into(),
            others => format!(" The same goes for {others} other addresses of this origin."),
        };
        let text = format!("{rule} {}{others}", self.remedy(mode, declaration));
        SandboxFinding { weight, title, text, position: violation.position.clone(), count: self.count }
    }

    fn is_declared(&self, declaration: &Declaration) -> bool {
        let list = patch::list_of(&self.first.directive);
        list.zip(self.origin.as_ref().ok())
            .is_some_and(|(list, origin)| declaration.list(list).contains(origin))
    }

    /// What the author can do about it.
    fn remedy(&self, mode: CspMode, declaration: &Declaration) -> String {
        let PolicyViolation { directive, blocked, disposition, .. } = self.first;
        if matches!(blocked.as_str(), "inline" | "eval" | "wasm-eval") {
            return "No declaration allows code in text: build without it.".into();
        }
        let is_published = *disposition == Disposition::Report || mode == CspMode::Published;
        match (patch::list_of(directive), &self.origin) {
            (Some(_), Err(Some(note))) => note.clone(),
            (Some(list), Ok(origin)) if is_published && declaration::is_local(origin) => format!(
                "It is an address of this machine: a published app needs a public one over TLS, declared in {}.",
                list.standard()
            ),
            _ if self.is_declared(declaration) => match mode {
                CspMode::PublishedUndeclared => "Its origin is declared.".into(),
                _ => "Where the address redirects, the origin that it leads to has to be declared as well."
                    .into(),
            },
            (Some(list), _) => format!("Declare its origin in {}: the patch has the line.", list.standard()),
            (None, _) if directive == "form-action" => {
                "Forms go nowhere from a widget: send what was entered with a tool call.".into()
            }
            (None, _) if directive.starts_with("worker") => {
                "Workers come from the widget's own document: make them of a blob: address.".into()
            }
            (None, _) => "No declaration opens this directive: do without.".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::observation::{Observation, SourcePosition};
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    fn observed(violations: &[(Disposition, &str, &str)]) -> Observed {
        let mut observed = Observed::default();
        for (disposition, directive, blocked) in violations {
            observed.take_in(Observation::Violation(PolicyViolation {
                at: 1.0,
                disposition: *disposition,
                directive: (*directive).into(),
                blocked: (*blocked).into(),
                position: Some(place()),
            }));
        }
        observed
    }

    fn place() -> SourcePosition {
        SourcePosition { url: String::new(), line: 7, column: 3 }
    }

    fn texts(
        mode: CspMode,
        meta: serde_json::Value,
        violations: &[(Disposition, &str, &str)],
    ) -> Vec<String> {
        let findings = findings(&observed(violations), mode, &Declaration::of(&meta));
        findings.into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn what_is_blocked_now_comes_once_and_what_will_be_is_said_too() {
        let observed = observed(&[
            (Disposition::Enforce, "connect-src", "https://a.example/x"),
            (Disposition::Report, "connect-src", "https://a.example/x"),
            (Disposition::Report, "connect-src", "http://localhost:3000/x"),
        ]);
        assert_eq!(
            findings(&observed, CspMode::DeveloperEnforced, &Declaration::default()),
            [
                SandboxFinding {
                    weight: Weight::Broken,
                    title: "connect-src blocked https://a.example/x".into(),
                    text: "The template declares no such source. Declare its origin in connectDomains: the patch has the line."
                        .into(),
                    position: Some(place()),
                    count: 1,
                },
                SandboxFinding {
                    weight: Weight::WillBreak,
                    title: "connect-src will block http://localhost:3000/x".into(),
                    text: "It works in this mode; the policy of the published app has no such source. It is an address \
                           of this machine: a published app needs a public one over TLS, declared in connectDomains."
                        .into(),
                    position: Some(place()),
                    count: 1,
                },
            ]
        );
    }

    #[test]
    fn many_addresses_of_one_origin_are_one_finding() {
        let observed = observed(&[
            (Disposition::Enforce, "img-src", "https://cdn.example/1.png"),
            (Disposition::Enforce, "img-src", "https://cdn.example/2.png"),
            (Disposition::Enforce, "img-src", "https://other.example/1.png"),
            (Disposition::Enforce, "img-src", "https://cdn.example/2.png"),
            (Disposition::Enforce, "img-src", "https://cdn.example/3.png"),
            (Disposition::Enforce, "connect-src", "https://cdn.example/1.png"),
        ]);
        let findings = findings(&observed, CspMode::DeveloperEnforced, &Declaration::default());
        let told: Vec<_> = findings.iter().map(|one| (one.title.as_str(), one.count)).collect();
        assert_eq!(
            told,
            [
                ("img-src blocked https://cdn.example/1.png", 4),
                ("img-src blocked https://other.example/1.png", 1),
                ("connect-src blocked https://cdn.example/1.png", 1),
            ]
        );
        assert_eq!(
            findings[0].text,
            "The template declares no such source. Declare its origin in resourceDomains: the patch has the line. The same goes \
             for 2 other addresses of this origin."
        );
    }

    #[test]
    fn the_remedy_is_one_that_helps() {
        let declared = json!({ "ui": { "csp": { "connectDomains": ["https://api.example"] } } });
        let blocked = [
            (Disposition::Enforce, "img-src", "http://plain.example/a.png"),
            (Disposition::Enforce, "connect-src", "https://api.example/a"),
            (Disposition::Enforce, "script-src", "eval"),
        ];
        assert_eq!(
            texts(CspMode::DeveloperEnforced, declared.clone(), &blocked),
            [
                "The template declares no such source. http://plain.example is without TLS: serve it as https:, which can be \
                 declared.",
                "It was blocked although its origin is declared. Where the address redirects, the origin that it leads \
                 to has to be declared as well.",
                "The template declares no such source. No declaration allows code in text: build without it.",
            ]
        );
        assert_eq!(
            texts(CspMode::PublishedUndeclared, declared, &blocked[1..2]),
            ["This mode leaves out all that the template declares. Its origin is declared."]
        );
    }
}
