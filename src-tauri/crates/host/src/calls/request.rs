//! What a `tools/call` carries, as ChatGPT sends it.

use greenroom_contract::call::{Asker, Call};
use serde_json::{Value, json};

use crate::profile::Profile;

pub const METHOD: &str = "tools/call";

/// The params as they will be sent; also what the card's details show.
pub fn params(call: &Call, profile: &Profile) -> Value {
    let mut meta = json!({
        "openai/locale": profile.client.locale,
        "openai/userAgent": profile.client.user_agent,
        "openai/session": format!("v1/{}", call.conversation_id),
    });
    if let Asker::Widget { call_id, screen } = &call.asker {
        meta["openai/widgetSessionId"] = json!(widget_session(call_id, screen));
    }
    json!({ "name": call.tool_name, "arguments": call.arguments, "_meta": meta })
}

/// Stable for one widget on one screen.
pub fn widget_session(call_id: &str, screen: &str) -> String {
    format!("{call_id}-{screen}")
}
