//! The outside hosts that a template declares in `redirect_domains`: links there are opened without a question, and
//! carry a link back to the conversation. The key exists only under `openai/widgetCSP`, whatever else is declared.

use serde_json::Value;
use url::Url;

/// The name of the parameter that carries the link back.
const PARAMETER: &str = "redirectUrl";

pub fn are_declared(template_meta: &Value, url: &Url) -> bool {
    let declared = template_meta.pointer("/openai~1widgetCSP/redirect_domains").and_then(Value::as_array);
    declared.into_iter().flatten().filter_map(Value::as_str).any(|entry| covers(entry, url))
}

/// The address with the link back at the end of its query.
pub fn with_return(mut url: Url, back: &str) -> Url {
    url.query_pairs_mut().append_pair(PARAMETER, back);
    url
}

/// An entry is an origin or a bare host; `*.` stands for any subdomain. A path in it does not count.
fn covers(entry: &str, url: &Url) -> bool {
    let (scheme, rest) = entry.split_once("://").map_or((None, entry), |(scheme, rest)| (Some(scheme), rest));
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => match port.parse::<u16>() {
            Ok(port) => (host, Some(port)),
            Err(_) => return false,
        },
        None => (authority, None),
    };
    let Some(wanted) = url.host_str() else { return false };
    let is_host = match host.strip_prefix("*.") {
        Some(parent) => !parent.is_empty() && is_below(wanted, parent),
        None => wanted.eq_ignore_ascii_case(host),
    };
    let is_scheme = scheme.is_none_or(|scheme| scheme.eq_ignore_ascii_case(url.scheme()));
    // Without a port, the usual one of the scheme: what else runs on a host was not declared.
    is_host && is_scheme && port == url.port()
}

fn is_below(host: &str, parent: &str) -> bool {
    host.len()
        .checked_sub(parent.len() + 1)
        .and_then(|start| Some((host.get(..=start)?, host.get(start + 1..)?)))
        .is_some_and(|(sub, rest)| sub.ends_with('.') && sub.len() > 1 && rest.eq_ignore_ascii_case(parent))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn only_declared_hosts_are_opened_directly() {
        let cases = [
            ("https://shop.example.com", "https://shop.example.com/a?b", true),
            ("https://shop.example.com/any/path", "https://shop.example.com/", true),
            ("shop.example.com", "https://SHOP.example.com/", true),
            ("shop.example.com", "http://shop.example.com/", true),
            ("https://shop.example.com", "http://shop.example.com/", false),
            ("https://shop.example.com", "https://shop.example.com:8443/", false),
            ("http://localhost:3000", "http://localhost:3000/pay", true),
            ("*.example.com", "https://shop.example.com/", true),
            ("*.example.com", "https://example.com/", false),
            ("*.example.com", "https://evilexample.com/", false),
            ("example.com", "https://shop.example.com/", false),
            ("example.com", "https://example.com.evil.test/", false),
            ("*", "https://example.com/", false),
            ("*.", "https://example.com/", false),
            ("", "https://example.com/", false),
            ("example.com:port", "https://example.com/", false),
        ];
        for (entry, link, expected) in cases {
            let meta = json!({ "openai/widgetCSP": { "redirect_domains": [entry] } });
            assert_eq!(are_declared(&meta, &url(link)), expected, "{entry} for {link}");
        }
        let standard = json!({ "ui": { "csp": { "redirect_domains": ["example.com"] } } });
        assert!(!are_declared(&standard, &url("https://example.com/")), "the standard has no such key");
    }

    #[test]
    fn the_link_back_joins_what_the_address_asks_already() {
        let back = "https://chatgpt.com/c/1";
        for (link, expected) in [
            ("https://a.example/x", "https://a.example/x?redirectUrl=https%3A%2F%2Fchatgpt.com%2Fc%2F1"),
            (
                "https://a.example/x?y=1#z",
                "https://a.example/x?y=1&redirectUrl=https%3A%2F%2Fchatgpt.com%2Fc%2F1#z",
            ),
        ] {
            assert_eq!(with_return(url(link), back).as_str(), expected);
        }
    }
}
