//! The origin of a widget's document.
//!
//! Observed: ChatGPT makes a label of the widget's domain, or of the server's host without one, with dashes in place of
//! dots, and serves all widgets of that label from one origin. Here the label begins each instance's own origin: frames
//! of one origin could reach into each other, and no widget may.

use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

use greenroom_contract::connector::Endpoint;

/// Longest beginning of an origin; with what follows it fits the 63 letters of a label of DNS.
const LABEL_PART: usize = 30;

/// The label that ChatGPT would use. `name` stands in where the server has no host.
pub fn label(template_meta: &Value, root: &str) -> String {
    let domain = template_meta.pointer("/ui/domain").or_else(|| template_meta.get("openai/widgetDomain"));
    let host = domain.and_then(Value::as_str).and_then(host_of);
    host.map_or_else(|| dashed(root), |host| dashed(&host))
}

/// What a connector's widgets have for a label without a domain of their own: the server's host, else its name.
pub fn root(endpoint: &Endpoint, name: &str) -> String {
    match endpoint {
        Endpoint::Http { url } | Endpoint::Sse { url } => host_of(url).unwrap_or_else(|| name.to_owned()),
        Endpoint::Demo | Endpoint::Stdio { .. } => name.to_owned(),
    }
}

/// The origin of a widget in ChatGPT.
pub fn of_chatgpt(label: &str) -> String {
    format!("https://{label}.web-sandbox.oaiusercontent.com")
}

/// The host part of the origin of one instance here. The same call has the same on every start of the program, so
/// that what its widget stores is there again.
pub fn of_instance(label: &str, call_id: &str, place: &str) -> String {
    let digest = Sha256::digest(format!("{call_id}\n{place}"));
    let own: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let label: String = label.chars().take(LABEL_PART).collect();
    format!("{}-{own}", label.trim_end_matches('-'))
}

fn host_of(domain: &str) -> Option<String> {
    let address = if domain.contains("://") { domain.to_owned() } else { format!("https://{domain}") };
    Url::parse(&address).ok()?.host_str().map(str::to_owned)
}

/// Letters, digits and dashes of a name, so that it can stand in an origin.
fn dashed(name: &str) -> String {
    let dashed: String = name
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    let trimmed = dashed.trim_matches('-');
    if trimmed.is_empty() { "widget".into() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_widgets_domain_comes_before_the_servers_host() {
        let server = root(&Endpoint::Http { url: "https://mcp.example.com:8443/mcp".into() }, "Example");
        for (meta, expected) in [
            (json!({}), "mcp-example-com"),
            (json!({ "ui": { "domain": "https://www.example.com" } }), "www-example-com"),
            (json!({ "openai/widgetDomain": "app.example.com" }), "app-example-com"),
            (json!({ "ui": { "domain": 5 } }), "mcp-example-com"),
        ] {
            assert_eq!(label(&meta, &server), expected);
        }
        let command = Endpoint::Stdio { command: "node".into(), arguments: vec![], directory: String::new() };
        assert_eq!(label(&json!({}), &root(&command, "My Füße")), "my-f--e");
        assert_eq!(label(&json!({}), &root(&command, "…")), "widget");
    }

    #[test]
    fn no_two_instances_share_an_origin_and_each_has_it_again_next_time() {
        let origin = of_instance("www-example-com", "call", "desktop");
        assert_eq!(origin, of_instance("www-example-com", "call", "desktop"));
        assert_ne!(origin, of_instance("www-example-com", "other", "desktop"));
        assert_ne!(origin, of_instance("www-example-com", "call", "modal"));
        let long = of_instance(&"a-".repeat(100), "call", "desktop");
        assert!(long.len() <= 63, "{long}");
    }
}
