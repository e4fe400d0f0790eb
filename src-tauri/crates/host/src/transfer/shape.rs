//! Finds the servers in a file, whichever program it was written for. Comments and trailing commas are fine.

use greenroom_contract::Problem;
use jsonc_parser::ast::{Object, ObjectPropName, Value as Node};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use super::shown;

/// Where the servers are and what they are written for.
pub struct Found {
    pub shape: String,
    /// The JSON path of the object that holds them.
    pub path: String,
    /// In the order of the file, twins included.
    pub servers: Vec<(String, Value)>,
    pub notes: Vec<String>,
}

/// Keys under which servers are found, from the root of the file.
const PLACES: [(&[&str], &str); 5] = [
    (&["mcpServers"], ""),
    (&["servers"], "VS Code"),
    (&["mcp", "servers"], "VS Code"),
    (&["mcp", "mcpServers"], ""),
    (&["context_servers"], "Zed"),
];

/// Keys of one server, for files that hold nothing else.
const MARKS: [&str; 3] = ["command", "url", "serverUrl"];

pub fn find(file: &str) -> Result<Found, Problem> {
    let root = parse(file)?;
    for (keys, shape) in PLACES {
        if let Some(servers) = object_at(&root, keys) {
            let others = others(&root, keys[0]);
            let path = format!("$.{}", keys.join("."));
            return Ok(found(shape, path, servers, others));
        }
    }
    if let Some(key) = PLACES.iter().map(|(keys, _)| keys[0]).find(|key| root.get(key).is_some()) {
        let message = format!("$.{key} should be an object of servers, but is something else.");
        return Err(Problem::invalid(message, "Correct it in the file."));
    }
    let is_bare =
        !root.properties.is_empty() && root.properties.iter().all(|property| is_server(&property.value));
    if is_bare {
        return Ok(found("", "$".into(), &root, Vec::new()));
    }
    Err(Problem::invalid(
        "There are no MCP servers in this file: it has neither “mcpServers” nor “servers” nor “context_servers”.",
        "Choose the configuration of Claude Desktop, VS Code, Cursor, Windsurf or Zed.",
    ))
}

fn parse(file: &str) -> Result<Object<'_>, Problem> {
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let file = file.trim_start_matches('\u{feff}');
    let parsed = parse_to_ast(file, &CollectOptions::default(), &options).map_err(|error| {
        let (line, column) = (error.line_display(), error.column_display());
        let reason = lower_first(&error.kind().to_string());
        Problem::invalid(
            format!("The file is not JSON: at line {line}, column {column}: {reason}."),
            "Correct it there, and read the file again.",
        )
    })?;
    match parsed.value {
        Some(Node::Object(root)) => Ok(root),
        None => Err(Problem::invalid(
            "The file is empty.",
            "Choose the file in which the MCP servers are listed.",
        )),
        Some(other) => Err(Problem::invalid(
            format!("The file should hold a JSON object, but holds {}.", kind(&Value::from(other))),
            "Choose the file in which the MCP servers are listed.",
        )),
    }
}

fn object_at<'a>(root: &'a Object<'a>, keys: &[&str]) -> Option<&'a Object<'a>> {
    keys.iter().try_fold(root, |object, key| object.get(key)?.value.as_object())
}

fn others(root: &Object<'_>, own: &str) -> Vec<String> {
    let names = root.properties.iter().map(|property| property.name.as_str());
    names.filter(|name| *name != own && !name.starts_with('$')).map(shown).collect()
}

fn found(shape: &str, path: String, servers: &Object<'_>, others: Vec<String>) -> Found {
    let servers: Vec<(String, Value)> = servers
        .properties
        .iter()
        .map(|property| (name(&property.name), Value::from(property.value.clone())))
        .collect();
    let mut notes = Vec::new();
    if others.iter().any(|other| other == "inputs") {
        notes.push("Nobody is asked for the “inputs” here: enter their values in the connectors.".into());
    }
    let left: Vec<String> =
        others.iter().filter(|other| *other != "inputs").map(|other| format!("“{other}”")).collect();
    if !left.is_empty() {
        notes.push(format!("Left out, because it lists no servers: {}.", left.join(", ")));
    }
    let shape = if shape.is_empty() { guess(&servers) } else { shape };
    Found { shape: shape.to_owned(), path, servers, notes }
}

/// Several programs write `mcpServers`; what they write for remote servers tells them apart.
fn guess(servers: &[(String, Value)]) -> &'static str {
    let any = |key: &str| servers.iter().any(|(_, server)| server.get(key).is_some());
    match (any("serverUrl"), any("url"), any("type")) {
        (true, _, _) => "Windsurf",
        (_, true, true) => "Claude Code",
        (_, true, false) => "Cursor",
        _ => "Claude Desktop",
    }
}

fn is_server(value: &Node<'_>) -> bool {
    value.as_object().is_some_and(|object| MARKS.iter().any(|mark| object.get(mark).is_some()))
}

fn name(name: &ObjectPropName<'_>) -> String {
    name.as_str().to_owned()
}

/// What a JSON value is, for a sentence.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
