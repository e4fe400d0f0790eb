//! What can be said about headers and variables. Their values are secrets and are never quoted.

use std::collections::HashSet;

use greenroom_contract::connector::{DraftField, SecretDraft};
use http::{HeaderName, HeaderValue};

use super::Notes;

/// Headers that the protocol and its carrier set themselves.
const OWN_HEADERS: [&str; 10] = [
    "accept",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "last-event-id",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// More than anybody needs; each goes with every request.
const MOST: usize = 100;

pub fn header_notes(headers: &[SecretDraft], notes: &mut Notes) {
    let mut seen = HashSet::new();
    for header in headers {
        let name = header.name.trim();
        if let Some(text) = header_mistake(name, header.value.as_deref()) {
            notes.error(DraftField::Headers, text);
        } else if !seen.insert(name.to_ascii_lowercase()) {
            notes.error(DraftField::Headers, format!("The header {name} is there twice."));
        }
    }
    if headers.len() > MOST {
        notes.error(DraftField::Headers, format!("These are more than {MOST} headers."));
    } else if !headers.is_empty() {
        let text =
            "ChatGPT's form has no place for headers: it sends none of these. Use OAuth for a published app.";
        notes.remark(DraftField::Headers, text);
    }
}

/// What is wrong with a header, if anything.
pub fn header_mistake(name: &str, value: Option<&str>) -> Option<String> {
    if name.is_empty() {
        return Some("A header has no name.".into());
    }
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        let text = "is no name of a header: it takes letters, digits and dashes, without spaces or colons";
        return Some(format!("“{}” {text}.", crate::text::shown(name, 60)));
    }
    let plain = name.to_ascii_lowercase();
    if OWN_HEADERS.contains(&plain.as_str()) || plain.starts_with("mcp-") {
        return Some(format!("The header {name} is set by the protocol itself. Leave it out."));
    }
    let value = value?;
    if value.contains(['\n', '\r']) {
        return Some(format!("The value of the header {name} holds a line break."));
    }
    let is_carried = value.is_ascii() && HeaderValue::from_str(value).is_ok();
    (!is_carried)
        .then(|| format!("The value of the header {name} holds a character that no header may carry."))
}

pub fn variable_notes(variables: &[SecretDraft], notes: &mut Notes) {
    let mut seen = HashSet::new();
    for variable in variables {
        let name = variable.name.trim();
        if name.is_empty() {
            notes.error(DraftField::Environment, "A variable has no name.");
        } else if name.contains(['=', '\0']) {
            let name = crate::text::shown(name, 60);
            notes.error(DraftField::Environment, format!("“{name}” is no name of a variable."));
        } else if variable.value.as_deref().is_some_and(|value| value.contains('\0')) {
            let text = format!("The value of the variable {name} holds a NUL character.");
            notes.error(DraftField::Environment, text);
        } else if !seen.insert(name.to_owned()) {
            notes.error(DraftField::Environment, format!("The variable {name} is there twice."));
        } else if !is_plain_name(name) {
            let name = crate::text::shown(name, 60);
            let text = format!("“{name}” is an unusual name: most programs look for letters, digits and _.");
            notes.remark(DraftField::Environment, text);
        }
    }
    if variables.len() > MOST {
        notes.error(DraftField::Environment, format!("These are more than {MOST} variables."));
    }
}

/// As POSIX has names of variables.
pub fn is_plain_name(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    name.chars().all(is_plain) && name.starts_with(|first: char| !first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use greenroom_contract::connector::NoteWeight;
    use pretty_assertions::assert_eq;

    use super::*;

    fn errors(take: fn(&[SecretDraft], &mut Notes), pairs: &[(&str, &str)]) -> Vec<String> {
        let drafts: Vec<SecretDraft> = pairs
            .iter()
            .map(|(name, value)| SecretDraft { name: (*name).into(), value: Some((*value).into()) })
            .collect();
        let mut notes = Notes::default();
        take(&drafts, &mut notes);
        notes.0.into_iter().filter(|note| note.weight == NoteWeight::Error).map(|note| note.text).collect()
    }

    #[test]
    fn a_header_that_cannot_be_sent_is_named_and_its_value_is_not_quoted() {
        let said = |name, value| errors(header_notes, &[(name, value)]);
        assert_eq!(said("Authorization", "Bearer a\tb"), Vec::<String>::new());
        assert_eq!(said("", "a"), ["A header has no name."]);
        assert_eq!(
            said("X Y", "a"),
            ["“X Y” is no name of a header: it takes letters, digits and dashes, without spaces or colons."]
        );
        assert_eq!(
            said("MCP-Session-Id", "a"),
            ["The header MCP-Session-Id is set by the protocol itself. Leave it out."]
        );
        assert_eq!(said("X-Key", "geheim\r\nX: 1"), ["The value of the header X-Key holds a line break."]);
        for value in ["gehéim", "a\u{7f}"] {
            assert_eq!(
                said("X-Key", value),
                ["The value of the header X-Key holds a character that no header may carry."]
            );
        }
        assert_eq!(
            errors(header_notes, &[("X-Key", "a"), ("x-key", "b")]),
            ["The header x-key is there twice."]
        );
    }

    #[test]
    fn a_variable_that_cannot_be_set_is_named() {
        let said = |name, value| errors(variable_notes, &[(name, value)]);
        assert_eq!(said("TOKEN", "a\nb=“c”"), Vec::<String>::new());
        assert_eq!(said("my-token", ""), Vec::<String>::new());
        assert_eq!(said(" ", "a"), ["A variable has no name."]);
        assert_eq!(said("A=B", "a"), ["“A=B” is no name of a variable."]);
        assert_eq!(said("A", "a\0b"), ["The value of the variable A holds a NUL character."]);
        assert_eq!(errors(variable_notes, &[("A", ""), ("A", "")]), ["The variable A is there twice."]);
    }
}
