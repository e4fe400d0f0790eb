//! How much work a schema makes of a value, found out before a validator begins that knows no bounds itself. It
//! counts every subschema that is applied to every part of the value, as if nothing were skipped.

use serde_json::{Map, Value};

use super::references::{KEYWORDS, References};

/// Some tenths of a second. Large arguments of real tools take some thousand steps.
const MOST_STEPS: usize = 100_000;
/// Subschemas within subschemas. A validator needs the stack of its thread for each.
const MOST_LEVELS: usize = 400;

#[derive(Debug)]
pub struct Effort<'a> {
    root: &'a Value,
    references: &'a References<'a>,
    steps: usize,
}

/// The way to a subschema.
#[derive(Debug, Default)]
struct Way<'a> {
    levels: usize,
    /// What was referred to since the value was entered; coming back there is a circle, which validators stop at.
    referred: Vec<&'a Value>,
}

struct TooMuch;

impl<'a> Effort<'a> {
    pub fn new(root: &'a Value, references: &'a References<'a>) -> Self {
        Self { root, references, steps: 0 }
    }

    pub fn bears(mut self, value: &Value) -> bool {
        let root = self.root;
        self.apply(root, value, &mut Way { levels: 0, referred: vec![root] }).is_ok()
    }

    fn apply(&mut self, schema: &'a Value, value: &Value, way: &mut Way<'a>) -> Result<(), TooMuch> {
        let Some(schema) = schema.as_object() else { return Ok(()) };
        self.steps += 1;
        way.levels += 1;
        if self.steps > MOST_STEPS || way.levels > MOST_LEVELS {
            return Err(TooMuch);
        }
        for (keyword, below) in schema {
            self.apply_keyword(keyword, below, value, way)?;
        }
        way.levels -= 1;
        Ok(())
    }

    fn apply_keyword(
        &mut self,
        keyword: &str,
        below: &'a Value,
        value: &Value,
        way: &mut Way<'a>,
    ) -> Result<(), TooMuch> {
        match keyword {
            "not" | "if" | "then" | "else" => self.apply(below, value, way),
            "allOf" | "anyOf" | "oneOf" | "dependentSchemas" | "dependencies" => {
                children(below).try_for_each(|schema| self.apply(schema, value, way))
            }
            "properties" => {
                let known = below.as_object().into_iter().flatten();
                let mut present = known.filter_map(|(name, schema)| Some((schema, value.get(name)?)));
                present.try_for_each(|(schema, part)| self.enter(schema, part, way))
            }
            "patternProperties" => children(below).try_for_each(|schema| self.enter_each(schema, value, way)),
            "items" | "prefixItems" if below.is_array() => {
                let mut pairs = children(below).zip(children(value));
                pairs.try_for_each(|(schema, part)| self.enter(schema, part, way))
            }
            "additionalProperties"
            | "unevaluatedProperties"
            | "propertyNames"
            | "items"
            | "additionalItems"
            | "unevaluatedItems"
            | "contains" => self.enter_each(below, value, way),
            _ if KEYWORDS.contains(&keyword) => self.follow(below, value, way),
            _ => Ok(()),
        }
    }

    fn follow(&mut self, reference: &Value, value: &Value, way: &mut Way<'a>) -> Result<(), TooMuch> {
        let reference = reference.as_str().unwrap_or_default();
        let Some(target) = self.references.target(self.root, reference) else { return Ok(()) };
        if way.referred.iter().any(|known| std::ptr::eq(*known, target)) {
            return Ok(());
        }
        way.referred.push(target);
        self.apply(target, value, way)?;
        way.referred.pop();
        Ok(())
    }

    fn enter_each(&mut self, schema: &'a Value, value: &Value, way: &mut Way<'a>) -> Result<(), TooMuch> {
        children(value).try_for_each(|part| self.enter(schema, part, way))
    }

    /// Goes on with a part of the value.
    fn enter(&mut self, schema: &'a Value, part: &Value, way: &mut Way<'a>) -> Result<(), TooMuch> {
        self.apply(schema, part, &mut Way { levels: way.levels, referred: Vec::new() })
    }
}

/// Items or properties.
fn children(value: &Value) -> impl Iterator<Item = &Value> {
    let items = value.as_array().into_iter().flatten();
    items.chain(value.as_object().into_iter().flat_map(Map::values))
}
