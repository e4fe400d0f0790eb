//! Makes notices of the server's notifications, read leniently from the raw JSON.

use serde_json::Value;

use crate::observer::Notice;
use crate::wire;

/// `tag` is that of the request that the notification is about.
pub(crate) fn of(mut message: Value, tag: Option<String>) -> Notice {
    let method = wire::method(&message);
    let params = message.get_mut("params").map(Value::take).unwrap_or_default();
    let text = |key: &str| params.get(key).and_then(Value::as_str).map(str::to_owned);
    match method.as_str() {
        wire::PROGRESS => match params["progress"].as_f64() {
            Some(progress) => {
                Notice::Progress { tag, progress, total: params["total"].as_f64(), message: text("message") }
            }
            None => Notice::Other { method, params },
        },
        "notifications/message" => Notice::Log {
            tag,
            level: text("level").unwrap_or_else(|| "info".to_owned()),
            logger: text("logger"),
            data: params.get("data").cloned().unwrap_or_default(),
        },
        "notifications/resources/updated" => match text("uri") {
            Some(uri) => Notice::ResourceUpdated { uri },
            None => Notice::Other { method, params },
        },
        _ => match changed_list(&method) {
            Some(list) => Notice::ListChanged { list: list.to_owned() },
            None => Notice::Other { method, params },
        },
    }
}

/// `tools` of `notifications/tools/list_changed`.
fn changed_list(method: &str) -> Option<&str> {
    method.strip_prefix("notifications/")?.strip_suffix("/list_changed")
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_understood_becomes_plain_and_the_rest_stays_as_it_came() {
        let notices = [
            json!({ "method": "notifications/progress", "params": { "progress": 0.5, "total": 2 } }),
            json!({ "method": "notifications/progress", "params": { "progress": "half" } }),
            json!({ "method": "notifications/message", "params": { "level": "error", "data": [1] } }),
            json!({ "method": "notifications/prompts/list_changed" }),
            json!({ "method": "notifications/resources/updated", "params": { "uri": "ui://a" } }),
            json!({ "method": "notifications/mine", "params": [1] }),
        ]
        .map(|message| of(message, Some("call".to_owned())));
        let tag = Some("call".to_owned());
        assert_eq!(
            notices,
            [
                Notice::Progress { tag: tag.clone(), progress: 0.5, total: Some(2.0), message: None },
                Notice::Other {
                    method: "notifications/progress".into(),
                    params: json!({ "progress": "half" }),
                },
                Notice::Log { tag, level: "error".into(), logger: None, data: json!([1]) },
                Notice::ListChanged { list: "prompts".into() },
                Notice::ResourceUpdated { uri: "ui://a".into() },
                Notice::Other { method: "notifications/mine".into(), params: json!([1]) },
            ]
        );
    }
}
