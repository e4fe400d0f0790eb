//! The requests of a widget, put together of three sources: what its document says, what the engine says of the same
//! load, and what the policy blocked.
//!
//! The document is told little: a failed request is "Load failed", whatever the reason. The engine knows the reason and
//! the status but not whose request it was, so its loads are matched by address and time.

use std::collections::VecDeque;

use greenroom_contract::observation::{
    Disposition, Initiator, NetworkEntry, NetworkVerdict, RequestOutcome, WidgetRequest,
};

use crate::text;
use crate::widgets::observed::{Counted, Observed};

/// Loads of a screen that are kept.
const MOST_LOADS: usize = 2000;
/// How much earlier or later than the document the engine may begin a request, in milliseconds.
const SLACK: f64 = 1500.0;
const REASON_LIMIT: usize = 300;

/// What the engine says of one load in a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    pub method: String,
    pub url: String,
    /// Milliseconds since 1970.
    pub started: f64,
    pub ended: f64,
    pub status: Option<u16>,
    pub mime_type: Option<String>,
    pub bytes: Option<f64>,
    /// Why it failed, in the engine's words.
    pub error: Option<String>,
}

/// The last loads of a screen.
#[derive(Clone, Debug, Default)]
pub struct Loads(VecDeque<Load>);

impl Loads {
    pub fn add(&mut self, load: Load) {
        if self.0.len() == MOST_LOADS {
            self.0.pop_front();
        }
        self.0.push_back(load);
    }
}

/// The widget's requests, oldest first. `own` is the address of its document.
pub fn entries(observed: &Observed, loads: &Loads, own: &str) -> Vec<NetworkEntry> {
    let mut taken = vec![false; loads.0.len()];
    let mut entries: Vec<NetworkEntry> = observed
        .requests
        .iter()
        .map(|request| {
            let place =
                loads.0.iter().enumerate().position(|(place, load)| !taken[place] && is_of(load, request));
            let load = place.map(|place| {
                taken[place] = true;
                &loads.0[place]
            });
            entry(request, load, observed, own)
        })
        .collect();
    entries.extend(blocked_loads(observed));
    entries.sort_by(|one, other| one.request.started.total_cmp(&other.request.started));
    entries
}

fn is_of(load: &Load, request: &WidgetRequest) -> bool {
    let is_method = load.method.eq_ignore_ascii_case(&request.method) || load.method.is_empty();
    // Of an element that failed the document knows the end alone.
    let begins = load.started >= request.started - SLACK || load.ended >= request.started - SLACK;
    let end = request.started + request.duration.unwrap_or(f64::MAX);
    is_method
        && without_fragment(&load.url) == without_fragment(&request.url)
        && begins
        && load.started <= end + SLACK
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

fn entry(request: &WidgetRequest, load: Option<&Load>, observed: &Observed, own: &str) -> NetworkEntry {
    let mut request = request.clone();
    if let Some(load) = load {
        request.status = request.status.or(load.status);
        request.mime_type = request.mime_type.take().or_else(|| load.mime_type.clone());
        request.bytes = request.bytes.filter(|bytes| *bytes > 0.0).or(load.bytes);
        request.duration = request.duration.or(Some(load.ended - load.started));
    }
    let error = load.and_then(|load| load.error.as_deref());
    let (verdict, explanation) = judge(&request, error, observed, own);
    NetworkEntry { request, verdict, explanation }
}

/// What became of a request, and why.
fn judge(
    request: &WidgetRequest,
    error: Option<&str>,
    observed: &Observed,
    own: &str,
) -> (NetworkVerdict, String) {
    let violation = |disposition| {
        let known = violation(request, disposition, observed)?;
        Some(known.first.directive.clone())
    };
    // The engine times a font that the page may not read like any other load.
    let has_failed = request.outcome == RequestOutcome::Failed
        || (request.outcome == RequestOutcome::Done && error.is_some());
    if request.outcome == RequestOutcome::Conditioned {
        (NetworkVerdict::Conditioned, CONDITIONED.to_owned())
    } else if has_failed && let Some(directive) = violation(Disposition::Enforce) {
        (NetworkVerdict::Blocked { directive }, BLOCKED.to_owned())
    } else if has_failed && let Some(error) = error.filter(|error| is_cors(error)) {
        (NetworkVerdict::Cors, format!("{} {CORS}", shown(error)))
    } else if has_failed && request.url.starts_with(own) {
        (NetworkVerdict::Failed, RELATIVE.to_owned())
    } else if has_failed {
        (NetworkVerdict::Failed, shown(error.unwrap_or(&request.detail)))
    } else if let Some(directive) = violation(Disposition::Report) {
        (NetworkVerdict::WillBreak { directive }, WILL_BREAK.to_owned())
    } else {
        (NetworkVerdict::Allowed, String::new())
    }
}

const BLOCKED: &str = "It never left: the content security policy names no such source.";
const RELATIVE: &str = "It is on the widget's own origin, where nothing of yours is, as every relative address: use an absolute \
                        one, or inline what it names.";
const CONDITIONED: &str = "The conditions of this screen failed it.";
const CORS: &str =
    "The server answered, but lets no page of another origin read it: send Access-Control-Allow-Origin.";
const WILL_BREAK: &str = "It works in this mode. The published app's policy names no such source.";

fn shown(reason: &str) -> String {
    text::shown(reason, REASON_LIMIT)
}

/// WebKit's words for it.
fn is_cors(error: &str) -> bool {
    ["Access-Control-Allow", "access control", "Cross-Origin"].iter().any(|words| error.contains(words))
}

fn violation<'a>(
    request: &WidgetRequest,
    disposition: Disposition,
    observed: &'a Observed,
) -> Option<&'a Counted<greenroom_contract::observation::PolicyViolation>> {
    observed.violations.iter().find(|known| {
        known.first.disposition == disposition
            && names(&known.first.blocked, &request.url)
            && is_directive_of(&known.first.directive, request.initiator)
    })
}

