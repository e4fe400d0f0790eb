//! What is printed and written.

use serde_json::{Map, Value, json};

use crate::Fault;

/// The results so far.
#[derive(Debug, Default)]
pub struct Report(Map<String, Value>);

/// One measurement.
#[derive(Debug)]
pub struct Result {
    /// Names it in the JSON.
    pub key: &'static str,
    /// What came out, as a person reads it: the ratio first.
    pub text: String,
    pub goal: &'static str,
    pub met: bool,
    pub numbers: Value,
}

impl Report {
    /// Prints a result and keeps it.
    pub fn add(&mut self, result: Result) {
        let met = if result.met { "met" } else { "NOT met" };
        println!("\n{}\n  goal: {} ({met})", result.text, result.goal);
        let value =
            json!({ "text": result.text, "goal": result.goal, "met": result.met, "numbers": result.numbers });
        self.0.insert(result.key.to_owned(), value);
    }

    pub fn json(&self) -> std::result::Result<String, Fault> {
        Ok(serde_json::to_string_pretty(&self.0)? + "\n")
    }
}
