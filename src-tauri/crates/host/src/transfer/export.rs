//! All connectors as the text of an `mcp.json` file. Secrets are names only.

use std::collections::HashSet;

use greenroom_contract::connector::{Connector, Endpoint};
use serde_json::{Map, Value, json};

/// The shape that most programs read. The demo lives in this program and is left out.
pub fn text(connectors: &[Connector]) -> String {
    let mut servers = Map::new();
    let mut taken = HashSet::new();
    for connector in connectors {
        if let Some(server) = server(connector) {
            servers.insert(free(&connector.name, &mut taken), server);
        }
    }
    format!("{:#}\n", json!({ "mcpServers": servers }))
}

fn server(connector: &Connector) -> Option<Value> {
    let mut server = match &connector.endpoint {
        Endpoint::Demo => return None,
        Endpoint::Http { url } => json!({ "type": "http", "url": url }),
        Endpoint::Sse { url } => json!({ "type": "sse", "url": url }),
        Endpoint::Stdio { command, arguments, .. } => json!({ "command": command, "args": arguments }),
    };
    if let Endpoint::Stdio { directory, .. } = &connector.endpoint
        && !directory.is_empty()
    {
        server["cwd"] = json!(directory);
    }
    for (key, names) in [("headers", &connector.headers), ("env", &connector.environment)] {
        if !names.is_empty() {
            server[key] = names.iter().map(|name| (name.clone(), json!(placeholder(name)))).collect();
        }
    }
    Some(server)
}

/// Two connectors may have one name; two keys of an object may not.
fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|count| format!("{name} {count}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| taken.insert(name.clone())).unwrap_or_default()
}

/// Several programs put a variable of the environment in its place.
fn placeholder(name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    format!("${{{}}}", name.chars().map(plain).collect::<String>())
}
