//! Reads a tool's arguments from where the command line says they are. Whether they fit the tool is asked of the
//! host.

use std::fmt::{self, Display};
use std::io::Read;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use greenroom_contract::Problem;
use greenroom_contract::file::{FileInfo, NewFile};
use serde_json::{Value, json};

/// `{…}`, `@FILE`, or `-` for standard input.
pub fn read(given: &str) -> Result<Value, Problem> {
    let source = match given.strip_prefix('@') {
        Some(path) => Source::File(path),
        None if given == "-" => Source::StandardInput,
        None => Source::CommandLine(given),
    };
    object(&source, &source.bytes()?)
}

/// `field=PATH`: the argument's name, and the file with a type made of its ending.
pub fn file(given: &str) -> Result<(String, NewFile), Problem> {
    let usage = "--file takes the argument's name and a file: --file document=./plan.pdf.";
    let (field, path) =
        given
            .split_once('=')
            .filter(|(field, path)| !field.is_empty() && !path.is_empty())
            .ok_or_else(|| Problem::invalid(format!("“{given}” names no argument and file."), usage))?;
    let bytes = std::fs::read(path)
        .map_err(|error| Problem::invalid(format!("The file {path} cannot be read: {error}."), usage))?;
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| path.to_owned());
    let mime_type = media_type(&name).to_owned();
    Ok((field.to_owned(), NewFile { name, mime_type, base64: BASE64.encode(bytes) }))
}

/// Puts a kept file where the schema has it: in a list where the argument is one, and as one after the other where a
/// file is there already.
pub fn put(arguments: &mut Value, schema: &Value, field: &str, file: &FileInfo) {
    let value = json!({ "file_id": file.id, "mime_type": file.mime_type, "file_name": file.name });
    let is_list = schema["properties"][field]["type"] == "array";
    match (&mut arguments[field], is_list) {
        (Value::Array(files), _) => files.push(value),
        (there @ Value::Null, true) => *there = json!([value]),
        (there, _) => *there = value,
    }
}

/// Of the endings that tools are made for; others say nothing.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "json" => "application/json",
        "csv" => "text/csv",
        "md" => "text/markdown",
        "txt" => "text/plain",
        "html" => "text/html",
        "xml" => "application/xml",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        _ => "",
    }
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
    use super::*;

    #[test]
    fn a_file_is_put_alone_or_in_its_list() {
        let file = |id: &str| FileInfo {
            id: id.into(),
            name: "a.csv".into(),
            mime_type: "text/csv".into(),
            size: 1,
            added_at: String::new(),
        };
        let schema = json!({ "properties": { "doc": { "type": "object" }, "docs": { "type": "array" } } });
        let mut arguments = json!({ "page": 1 });
        for (field, id) in [("doc", "file_1"), ("docs", "file_2"), ("docs", "file_3")] {
            put(&mut arguments, &schema, field, &file(id));
        }
        let value = |id: &str| json!({ "file_id": id, "mime_type": "text/csv", "file_name": "a.csv" });
        assert_eq!(
            arguments,
            json!({ "page": 1, "doc": value("file_1"), "docs": [value("file_2"), value("file_3")] })
        );
        assert_eq!(file_refusal("plan.pdf"), "“plan.pdf” names no argument and file.");
        assert!(file_refusal("doc=/no/such").starts_with("The file /no/such cannot be read: "));
    }

    fn file_refusal(given: &str) -> String {
        super::file(given).unwrap_err().message
    }

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
