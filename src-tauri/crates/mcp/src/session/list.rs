//! Follows the pages of a list, without trusting the server to ever come to an end.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::answer::Listing;
use crate::error::Failure;
use crate::session::{Session, annotations};

/// Pages of 25 entries, which is small, then still hold 5,000.
const MOST_PAGES: usize = 200;
/// More than any person or model could use; it bounds what one list can take of memory.
const MOST_ITEMS: usize = 20_000;
/// Roughly, of all pages together, in memory. One message may take as much.
const MOST_BYTES: usize = 128 * 1024 * 1024;
/// Of one value, beside its text.
const VALUE_BYTES: usize = 100;

impl Session {
    /// Requests a list, every page of it; `key` is where the entries are in the result.
    ///
    /// # Errors
    /// As [`Session::request`], for the first page that failed.
    pub async fn list(&self, method: &str, key: &str) -> Result<Listing, Failure> {
        let mut listing = Listing::default();
        let mut seen = HashSet::new();
        let mut params = Value::Null;
        let mut bytes = 0;
        for page in 1.. {
            let mut answer = self.request(method, params).await?;
            bytes += size(&answer.result);
            match answer.result.get_mut(key).map(Value::take) {
                Some(Value::Array(items)) if method == "tools/list" && self.is_modern() => {
                    let fit = items.into_iter().filter(|tool| is_fit(tool, &mut listing.notes));
                    listing.items.extend(fit);
                }
                Some(Value::Array(items)) => listing.items.extend(items),
                _ => listing.notes.push(format!("Page {page} of {method} has no array \"{key}\".")),
            }
            let cursor = match next_cursor(&answer.result, method, page) {
                Next::End => break,
                Next::Odd(note) => {
                    listing.notes.push(note);
                    break;
                }
                Next::Cursor(cursor) => cursor,
            };
            if !seen.insert(cursor.clone()) {
                let note = format!(
                    "Page {page} of {method} repeats the cursor \"{cursor}\"; reading stopped there."
                );
                listing.notes.push(note);
                break;
            }
            if page == MOST_PAGES || listing.items.len() >= MOST_ITEMS || bytes >= MOST_BYTES {
                let read = listing.items.len();
                let note = format!(
                    "{method} goes on after {page} pages with {read} entries; reading stopped there."
                );
                listing.notes.push(note);
                break;
            }
            params = json!({ "cursor": cursor });
        }
        Ok(listing)
    }
}

/// A tool whose headers could not be sent would be refused by the server at every call.
fn is_fit(tool: &Value, notes: &mut Vec<String>) -> bool {
    let Some(objection) = annotations::objection(tool) else { return true };
    let name = tool.get("name").cloned().unwrap_or_default();
    notes.push(format!("The tool {name} is left out, as the revision 2026-07-28 has it: {objection}."));
    false
}

/// What a value takes of memory, roughly.
fn size(value: &Value) -> usize {
    VALUE_BYTES
        + match value {
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(size).sum(),
            Value::Object(keys) => keys.iter().map(|(key, value)| key.len() + size(value)).sum(),
            _ => 0,
        }
}

enum Next {
    End,
    Cursor(String),
    Odd(String),
}

fn next_cursor(result: &Value, method: &str, page: usize) -> Next {
    match result.get("nextCursor") {
        None | Some(Value::Null) => Next::End,
        Some(Value::String(cursor)) if cursor.is_empty() => Next::Odd(format!(
            "Page {page} of {method} has an empty nextCursor; at the end it should be absent."
        )),
        Some(Value::String(cursor)) => Next::Cursor(cursor.clone()),
        Some(other) => {
            Next::Odd(format!("Page {page} of {method} has the nextCursor {other}, which is no string."))
        }
    }
}