/// Events name the address that was asked for, frames only its origin.
fn names(blocked: &str, url: &str) -> bool {
    without_fragment(blocked) == without_fragment(url)
        || (!blocked.is_empty()
            && url.strip_prefix(blocked).is_some_and(|rest| {
                rest.starts_with('/') && !blocked.ends_with('/') && blocked.matches('/').count() == 2
            }))
}

fn is_directive_of(directive: &str, initiator: Initiator) -> bool {
    match initiator {
        Initiator::Fetch
        | Initiator::Xhr
        | Initiator::WebSocket
        | Initiator::EventSource
        | Initiator::Beacon => directive == "connect-src",
        Initiator::Script => directive.starts_with("script-src"),
        Initiator::Style => directive.starts_with("style-src"),
        Initiator::Image => directive == "img-src",
        Initiator::Font => directive == "font-src",
        Initiator::Media => directive == "media-src",
        Initiator::Frame => matches!(directive, "frame-src" | "child-src"),
        Initiator::Other => true,
    }
}

/// What was blocked and is no request of a script has no entry of its own yet: an image, a style sheet, a frame. A
/// `<base>` asks for nothing.
fn blocked_loads(observed: &Observed) -> Vec<NetworkEntry> {
    let blocked = observed.violations.iter().filter(|known| {
        let violation = &known.first;
        violation.disposition == Disposition::Enforce
            && violation.directive != "base-uri"
            && violation.blocked.contains("://")
            && !observed.requests.iter().any(|request| {
                names(&violation.blocked, &request.url)
                    && is_directive_of(&violation.directive, request.initiator)
            })
    });
    blocked
        .enumerate()
        .map(|(place, known)| NetworkEntry {
            request: WidgetRequest {
                // Beyond those that the document counts.
                id: u32::MAX - u32::try_from(place).unwrap_or_default(),
                initiator: initiator_of(&known.first.directive),
                method: "GET".into(),
                url: known.first.blocked.clone(),
                started: known.first.at,
                duration: None,
                status: None,
                mime_type: None,
                bytes: None,
                outcome: RequestOutcome::Failed,
                detail: String::new(),
                position: known.first.position.clone(),
            },
            verdict: NetworkVerdict::Blocked { directive: known.first.directive.clone() },
            explanation: BLOCKED.to_owned(),
        })
        .collect()
}

