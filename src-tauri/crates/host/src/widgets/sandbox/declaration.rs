//! The domains that a template declares, and what is wrong with them.
//!
//! `_meta.ui.csp` counts, and `openai/widgetCSP` where that is absent: documented, the standard key supersedes the
//! other. `redirect_domains` exist only under the latter and are in [`crate::widgets::redirects`].

use greenroom_contract::sandbox::DeclarationKey;
use greenroom_contract::tool::Finding;
use serde_json::{Map, Value, json};

use crate::text;

/// Longest entry that is repeated.
const ENTRY_LIMIT: usize = 120;

/// What a list of domains is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    Connect,
    Resource,
    Frame,
    Base,
}

impl List {
    pub const ALL: [Self; 4] = [Self::Connect, Self::Resource, Self::Frame, Self::Base];

    /// Under `_meta.ui.csp`.
    pub fn standard(self) -> &'static str {
        match self {
            Self::Connect => "connectDomains",
            Self::Resource => "resourceDomains",
            Self::Frame => "frameDomains",
            Self::Base => "baseUriDomains",
        }
    }

    /// Under `openai/widgetCSP`, which knows no list for `<base>`.
    pub fn legacy(self) -> Option<&'static str> {
        match self {
            Self::Connect => Some("connect_domains"),
            Self::Resource => Some("resource_domains"),
            Self::Frame => Some("frame_domains"),
            Self::Base => None,
        }
    }

    fn of(self, key: DeclarationKey) -> Option<&'static str> {
        match key {
            DeclarationKey::Standard => Some(self.standard()),
            DeclarationKey::Legacy => self.legacy(),
        }
    }
}

/// The entries that can stand in a policy, by list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declaration {
    pub key: Option<DeclarationKey>,
    pub connect: Vec<String>,
    pub resource: Vec<String>,
    pub frame: Vec<String>,
    pub base: Vec<String>,
}

impl Declaration {
    pub fn of(meta: &Value) -> Self {
        let Some((key, csp)) = chosen(meta) else { return Self::default() };
        let list = |list: List| {
            entries(csp, key, list).filter(|entry| is_web_source(entry)).map(str::to_owned).collect()
        };
        Self {
            key: Some(key),
            connect: list(List::Connect),
            resource: list(List::Resource),
            frame: list(List::Frame),
            base: list(List::Base),
        }
    }

    /// As if nothing were declared.
    pub fn none(&self) -> Self {
        Self { key: self.key, ..Self::default() }
    }

    /// The entries that a published app may have: exact origins over TLS. Documented: review wants exact domains;
    /// observed: wildcards are refused. The sandbox is a page over HTTPS, where plain HTTP is mixed content.
    pub fn published(&self) -> Self {
        let exact = |list: &[String]| list.iter().filter(|entry| is_published(entry)).cloned().collect();
        Self {
            key: self.key,
            connect: exact(&self.connect),
            resource: exact(&self.resource),
            frame: exact(&self.frame),
            base: exact(&self.base),
        }
    }

    pub fn list(&self, list: List) -> &[String] {
        match list {
            List::Connect => &self.connect,
            List::Resource => &self.resource,
            List::Frame => &self.frame,
            List::Base => &self.base,
        }
    }

    pub fn is_empty(&self) -> bool {
        List::ALL.iter().all(|list| self.list(*list).is_empty())
    }

    /// What of its domains a view is told that it was granted; nothing where it declares none.
    pub fn granted(&self) -> Option<Value> {
        let named: Map<String, Value> = List::ALL
            .into_iter()
            .filter(|list| !self.list(*list).is_empty())
            .map(|list| (list.standard().to_owned(), json!(self.list(list))))
            .collect();
        (!named.is_empty()).then_some(Value::Object(named))
    }
}

/// The declaration that counts.
fn chosen(meta: &Value) -> Option<(DeclarationKey, &Value)> {
    let standard = meta.pointer("/ui/csp").map(|csp| (DeclarationKey::Standard, csp));
    standard.or_else(|| Some((DeclarationKey::Legacy, meta.get("openai/widgetCSP")?)))
}

fn entries(csp: &Value, key: DeclarationKey, list: List) -> impl Iterator<Item = &str> {
    let entries = list.of(key).and_then(|name| csp.get(name)).and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(Value::as_str)
}

