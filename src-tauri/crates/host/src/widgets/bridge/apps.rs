//! The MCP Apps bridge: JSON-RPC between a widget and its host.

use greenroom_contract::conversation::Scroll;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::WidgetLog;
use serde_json::{Value, json};

use super::content;
use super::{Granted, Question, Refusal, ReturnLink, Wish, length, mode};
use crate::profile::HostFacts;
use crate::text;
use crate::widgets::download;

/// Of a log message, in bytes.
const LONGEST_LOG: usize = 4000;
const LONGEST_NAME: usize = 64;

const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;

/// A message of a widget, as far as the host acts on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// `ui/initialize`.
    Initialize {
        id: Value,
        introduction: Introduction,
    },
    Initialized,
    Ping {
        id: Value,
    },
    /// `id` is absent for a notification.
    Wish {
        id: Option<Value>,
        wish: Wish,
    },
    /// The answer to a request of the host's.
    Answer {
        id: Value,
        outcome: Result<Value, Refusal>,
    },
    /// A request that cannot be read or is not known; the whole answer.
    Rejected(Value),
    /// A notification that nothing heeds, or no message at all.
    Ignored,
}

/// What an app says of itself in `ui/initialize`. What it leaves out is null.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Introduction {
    pub protocol_version: Value,
    pub info: Value,
    pub capabilities: Value,
    /// Absent where it declares none.
    pub modes: Option<Vec<DisplayMode>>,
}

/// `capabilities` are those that the host declares: what they leave out is not offered.
pub fn read(message: &Value, capabilities: &Value) -> Incoming {
    let id = message.get("id").filter(|id| !id.is_null()).cloned();
    let Some(method) = message.get("method").and_then(Value::as_str) else { return answer(message, id) };
    let none = json!({});
    let params = message.get("params").unwrap_or(&none);
    match (method, id) {
        ("ui/initialize", Some(id)) => Incoming::Initialize { id, introduction: introduction(params) },
        ("ui/notifications/initialized", _) => Incoming::Initialized,
        ("ping", Some(id)) => Incoming::Ping { id },
        (method, id) => match (wish(method, params, capabilities), id) {
            (Ok(wish), id) => Incoming::Wish { id, wish },
            (Err(refusal), Some(id)) => Incoming::Rejected(error(&id, &refusal)),
            (Err(_), None) => Incoming::Ignored,
        },
    }
}

fn answer(message: &Value, id: Option<Value>) -> Incoming {
    let outcome = match (message.get("result"), message.get("error")) {
        (Some(result), None) => Ok(result.clone()),
        (_, Some(error)) => Err(Refusal::read(error)),
        (None, None) => return Incoming::Ignored,
    };
    id.map_or(Incoming::Ignored, |id| Incoming::Answer { id, outcome })
}

fn introduction(params: &Value) -> Introduction {
    let member = |key: &str| params.get(key).cloned().unwrap_or_default();
    Introduction {
        protocol_version: member("protocolVersion"),
        info: member("appInfo"),
        capabilities: member("appCapabilities"),
        modes: declared_modes(params),
    }
}

fn wish(method: &str, params: &Value, capabilities: &Value) -> Result<Wish, Refusal> {
    let invalid = |text: &str| Refusal::new(INVALID_PARAMS, text);
    let text = |key: &str| params.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    match method {
        "tools/call" => {
            let name = text("name").ok_or_else(|| invalid("tools/call needs a `name`."))?;
            let arguments = params.get("arguments").filter(|value| !value.is_null()).cloned();
            Ok(Wish::CallTool { name: name.to_owned(), arguments: arguments.unwrap_or_else(|| json!({})) })
        }
        "ui/message" => message(params).map_err(|text| invalid(&text)),
        "ui/download-file" if capabilities.get("downloadFile").is_some() => {
            download::read(params).map(Wish::Download).map_err(|text| invalid(&text))
        }
        "ui/open-link" => Ok(Wish::OpenLink {
            url: text("url").ok_or_else(|| invalid("ui/open-link needs a `url`."))?.to_owned(),
            back: ReturnLink::Added,
        }),
        "ui/request-display-mode" => {
            let wished = text("mode").and_then(mode);
            wished.map(Wish::Mode).ok_or_else(|| invalid("The mode is one of inline, pip and fullscreen."))
        }
        "ui/update-model-context" => Ok(Wish::ModelContext(params.clone())),
        "ui/notifications/size-changed" => {
            let height = params.get("height").and_then(length);
            height.map(Wish::Height).ok_or_else(|| invalid("The size has no height."))
        }
        "notifications/message" => Ok(Wish::Log(params.clone())),
        "notifications/tools/list_changed" => Ok(Wish::ToolsChanged),
        "ui/notifications/request-teardown" => Ok(Wish::Teardown),
        other => match Question::of(other) {
            Some(question) => Ok(Wish::AskServer { question, params: params.clone() }),
            None => Err(Refusal::new(METHOD_NOT_FOUND, format!("{other} is not offered by this host."))),
        },
    }
}

