//! Which tools a message might be about: a comparison of words, for the person who plays the model. It is no model, and says
//! of each tool which words it found where.

use std::collections::BTreeMap;

use greenroom_contract::conversation::{MentionedApp, ToolSuggestion, WordMatch, WordPlace};
use greenroom_contract::tool::Tool;
use serde_json::Value;

/// Words that tell no tool from another. English only: of other languages every word counts.
const COMMON: [&str; 42] = [
    "a", "all", "an", "and", "any", "are", "at", "be", "can", "do", "for", "from", "get", "give", "have",
    "how", "i", "in", "is", "it", "let", "me", "my", "of", "on", "or", "our", "please", "show", "that",
    "the", "this", "to", "us", "want", "was", "we", "what", "with", "would", "you", "your",
];
/// So much of a word must be the same where one of the two goes on: `card` and `cards`, `create` and `created`.
const SHORTEST_STEM: usize = 4;
/// How much longer the other may be.
const LONGEST_ENDING: usize = 3;

/// The tools of these apps that the model may call, the best match first. Of equal ones the order stays.
pub fn suggestions(message: &str, apps: &[(MentionedApp, Vec<Tool>)]) -> Vec<ToolSuggestion> {
    let wanted: Vec<String> = words(message).filter(|word| !COMMON.contains(&word.as_str())).collect();
    let tools = apps.iter().flat_map(|(app, tools)| tools.iter().map(move |tool| (app, tool)));
    let mut suggestions: Vec<ToolSuggestion> = tools
        .filter(|(_, tool)| tool.visibility.model)
        .map(|(app, tool)| {
            let matches = matches(&wanted, app, tool);
            ToolSuggestion {
                connector_id: app.id.clone(),
                app_name: app.name.clone(),
                tool: tool.name.clone(),
                title: tool.title.clone(),
                description: tool.description.clone(),
                score: matches.iter().map(|found| weight(found.place)).sum(),
                matches,
            }
        })
        .collect();
    suggestions.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.score));
    suggestions
}

/// Chosen: what names a thing tells more of it than what explains it.
fn weight(place: WordPlace) -> u32 {
    match place {
        WordPlace::App => 6,
        WordPlace::Name | WordPlace::Title => 5,
        WordPlace::Parameter => 2,
        WordPlace::Description => 1,
    }
}

/// Each word of the message once, in its order, at the weightiest place that has it.
fn matches(wanted: &[String], app: &MentionedApp, tool: &Tool) -> Vec<WordMatch> {
    let parameters = tool.input_schema.0.get("properties").and_then(Value::as_object);
    let parameters: Vec<&str> = parameters.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let parameters = parameters.join(" ");
    let places: BTreeMap<WordPlace, Vec<String>> = [
        (WordPlace::App, app.name.as_str()),
        (WordPlace::Name, &tool.name),
        (WordPlace::Title, &tool.title),
        (WordPlace::Parameter, &parameters),
        (WordPlace::Description, &tool.description),
    ]
    .into_iter()
    .map(|(place, text)| (place, words(text).collect()))
    .collect();
    let mut found: Vec<WordMatch> = Vec::new();
    for word in wanted {
        if found.iter().any(|known| known.word == *word) {
            continue;
        }
        let place = places.iter().find(|(_, words)| words.iter().any(|other| is_akin(word, other)));
        found.extend(place.map(|(place, _)| WordMatch { word: word.clone(), place: *place }));
    }
    found
}

/// Lower-case words, also those that a name runs together: `add_card`, `addCard`, `add-card`.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut apart = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(letter);
        before = letter;
    }
    let words: Vec<String> = apart
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.into_iter()
}

fn is_akin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let ending = long.strip_prefix(short).map(|ending| ending.chars().count());
    match ending {
        Some(0) => true,
        Some(more) => short.chars().count() >= SHORTEST_STEM && more <= LONGEST_ENDING,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;
    use crate::profile::Profile;
    use crate::snapshots::tool::read;

    fn app(name: &str, tools: &[Value]) -> (MentionedApp, Vec<Tool>) {
        let app = MentionedApp { id: name.to_lowercase(), name: name.into() };
        let texts = Profile::chatgpt().unwrap().texts;
        (app, tools.iter().enumerate().map(|(index, tool)| read(index, tool.clone(), &texts)).collect())
    }

    /// A tool with its score and what matched.
    type Row = (String, u32, Vec<(String, WordPlace)>);

    fn found(message: &str, apps: &[(MentionedApp, Vec<Tool>)]) -> Vec<Row> {
        let all = suggestions(message, apps).into_iter();
        let row = |of: ToolSuggestion| {
            let matches = of.matches.into_iter().map(|found| (found.word, found.place)).collect();
            (of.tool, of.score, matches)
        };
        all.map(row).collect()
    }

    fn kanban() -> (MentionedApp, Vec<Tool>) {
        app(
            "Kanban",
            &[
                json!({ "name": "list_boards", "description": "All boards of the team.", "inputSchema": {} }),
                json!({
                    "name": "addCard",
                    "title": "Add a card",
                    "description": "Puts a card into a column.",
                    "inputSchema": { "properties": { "title": {}, "column": {} } },
                }),
                json!({ "name": "sync", "inputSchema": {}, "_meta": { "ui": { "visibility": ["app"] } } }),
            ],
        )
    }

    #[test]
    fn the_tool_with_the_most_telling_words_stands_first_and_says_which_they_are() {
        let matched = |word: &str, place| (word.to_owned(), place);
        assert_eq!(
            found("Please add cards to the column Done", &[kanban()]),
            vec![
                (
                    "addCard".into(),
                    12,
                    vec![
                        matched("add", WordPlace::Name),
                        matched("cards", WordPlace::Name),
                        matched("column", WordPlace::Parameter)
                    ]
                ),
                ("list_boards".into(), 0, vec![]),
            ]
        );
    }

    #[test]
    fn an_app_that_is_named_comes_before_the_others_and_common_words_count_for_nothing() {
        let weather = app("Weather", &[json!({ "name": "get_forecast", "inputSchema": {} })]);
        let named = found("what is on the weather board", &[kanban(), weather]);
        let order: Vec<(&str, u32)> = named.iter().map(|(tool, score, _)| (tool.as_str(), *score)).collect();
        assert_eq!(order, vec![("get_forecast", 6), ("list_boards", 5), ("addCard", 0)]);
    }

    #[test]
    fn without_words_in_common_all_are_offered_in_their_order() {
        let all = found("Guten Tag", &[kanban()]);
        assert_eq!(all, vec![("list_boards".into(), 0, vec![]), ("addCard".into(), 0, vec![])]);
    }
}
