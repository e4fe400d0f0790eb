//! The content security policy of a widget's document, from the domains that its template declares.

use serde_json::{Map, Value, json};

use crate::profile::Csp;

/// The domains of `_meta.ui.csp`, or of `openai/widgetCSP` where that is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Declared {
    connect: Vec<String>,
    resource: Vec<String>,
    frame: Vec<String>,
    base: Vec<String>,
}

/// The header's value.
pub fn policy(template_meta: &Value, csp: &Csp) -> String {
    let declared = declared(template_meta);
    let undeclared = csp.undeclared.join(" ");
    let with = |fixed: &str, own: &[String]| {
        let mut sources = vec![fixed.to_owned(), undeclared.clone()];
        sources.extend(own.iter().cloned());
        sources.retain(|source| !source.is_empty());
        sources.join(" ")
    };
    let script = "'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:";
    let base = if declared.base.is_empty() { "'self'".to_owned() } else { declared.base.join(" ") };
    [
        "default-src 'none'".to_owned(),
        format!("script-src {}", with(script, &declared.resource)),
        format!("style-src {}", with("'self' 'unsafe-inline'", &declared.resource)),
        format!("img-src {}", with("'self' data: blob:", &declared.resource)),
        format!("font-src {}", with("'self' data:", &declared.resource)),
        format!("media-src {}", with("'self' data: blob:", &declared.resource)),
        format!("connect-src {}", with("'self'", &declared.connect)),
        format!(
            "frame-src {}",
            ["'self' data: blob:".to_owned(), declared.frame.join(" ")].join(" ").trim_end()
        ),
        "worker-src 'self' blob:".to_owned(),
        format!("base-uri {base}"),
        "form-action 'self'".to_owned(),
        "object-src 'none'".to_owned(),
    ]
    .join("; ")
}

/// What of its domains a view is told that it was granted; nothing where it declares none.
pub fn granted(template_meta: &Value) -> Option<Value> {
    let Declared { connect, resource, frame, base } = declared(template_meta);
    let named = [
        ("connectDomains", connect),
        ("resourceDomains", resource),
        ("frameDomains", frame),
        ("baseUriDomains", base),
    ];
    let named: Map<String, Value> = named
        .into_iter()
        .filter(|(_, domains)| !domains.is_empty())
        .map(|(name, domains)| (name.to_owned(), json!(domains)))
        .collect();
    (!named.is_empty()).then_some(Value::Object(named))
}

fn declared(meta: &Value) -> Declared {
    if let Some(csp) = meta.pointer("/ui/csp") {
        return Declared {
            connect: sources(csp, "connectDomains"),
            resource: sources(csp, "resourceDomains"),
            frame: sources(csp, "frameDomains"),
            base: sources(csp, "baseUriDomains"),
        };
    }
    let Some(csp) = meta.get("openai/widgetCSP") else { return Declared::default() };
    Declared {
        connect: sources(csp, "connect_domains"),
        resource: sources(csp, "resource_domains"),
        frame: sources(csp, "frame_domains"),
        base: Vec::new(),
    }
}

/// Entries that are no address on the web are left out: they could end the directive, name a keyword, or open up a
/// whole scheme or every host.
fn sources(csp: &Value, key: &str) -> Vec<String> {
    let entries = csp.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    entries.filter(|entry| is_web_source(entry)).map(str::to_owned).collect()
}

/// A host, with or without a scheme of the web, a port and a path; `*.` may stand before a host and `*` for a port.
fn is_web_source(entry: &str) -> bool {
    let host_on = match entry.split_once("://") {
        Some((scheme, rest)) => {
            if !["https", "http", "wss", "ws"].contains(&scheme.to_ascii_lowercase().as_str()) {
                return false;
            }
            rest
        }
        None => entry,
    };
    let (authority, path) = match host_on.find('/') {
        Some(start) => host_on.split_at(start),
        None => (host_on, ""),
    };
    let (host, port) = authority.split_once(':').unwrap_or((authority, "*"));
    is_host(host.strip_prefix("*.").unwrap_or(host)) && is_port(port) && is_path(path)
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
    };
    host.split('.').all(is_label)
}

fn is_port(port: &str) -> bool {
    port == "*" || (!port.starts_with('+') && port.parse::<u16>().is_ok())
}

fn is_path(path: &str) -> bool {
    path.chars().all(|letter| letter.is_ascii_graphic() && !"?#;,'\"\\<>".contains(letter))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn csp() -> Csp {
        Csp { undeclared: vec!["https://cdn.example".into()] }
    }

    #[test]
    fn a_view_is_told_which_of_its_domains_were_granted() {
        let csp = json!({ "connectDomains": ["https://api.example", "*"], "resourceDomains": [] });
        let granted = granted(&json!({ "ui": { "csp": csp } }));
        assert_eq!(granted, Some(json!({ "connectDomains": ["https://api.example"] })));
        assert_eq!(super::granted(&json!({ "ui": {} })), None);
    }

    #[test]
    fn the_standard_key_wins_and_bad_entries_cannot_loosen_the_policy() {
        let meta = json!({
            "ui": { "csp": {
                "connectDomains": ["https://api.example.com", "https://x; script-src *", "'unsafe-inline'", "a b"],
                "resourceDomains": ["https://static.example.com"]
            } },
            "openai/widgetCSP": { "connect_domains": ["https://old.example.com"] }
        });
        assert_eq!(
            policy(&meta, &csp()),
            "default-src 'none'; \
             script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: https://cdn.example \
             https://static.example.com; \
             style-src 'self' 'unsafe-inline' https://cdn.example https://static.example.com; \
             img-src 'self' data: blob: https://cdn.example https://static.example.com; \
             font-src 'self' data: https://cdn.example https://static.example.com; \
             media-src 'self' data: blob: https://cdn.example https://static.example.com; \
             connect-src 'self' https://cdn.example https://api.example.com; \
             frame-src 'self' data: blob:; worker-src 'self' blob:; base-uri 'self'; form-action 'self'; \
             object-src 'none'"
        );
    }

    #[test]
    fn the_old_key_counts_where_it_is_alone() {
        let meta = json!({ "openai/widgetCSP": { "frame_domains": ["https://maps.example.com"] } });
        assert!(policy(&meta, &csp()).contains("frame-src 'self' data: blob: https://maps.example.com;"));
    }

    #[test]
    fn only_addresses_on_the_web_are_sources() {
        for entry in [
            "https://api.example.com",
            "HTTPS://api.example.com",
            "http://localhost:3000",
            "http://127.0.0.1:*",
            "wss://live.example.com/socket",
            "ws://localhost:8080",
            "https://*.example.com:8443/assets/",
            "cdn.example.com",
            "*.example.com",
            "localhost:3000",
        ] {
            assert!(is_web_source(entry), "{entry}");
        }
        for entry in [
            "",
            "*",
            "*:*",
            "https://*",
            "https:",
            "https://",
            "http:",
            "data:",
            "blob:",
            "screen:",
            "screen://page",
            "widget:",
            "widget://other",
            "tauri:",
            "tauri://localhost",
            "file:",
            "file:///etc",
            "ipc://localhost",
            "'self'",
            "'unsafe-inline'",
            "https://a b",
            "https://a;b",
            "https://a,b",
            "https://a/b;c",
            "https://a\nb",
            "https://user@a.example",
            "https://a.*",
            "https://*a.example",
            "https://a..b",
            "https://a:port",
            "https://a:99999",
            "https://a/?q",
            "https://a/#f",
            "https://ä.example",
            "//a.example",
        ] {
            assert!(!is_web_source(entry), "{entry}");
        }
    }
}
