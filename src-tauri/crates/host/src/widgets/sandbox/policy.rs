//! The content security policy of a widget's document, mode by mode.

use greenroom_contract::sandbox::{CspMode, Directive, ModePolicy};

use super::declaration::Declaration;
use crate::profile::Csp;

/// What a document is served with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The mode's own; nothing where it enforces none.
    pub enforced: Vec<Directive>,
    /// A stricter one that is only reported on: what the published app would have.
    pub reported: Option<Vec<Directive>>,
}

/// Frames and plugins could lead to this program's own pages, so these two stand in every mode; they allow whatever is
/// on the web.
const CONTAINMENT: &str =
    "frame-src 'self' http: https: data: blob:; object-src 'self' http: https: data: blob:";

impl Policy {
    pub fn of(declaration: &Declaration, mode: CspMode, csp: &Csp) -> Self {
        let enforced = directives(declaration, mode, csp);
        let published = directives(declaration, CspMode::Published, csp);
        let is_looser = matches!(mode, CspMode::Developer | CspMode::DeveloperEnforced);
        Self { reported: (is_looser && enforced != published).then_some(published), enforced }
    }

    /// Values of `Content-Security-Policy`, each a policy of its own: what one of them forbids is forbidden.
    pub fn headers(&self) -> Vec<String> {
        match self.header() {
            own if own.is_empty() => vec![CONTAINMENT.to_owned()],
            own => vec![own],
        }
    }

    /// Empty where the mode enforces nothing.
    pub fn header(&self) -> String {
        written(&self.enforced)
    }

    /// The value of `Content-Security-Policy-Report-Only`.
    pub fn report_header(&self) -> Option<String> {
        self.reported.as_deref().map(written)
    }
}

/// The policies of all modes, with what each mode is.
pub fn modes(declaration: &Declaration, csp: &Csp) -> Vec<ModePolicy> {
    let policy = |mode| {
        let enforced = directives(declaration, mode, csp);
        ModePolicy { mode, meaning: csp.meaning(mode).to_owned(), header: written(&enforced), enforced }
    };
    CspMode::ALL.into_iter().map(policy).collect()
}

fn directives(declaration: &Declaration, mode: CspMode, csp: &Csp) -> Vec<Directive> {
    match mode {
        CspMode::Developer => Vec::new(),
        CspMode::DeveloperEnforced => chatgpt(declaration, csp),
        CspMode::Published => chatgpt(&declaration.published(), csp),
        CspMode::PublishedUndeclared => chatgpt(&declaration.none(), csp),
        CspMode::SpecStrict => specified(declaration),
    }
}