/// What is wrong with the declaration of a template, and with what stands beside it.
pub fn findings(meta: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |path: String, text: String| findings.push(Finding { path, text });
    if let Some((key, csp)) = chosen(meta) {
        for list in List::ALL {
            let Some(name) = list.of(key) else { continue };
            let path = format!("{}.{name}", path_of(key));
            match csp.get(name) {
                None => {}
                Some(Value::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        if let Some(text) = fault(item) {
                            say(format!("{path}[{index}]"), text);
                        }
                    }
                }
                Some(_) => {
                    say(path, "This is no list, so it declares nothing: write an array of origins.".into())
                }
            }
        }
        if !csp.is_object() {
            say(path_of(key).into(), "This is no object, so nothing is declared.".into());
        }
        for name in misspelt(csp, key) {
            say(
                format!("{}.{name}", path_of(key)),
                format!("{} knows no such list; it is {} there.", path_of(key), spelt(key)),
            );
        }
    } else {
        say(
            "$._meta.ui.csp".into(),
            "No domains are declared: once published, the widget reaches nothing but two CDNs that ChatGPT allows. A \
             widget that needs nothing else is fine so; review wants the key all the same (documented)."
                .into(),
        );
    }
    let is_both = meta.pointer("/ui/csp").is_some() && meta.get("openai/widgetCSP").is_some();
    let differs = is_both && !agree(meta);
    if differs {
        say(
            "$._meta.openai/widgetCSP".into(),
            "Other domains than in ui.csp, and that one counts (documented): of these only redirect_domains are read.".into(),
        );
    }
    if meta.pointer("/ui/domain").or_else(|| meta.get("openai/widgetDomain")).is_none() {
        say(
            "$._meta.ui.domain".into(),
            "No domain is declared. Review wants one of the app's own (documented); without it the widget's origin in \
             ChatGPT is made of the server's host (observed)."
                .into(),
        );
    }
    findings
}

fn agree(meta: &Value) -> bool {
    let standard = Declaration::of(meta);
    let legacy = Declaration::of(&json!({ "openai/widgetCSP": meta["openai/widgetCSP"] }));
    [List::Connect, List::Resource, List::Frame].into_iter().all(|list| {
        let sorted = |declaration: &Declaration| {
            let mut entries = declaration.list(list).to_vec();
            entries.sort();
            entries
        };
        sorted(&standard) == sorted(&legacy)
    })
}

fn path_of(key: DeclarationKey) -> &'static str {
    match key {
        DeclarationKey::Standard => "$._meta.ui.csp",
        DeclarationKey::Legacy => "$._meta.openai/widgetCSP",
    }
}

fn spelt(key: DeclarationKey) -> String {
    List::ALL.into_iter().filter_map(|list| list.of(key)).collect::<Vec<_>>().join(", ")
}

/// Names of the other spelling, which count for nothing here.
fn misspelt(csp: &Value, key: DeclarationKey) -> Vec<&'static str> {
    let other = match key {
        DeclarationKey::Standard => DeclarationKey::Legacy,
        DeclarationKey::Legacy => DeclarationKey::Standard,
    };
    List::ALL.into_iter().filter_map(|list| list.of(other)).filter(|name| csp.get(*name).is_some()).collect()
}

/// What is wrong with an entry.
fn fault(item: &Value) -> Option<String> {
    let Some(entry) = item.as_str() else {
        return Some(
            "This is no string, so it is left out: write an origin such as https://api.example.com.".into(),
        );
    };
    let shown = text::shown(entry, ENTRY_LIMIT);
    if !is_web_source(entry) {
        return Some(format!(
            "“{shown}” is no origin on the web, so it is left out: write one such as https://api.example.com."
        ));
    }
    if entry.contains('*') {
        return Some(format!(
            "“{shown}” is a wildcard. ChatGPT was seen to refuse such a template (“wildcards are not allowed”), and \
             review wants exact origins: name each."
        ));
    }
    if is_local(entry) {
        return Some(format!(
            "“{shown}” is on this machine: of use while you develop, of none once published."
        ));
    }
    if ["http:", "ws:"].iter().any(|scheme| entry.to_ascii_lowercase().starts_with(scheme)) {
        return Some(format!(
            "“{shown}” is without TLS. ChatGPT's sandbox is a page over HTTPS, where browsers block that: use https: or \
             wss:."
        ));
    }
    has_path(entry).then(|| {
        format!("“{shown}” has a path. ChatGPT's documents have origins only; whether it keeps a path is not known.")
    })
}

