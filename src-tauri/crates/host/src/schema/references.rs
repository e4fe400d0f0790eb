//! What a schema refers to, found by looking through the whole of it.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// Known to the validator without fetching them.
const DIALECTS: [&str; 2] = ["https://json-schema.org/", "http://json-schema.org/"];

/// Keywords that go on with another subschema.
pub const KEYWORDS: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

#[derive(Debug, Default)]
pub struct References<'a> {
    pub values: usize,
    pub count: usize,
    /// The first that leads out of the document.
    pub remote: Option<&'a str>,
    pub has_inner_id: bool,
    /// By `$anchor` or `$dynamicAnchor`.
    anchors: HashMap<&'a str, &'a Value>,
}

impl<'a> References<'a> {
    pub fn of(schema: &'a Value) -> Self {
        let mut references = Self::default();
        references.look_through(schema, schema);
        references
    }

    /// What a reference within the document leads to.
    pub fn target(&self, root: &'a Value, reference: &str) -> Option<&'a Value> {
        let fragment = percent_decode_str(reference.strip_prefix('#')?).decode_utf8_lossy();
        match fragment {
            Cow::Borrowed("") => Some(root),
            pointer if pointer.starts_with('/') => root.pointer(&pointer),
            anchor => self.anchors.get(&*anchor).copied(),
        }
    }

    fn look_through(&mut self, value: &'a Value, root: &'a Value) {
        self.values += 1;
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.look_through(item, root)),
            Value::Object(keys) => {
                for (key, below) in keys {
                    if let Some(text) = below.as_str() {
                        self.note(key, text, value, std::ptr::eq(value, root));
                    }
                    self.look_through(below, root);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, key: &str, text: &'a str, schema: &'a Value, is_root: bool) {
        if KEYWORDS.contains(&key) {
            self.count += 1;
            let is_known = text.starts_with('#') || DIALECTS.iter().any(|dialect| text.starts_with(dialect));
            self.remote = self.remote.or(Some(text).filter(|_| !is_known));
        }
        match key {
            "$anchor" | "$dynamicAnchor" => {
                self.anchors.insert(text, schema);
            }
            "$id" | "id" if !is_root => self.has_inner_id = true,
            _ => {}
        }
    }
}
