//! The JSON schema that `@modelcontextprotocol/ext-apps` publishes, as validators of single messages. What the schema
//! leaves to the core protocol is checked by hand, as far as the bridge uses it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

const FILE: &str = "node_modules/@modelcontextprotocol/ext-apps/dist/src/generated/schema.json";

/// The definition of each message, by its method.
const MESSAGES: [(&str, &str); 17] = [
    ("ui/download-file", "McpUiDownloadFileRequest"),
    ("ui/initialize", "McpUiInitializeRequest"),
    ("ui/message", "McpUiMessageRequest"),
    ("ui/open-link", "McpUiOpenLinkRequest"),
    ("ui/request-display-mode", "McpUiRequestDisplayModeRequest"),
    ("ui/resource-teardown", "McpUiResourceTeardownRequest"),
    ("ui/update-model-context", "McpUiUpdateModelContextRequest"),
    ("ui/notifications/host-context-changed", "McpUiHostContextChangedNotification"),
    ("ui/notifications/initialized", "McpUiInitializedNotification"),
    ("ui/notifications/request-teardown", "McpUiRequestTeardownNotification"),
    ("ui/notifications/sandbox-proxy-ready", "McpUiSandboxProxyReadyNotification"),
    ("ui/notifications/sandbox-resource-ready", "McpUiSandboxResourceReadyNotification"),
    ("ui/notifications/size-changed", "McpUiSizeChangedNotification"),
    ("ui/notifications/tool-cancelled", "McpUiToolCancelledNotification"),
    ("ui/notifications/tool-input", "McpUiToolInputNotification"),
    ("ui/notifications/tool-input-partial", "McpUiToolInputPartialNotification"),
    ("ui/notifications/tool-result", "McpUiToolResultNotification"),
];

/// The definition of each result, by the method of its request. The schema holds the result of a call as what a
/// notification carries.
const RESULTS: [(&str, &str); 7] = [
    ("tools/call", "McpUiToolResultNotification/properties/params"),
    ("ui/download-file", "McpUiDownloadFileResult"),
    ("ui/initialize", "McpUiInitializeResult"),
    ("ui/message", "McpUiMessageResult"),
    ("ui/open-link", "McpUiOpenLinkResult"),
    ("ui/request-display-mode", "McpUiRequestDisplayModeResult"),
    ("ui/resource-teardown", "McpUiResourceTeardownResult"),
];

static VALIDATORS: LazyLock<HashMap<&str, Validator>> = LazyLock::new(|| {
    let mut schema = published();
    loosen(&mut schema);
    let definitions = MESSAGES.iter().chain(&RESULTS).map(|(_, definition)| *definition);
    definitions.map(|definition| (definition, validator(&schema, definition))).collect()
});

/// The schema as it was published.
pub fn published() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{} ({error}): run `cargo xtask setup`", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// What the schema says more strictly than the types that it is generated from. The sizes of a container are the
/// intersection of two objects, one for each axis, and each of them allows nothing but its own keys: no size with two
/// keys would fit. A style variable may be undefined, which JSON says by leaving it out. And the descriptor of a tool is
/// passed on as its server sent it, with keys that only some hosts know, such as `securitySchemes`.
fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(parts) = object.get_mut("allOf").and_then(Value::as_array_mut) {
                parts.iter_mut().for_each(open);
            }
            if object.contains_key("propertyNames") {
                object.remove("required");
            }
            let properties = object.get_mut("properties").and_then(Value::as_object_mut);
            if let Some(of_tool) = properties.filter(|keys| keys.contains_key("inputSchema")) {
                of_tool.values_mut().for_each(open);
                object.remove("additionalProperties");
            }
            object.values_mut().for_each(loosen);
        }
        Value::Array(items) => items.iter_mut().for_each(loosen),
        _ => {}
    }
}

fn open(part: &mut Value) {
    if let Some(object) = part.as_object_mut() {
        object.remove("additionalProperties");
    }
    if let Some(choices) = part.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.iter_mut().for_each(open);
    }
}

/// Each definition is a schema of its own, with definitions of its own: their references begin at itself.
fn validator(schema: &Value, pointer: &str) -> Validator {
    let (definition, part) = pointer.split_once('/').unwrap_or((pointer, ""));
    let mut own = schema["$defs"][definition].clone();
    if let Some(whole) = (!part.is_empty()).then(|| own.clone()) {
        own = whole.pointer(&format!("/{part}")).cloned().unwrap_or_default();
        own["$defs"] = whole.get("$defs").cloned().unwrap_or_else(|| json!({}));
    }
    jsonschema::validator_for(&own).unwrap_or_else(|error| panic!("{pointer} is no schema: {error}"))
}

/// What is wrong with a request or a notification of this method.
pub fn faults_of_message(method: &str, message: &Map<String, Value>) -> Vec<String> {
    match find(&MESSAGES, method) {
        Some(definition) => {
            let fields = message.iter().filter(|(key, _)| *key != "jsonrpc" && *key != "id");
            let message = fields.map(|(key, value)| (key.clone(), value.clone())).collect();
            faults(definition, &Value::Object(message))
        }
        None if method.starts_with("ui/") => vec!["there is no such method".to_owned()],
        None => faults_of_core(method, &message.get("params").cloned().unwrap_or(Value::Null)),
    }
}

/// What is wrong with the result of a request of this method.
pub fn faults_of_result(method: &str, result: &Value) -> Vec<String> {
    match find(&RESULTS, method) {
        Some(definition) => faults(definition, result),
        None if result.is_object() => Vec::new(),
        None => vec!["a result is an object".to_owned()],
    }
}

fn faults_of_core(method: &str, params: &Value) -> Vec<String> {
    let fault = match method {
        "tools/call" if !params["name"].is_string() => Some("`name` is a string"),
        "tools/call" if !params["arguments"].is_null() && !params["arguments"].is_object() => {
            Some("`arguments` is an object")
        }
        "resources/read" if !params["uri"].is_string() => Some("`uri` is a string"),
        "notifications/message" if !params["level"].is_string() || params.get("data").is_none() => {
            Some("`level` and `data` are required")
        }
        _ => None,
    };
    fault.map(str::to_owned).into_iter().collect()
}

fn faults(definition: &str, value: &Value) -> Vec<String> {
    let errors = VALIDATORS[definition].iter_errors(value);
    errors.map(|error| format!("{error} at {}", error.instance_path())).collect()
}

fn find<'a>(table: &[(&str, &'a str)], method: &str) -> Option<&'a str> {
    table.iter().find(|(name, _)| *name == method).map(|(_, definition)| *definition)
}
