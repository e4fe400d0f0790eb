//! The declaration that lets through what a policy blocked: exact origins, no wildcards, in both spellings.

use std::collections::{BTreeMap, BTreeSet};

use greenroom_contract::observation::PolicyViolation;
use greenroom_contract::sandbox::CspPatch;
use serde_json::{Map, Value, json};
use url::Url;

use super::declaration::{self, Declaration, List};
use crate::text;

const ORIGIN_LIMIT: usize = 200;

/// The list that a directive is made of.
pub fn list_of(directive: &str) -> Option<List> {
    match directive {
        "connect-src" => Some(List::Connect),
        "frame-src" | "child-src" => Some(List::Frame),
        "base-uri" => Some(List::Base),
        "script-src" | "script-src-elem" | "style-src" | "style-src-elem" | "img-src" | "font-src"
        | "media-src" => Some(List::Resource),
        _ => None,
    }
}

/// Of what was blocked; absent where nothing can be added.
pub fn of(meta: &Value, violations: &[&PolicyViolation]) -> Option<CspPatch> {
    let mut wanted: BTreeMap<List, BTreeSet<String>> = BTreeMap::new();
    let mut notes = BTreeSet::new();
    let mut local = BTreeSet::new();
    for violation in violations {
        let origin = origin(&violation.blocked);
        match (list_of(&violation.directive), origin) {
            (Some(list), Ok(origin)) => {
                if declaration::is_local(&origin) {
                    local.insert(origin.clone());
                }
                wanted.entry(list).or_default().insert(origin);
            }
            (_, Err(note)) => notes.extend(note),
            (None, Ok(origin)) => {
                notes.insert(format!(
                    "{} blocked {}; no list of the declaration opens this directive.",
                    text::shown(&violation.directive, 64),
                    text::shown(&origin, ORIGIN_LIMIT)
                ));
            }
        }
    }
    let declaration = Declaration::of(meta);
    let mut added = Vec::new();
    let mut left_out = BTreeSet::new();
    let mut lists: BTreeMap<List, Vec<String>> = BTreeMap::new();
    for list in List::ALL {
        let mut entries = declaration.list(list).to_vec();
        left_out.extend(entries.extract_if(.., |entry| entry.contains('*')));
        for origin in wanted.remove(&list).unwrap_or_default() {
            if !entries.contains(&origin) {
                added.push(format!("{}: {origin}", list.standard()));
                entries.push(origin);
            }
        }
        lists.insert(list, entries);
    }
    let mut notes: Vec<String> = notes.into_iter().collect();
    notes.extend(of_this_machine(&local));
    if !added.is_empty() && !left_out.is_empty() {
        notes.push(format!(
            "Wildcards are left out ({}): review wants exact origins.",
            Vec::from_iter(left_out).join(", ")
        ));
    }
    if added.is_empty() && notes.is_empty() {
        return None;
    }
    Some(CspPatch {
        standard: json!({ "ui": { "csp": spelt(&lists, |list| Some(list.standard())) } }).into(),
        legacy: json!({ "openai/widgetCSP": with_redirects(spelt(&lists, List::legacy), meta) }).into(),
        added,
        notes,
    })
}

fn of_this_machine(local: &BTreeSet<String>) -> Option<String> {
    let named = local.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    match local.len() {
        0 => None,
        1 => Some(format!(
            "{named} is on this machine: it helps while you develop. Published, a public address has to stand in its place."
        )),
        _ => Some(format!(
            "{named} are on this machine: they help while you develop. Published, public addresses have to stand in \
             their place."
        )),
    }
}

fn spelt(lists: &BTreeMap<List, Vec<String>>, name: impl Fn(List) -> Option<&'static str>) -> Value {
    // Review wants both of these also where they are empty (documented).
    let is_due = |list: List, entries: &Vec<String>| {
        !entries.is_empty() || matches!(list, List::Connect | List::Resource)
    };
    let named = lists.iter().filter(|(list, entries)| is_due(**list, entries));
    let named = named.filter_map(|(list, entries)| Some((name(*list)?.to_owned(), json!(entries))));
    Value::Object(named.collect::<Map<String, Value>>())
}

/// What is declared for links stays.
fn with_redirects(mut csp: Value, meta: &Value) -> Value {
    if let (Some(csp), Some(redirects)) =
        (csp.as_object_mut(), meta.pointer("/openai~1widgetCSP/redirect_domains"))
    {
        csp.insert("redirect_domains".into(), redirects.clone());
    }
    csp
}

