//! Messages between rmcp and the wire, in both directions.
//!
//! Outgoing: what rmcp would send, except that capabilities, params and the id of `server/discover` are
//! exactly ours. Incoming: what counts as an answer, and the stand-in that rmcp gets in place of it, so that
//! no oddity of a server can reach rmcp's typed parsing.

use rmcp::model::{
    CancelledNotification, ClientJsonRpcMessage, ClientRequest, CustomRequest, ErrorCode, ErrorData,
    ListToolsResult, PingRequest, RequestId, RequestMetaObject, ServerJsonRpcMessage, ServerNotification,
    ServerRequest, ServerResult, Tool,
};
use serde_json::{Map, Value, json};

use crate::target::ClientProfile;

pub(crate) const DISCOVER: &str = "server/discover";
pub(crate) const INITIALIZE: &str = "initialize";
pub(crate) const LISTEN: &str = "subscriptions/listen";
pub(crate) const PROGRESS: &str = "notifications/progress";
pub(crate) const CANCELLED: &str = "notifications/cancelled";
/// The method under which rmcp carries a request of the server's, whose own method and params are in its params.
pub(crate) const QUESTION: &str = "question";
const CAPABILITIES_IN_META: &str = "io.modelcontextprotocol/clientCapabilities";

/// What of the client's profile goes into messages.
#[derive(Debug)]
pub(crate) struct Wire {
    discover_id: String,
    capabilities: Value,
    initialize_meta: Map<String, Value>,
    progress: Progress,
}

/// Whether requests say that progress is welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Wanted,
    Unwanted,
}

impl Wire {
    pub(crate) fn new(profile: &ClientProfile) -> Self {
        Self {
            discover_id: format!("{}-discover", profile.name),
            capabilities: profile.capabilities.clone(),
            initialize_meta: profile.initialize_meta.clone(),
            progress: if profile.progress { Progress::Wanted } else { Progress::Unwanted },
        }
    }

    /// The message as it goes out.
    pub(crate) fn encode(&self, message: &ClientJsonRpcMessage) -> serde_json::Result<Value> {
        let ClientJsonRpcMessage::Request(request) = message else { return serde_json::to_value(message) };
        match &request.request {
            ClientRequest::CustomRequest(custom) => self.encode_custom(&request.id, custom),
            ClientRequest::InitializeRequest(_) => {
                let mut value = serde_json::to_value(message)?;
                value["params"]["capabilities"] = self.capabilities.clone();
                if !self.initialize_meta.is_empty() {
                    value["params"]["_meta"] = Value::Object(self.initialize_meta.clone());
                }
                Ok(value)
            }
            ClientRequest::DiscoverRequest(_) => {
                let mut value = serde_json::to_value(message)?;
                value["id"] = json!(self.discover_id);
                value["params"]["_meta"][CAPABILITIES_IN_META] = self.capabilities.clone();
                Ok(value)
            }
            _ => serde_json::to_value(message),
        }
    }

    /// The caller's params untouched, plus the keys that the 2026-07-28 revision demands in `_meta` and, if the
    /// profile wants progress, rmcp's token for it.
    fn encode_custom(&self, id: &RequestId, request: &CustomRequest) -> serde_json::Result<Value> {
        let mut message = Map::new();
        message.insert("jsonrpc".into(), json!("2.0"));
        message.insert("id".into(), serde_json::to_value(id)?);
        message.insert("method".into(), json!(request.method));
        let params = self.with_meta(request.params.clone(), request.extensions.get::<RequestMetaObject>())?;
        if let Some(params) = params {
            message.insert("params".into(), params);
        }
        Ok(Value::Object(message))
    }

    fn with_meta(
        &self,
        params: Option<Value>,
        meta: Option<&RequestMetaObject>,
    ) -> serde_json::Result<Option<Value>> {
        let Some(Value::Object(mut demanded)) = meta.map(serde_json::to_value).transpose()? else {
            return Ok(params);
        };
        if self.progress == Progress::Unwanted {
            demanded.shift_remove("progressToken");
        }
        if demanded.is_empty() {
            return Ok(params);
        }
        if demanded.contains_key(CAPABILITIES_IN_META) {
            demanded.insert(CAPABILITIES_IN_META.into(), self.capabilities.clone());
        }
        let mut params = params.unwrap_or_else(|| Value::Object(Map::new()));
        if let Some(own) = params.get("_meta").and_then(Value::as_object) {
            demanded.extend(own.clone());
        }
        if let Some(object) = params.as_object_mut() {
            object.insert("_meta".into(), Value::Object(demanded));
        }
        Ok(Some(params))
    }
}

/// The method of a request or notification; of an answer, what it is.
pub(crate) fn method(message: &Value) -> String {
    message.get("method").and_then(Value::as_str).unwrap_or("a reply to the server").to_owned()
}

