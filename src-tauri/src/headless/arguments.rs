//! Reads a tool's arguments from where the command line says they are. Whether they fit the tool is asked of the
//! host.

use std::fmt::{self, Display};
use std::io::Read;

use greenroom_contract::Problem;
use serde_json::Value;

/// `{…}`, `@FILE`, or `-` for standard input.
pub fn read(given: &str) -> Result<Value, Problem> {
    let source = match given.strip_prefix('@') {
        Some(path) => Source::File(path),
        None if given == "-" => Source::StandardInput,
        None => Source::CommandLine(given),
    };
    object(&source, &source.bytes()?)
}

enum Source<'a> {
    CommandLine(&'a str),
    File(&'a str),
    StandardInput,
}

impl Source<'_> {
    fn bytes(&self) -> Result<Vec<u8>, Problem> {
        let bytes = match self {
            Self::CommandLine(text) => Ok(text.as_bytes().to_vec()),
            Self::File(path) => std::fs::read(path),
            Self::StandardInput => {
                let mut bytes = Vec::new();
                std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        bytes.map_err(|error| {
            Problem::invalid(
                format!("The arguments cannot be read from {self}: {error}."),
                "--args takes JSON, @FILE, or - for standard input.",
            )
        })
    }
}

impl Display for Source<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine(_) => formatter.write_str("--args"),
            Self::File(path) => write!(formatter, "the file {path}"),
            Self::StandardInput => formatter.write_str("standard input"),
        }
    }
}

fn object(source: &Source<'_>, bytes: &[u8]) -> Result<Value, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        // The library's sentence ends in the line and the column.
        Problem::invalid(format!("The arguments in {source} are no valid JSON: {error}."), hint(source))
    })?;
    let kind = match value {
        Value::Object(_) => return Ok(value),
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
    };
    Err(Problem::invalid(
        format!("The arguments in {source} are {kind}, but a tool takes an object."),
        "Write them as {\"name\": value, …}.",
    ))
}

fn hint(source: &Source<'_>) -> &'static str {
    match source {
        Source::CommandLine(_) => {
            "Most shells leave JSON alone between single quotes: '{\"name\": \"value\"}'. With @FILE there is nothing \
             to quote."
        }
        Source::File(_) | Source::StandardInput => "Correct the JSON at that place.",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(given: &str) -> String {
        read(given).unwrap_err().message
    }

    #[test]
    fn json_is_read_as_it_is() {
        assert_eq!(read("{\"b\": [1, null], \"a\": \"é\"}"), Ok(json!({ "b": [1, null], "a": "é" })));
    }

    #[test]
    fn what_is_no_json_is_named_with_line_and_column() {
        assert_eq!(
            refusal("{\"a\": 1,\n  b: 2}"),
            "The arguments in --args are no valid JSON: key must be a string at line 2 column 3."
        );
        assert_eq!(
            refusal(""),
            "The arguments in --args are no valid JSON: EOF while parsing a value at line 1 column 0."
        );
    }

    #[test]
    fn what_is_no_object_is_named_for_what_it_is() {
        assert_eq!(refusal("[1]"), "The arguments in --args are a list, but a tool takes an object.");
        assert_eq!(refusal("null"), "The arguments in --args are null, but a tool takes an object.");
    }
}
