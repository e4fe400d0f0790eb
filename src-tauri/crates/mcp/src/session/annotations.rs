//! `x-mcp-header` in a tool's schema: which argument goes out as a header, too. The 2026-07-28 revision has a
//! client leave out a tool whose annotations it could not follow.

use std::collections::HashSet;

use serde_json::{Map, Value};

const ANNOTATION: &str = "x-mcp-header";
/// Subschemas by name, none of them on the way from the root to a property.
const MAPS: [&str; 4] = ["$defs", "definitions", "dependentSchemas", "patternProperties"];
/// Data that only looks like a schema.
const DATA: [&str; 4] = ["default", "const", "enum", "examples"];

/// Why a tool's annotations cannot be followed, if that is so.
pub(super) fn objection(tool: &Value) -> Option<String> {
    let schema = tool.get("inputSchema")?.as_object()?;
    if schema.contains_key(ANNOTATION) {
        return Some(format!("{ANNOTATION} is at the root of its inputSchema, which is no parameter"));
    }
    check(schema, Place::Properties, &mut HashSet::new()).err()
}

/// Where a schema is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The root, or reached from it by `properties` alone.
    Properties,
    Elsewhere,
}

fn check(schema: &Map<String, Value>, place: Place, seen: &mut HashSet<String>) -> Result<(), String> {
    for (key, value) in schema {
        match key.as_str() {
            ANNOTATION if place == Place::Elsewhere => {
                return Err(format!("{ANNOTATION} is where no single argument can be found"));
            }
            "properties" => each(value, place, seen)?,
            key if MAPS.contains(&key) => each(value, Place::Elsewhere, seen)?,
            key if DATA.contains(&key) => {}
            _ => within(value, seen)?,
        }
    }
    Ok(())
}

/// The schemas of a map; as `properties`, each of them may be annotated.
fn each(schemas: &Value, place: Place, seen: &mut HashSet<String>) -> Result<(), String> {
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        let Some(schema) = schema.as_object() else { continue };
        if place == Place::Properties
            && let Some(header) = schema.get(ANNOTATION)
        {
            check_header(name, schema, header, seen)?;
        }
        check(schema, place, seen)?;
    }
    Ok(())
}

fn within(value: &Value, seen: &mut HashSet<String>) -> Result<(), String> {
    match value {
        Value::Object(schema) => check(schema, Place::Elsewhere, seen),
        Value::Array(items) => items.iter().try_for_each(|item| within(item, seen)),
        _ => Ok(()),
    }
}

fn check_header(
    property: &str,
    schema: &Map<String, Value>,
    header: &Value,
    seen: &mut HashSet<String>,
) -> Result<(), String> {
    let Some(header) = header.as_str() else {
        return Err(format!("the {ANNOTATION} of {property} is no text"));
    };
    if http::HeaderName::try_from(header).is_err() {
        return Err(format!("the {ANNOTATION} of {property}, {header:?}, is no name of a header"));
    }
    if !seen.insert(header.to_ascii_lowercase()) {
        return Err(format!("two parameters have the {ANNOTATION} {header:?}"));
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string" | "integer" | "boolean") => Ok(()),
        _ => Err(format!(
            "{property} has an {ANNOTATION}, but its type is neither string nor integer nor boolean"
        )),
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_plain_parameters_with_names_of_their_own_become_headers() {
        let objection_to = |properties: Value| {
            objection(&json!({ "inputSchema": { "type": "object", "properties": properties } }))
        };
        let region = json!({ "type": "string", "x-mcp-header": "Region" });
        assert_eq!(objection_to(json!({ "a": region, "b": { "type": "object" } })), None);
        assert_eq!(objection_to(json!({ "a": { "properties": { "b": region } } })), None);
        assert_eq!(objection_to(json!({ "a": { "default": { "x-mcp-header": 1 } } })), None);
        let objections = [
            json!({ "a": { "type": "string", "x-mcp-header": "" } }),
            json!({ "a": { "type": "string", "x-mcp-header": "Two words" } }),
            json!({ "a": { "type": "number", "x-mcp-header": "A" } }),
            json!({ "a": region, "b": { "type": "string", "x-mcp-header": "REGION" } }),
            json!({ "a": { "type": "array", "items": region } }),
        ]
        .map(|properties| objection_to(properties).unwrap());
        assert_eq!(
            objections,
            [
                "the x-mcp-header of a, \"\", is no name of a header",
                "the x-mcp-header of a, \"Two words\", is no name of a header",
                "a has an x-mcp-header, but its type is neither string nor integer nor boolean",
                "two parameters have the x-mcp-header \"REGION\"",
                "x-mcp-header is where no single argument can be found",
            ]
        );
    }
}