/// A message is always in the person's place; one that does not say so is taken as it is meant.
fn message(params: &Value) -> Result<Wish, String> {
    if params.get("role").is_some_and(|role| role != "user") {
        return Err("The role of a view's message is “user”.".into());
    }
    let content = params.get("content").ok_or("ui/message needs `content`.")?;
    Ok(Wish::FollowUp { content: content::read(content)?, scroll: Scroll::Follow })
}

fn declared_modes(params: &Value) -> Option<Vec<DisplayMode>> {
    let modes = params.pointer("/appCapabilities/availableDisplayModes")?.as_array()?;
    Some(modes.iter().filter_map(|name| mode(name.as_str()?)).collect())
}

/// The answer to `ui/initialize`. `protocol_version` is ours, whatever the app asked for.
pub fn initialized(id: &Value, protocol_version: &str, host: &HostFacts, context: Value) -> Value {
    result(
        id,
        json!({
            "protocolVersion": protocol_version,
            "hostInfo": host.info,
            "hostCapabilities": host.capabilities,
            "hostContext": context,
        }),
    )
}

pub fn reply(id: &Value, outcome: Result<Granted, Refusal>) -> Value {
    match outcome {
        Ok(Granted::Done | Granted::Close) => result(id, json!({})),
        Ok(Granted::Declined) => result(id, json!({ "isError": true })),
        Ok(Granted::Mode(mode)) => result(id, json!({ "mode": mode })),
        Ok(Granted::Answer(answer) | Granted::Called(answer) | Granted::Value(answer)) => result(id, answer),
        Err(refusal) => error(id, &refusal),
    }
}

/// Whether nobody here knows the method: neither this host as it is, nor the protocol among what may be ignored.
pub fn is_unknown(incoming: &Incoming, method: &str) -> bool {
    match incoming {
        Incoming::Rejected(answer) => answer.pointer("/error/code") == Some(&json!(METHOD_NOT_FOUND)),
        Incoming::Ignored => !["notifications/cancelled", "notifications/progress"].contains(&method),
        _ => false,
    }
}

pub fn result(id: &Value, result: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "id": id });
    // Moved: `json!` would copy it, and it may be megabytes.
    message["result"] = result;
    message
}

fn error(id: &Value, refusal: &Refusal) -> Value {
    let mut error = json!({ "code": refusal.code, "message": refusal.message });
    if let Some(data) = &refusal.data {
        error["data"] = Value::clone(data);
    }
    json!({ "jsonrpc": "2.0", "id": id, "error": error })
}

/// Whether the params of `ui/update-model-context` hold anything: empty ones take back what was said before.
pub fn holds_content(params: &Value) -> bool {
    let holds = |key: &str| match params.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(_) => true,
    };
    holds("content") || holds("structuredContent")
}

/// A `notifications/message`, short enough to be shown.
pub fn logged(params: &Value, at: String) -> WidgetLog {
    let text = |key: &str| params.get(key).and_then(Value::as_str).unwrap_or_default();
    let data = params.get("data").cloned().unwrap_or_default();
    let written = data.to_string();
    let is_long = written.len() > LONGEST_LOG;
    let data = if is_long { Value::from(text::shown(&written, LONGEST_LOG)) } else { data };
    WidgetLog {
        at,
        level: text::shown(text("level"), LONGEST_NAME),
        logger: text::shown(text("logger"), LONGEST_NAME),
        data: data.into(),
    }
}

