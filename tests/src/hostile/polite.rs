//! What the server does right where a scenario says nothing else: 2025-11-25, without sessions, and one tool, `look`,
//! that only reads and shows a widget.

use serde_json::{Value, json};

pub const TEMPLATE: &str = "ui://hostile/look.html";
const METHOD_NOT_FOUND: i64 = -32601;

/// The whole JSON-RPC answer to a request.
pub fn answer(request: &Value) -> Value {
    let result = match request["method"].as_str().unwrap_or_default() {
        "initialize" => introduction(),
        "tools/list" => json!({ "tools": [look()] }),
        "tools/call" => called(),
        "resources/list" => json!({ "resources": [] }),
        "resources/read" => json!({ "contents": [template("<!doctype html><p>polite")] }),
        "ping" => json!({}),
        method => {
            let error = json!({ "code": METHOD_NOT_FOUND, "message": format!("{method} is not known here") });
            return json!({ "jsonrpc": "2.0", "id": request["id"], "error": error });
        }
    };
    result_of(request, &result)
}

pub fn result_of(request: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": request["id"], "result": result })
}

pub fn called() -> Value {
    json!({ "content": [{ "type": "text", "text": "I look." }] })
}

pub fn template(html: &str) -> Value {
    json!({ "uri": TEMPLATE, "mimeType": "text/html;profile=mcp-app", "text": html })
}

pub fn look() -> Value {
    json!({
        "name": "look",
        "inputSchema": { "type": "object" },
        "annotations": { "readOnlyHint": true },
        "_meta": { "ui": { "resourceUri": TEMPLATE } },
    })
}

fn introduction() -> Value {
    json!({
        "protocolVersion": "2025-11-25",
        "capabilities": { "tools": { "listChanged": true }, "resources": {}, "logging": {} },
        "serverInfo": { "name": "hostile", "version": "1.0.0" },
    })
}
