//! Makes up a value that fits a JSON Schema, as simple as it can be. Schemas elsewhere are never fetched: where one
//! is needed, there is no sample.

use serde_json::{Map, Value, json};

/// Schemas refer to themselves; nobody needs a sample that is deeper.
const MOST_LEVELS: u32 = 32;

/// Arguments that fit, with nothing but what is required; none where a part of the schema is elsewhere.
pub fn fitting(schema: &Value) -> Option<Value> {
    if refers_elsewhere(schema) {
        return None;
    }
    Sampler { root: schema }.object(schema, MOST_LEVELS)
}

/// A form filled in as somebody would who presses Submit: with its defaults, and with what is required.
pub fn filled_in(schema: &Value) -> Value {
    let sampler = Sampler { root: schema };
    let mut form = sampler.object(schema, MOST_LEVELS).unwrap_or_else(|| json!({}));
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(default) = property.get("default") {
            form[name] = default.clone();
        }
    }
    form
}

fn refers_elsewhere(schema: &Value) -> bool {
    match schema {
        Value::Object(fields) => fields.iter().any(|(key, value)| match (key.as_str(), value) {
            ("$ref" | "$dynamicRef", Value::String(target)) => !target.starts_with('#'),
            (_, value) => refers_elsewhere(value),
        }),
        Value::Array(items) => items.iter().any(refers_elsewhere),
        _ => false,
    }
}

struct Sampler<'a> {
    root: &'a Value,
}

impl Sampler<'_> {
    fn value(&self, schema: &Value, levels: u32) -> Option<Value> {
        let levels = levels.checked_sub(1)?;
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            return self.value(self.root.pointer(target.strip_prefix('#')?)?, levels);
        }
        let given = ["const", "default"].iter().find_map(|key| schema.get(key));
        let first = |key: &str| schema.get(key).and_then(Value::as_array).and_then(|list| list.first());
        if let Some(given) = given.or_else(|| first("enum")).or_else(|| first("examples")) {
            return Some(given.clone());
        }
        if let Some(choice) = first("anyOf").or_else(|| first("oneOf")) {
            return self.value(choice, levels);
        }
        match kind(schema) {
            "object" => self.object(schema, levels),
            "array" => self.array(schema, levels),
            "integer" | "number" => Some(schema.get("minimum").cloned().unwrap_or_else(|| json!(1))),
            "boolean" => Some(json!(true)),
            "null" => Some(Value::Null),
            _ => Some(json!(text(schema))),
        }
    }

    fn object(&self, schema: &Value, levels: u32) -> Option<Value> {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let mut object = Map::new();
        for name in required.filter_map(Value::as_str) {
            let property = schema.get("properties").and_then(|properties| properties.get(name));
            object.insert(name.to_owned(), self.value(property.unwrap_or(&Value::Null), levels)?);
        }
        Some(Value::Object(object))
    }

    fn array(&self, schema: &Value, levels: u32) -> Option<Value> {
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0).min(10);
        let item = schema.get("items").unwrap_or(&Value::Null);
        (0..least).map(|_| self.value(item, levels)).collect()
    }
}

/// The first of several types; text where none is named.
fn kind(schema: &Value) -> &str {
    let named = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
        Some(kind) => kind.as_str(),
        None => schema.get("properties").map(|_| "object"),
    };
    named.unwrap_or("string")
}

fn text(schema: &Value) -> String {
    let text = match schema.get("format").and_then(Value::as_str) {
        Some("email") => "ada@example.com",
        Some("uri" | "url") => "https://example.com/",
        Some("date") => "2026-01-01",
        Some("date-time") => "2026-01-01T00:00:00Z",
        _ => "text",
    };
    let least = schema.get("minLength").and_then(Value::as_u64).unwrap_or(0).min(1000);
    let missing = usize::try_from(least).unwrap_or(0).saturating_sub(text.len());
    text.to_owned() + &"x".repeat(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_what_is_required_and_fits() {
        let schema = json!({
            "type": "object",
            "required": ["a", "b", "c", "d", "e", "f"],
            "properties": {
                "a": { "type": "number" },
                "b": { "$ref": "#/$defs/name" },
                "c": { "enum": ["red", "green"] },
                "d": { "type": "array", "minItems": 2, "items": { "type": "boolean" } },
                "e": { "anyOf": [{ "type": "object", "required": ["x"], "properties": { "x": { "const": 7 } } }] },
                "f": { "type": ["integer", "null"], "minimum": 3 },
                "g": { "type": "string" },
            },
            "$defs": { "name": { "type": "string", "minLength": 6 } },
        });
        assert_eq!(
            fitting(&schema),
            Some(json!({
                "a": 1, "b": "textxx", "c": "red", "d": [true, true], "e": { "x": 7 }, "f": 3,
            }))
        );
    }

    #[test]
    fn schemas_elsewhere_and_endless_ones_have_no_sample() {
        let elsewhere = json!({ "properties": { "a": { "$ref": "https://example.com/schema.json" } } });
        assert_eq!(fitting(&elsewhere), None);
        let endless = json!({ "required": ["a"], "properties": { "a": { "$ref": "#" } } });
        assert_eq!(fitting(&endless), None);
    }

    #[test]
    fn a_form_is_sent_with_its_defaults() {
        let schema = json!({
            "required": ["name"],
            "properties": {
                "name": { "type": "string" },
                "age": { "type": "integer", "default": 30 },
                "note": { "type": "string" },
            },
        });
        assert_eq!(filled_in(&schema), json!({ "name": "text", "age": 30 }));
    }
}
