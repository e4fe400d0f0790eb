//! JSON Schemas of servers, which may be wrong, huge or endless, made into validators that are safe to run.
//!
//! What a schema refers to is found in [`references`], and how much work it makes of a value in [`effort`]. References
//! to other documents are never followed. Arguments to show are made from a schema in [`example`].

mod effort;
pub mod example;
mod references;

use greenroom_contract::tool::Violation;
use jsonschema::Validator;
use serde_json::{Map, Value};
use thiserror::Error;

use self::effort::Effort;
use self::references::References;
use crate::text;

/// Setting up takes some microseconds a value. Schemas of real tools have some hundreds.
const MOST_VALUES: usize = 20_000;
/// Setting up grows with the square of these.
const MOST_REFERENCES: usize = 1_000;
/// More violations than these help nobody.
const MOST_VIOLATIONS: usize = 50;
/// The longest part of a schema, or sentence about a value, that is repeated.
const TEXT_LIMIT: usize = 500;

/// Why values cannot be checked against a schema: sentences about it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unusable {
    #[error("Not a valid JSON Schema: {0}. Arguments cannot be checked.")]
    Invalid(String),
    #[error("Refers to {0}, but other documents are never fetched. Arguments cannot be checked.")]
    Remote(String),
    #[error("Has an $id below the top, which changes what its references mean. Arguments are not checked.")]
    InnerId,
    #[error("Has more than {MOST_VALUES} values or {MOST_REFERENCES} references. Arguments are not checked.")]
    TooLarge,
    #[error("Its references multiply beyond measure. Arguments are not checked.")]
    Endless,
}

/// A schema that can be used.
#[derive(Debug)]
pub struct Schema<'a> {
    raw: &'a Value,
    references: References<'a>,
    validator: Validator,
}

impl<'a> Schema<'a> {
    /// Takes up to a second for the worst that a server may send, so it has no place on an async worker.
    pub fn read(raw: &'a Value) -> Result<Self, Unusable> {
        let references = References::of(raw);
        if references.values > MOST_VALUES || references.count > MOST_REFERENCES {
            return Err(Unusable::TooLarge);
        }
        if let Some(remote) = references.remote {
            return Err(Unusable::Remote(text::shown(remote, TEXT_LIMIT)));
        }
        if references.has_inner_id && references.count > 0 {
            return Err(Unusable::InnerId);
        }
        let validator = jsonschema::validator_for(raw)
            .map_err(|error| Unusable::Invalid(text::shown(&error.to_string(), TEXT_LIMIT)))?;
        let schema = Self { raw, references, validator };
        let nothing = Value::Object(Map::new());
        if schema.bears(&nothing) { Ok(schema) } else { Err(Unusable::Endless) }
    }

    /// Where a value does not satisfy the schema.
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        if !self.bears(value) {
            let text = "Against this schema, this takes too long to check. It was not checked.";
            return vec![Violation { pointer: String::new(), text: text.into() }];
        }
        let errors = self.validator.iter_errors(value).take(MOST_VIOLATIONS);
        errors
            .map(|error| Violation {
                pointer: error.instance_path().to_string(),
                text: text::shown(&error.to_string(), TEXT_LIMIT),
            })
            .collect()
    }

    fn bears(&self, value: &Value) -> bool {
        Effort::new(self.raw, &self.references).bears(value)
    }
}