pub fn request(id: u64, method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

/// The host no longer waits for the answer to a request of its own.
pub fn cancelled(id: u64, reason: &str) -> Value {
    notification("notifications/cancelled", json!({ "requestId": id, "reason": reason }))
}

pub fn tool_input(arguments: &Value) -> Value {
    notification("ui/notifications/tool-input", json!({ "arguments": arguments }))
}

pub fn tool_input_partial(arguments: &Value) -> Value {
    notification("ui/notifications/tool-input-partial", json!({ "arguments": arguments }))
}

pub fn tool_result(result: &Value) -> Value {
    notification("ui/notifications/tool-result", result.clone())
}

pub fn tool_cancelled(reason: &str) -> Value {
    notification("ui/notifications/tool-cancelled", json!({ "reason": reason }))
}

/// `list` is `tools` or `resources`, of the server.
pub fn list_changed(list: &str) -> Value {
    notification(&format!("notifications/{list}/list_changed"), json!({}))
}

pub fn context_changed(context: Value) -> Value {
    notification("ui/notifications/host-context-changed", context)
}

fn notification(method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "method": method });
    message["params"] = params;
    message
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::widgets::bridge::content::Block;

    fn read(message: &Value) -> Incoming {
        super::read(message, &json!({}))
    }

    #[test]
    fn requests_and_notifications_become_wishes() {
        let wished = |message: Value| match read(&message) {
            Incoming::Wish { wish, .. } => wish,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            wished(json!({ "id": 1, "method": "tools/call", "params": { "name": "a" } })),
            Wish::CallTool { name: "a".into(), arguments: json!({}) }
        );
        let texts = json!([{ "type": "text", "text": "a" }, { "type": "text", "text": "b" }]);
        assert_eq!(
            wished(
                json!({ "id": 2, "method": "ui/message", "params": { "role": "user", "content": texts } })
            ),
            Wish::FollowUp { content: vec![Block::text("a"), Block::text("b")], scroll: Scroll::Follow }
        );
        assert_eq!(wished(json!({ "method": "ui/notifications/request-teardown" })), Wish::Teardown);
        assert_eq!(
            wished(json!({ "id": 3, "method": "resources/read", "params": { "uri": "a://b" } })),
            Wish::AskServer { question: Question::ReadResource, params: json!({ "uri": "a://b" }) }
        );
        assert_eq!(
            wished(json!({ "method": "ui/notifications/size-changed", "params": { "height": 90.5 } })),
            Wish::Height(90.5)
        );
    }

    #[test]
    fn what_is_unknown_or_wrong_is_answered_by_its_code() {
        assert_eq!(
            read(&json!({ "id": 7, "method": "ui/download-file" })),
            Incoming::Rejected(json!({ "jsonrpc": "2.0", "id": 7, "error": {
                "code": -32601, "message": "ui/download-file is not offered by this host." } }))
        );
        assert_eq!(
            read(&json!({ "id": 8, "method": "ui/open-link", "params": {} })),
            Incoming::Rejected(json!({ "jsonrpc": "2.0", "id": 8, "error": {
                "code": -32602, "message": "ui/open-link needs a `url`." } }))
        );
        let message = json!({ "role": "assistant", "content": [{ "type": "text", "text": "a" }] });
        assert_eq!(
            read(&json!({ "id": 9, "method": "ui/message", "params": message })),
            Incoming::Rejected(json!({ "jsonrpc": "2.0", "id": 9, "error": {
                "code": -32602, "message": "The role of a view's message is “user”." } }))
        );
        assert_eq!(read(&json!({ "method": "ui/unknown" })), Incoming::Ignored);
        assert_eq!(read(&json!({ "id": 9 })), Incoming::Ignored);
        assert_eq!(read(&json!({ "result": {} })), Incoming::Ignored);
    }

    #[test]
    fn an_app_introduces_itself_and_answers() {
        let capabilities = json!({ "tools": {}, "availableDisplayModes": ["inline", "cinema"] });
        let params = json!({ "protocolVersion": "2026-01-26", "appInfo": { "name": "a" },
            "appCapabilities": capabilities });
        assert_eq!(
            read(&json!({ "id": 0, "method": "ui/initialize", "params": params })),
            Incoming::Initialize {
                id: json!(0),
                introduction: Introduction {
                    protocol_version: json!("2026-01-26"),
                    info: json!({ "name": "a" }),
                    capabilities,
                    modes: Some(vec![DisplayMode::Inline]),
                },
            }
        );
        assert_eq!(
            read(&json!({ "id": 1, "result": { "tools": [] } })),
            Incoming::Answer { id: json!(1), outcome: Ok(json!({ "tools": [] })) }
        );
        let refusal = Refusal::new(-32601, "no");
        assert_eq!(
            read(&json!({ "id": 2, "error": { "code": -32601, "message": "no" } })),
            Incoming::Answer { id: json!(2), outcome: Err(refusal) }
        );
    }
}