/// Why a value is no JSON-RPC message, or nothing if it is one.
pub(crate) fn objection(value: &Value) -> Option<&'static str> {
    if !value.is_object() {
        return Some("it is no object");
    }
    if value.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Some("it has no \"jsonrpc\": \"2.0\"");
    }
    let error_is_odd =
        value.get("error").is_some_and(|error| error.get("code").is_none_or(|code| !code.is_i64()));
    if error_is_odd {
        return Some("its \"error\" has no numeric \"code\"");
    }
    let known = ["method", "result", "error"].iter().any(|key| value.get(key).is_some());
    (!known).then_some("it has neither \"method\" nor \"result\" nor \"error\"")
}

/// Whether a JSON-RPC message answers a request.
pub(crate) fn is_answer(message: &Value) -> bool {
    message.get("method").is_none() && (message.get("result").is_some() || message.get("error").is_some())
}

/// Whether an answer has a request's id; a number may come back as text.
pub(crate) fn same_id(answer: &Value, request: &Value) -> bool {
    let (Some(sent), Some(got)) = (request.get("id"), answer.get("id")) else { return false };
    got == sent || sent.as_i64().is_some_and(|number| got.as_str() == Some(&number.to_string()))
}

/// Whether an answer that came in reply to a request answers it: by its id, or as an error without one, which
/// a server sends when it could not read the request.
pub(crate) fn answers(answer: &Value, request: &Value) -> bool {
    let without_id = answer.get("id").is_none_or(Value::is_null);
    same_id(answer, request) || (without_id && answer.get("error").is_some())
}

/// What rmcp gets for an answer to anything but the handshake: that it came. Only the tools' schemas are
/// passed on, because rmcp makes headers of them; malformed ones are left out there, and there alone.
pub(crate) fn stand_in(id: RequestId, method: &str, answer: &Value) -> ServerJsonRpcMessage {
    let Some(result) = answer.get("result") else {
        let code =
            answer["error"]["code"].as_i64().and_then(|code| i32::try_from(code).ok()).unwrap_or_default();
        return refusal(id, code);
    };
    let tools = result.get("tools").and_then(Value::as_array).filter(|_| method == "tools/list");
    let Some(tools) = tools else { return ServerJsonRpcMessage::response(ServerResult::empty(()), id) };
    let tools = tools.iter().filter_map(|tool| serde_json::from_value::<Tool>(tool.clone()).ok()).collect();
    ServerJsonRpcMessage::response(ServerResult::ListToolsResult(ListToolsResult::with_all_items(tools)), id)
}

/// An error answer for rmcp; its text is never shown.
pub(crate) fn refusal(id: RequestId, code: i32) -> ServerJsonRpcMessage {
    ServerJsonRpcMessage::error(ErrorData::new(ErrorCode(code), "see the raw answer", None), Some(id))
}

/// The id of a request of the server's, if it is one that can be answered.
pub(crate) fn request_id(message: &Value) -> Option<RequestId> {
    serde_json::from_value(message.get("id")?.clone()).ok()
}

/// What rmcp gets for a request of the server's: one that its typed parsing cannot refuse. Only ping stays what
/// it is, because rmcp answers it even before the handshake is over.
pub(crate) fn question(id: RequestId, mut message: Value, tag: Option<String>) -> ServerJsonRpcMessage {
    let method = method(&message);
    if method == "ping" {
        let ping = PingRequest { method: Default::default(), extensions: Default::default() };
        return ServerJsonRpcMessage::request(ServerRequest::PingRequest(ping), id);
    }
    let params = message.get_mut("params").map(Value::take).unwrap_or_default();
    let wrapped = json!({ "method": method, "params": params, "tag": tag });
    let custom = CustomRequest::new(QUESTION, Some(wrapped));
    ServerJsonRpcMessage::request(ServerRequest::CustomRequest(custom), id)
}

/// The one notification that rmcp needs: that the server takes a request of its own back.
pub(crate) fn cancellation(message: &Value) -> Option<ServerJsonRpcMessage> {
    let params = message.get("params").filter(|_| message["method"] == CANCELLED)?;
    let params = serde_json::from_value(params.clone()).ok()?;
    let cancelled = CancelledNotification::new(params);
    Some(ServerJsonRpcMessage::notification(ServerNotification::CancelledNotification(cancelled)))
}

/// What rmcp gets where a server speaks a revision all the same.
pub(crate) fn unsupported_version(id: RequestId, spoken: &str) -> ServerJsonRpcMessage {
    let code = ErrorCode::UNSUPPORTED_PROTOCOL_VERSION;
    let data = json!({ "supported": [spoken] });
    ServerJsonRpcMessage::error(ErrorData::new(code, "see the raw answer", Some(data)), Some(id))
}
