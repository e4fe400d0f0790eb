//! Who the server says it is, read leniently from its raw answer to `initialize` or `server/discover`.

use serde_json::{Map, Value};

/// Where the 2026-07-28 revision puts the server's name.
const SERVER_INFO: &str = "io.modelcontextprotocol/serverInfo";

/// The server's introduction of itself. Missing texts are empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    pub name: String,
    pub version: String,
    /// The revision that the session speaks.
    pub protocol_version: String,
    pub instructions: Option<String>,
    /// The capabilities object; empty if there is none.
    pub capabilities: Value,
    /// The whole result.
    pub raw: Value,
}

impl Server {
    pub(crate) fn read(raw: Value, protocol_version: &str) -> Self {
        let info = raw.get("serverInfo").or_else(|| raw.get("_meta").and_then(|meta| meta.get(SERVER_INFO)));
        let text = |key: &str| {
            let text = info.and_then(|info| info.get(key)).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let capabilities = raw.get("capabilities").filter(|value| value.is_object()).cloned();
        Self {
            name: text("name"),
            version: text("version"),
            protocol_version: protocol_version.to_owned(),
            instructions: raw.get("instructions").and_then(Value::as_str).map(str::to_owned),
            capabilities: capabilities.unwrap_or_else(|| Value::Object(Map::new())),
            raw,
        }
    }
}