/// The exact origin of what was blocked; else why none can be declared, where there is more to say.
pub fn origin(blocked: &str) -> Result<String, Option<String>> {
    let shown = text::shown(blocked, ORIGIN_LIMIT);
    match blocked {
        "inline" | "eval" | "wasm-eval" | "trusted-types-policy" | "trusted-types-sink" => {
            return Err(Some(match blocked {
                "inline" => "Inline code was blocked: no declaration allows it here; put it into a file of a declared domain.".into(),
                _ => "Code made from text (eval, new Function) was blocked: no declaration allows it. Build without it.".into(),
            }));
        }
        "data" | "blob" | "filesystem" => {
            return Err(Some(format!(
                "A {shown}: address was blocked where the policy has none: no declaration allows it."
            )));
        }
        _ => {}
    }
    let Ok(url) = Url::parse(blocked) else { return Err(None) };
    if !["https", "http", "wss", "ws"].contains(&url.scheme()) {
        return Err(Some(format!("{shown} is not on the web: no declaration allows it.")));
    }
    let Some(host) = url.host_str() else { return Err(None) };
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    let origin = format!("{}://{host}{port}", url.scheme());
    if declaration::is_local(&origin) {
        return Ok(origin);
    }
    match url.scheme() {
        "http" => Err(Some(format!("{origin} is without TLS: serve it as https:, which can be declared."))),
        "ws" => Err(Some(format!("{origin} is without TLS: serve it as wss:, which can be declared."))),
        _ => Ok(origin),
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::observation::Disposition;
    use pretty_assertions::assert_eq;

    use super::*;

    fn violation(directive: &str, blocked: &str) -> PolicyViolation {
        PolicyViolation {
            at: 1.0,
            disposition: Disposition::Enforce,
            directive: directive.into(),
            blocked: blocked.into(),
            position: None,
        }
    }

    fn patch(meta: Value, violations: &[(&str, &str)]) -> Option<CspPatch> {
        let violations: Vec<_> = violations.iter().map(|(name, blocked)| violation(name, blocked)).collect();
        of(&meta, &violations.iter().collect::<Vec<_>>())
    }

    #[test]
    fn what_was_blocked_becomes_exact_origins_in_both_spellings() {
        let meta = json!({
            "ui": { "csp": { "connectDomains": ["https://api.example.com", "https://*.example.com"] } },
            "openai/widgetCSP": { "redirect_domains": ["https://shop.example.com"] }
        });
        let blocked = [
            ("connect-src", "https://other.example.com:8443/v1?q=1"),
            ("connect-src", "wss://live.example.com/socket"),
            ("connect-src", "https://api.example.com/declared"),
            ("script-src-elem", "https://static.example.com/a.js"),
            ("img-src", "https://static.example.com/a.png"),
            ("frame-src", "https://maps.example.com"),
        ];
        assert_eq!(
            patch(meta, &blocked),
            Some(CspPatch {
                standard: json!({ "ui": { "csp": {
                    "connectDomains": [
                        "https://api.example.com",
                        "https://other.example.com:8443",
                        "wss://live.example.com"
                    ],
                    "resourceDomains": ["https://static.example.com"],
                    "frameDomains": ["https://maps.example.com"]
                } } })
                .into(),
                legacy: json!({ "openai/widgetCSP": {
                    "connect_domains": [
                        "https://api.example.com",
                        "https://other.example.com:8443",
                        "wss://live.example.com"
                    ],
                    "resource_domains": ["https://static.example.com"],
                    "frame_domains": ["https://maps.example.com"],
                    "redirect_domains": ["https://shop.example.com"]
                } })
                .into(),
                added: vec![
                    "connectDomains: https://other.example.com:8443".into(),
                    "connectDomains: wss://live.example.com".into(),
                    "resourceDomains: https://static.example.com".into(),
                    "frameDomains: https://maps.example.com".into(),
                ],
                notes: vec![
                    "Wildcards are left out (https://*.example.com): review wants exact origins.".into()
                ],
            })
        );
    }

    #[test]
    fn what_a_declaration_cannot_mend_or_not_for_long_is_said() {
        let blocked = [
            ("script-src", "eval"),
            ("connect-src", "http://localhost:3000/api"),
            ("connect-src", "http://api.example.com/"),
            ("worker-src", "https://static.example.com/worker.js"),
        ];
        let patch = patch(json!({}), &blocked).unwrap();
        assert_eq!(patch.added, ["connectDomains: http://localhost:3000"]);
        assert_eq!(patch.notes.len(), 4);
        let csp = json!({ "connectDomains": ["http://localhost:3000"], "resourceDomains": [] });
        assert_eq!(patch.standard.0, json!({ "ui": { "csp": csp } }));
    }

    #[test]
    fn what_is_on_this_machine_is_said_once() {
        let blocked =
            [("connect-src", "http://localhost:3000/api"), ("img-src", "http://127.0.0.1:4000/a.png")];
        let patch = patch(json!({}), &blocked).unwrap();
        assert_eq!(
            patch.notes,
            [
                "http://127.0.0.1:4000, http://localhost:3000 are on this machine: they help while you develop. Published, \
                 public addresses have to stand in their place."
            ]
        );
    }

    #[test]
    fn without_anything_blocked_there_is_nothing_to_mend() {
        assert_eq!(patch(json!({}), &[]), None);
    }
}