fn initiator_of(directive: &str) -> Initiator {
    match directive {
        "connect-src" => Initiator::Fetch,
        "img-src" => Initiator::Image,
        "font-src" => Initiator::Font,
        "media-src" => Initiator::Media,
        "frame-src" | "child-src" => Initiator::Frame,
        name if name.starts_with("script-src") => Initiator::Script,
        name if name.starts_with("style-src") => Initiator::Style,
        _ => Initiator::Other,
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::observation::{Observation, PolicyViolation};
    use pretty_assertions::assert_eq;

    use super::*;

    const OWN: &str = "widget://a-1f2e/";

    fn request(id: u32, initiator: Initiator, url: &str, outcome: RequestOutcome) -> WidgetRequest {
        WidgetRequest {
            id,
            initiator,
            method: "GET".into(),
            url: url.into(),
            started: 10_000.0 + f64::from(id),
            duration: Some(5.0),
            status: None,
            mime_type: None,
            bytes: None,
            outcome,
            detail: "Load failed".into(),
            position: None,
        }
    }

    fn load(url: &str, error: Option<&str>) -> Load {
        Load {
            method: "GET".into(),
            url: url.into(),
            started: 10_001.0,
            ended: 10_004.0,
            status: error.is_none().then_some(200),
            mime_type: error.is_none().then(|| "image/png".into()),
            bytes: error.is_none().then_some(7.0),
            error: error.map(str::to_owned),
        }
    }

    fn verdicts(observed: &Observed, loads: Vec<Load>) -> Vec<(String, NetworkVerdict)> {
        let loads = Loads(loads.into());
        entries(observed, &loads, OWN).into_iter().map(|entry| (entry.request.url, entry.verdict)).collect()
    }

    #[test]
    fn a_failure_is_told_apart_by_who_caused_it() {
        let mut observed = Observed::default();
        for (id, url) in
            ["https://csp.example/a", "https://cors.example/a", "https://dead.example/a"].iter().enumerate()
        {
            let id = u32::try_from(id).unwrap();
            observed.take_in(Observation::Request(request(
                id,
                Initiator::Fetch,
                url,
                RequestOutcome::Failed,
            )));
        }
        let fine = request(4, Initiator::Fetch, "https://fine.example/a", RequestOutcome::Done);
        observed.take_in(Observation::Request(fine));
        observed.take_in(Observation::Violation(PolicyViolation {
            at: 10_000.0,
            disposition: Disposition::Enforce,
            directive: "connect-src".into(),
            blocked: "https://csp.example/a".into(),
            position: None,
        }));
        let loads = vec![
            load(
                "https://cors.example/a",
                Some("Origin widget://a is not allowed by Access-Control-Allow-Origin."),
            ),
            load("https://dead.example/a", Some("Could not connect to dead.example")),
            load("https://fine.example/a", None),
        ];
        assert_eq!(
            verdicts(&observed, loads),
            [
                ("https://csp.example/a".into(), NetworkVerdict::Blocked { directive: "connect-src".into() }),
                ("https://cors.example/a".into(), NetworkVerdict::Cors),
                ("https://dead.example/a".into(), NetworkVerdict::Failed),
                ("https://fine.example/a".into(), NetworkVerdict::Allowed),
            ]
        );
    }

    #[test]
    fn a_font_that_may_not_be_read_is_no_success() {
        let mut observed = Observed::default();
        let font = request(1, Initiator::Font, "https://a.example/f.woff2", RequestOutcome::Done);
        observed.take_in(Observation::Request(font));
        let refused =
            load("https://a.example/f.woff2", Some("Origin is not allowed by Access-Control-Allow-Origin."));
        assert_eq!(
            verdicts(&observed, vec![refused]),
            [("https://a.example/f.woff2".into(), NetworkVerdict::Cors)]
        );
    }

    #[test]
    fn the_engine_adds_what_the_document_is_not_told() {
        let mut observed = Observed::default();
        let image = request(1, Initiator::Image, "https://a.example/i.png#x", RequestOutcome::Done);
        observed.take_in(Observation::Request(image.clone()));
        let loads = Loads(vec![load("https://a.example/i.png", None)].into());
        let told = WidgetRequest {
            status: Some(200),
            mime_type: Some("image/png".into()),
            bytes: Some(7.0),
            ..image
        };
        assert_eq!(
            entries(&observed, &loads, OWN),
            [NetworkEntry { request: told, verdict: NetworkVerdict::Allowed, explanation: String::new() }]
        );
    }

    #[test]
    fn a_relative_address_that_failed_says_where_it_led() {
        let mut observed = Observed::default();
        let url = "widget://a-1f2e/style.css";
        observed.take_in(Observation::Request(request(1, Initiator::Style, url, RequestOutcome::Failed)));
        let entries = entries(&observed, &Loads::default(), OWN);
        assert_eq!(
            entries.iter().map(|entry| (&entry.verdict, entry.explanation.as_str())).collect::<Vec<_>>(),
            [(&NetworkVerdict::Failed, RELATIVE)]
        );
    }

    #[test]
    fn a_base_that_was_blocked_is_no_request() {
        let mut observed = Observed::default();
        observed.take_in(Observation::Violation(PolicyViolation {
            at: 10_000.0,
            disposition: Disposition::Enforce,
            directive: "base-uri".into(),
            blocked: "https://cdn.example/app/".into(),
            position: None,
        }));
        assert_eq!(verdicts(&observed, vec![]), []);
    }

    #[test]
    fn a_blocked_image_that_never_was_a_request_is_listed_too() {
        let mut observed = Observed::default();
        observed.take_in(Observation::Violation(PolicyViolation {
            at: 10_000.0,
            disposition: Disposition::Enforce,
            directive: "img-src".into(),
            blocked: "https://track.example/p.gif".into(),
            position: None,
        }));
        assert_eq!(
            verdicts(&observed, vec![]),
            [("https://track.example/p.gif".into(), NetworkVerdict::Blocked { directive: "img-src".into() })]
        );
    }
}