/// Where a value does not satisfy a schema. Nothing where the schema itself cannot be used, which its tool says.
pub fn violations(schema: &Value, value: &Value) -> Vec<Violation> {
    Schema::read(schema).map_or_else(|_| Vec::new(), |schema| schema.violations(value))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    fn objection(schema: &Value) -> String {
        Schema::read(schema).map_or_else(|unusable| unusable.to_string(), |_| String::new())
    }

    /// As many definitions, each of which is made of the next one.
    fn chain(length: usize, link: impl Fn(Value) -> Value) -> Value {
        let next = |number: usize| json!({ "$ref": format!("#/$defs/{number}") });
        let mut definitions: Map<String, Value> =
            (0..length).map(|number| (number.to_string(), link(next(number + 1)))).collect();
        definitions.insert(length.to_string(), json!({ "type": "object" }));
        json!({ "$ref": "#/$defs/0", "$defs": definitions })
    }

    #[test]
    fn what_would_never_end_is_not_begun() {
        let beyond_measure = "Its references multiply beyond measure. Arguments are not checked.";
        assert_eq!(objection(&chain(40, |next| json!({ "allOf": [next, next] }))), beyond_measure);
        assert_eq!(
            objection(&chain(40, |next| json!({ "if": next, "then": next, "not": next }))),
            beyond_measure
        );
        assert_eq!(objection(&chain(900, |next| next)), beyond_measure);
        assert_eq!(
            objection(&chain(20_000, |next| next)),
            "Has more than 20000 values or 1000 references. Arguments are not checked."
        );
        assert_eq!(
            objection(&json!({ "enum": vec![0; 20_000] })),
            "Has more than 20000 values or 1000 references. Arguments are not checked."
        );
    }

    #[test]
    fn a_value_that_makes_it_endless_is_said_to_be_unchecked() {
        let child = json!({ "properties": { "child": { "$ref": "#" } } });
        let raw = json!({ "type": "object", "anyOf": [child, child] });
        let schema = Schema::read(&raw).unwrap();
        let tree = |depth: usize| (0..depth).fold(json!(7), |child, _| json!({ "child": child }));
        assert_eq!(schema.violations(&tree(5)).len(), 1);
        assert_eq!(
            schema.violations(&tree(60)),
            [Violation {
                pointer: String::new(),
                text: "Against this schema, this takes too long to check. It was not checked.".into()
            }]
        );
    }

    #[test]
    fn recursive_schemas_of_the_usual_kind_are_checked() {
        let raw = json!({
            "type": "object",
            "properties": { "root": { "$ref": "#/$defs/node%20of%20a~1tree" }, "again": { "$ref": "#" } },
            "$defs": { "node of a/tree": {
                "$anchor": "node",
                "properties": { "name": { "type": "string" }, "children": { "items": { "$ref": "#node" } } },
                "required": ["name"]
            } }
        });
        let schema = Schema::read(&raw).unwrap();
        let found = schema.violations(&json!({
            "root": { "name": "a", "children": [{ "name": "b", "children": [{ "name": 7 }] }] },
            "again": { "root": {} }
        }));
        let mut pointers: Vec<&str> = found.iter().map(|violation| violation.pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/again/root", "/root/children/0/children/0/name"]);
        // A circle says nothing, and everything satisfies it.
        for circle in [
            json!({ "$ref": "#" }),
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/b" }] }, "b": { "$ref": "#/$defs/a" } } }),
        ] {
            assert_eq!(Schema::read(&circle).unwrap().violations(&json!({ "a": [1] })), []);
        }
    }

    #[test]
    fn other_documents_are_never_fetched() {
        for address in ["http://127.0.0.1:9/schema.json", "file:///etc/passwd", "other.json#/a", "urn:x"] {
            assert_eq!(
                objection(&json!({ "properties": { "a": { "$ref": address } } })),
                format!(
                    "Refers to {address}, but other documents are never fetched. Arguments cannot be checked."
                )
            );
        }
        let meta =
            json!({ "properties": { "schema": { "$ref": "https://json-schema.org/draft/2020-12/schema" } } });
        assert_eq!(objection(&meta), "");
        assert_eq!(
            objection(&json!({ "$ref": "#/a", "a": { "$id": "http://x/", "$ref": "#" } })),
            "Has an $id below the top, which changes what its references mean. Arguments are not checked."
        );
        assert_eq!(objection(&json!({ "$id": "http://x/y", "$ref": "#/a", "a": {} })), "");
    }
}
