//! What a list of tools may hold that no list should, and a server that dies after it.

use std::io;

use serde_json::{Value, json};

use super::http::{Act, Connection, EVENTS, Request};
use super::polite;

/// Name, the method that it is about unless another is named, and what is done.
pub const SCENARIOS: &[(&str, &str, Act)] = &[
    ("endless-cursor", "tools/list", endless_cursor),
    ("same-cursor", "tools/list", |request, connection| {
        list(request, connection, &[polite::look()], json!("again"))
    }),
    ("many-tools", "tools/list", many_tools),
    ("odd-names", "tools/list", |request, connection| list(request, connection, &odd_names(), Value::Null)),
    ("odd-schemas", "tools/list", odd_schemas),
    ("changes-at-every-list", "tools/list", changes_at_every_list),
    ("dies-after-list", "tools/list", dies_after_list),
];

fn list(request: &Request, connection: &mut Connection, tools: &[Value], cursor: Value) -> io::Result<()> {
    connection.answer(&polite::result_of(&request.message, &json!({ "tools": tools, "nextCursor": cursor })))
}

fn endless_cursor(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let page = page(request);
    list(request, connection, &[named(&format!("tool-{page}"))], json!((page + 1).to_string()))
}

/// 50 pages of 100.
fn many_tools(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let page = page(request);
    let tools: Vec<Value> =
        (page * 100..(page + 1) * 100).map(|number| named(&format!("tool-{number}"))).collect();
    let next = if page == 49 { Value::Null } else { json!((page + 1).to_string()) };
    list(request, connection, &tools, next)
}

fn odd_names() -> Vec<Value> {
    let long = "n".repeat(10_000);
    ["look", "bell\u{7}\r\nx-injected: yes", "read\u{202e}etirw", long.as_str(), "", "look"].map(named).into()
}

fn odd_schemas(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let remote = format!("http://127.0.0.1:{}/schema.json", connection.port);
    let schemas = [
        ("recursive", json!({ "$ref": "#" })),
        ("remote", json!({ "type": "object", "properties": { "a": { "$ref": remote } } })),
        ("file", json!({ "type": "object", "properties": { "a": { "$ref": "file:///etc/passwd" } } })),
        ("dangling", json!({ "type": "object", "properties": { "a": { "$ref": "#/$defs/nowhere" } } })),
        ("text", json!("object")),
        ("list", json!([{ "type": "object" }])),
        ("yes", json!(true)),
        ("exponential", exponential()),
        ("chain", chain()),
        ("tree", tree()),
    ];
    let tools = schemas.map(|(name, schema)| {
        json!({ "name": name, "inputSchema": schema, "annotations": { "readOnlyHint": true } })
    });
    list(request, connection, &tools, Value::Null)
}

/// Each definition asks for the next one twice.
fn exponential() -> Value {
    let mut schema =
        json!({ "type": "object", "$ref": "#/$defs/level0", "$defs": { "level40": { "type": "object" } } });
    for level in 0..40 {
        let next = json!({ "$ref": format!("#/$defs/level{}", level + 1) });
        schema["$defs"][format!("level{level}")] = json!({ "allOf": [next, next] });
    }
    schema
}

/// Deeper than the stack of any thread.
fn chain() -> Value {
    let mut schema = json!({ "$ref": "#/$defs/0", "$defs": {} });
    for link in 0..20_000 {
        schema["$defs"][link.to_string()] = json!({ "$ref": format!("#/$defs/{}", link + 1) });
    }
    schema
}

/// Every child is checked twice, and so is each of its children.
fn tree() -> Value {
    let child = json!({ "properties": { "child": { "$ref": "#" } } });
    json!({ "type": "object", "allOf": [child, child] })
}

fn dies_after_list(request: &Request, connection: &mut Connection) -> io::Result<()> {
    list(request, connection, &[named("look")], Value::Null)?;
    std::process::exit(0)
}

fn changes_at_every_list(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin("200 OK", &[("content-type", EVENTS)])?;
    for _ in 0..1000 {
        connection.event(&json!({ "jsonrpc": "2.0", "method": "notifications/tools/list_changed" }))?;
    }
    connection.event(&polite::answer(&request.message))
}

fn named(name: &str) -> Value {
    json!({ "name": name, "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true } })
}

/// Pages count from 0; the cursor is the number of the page.
fn page(request: &Request) -> usize {
    let cursor = request.message["params"]["cursor"].as_str();
    cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or_default()
}
