//! The words of the approval card.

use greenroom_contract::Json;
use greenroom_contract::approval::{Approval, Choice};
use greenroom_contract::call::Call;
use serde_json::Value;

use crate::profile::Texts;
use crate::text;
use crate::time;

/// The longest sentence of a card; a description goes on in the details.
const SENTENCE_LIMIT: usize = 280;

pub fn approval(call: &Call, payload: &Value, description: &str, texts: &Texts) -> Approval {
    Approval {
        id: time::fresh_id(),
        call_id: call.id.clone(),
        conversation_id: call.conversation_id.clone(),
        app_name: call.app_name.clone(),
        tool_name: call.tool_name.clone(),
        tool_title: call.tool_title.clone(),
        asker: call.asker.clone(),
        question: texts.approval_question(&call.app_name),
        sentence: text::shown(&sentence(description, &call.arguments.0), SENTENCE_LIMIT),
        arguments: call.arguments.clone(),
        payload: Json(payload.clone()),
        reason: call.verdict.reason.clone(),
        choices: vec![Choice::Deny, Choice::AllowOnce, Choice::AllowForConversation],
        asked_at: time::now(),
    }
}

/// The first sentence of the tool's description; without one, the names of what is shared.
fn sentence(description: &str, arguments: &Value) -> String {
    let paragraph = description.trim().split("\n\n").next().unwrap_or_default();
    let flat = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = flat.find(". ").map_or(flat.as_str(), |end| &flat[..=end]);
    if !first.is_empty() {
        return first.to_owned();
    }
    let names: Vec<&str> =
        arguments.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        "No data is shared.".into()
    } else {
        format!("Data shared includes: {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_card_says_what_will_be_done_or_what_is_shared() {
        assert_eq!(sentence("Adds a card.\nTo the first column. Then stops.", &json!({})), "Adds a card.");
        assert_eq!(
            sentence("", &json!({ "title": "x", "column": 1 })),
            "Data shared includes: title, column"
        );
        assert_eq!(sentence(" ", &json!({})), "No data is shared.");
    }
}
