//! Reads the text of one message, within bounds that keep a short text from becoming a huge value.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use thiserror::Error;

/// serde_json reads 127 levels, and a message is read again from the database with something around it. Real
/// messages stay below 30.
const MOST_LEVELS: usize = 100;
/// The shortest value takes two bytes of text and up to 100 of memory. 5,000 tools with 100 values in each of their
/// schemas are half of this.
const MOST_VALUES: usize = 1_000_000;

/// Why a text is no message; goes on where a sentence has said what the text is.
#[derive(Debug, Error)]
pub(crate) enum Unreadable {
    #[error("claims to be JSON but is not: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error("is JSON that nests deeper than the {MOST_LEVELS} levels that are read")]
    TooDeep,
    #[error("is JSON with more than the {MOST_VALUES} values that are read")]
    TooMany,
}

/// The value of a JSON text.
pub(crate) fn read(text: &[u8]) -> Result<Value, Unreadable> {
    within_bounds(text)?;
    Ok(serde_json::from_slice(text)?)
}

/// The id of an answer that is JSON beyond the bounds.
pub(crate) fn answered_id(text: &str) -> Option<Value> {
    /// Skipping what is not asked for needs neither stack nor memory.
    #[derive(Deserialize)]
    struct Envelope {
        id: Option<Value>,
        method: Option<IgnoredAny>,
    }
    let envelope: Envelope = serde_json::from_str(text).ok()?;
    envelope.id.filter(|id| envelope.method.is_none() && (id.is_string() || id.is_number()))
}

/// Looks at brackets and commas outside of strings, which is enough to know the shape of whatever is JSON.
fn within_bounds(text: &[u8]) -> Result<(), Unreadable> {
    let (mut levels, mut values) = (0_usize, 1_usize);
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'{' | b'[' => (levels, values) = (levels + 1, values + 1),
            b'}' | b']' => levels = levels.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if levels > MOST_LEVELS {
            return Err(Unreadable::TooDeep);
        }
        if values > MOST_VALUES {
            return Err(Unreadable::TooMany);
        }
    }
    Ok(())
}

/// To the end of a string that has begun.
fn skip_string<'a>(bytes: &mut impl Iterator<Item = &'a u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    fn said(text: &str) -> String {
        read(text.as_bytes()).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn what_is_within_the_bounds_is_read_as_it_is() {
        let deep = format!("{}{}", "[".repeat(MOST_LEVELS), "]".repeat(MOST_LEVELS));
        let many = format!("[{}0]", "0,".repeat(MOST_VALUES - 3));
        let tricky = json!({ "[\\\"{": format!("\\\"{}", "[,{".repeat(MOST_VALUES)) }).to_string();
        assert_eq!([&deep, &many, &tricky].map(|text| said(text) == *text), [true; 3]);
    }

    #[test]
    fn whose_answer_it_is_can_be_made_out_beyond_the_bounds() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let id = |text: &str| answered_id(text);
        assert_eq!(id(&format!(r#"{{"result":{deep},"id":7,"jsonrpc":"2.0"}}"#)), Some(json!(7)));
        assert_eq!(id(&format!(r#"{{"id":7,"method":"a","params":{deep}}}"#)), None);
        assert_eq!(id(&format!(r#"{{"id":{deep},"result":1}}"#)), None);
        assert_eq!(id(&deep), None);
    }

    #[test]
    fn what_is_beyond_them_is_told_apart_from_what_is_no_json() {
        assert_eq!(said(&"[".repeat(10_000)), "is JSON that nests deeper than the 100 levels that are read");
        assert_eq!(
            said(&format!("[{}0]", "{},".repeat(MOST_VALUES))),
            "is JSON with more than the 1000000 values that are read"
        );
        assert_eq!(
            said("{\"a\": \"\\\"]"),
            "claims to be JSON but is not: EOF while parsing a string at line 1 column 10"
        );
    }
}
