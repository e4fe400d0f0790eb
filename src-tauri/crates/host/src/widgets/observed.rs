//! What was observed in a widget's document, as far as a person will look at it: bounded, whatever the widget does.

use std::collections::VecDeque;

use greenroom_contract::observation::{
    ConsoleEntry, LeftOut, Observation, PolicyViolation, RestrictedUse, SourcePosition, WidgetRequest,
};

const MOST_CONSOLE: usize = 1000;
const MOST_REQUESTS: usize = 1000;
/// Of different ones.
const MOST_VIOLATIONS: usize = 200;
const MOST_RESTRICTED: usize = 200;
/// Longest text of an entry, in bytes.
const LONGEST: usize = 8 * 1024;
/// Longest address, in bytes.
const LONGEST_URL: usize = 4 * 1024;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    pub console: VecDeque<ConsoleEntry>,
    pub requests: VecDeque<WidgetRequest>,
    pub violations: Vec<Counted<PolicyViolation>>,
    pub restricted: Vec<Counted<RestrictedUse>>,
    /// Entries that are not here because there were too many.
    pub left_out: LeftOut,
}

/// The first of its kind, and how often it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted<Of> {
    pub first: Of,
    pub count: u32,
}

impl Observed {
    pub fn take_in(&mut self, observation: Observation) {
        match observation {
            Observation::Console(entry) => self.log(entry),
            Observation::Request(request) => self.note_request(request),
            Observation::Violation(violation) => self.note_violation(violation),
            Observation::Restricted(usage) => self.note_restricted(usage),
            Observation::Omitted { console, requests } => {
                self.left_out.console = self.left_out.console.saturating_add(console);
                self.left_out.requests = self.left_out.requests.saturating_add(requests);
            }
        }
    }

    fn log(&mut self, mut entry: ConsoleEntry) {
        clip(&mut entry.text, LONGEST);
        clip(&mut entry.stack, LONGEST);
        entry.position = entry.position.map(short);
        if self.console.len() == MOST_CONSOLE {
            self.console.pop_front();
            self.left_out.console = self.left_out.console.saturating_add(1);
        }
        self.console.push_back(entry);
    }

    fn note_request(&mut self, mut request: WidgetRequest) {
        clip(&mut request.url, LONGEST_URL);
        clip(&mut request.detail, LONGEST);
        clip(&mut request.method, 32);
        if let Some(kind) = &mut request.mime_type {
            clip(kind, 256);
        }
        request.position = request.position.map(short);
        if let Some(known) = self.requests.iter_mut().rev().find(|known| known.id == request.id) {
            *known = request;
            return;
        }
        if self.requests.len() == MOST_REQUESTS {
            self.requests.pop_front();
            self.left_out.requests = self.left_out.requests.saturating_add(1);
        }
        self.requests.push_back(request);
    }

    fn note_violation(&mut self, mut violation: PolicyViolation) {
        clip(&mut violation.blocked, LONGEST_URL);
        clip(&mut violation.directive, 64);
        violation.position = violation.position.map(short);
        let is_same = |known: &PolicyViolation| {
            known.disposition == violation.disposition
                && known.directive == violation.directive
                && known.blocked == violation.blocked
        };
        let has_room = self.violations.len() < MOST_VIOLATIONS;
        match self.violations.iter_mut().find(|known| is_same(&known.first)) {
            Some(known) => known.count = known.count.saturating_add(1),
            None if has_room => self.violations.push(Counted { first: violation, count: 1 }),
            None => {}
        }
    }

    fn note_restricted(&mut self, mut usage: RestrictedUse) {
        clip(&mut usage.api, 64);
        clip(&mut usage.detail, 256);
        usage.position = usage.position.map(short);
        let has_room = self.restricted.len() < MOST_RESTRICTED;
        match self.restricted.iter_mut().find(|known| known.first.api == usage.api) {
            Some(known) => known.count = known.count.saturating_add(1),
            None if has_room => self.restricted.push(Counted { first: usage, count: 1 }),
            None => {}
        }
    }
}

fn short(mut position: SourcePosition) -> SourcePosition {
    clip(&mut position.url, LONGEST_URL);
    position
}

fn clip(text: &mut String, most: usize) {
    if text.len() > most {
        text.truncate(text.floor_char_boundary(most));
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::observation::{
        ConsoleLevel, ConsoleOrigin, Disposition, Initiator, RequestOutcome,
    };
    use pretty_assertions::assert_eq;

    use super::*;

    fn logged(text: &str) -> Observation {
        Observation::Console(ConsoleEntry {
            at: 1.0,
            level: ConsoleLevel::Log,
            origin: ConsoleOrigin::Console,
            text: text.into(),
            position: None,
            stack: String::new(),
        })
    }

    fn request(id: u32, outcome: RequestOutcome) -> WidgetRequest {
        WidgetRequest {
            id,
            initiator: Initiator::Fetch,
            method: "GET".into(),
            url: "https://api.example/".into(),
            started: 1.0,
            duration: None,
            status: None,
            mime_type: None,
            bytes: None,
            outcome,
            detail: String::new(),
            position: None,
        }
    }

    fn violation(disposition: Disposition, position: Option<SourcePosition>) -> PolicyViolation {
        PolicyViolation {
            at: 1.0,
            disposition,
            directive: "connect-src".into(),
            blocked: "https://api.example/".into(),
            position,
        }
    }

    #[test]
    fn of_an_endless_console_the_last_is_kept_and_the_rest_counted() {
        let mut observed = Observed::default();
        for number in 0..1500 {
            observed.take_in(logged(&number.to_string()));
        }
        assert_eq!(observed.console.len(), 1000);
        assert_eq!(observed.console[0].text, "500");
        observed.take_in(Observation::Omitted { console: 7, requests: 3 });
        assert_eq!(observed.left_out, LeftOut { console: 507, requests: 3 });
    }

    #[test]
    fn texts_are_cut_between_letters() {
        let mut observed = Observed::default();
        observed.take_in(logged(&"é".repeat(10_000)));
        assert_eq!(observed.console[0].text.len(), LONGEST + '…'.len_utf8());
    }

    #[test]
    fn a_request_that_moves_on_stays_one() {
        let mut observed = Observed::default();
        observed.take_in(Observation::Request(request(1, RequestOutcome::Pending)));
        observed.take_in(Observation::Request(request(2, RequestOutcome::Pending)));
        observed.take_in(Observation::Request(request(1, RequestOutcome::Done)));
        assert_eq!(
            observed.requests,
            [request(1, RequestOutcome::Done), request(2, RequestOutcome::Pending)]
        );
    }

    #[test]
    fn the_same_violation_is_counted() {
        let place = SourcePosition { url: String::new(), line: 6, column: 1 };
        let mut observed = Observed::default();
        let reported = violation(Disposition::Report, Some(place));
        observed.take_in(Observation::Violation(reported.clone()));
        observed.take_in(Observation::Violation(reported.clone()));
        assert_eq!(observed.violations, [Counted { first: reported, count: 2 }]);
        observed.take_in(Observation::Violation(violation(Disposition::Enforce, None)));
        assert_eq!(observed.violations.len(), 2);
    }
}
