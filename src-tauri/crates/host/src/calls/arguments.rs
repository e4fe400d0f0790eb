//! Checks arguments against a tool's schema before they are sent.

use greenroom_contract::tool::Violation;
use serde_json::Value;

/// More than these help nobody.
const VIOLATION_LIMIT: usize = 50;

/// Empty where the arguments fit, or where the schema itself cannot be used (its tool has a finding that says so).
pub fn violations(schema: &Value, arguments: &Value) -> Vec<Violation> {
    let Ok(validator) = jsonschema::validator_for(schema) else { return Vec::new() };
    validator
        .iter_errors(arguments)
        .take(VIOLATION_LIMIT)
        .map(|error| Violation { pointer: error.instance_path().to_string(), text: error.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn each_violation_points_at_its_field() {
        let schema = json!({
            "type": "object", "required": ["title"],
            "properties": { "count": { "type": "integer" }, "title": { "type": "string" } }
        });
        let found = violations(&schema, &json!({ "count": "x" }));
        let mut pairs: Vec<(&str, &str)> =
            found.iter().map(|violation| (violation.pointer.as_str(), violation.text.as_str())).collect();
        pairs.sort();
        assert_eq!(
            pairs,
            [("", "\"title\" is a required property"), ("/count", "\"x\" is not of type \"integer\"")]
        );
        assert_eq!(violations(&schema, &json!({ "title": "a", "count": 1 })), []);
        assert_eq!(violations(&json!({ "type": 7 }), &json!({})), []);
    }

    #[test]
    fn a_remote_reference_is_never_fetched() {
        let schema = json!({ "properties": { "a": { "$ref": "http://127.0.0.1:9/schema.json" } } });
        assert_eq!(violations(&schema, &json!({ "a": 1 })), []);
    }
}
