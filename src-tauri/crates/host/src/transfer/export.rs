//! All connectors as the text of an `mcp.json` file. Secrets are names only, and what a person wrote into an address
//! or a command that is secret by its name is hidden.

use std::collections::HashSet;

use greenroom_contract::connector::{Connector, Endpoint, SecretName};
use serde_json::{Map, Value, json};

use crate::mask::{HIDDEN, without_parameters};

/// How the options of a command are called that carry secrets; what stands before is separated by a dash.
const SECRET_OPTIONS: [&str; 6] = ["token", "secret", "password", "api-key", "apikey", "access-key"];

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

/// How a connector is reached, in one line and without secrets.
pub fn address(endpoint: &Endpoint) -> String {
    match endpoint {
        Endpoint::Demo => "demo".into(),
        Endpoint::Http { url } | Endpoint::Sse { url } => without_parameters(url),
        Endpoint::Stdio { command, arguments, .. } => {
            std::iter::once(command.clone()).chain(without_options(arguments)).collect::<Vec<_>>().join(" ")
        }
    }
}

fn server(connector: &Connector) -> Option<Value> {
    let mut server = match &connector.endpoint {
        Endpoint::Demo => return None,
        Endpoint::Http { url } => json!({ "type": "http", "url": without_parameters(url) }),
        Endpoint::Sse { url } => json!({ "type": "sse", "url": without_parameters(url) }),
        Endpoint::Stdio { command, arguments, .. } => {
            json!({ "command": command, "args": without_options(arguments) })
        }
    };
    if let Endpoint::Stdio { directory, .. } = &connector.endpoint
        && !directory.is_empty()
    {
        server["cwd"] = json!(directory);
    }
    for (key, names) in [("headers", &connector.headers), ("env", &connector.environment)] {
        if !names.is_empty() {
            server[key] = names
                .iter()
                .map(|SecretName { name, .. }| (name.clone(), json!(placeholder(name))))
                .collect();
        }
    }
    Some(server)
}

/// `--token=…` and `--token …` without what they give.
fn without_options(arguments: &[String]) -> Vec<String> {
    let mut is_value = false;
    let mut shown = Vec::new();
    for argument in arguments {
        let option = argument.split_once('=').map_or(argument.as_str(), |(option, _)| option);
        let hides = is_secret(option);
        shown.push(match (is_value, hides && option.len() < argument.len()) {
            (true, _) if !argument.starts_with('-') => HIDDEN.to_owned(),
            (_, true) => format!("{option}={HIDDEN}"),
            _ => without_parameters(argument),
        });
        is_value = hides && option.len() == argument.len();
    }
    shown
}

fn is_secret(option: &str) -> bool {
    let name = option.trim_start_matches('-').to_ascii_lowercase().replace('_', "-");
    option.starts_with('-')
        && SECRET_OPTIONS.iter().any(|secret| {
            name.strip_suffix(secret).is_some_and(|before| before.is_empty() || before.ends_with('-'))
        })
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