/// Whether a published app may name it.
fn is_published(entry: &str) -> bool {
    let entry_lower = entry.to_ascii_lowercase();
    let is_secure = match entry_lower.split_once("://") {
        Some((scheme, _)) => ["https", "wss"].contains(&scheme),
        None => true,
    };
    is_secure && !entry.contains('*') && !is_local(entry)
}

fn has_path(entry: &str) -> bool {
    let rest = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    rest.split_once('/').is_some_and(|(_, path)| !path.is_empty())
}

/// Whether it is the developer's own machine.
pub fn is_local(entry: &str) -> bool {
    let rest = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let host = authority.rsplit_once(':').map_or(authority.as_str(), |(host, _)| host);
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.")
}

/// A host, with or without a scheme of the web, a port and a path; `*.` may stand before a host and `*` for a port.
/// Anything else could end the directive, name a keyword, or open up a whole scheme or every host.
pub fn is_web_source(entry: &str) -> bool {
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

    #[test]
    fn a_view_is_told_which_of_its_domains_were_granted() {
        let csp = json!({ "connectDomains": ["https://api.example", "*"], "resourceDomains": [] });
        let declaration = Declaration::of(&json!({ "ui": { "csp": csp } }));
        assert_eq!(declaration.granted(), Some(json!({ "connectDomains": ["https://api.example"] })));
        assert_eq!(Declaration::of(&json!({ "ui": {} })).granted(), None);
    }

    #[test]
    fn the_old_key_counts_where_it_is_alone() {
        let legacy = json!({ "frame_domains": ["https://maps.example.com"] });
        let declaration = Declaration::of(&json!({ "openai/widgetCSP": legacy }));
        assert_eq!(declaration.key, Some(DeclarationKey::Legacy));
        assert_eq!(declaration.frame, ["https://maps.example.com"]);
        let both = json!({ "ui": { "csp": {} }, "openai/widgetCSP": legacy });
        assert_eq!(Declaration::of(&both).frame, Vec::<String>::new());
    }

    #[test]
    fn a_published_app_has_exact_origins_over_tls() {
        let entries = [
            "https://api.example.com",
            "wss://live.example.com",
            "api.example.com",
            "http://api.example.com",
            "https://*.example.com",
            "https://localhost:3000",
            "http://127.0.0.1:*",
            "ws://live.example.com",
        ];
        let declaration =
            Declaration { connect: entries.map(str::to_owned).to_vec(), ..Declaration::default() };
        assert_eq!(
            declaration.published().connect,
            ["https://api.example.com", "wss://live.example.com", "api.example.com"]
        );
    }

    #[test]
    fn what_is_wrong_with_a_declaration_is_said_entry_by_entry() {
        let meta = json!({
            "ui": {
                "csp": {
                    "connectDomains": ["https://api.example.com", "https://*.example.com", "*", 5, "http://a.example"],
                    "resourceDomains": "https://static.example.com",
                    "frame_domains": ["https://maps.example.com"]
                },
                "domain": "https://example.com"
            },
            "openai/widgetCSP": { "connect_domains": ["https://other.example.com"] }
        });
        let paths: Vec<String> = findings(&meta).into_iter().map(|finding| finding.path).collect();
        assert_eq!(
            paths,
            [
                "$._meta.ui.csp.connectDomains[1]",
                "$._meta.ui.csp.connectDomains[2]",
                "$._meta.ui.csp.connectDomains[3]",
                "$._meta.ui.csp.connectDomains[4]",
                "$._meta.ui.csp.resourceDomains",
                "$._meta.ui.csp.frame_domains",
                "$._meta.openai/widgetCSP",
            ]
        );
    }

    #[test]
    fn a_declaration_with_exact_origins_has_nothing_wrong() {
        let csp = json!({ "connectDomains": ["https://api.example.com"], "resourceDomains": [] });
        let legacy = json!({ "connect_domains": ["https://api.example.com"], "redirect_domains": ["https://b.example"] });
        let meta =
            json!({ "ui": { "csp": csp, "domain": "https://example.com" }, "openai/widgetCSP": legacy });
        assert_eq!(findings(&meta), []);
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
