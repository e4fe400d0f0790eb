//! Arguments made from a schema, to show what a call could look like. Nobody is called with them.

use serde_json::{Map, Value, json};

/// How deep objects and lists are followed.
const DEPTH: usize = 4;

/// What a schema suggests: its default, an example, the first of what is allowed; else something of its type. Of an
/// object, what is required or suggested.
pub fn example(schema: &Value) -> Value {
    of(schema, DEPTH)
}

fn of(schema: &Value, depth: usize) -> Value {
    if let Some(suggested) = suggested(schema) {
        return suggested;
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().find_map(Value::as_str).unwrap_or_default(),
        kind => kind.and_then(Value::as_str).unwrap_or_default(),
    };
    match kind {
        "object" if depth > 0 => Value::Object(object(schema, depth)),
        "object" => json!({}),
        "array" if depth > 0 && schema.get("minItems").and_then(Value::as_u64).unwrap_or(0) > 0 => {
            json!([schema.get("items").map_or(Value::Null, |items| of(items, depth - 1))])
        }
        "array" => json!([]),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        "boolean" => json!(true),
        "string" => json!("text"),
        _ => Value::Null,
    }
}

fn object(schema: &Value, depth: usize) -> Map<String, Value> {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    properties
        .filter(|(name, property)| required.contains(&name.as_str()) || suggested(property).is_some())
        .map(|(name, property)| (name.clone(), of(property, depth - 1)))
        .collect()
}

fn suggested(schema: &Value) -> Option<Value> {
    let first = |key| schema.get(key).and_then(Value::as_array).and_then(|all| all.first());
    schema
        .get("default")
        .or_else(|| schema.get("const"))
        .or_else(|| first("examples"))
        .or_else(|| first("enum"))
        .cloned()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn an_example_has_what_is_required_and_what_the_schema_suggests() {
        let schema = json!({ "type": "object", "required": ["title", "owner", "tags"], "properties": {
            "title": { "type": "string" },
            "column": { "type": "string", "enum": ["todo", "done"] },
            "notes": { "type": "string" },
            "due": { "type": "string", "examples": ["2026-12-01"] },
            "owner": { "type": "object", "required": ["id"], "properties": { "id": { "type": "integer", "minimum": 7 } } },
            "tags": { "type": "array", "minItems": 1, "items": { "type": ["string", "null"] } },
        } });
        assert_eq!(
            example(&schema),
            json!({ "title": "text", "column": "todo", "due": "2026-12-01", "owner": { "id": 7 }, "tags": ["text"] })
        );
        assert_eq!(example(&json!({ "type": "object" })), json!({}));
        assert_eq!(example(&json!(true)), Value::Null);
    }

    #[test]
    fn a_schema_without_end_has_an_example_with_one() {
        let mut schema = json!({ "type": "string" });
        for _ in 0..10 {
            schema = json!({ "type": "object", "required": ["in"], "properties": { "in": schema } });
        }
        assert_eq!(example(&schema), json!({ "in": { "in": { "in": { "in": {} } } } }));
    }
}
