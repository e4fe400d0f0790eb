//! An input as it grows while a model writes it: what a host makes of JSON that has not all arrived.

use serde_json::{Value, json};

/// How many beginnings there are at most.
const COUNT: usize = 4;

/// Beginnings of the input, each longer than the one before, and none of them whole.
pub fn beginnings(input: &Value) -> Vec<Value> {
    let text = input.to_string();
    let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut beginnings: Vec<Value> = Vec::new();
    for part in 1..=COUNT {
        let Some(end) = letters.get(letters.len() * part / (COUNT + 1)) else { continue };
        let beginning = healed(&text[..*end]);
        if beginning != *input && beginnings.last() != Some(&beginning) {
            beginnings.push(beginning);
        }
    }
    beginnings
}

/// The longest beginning of the text that can be read once what is open in it is closed.
fn healed(text: &str) -> Value {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = ends.collect();
    let read = |end: &usize| serde_json::from_str(&closed(&text[..*end])).ok();
    ends.iter().rev().find_map(read).unwrap_or_else(|| json!({}))
}

/// The text, with what is open at its end closed.
fn closed(text: &str) -> String {
    let (mut open, mut in_string, mut is_escaped) = (Vec::new(), false, false);
    for letter in text.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if in_string => is_escaped = true,
            '"' => in_string = !in_string,
            '{' if !in_string => open.push('}'),
            '[' if !in_string => open.push(']'),
            '}' | ']' if !in_string => drop(open.pop()),
            _ => {}
        }
    }
    let quote = if in_string { "\"" } else { "" };
    format!("{text}{quote}{}", open.iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn an_input_grows_and_is_never_whole() {
        let input = json!({ "title": "Ship \"it\"", "tags": ["a", "b"], "count": 12 });
        assert_eq!(
            beginnings(&input),
            [
                json!({ "title": "" }),
                json!({ "title": "Ship \"it" }),
                json!({ "title": "Ship \"it\"" }),
                json!({ "title": "Ship \"it\"", "tags": ["a", "b"] }),
            ]
        );
        assert_eq!(
            beginnings(&json!({ "a": "\u{1F600}éab" })),
            [json!({}), json!({ "a": "\u{1F600}" }), json!({ "a": "\u{1F600}éa" })]
        );
        assert_eq!(beginnings(&json!({})), Vec::<Value>::new());
    }
}
