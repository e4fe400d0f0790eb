//! The approval card: its words are the profile's, what it is about is the call's.

use greenroom_contract::Json;
use greenroom_contract::approval::Card;
use serde_json::Value;

use crate::profile::asking::CardTexts;
use crate::text;

/// The longest sentence of a card; a description goes on in the details.
const SENTENCE_LIMIT: usize = 280;

/// What a card is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub app_name: &'a str,
    pub tool_name: &'a str,
    pub tool_title: &'a str,
    /// The tool's, in the server's words.
    pub description: &'a str,
    pub arguments: &'a Value,
    pub payload: &'a Value,
}

pub fn card(subject: Subject<'_>, texts: &CardTexts) -> Card {
    Card {
        app_name: subject.app_name.to_owned(),
        tool_name: subject.tool_name.to_owned(),
        tool_title: subject.tool_title.to_owned(),
        question: texts.question(subject.app_name),
        sentence: text::shown(&sentence(subject.description, subject.arguments, texts), SENTENCE_LIMIT),
        arguments: Json(subject.arguments.clone()),
        payload: Json(subject.payload.clone()),
        details: texts.details.clone(),
        choices: texts.choices(subject.app_name),
    }
}

/// The first sentence of the tool's description; without one, the names of what is shared.
fn sentence(description: &str, arguments: &Value, texts: &CardTexts) -> String {
    let paragraph = description.trim().split("\n\n").next().unwrap_or_default();
    let flat = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = flat.find(". ").map_or(flat.as_str(), |end| &flat[..=end]);
    if !first.is_empty() {
        return first.to_owned();
    }
    let names: Vec<&str> =
        arguments.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { texts.nothing_shared.clone() } else { texts.shared(&names) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::profile::Profile;

    #[test]
    fn the_card_says_what_will_be_done_or_what_is_shared() {
        let texts = Profile::chatgpt().unwrap().card;
        let said = |description, arguments: Value| sentence(description, &arguments, &texts);
        assert_eq!(said("Adds a card.\nTo the first column. Then stops.", json!({})), "Adds a card.");
        assert_eq!(said("", json!({ "title": "x", "column": 1 })), "Data shared includes: title, column");
        assert_eq!(said(" ", json!({})), "No data is shared.");
    }
}