/// Observed on ChatGPT: eval, blobs and two CDNs are allowed without being declared.
fn chatgpt(declaration: &Declaration, csp: &Csp) -> Vec<Directive> {
    let undeclared: Vec<&str> = csp.undeclared.iter().map(String::as_str).collect();
    let with = |fixed: &[&str], own: &[String]| {
        let fixed = fixed.iter().chain(&undeclared).map(|source| (*source).to_owned());
        fixed.chain(own.iter().cloned()).collect()
    };
    let plain = |fixed: &[&str], own: &[String]| {
        fixed.iter().map(|source| (*source).to_owned()).chain(own.iter().cloned()).collect()
    };
    let Declaration { connect, resource, frame, base, .. } = declaration;
    let script = ["'self'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "blob:"];
    list([
        ("default-src", plain(&["'none'"], &[])),
        ("script-src", with(&script, resource)),
        ("style-src", with(&["'self'", "'unsafe-inline'"], resource)),
        ("img-src", with(&["'self'", "data:", "blob:"], resource)),
        ("font-src", with(&["'self'", "data:"], resource)),
        ("media-src", with(&["'self'", "data:", "blob:"], resource)),
        ("connect-src", with(&["'self'"], connect)),
        ("frame-src", plain(&["'self'", "data:", "blob:"], frame)),
        ("worker-src", plain(&["'self'", "blob:"], &[])),
        ("base-uri", if base.is_empty() { plain(&["'self'"], &[]) } else { base.clone() }),
        ("form-action", plain(&["'self'"], &[])),
        ("object-src", plain(&["'none'"], &[])),
    ])
}

/// MCP Apps 2026-01-26: its default where nothing is declared, its mapping of the lists where something is.
fn specified(declaration: &Declaration) -> Vec<Directive> {
    let with = |fixed: &[&str], own: &[String]| -> Vec<String> {
        fixed.iter().map(|source| (*source).to_owned()).chain(own.iter().cloned()).collect()
    };
    let or = |own: &[String], otherwise: &str| {
        if own.is_empty() { vec![otherwise.to_owned()] } else { own.to_vec() }
    };
    let Declaration { connect, resource, frame, base, .. } = declaration;
    list([
        ("default-src", with(&["'none'"], &[])),
        ("script-src", with(&["'self'", "'unsafe-inline'"], resource)),
        ("style-src", with(&["'self'", "'unsafe-inline'"], resource)),
        ("img-src", with(&["'self'", "data:"], resource)),
        ("font-src", with(&["'self'"], resource)),
        ("media-src", with(&["'self'", "data:"], resource)),
        ("connect-src", if connect.is_empty() { or(&[], "'none'") } else { with(&["'self'"], connect) }),
        ("frame-src", or(frame, "'none'")),
        ("object-src", with(&["'none'"], &[])),
        ("base-uri", or(base, "'self'")),
    ])
}

fn list<const COUNT: usize>(directives: [(&str, Vec<String>); COUNT]) -> Vec<Directive> {
    directives.into_iter().map(|(name, sources)| Directive { name: name.to_owned(), sources }).collect()
}

fn written(directives: &[Directive]) -> String {
    let written =
        directives.iter().map(|directive| format!("{} {}", directive.name, directive.sources.join(" ")));
    written.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use pretty_assertions::assert_eq;
    use serde_json::{Value, json};

    use super::*;

    fn csp() -> Csp {
        Csp { undeclared: vec!["https://cdn.example".into()], meanings: BTreeMap::new() }
    }

    fn policy(meta: &Value, mode: CspMode) -> Policy {
        Policy::of(&Declaration::of(meta), mode, &csp())
    }

    fn declared() -> Value {
        json!({
            "ui": { "csp": {
                "connectDomains": ["https://api.example.com", "http://localhost:3000", "https://x; script-src *", "'unsafe-inline'"],
                "resourceDomains": ["https://static.example.com"]
            } },
            "openai/widgetCSP": { "connect_domains": ["https://old.example.com"] }
        })
    }

    #[test]
    fn the_standard_key_wins_and_bad_entries_cannot_loosen_the_policy() {
        assert_eq!(
            policy(&declared(), CspMode::DeveloperEnforced).header(),
            "default-src 'none'; \
             script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: https://cdn.example \
             https://static.example.com; \
             style-src 'self' 'unsafe-inline' https://cdn.example https://static.example.com; \
             img-src 'self' data: blob: https://cdn.example https://static.example.com; \
             font-src 'self' data: https://cdn.example https://static.example.com; \
             media-src 'self' data: blob: https://cdn.example https://static.example.com; \
             connect-src 'self' https://cdn.example https://api.example.com http://localhost:3000; \
             frame-src 'self' data: blob:; worker-src 'self' blob:; base-uri 'self'; form-action 'self'; \
             object-src 'none'"
        );
    }

    #[test]
    fn a_looser_mode_reports_what_the_published_app_would_have_blocked() {
        let published = policy(&declared(), CspMode::Published);
        assert_eq!(published.report_header(), None);
        assert!(
            published.header().contains("connect-src 'self' https://cdn.example https://api.example.com;")
        );
        for mode in [CspMode::Developer, CspMode::DeveloperEnforced] {
            assert_eq!(policy(&declared(), mode).report_header(), Some(published.header()), "{mode:?}");
        }
        let exact = json!({ "ui": { "csp": { "connectDomains": ["https://api.example.com"] } } });
        assert_eq!(policy(&exact, CspMode::DeveloperEnforced).report_header(), None);
    }

    #[test]
    fn where_nothing_is_enforced_a_widget_still_cannot_frame_the_pages_of_this_program() {
        let developer = policy(&declared(), CspMode::Developer);
        assert_eq!(developer.header(), "");
        assert_eq!(developer.headers(), [CONTAINMENT]);
    }

    #[test]
    fn with_nothing_declared_only_what_chatgpt_adds_is_left() {
        let policy = policy(&declared(), CspMode::PublishedUndeclared).header();
        assert!(policy.contains("connect-src 'self' https://cdn.example;"), "{policy}");
    }

    #[test]
    fn the_strict_mode_is_the_specification_and_nothing_else() {
        assert_eq!(
            policy(&json!({}), CspMode::SpecStrict).header(),
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
             img-src 'self' data:; font-src 'self'; media-src 'self' data:; connect-src 'none'; frame-src 'none'; \
             object-src 'none'; base-uri 'self'"
        );
        let meta = json!({ "ui": { "csp": {
            "connectDomains": ["https://api.example.com"], "frameDomains": ["https://maps.example.com"]
        } } });
        let policy = policy(&meta, CspMode::SpecStrict).header();
        assert!(
            policy
                .contains("connect-src 'self' https://api.example.com; frame-src https://maps.example.com;")
        );
    }
}
