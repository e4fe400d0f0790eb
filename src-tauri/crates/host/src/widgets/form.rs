//! In which form `window.openai` has the result of its call: hosts and their times differ.

use greenroom_contract::settings::{ResponseMetadata, WidgetSettings};
use serde_json::{Value, json};

use crate::profile::{Profile, TextOutput};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    text_output: TextOutput,
    metadata: ResponseMetadata,
}

impl Form {
    pub fn of(profile: &Profile, settings: &WidgetSettings) -> Self {
        Self { text_output: profile.openai.text_output, metadata: settings.response_metadata }
    }

    /// `toolOutput`.
    pub fn output(self, result: &Value) -> Value {
        match (result.get("structuredContent"), self.text_output) {
            (Some(structured), _) => structured.clone(),
            (None, TextOutput::Null) => Value::Null,
            (None, TextOutput::Text) => json!({ "text": texts(result) }),
        }
    }

    /// `toolResponseMetadata`.
    pub fn metadata(self, result: &Value) -> Value {
        match self.metadata {
            ResponseMetadata::Envelope => {
                json!({ "status": "completed", "call_tool_result": result, "mcp_tool_result": result })
            }
            ResponseMetadata::Legacy => result.get("_meta").cloned().unwrap_or_default(),
        }
    }
}

/// The text blocks of a result, each on lines of its own.
pub fn texts(result: &Value) -> String {
    let blocks = result.get("content").and_then(Value::as_array).into_iter().flatten();
    blocks.filter_map(|block| block.get("text")?.as_str()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn the_output_is_the_structured_content_and_text_only_where_the_profile_says_so() {
        let content =
            json!([{ "type": "text", "text": "a" }, { "type": "image" }, { "type": "text", "text": "b" }]);
        let structured = json!({ "content": content, "structuredContent": { "n": 1 } });
        let plain = json!({ "content": content });
        let form = |text_output| Form { text_output, metadata: ResponseMetadata::Envelope };
        let outputs = |text_output| [&structured, &plain].map(|result| form(text_output).output(result));
        assert_eq!(outputs(TextOutput::Null), [json!({ "n": 1 }), Value::Null]);
        assert_eq!(outputs(TextOutput::Text), [json!({ "n": 1 }), json!({ "text": "a\nb" })]);
    }

    #[test]
    fn the_metadata_was_once_no_envelope() {
        let result = json!({ "content": [], "_meta": { "key": 1 } });
        let form = |metadata| Form { text_output: TextOutput::Null, metadata };
        assert_eq!(
            form(ResponseMetadata::Envelope).metadata(&result),
            json!({ "status": "completed", "call_tool_result": result, "mcp_tool_result": result })
        );
        assert_eq!(form(ResponseMetadata::Legacy).metadata(&result), json!({ "key": 1 }));
    }
}
