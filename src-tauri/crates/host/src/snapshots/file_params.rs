//! `openai/fileParams`: the arguments of a tool that are files. What is off in their schema, and the values that stand
//! for files. Filling in where a server gets them is in [`crate::calls`].

use greenroom_contract::tool::Finding;
use serde_json::{Map, Value, json};

const KEY: &str = "openai/fileParams";

/// What ChatGPT sends of a file; the first two always.
const PROPERTIES: [&str; 4] = ["download_url", "file_id", "mime_type", "file_name"];
const REQUIRED: [&str; 2] = ["download_url", "file_id"];

/// The names of the arguments that are files.
pub fn names(tool: &Value) -> Vec<String> {
    let named = tool.get("_meta").and_then(|meta| meta.get(KEY)).and_then(Value::as_array);
    named.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What ChatGPT's scan rejects.
pub fn findings(tool: &Value) -> Vec<Finding> {
    let Some(value) = tool.get("_meta").and_then(|meta| meta.get(KEY)) else { return Vec::new() };
    let path = format!("$._meta.{KEY}");
    let is_list = value.as_array().is_some_and(|names| names.iter().all(Value::is_string));
    if !is_list {
        return vec![Finding { path, text: "Should be a list of names of top-level arguments.".into() }];
    }
    names(tool).iter().flat_map(|name| faults_of(tool, name)).collect()
}

fn faults_of(tool: &Value, name: &str) -> Vec<Finding> {
    let root = tool.get("inputSchema").unwrap_or(&Value::Null);
    let place = format!("$.inputSchema.properties.{name}");
    let finding = |text: String| Finding { path: place.clone(), text };
    let Some(given) = root.get("properties").and_then(|properties| properties.get(name)) else {
        return vec![finding(format!("{KEY} names it, but the schema has no such argument."))];
    };
    let schema = resolved(root, given);
    let schema = schema.get("items").map_or(schema, |items| resolved(root, items));
    let properties = schema.get("properties").unwrap_or(&Value::Null);
    let mut faults: Vec<Finding> = PROPERTIES
        .iter()
        .filter(|property| properties.get(**property).is_none_or(|own| own["type"] != "string"))
        .map(|property| finding(format!("A file needs the property {property}, declared as a string.")))
        .collect();
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_exact = required.len() == REQUIRED.len() && REQUIRED.iter().all(|name| required.contains(name));
    if !is_exact {
        faults.push(finding("Exactly download_url and file_id must be required of a file.".into()));
    }
    faults
}

/// Follows a reference within the schema, once: what is deeper is not what ChatGPT's scan looks at.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    target.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
}

/// Applies `fill` to each value that stands for a file, in the arguments of these names and in lists there.
pub fn each_file(arguments: &mut Value, names: &[String], mut fill: impl FnMut(&mut Map<String, Value>)) {
    for name in names {
        match arguments.get_mut(name) {
            Some(Value::Object(file)) => fill(file),
            Some(Value::Array(files)) => {
                files.iter_mut().filter_map(Value::as_object_mut).for_each(&mut fill);
            }
            _ => {}
        }
    }
}

/// The id that such a value names, as servers or as widgets write it.
pub fn id(file: &Map<String, Value>) -> Option<&str> {
    file.get("file_id").or_else(|| file.get("fileId")).and_then(Value::as_str)
}

/// The value as ChatGPT sends it: what it held besides stays.
pub fn describe(file: &mut Map<String, Value>, url: &str, id: &str, mime_type: &str, name: &str) {
    for key in ["fileId", "mimeType", "fileName", "downloadUrl"] {
        file.shift_remove(key);
    }
    let known = [("download_url", url), ("file_id", id), ("mime_type", mime_type), ("file_name", name)];
    for (key, value) in known {
        file.insert(key.to_owned(), json!(value));
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn tool(file: Value) -> Value {
        json!({ "name": "read", "inputSchema": { "type": "object", "properties": { "doc": file } },
            "_meta": { "openai/fileParams": ["doc"] } })
    }

    fn file() -> Value {
        json!({ "type": "object", "required": ["download_url", "file_id"], "properties": {
            "download_url": { "type": "string" }, "file_id": { "type": "string" },
            "mime_type": { "type": "string" }, "file_name": { "type": "string" } } })
    }

    fn texts(tool: &Value) -> Vec<String> {
        findings(tool).into_iter().map(|finding| format!("{}: {}", finding.path, finding.text)).collect()
    }

    #[test]
    fn a_schema_that_chatgpt_takes_has_no_findings() {
        assert_eq!(texts(&tool(file())), Vec::<String>::new());
        assert_eq!(texts(&tool(json!({ "type": "array", "items": file() }))), Vec::<String>::new());
        let mut referring = tool(json!({ "$ref": "#/$defs/File" }));
        referring["inputSchema"]["$defs"] = json!({ "File": file() });
        assert_eq!(texts(&referring), Vec::<String>::new());
        assert_eq!(texts(&json!({ "name": "other" })), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_named() {
        let mut wrong = file();
        wrong["required"] = json!(["download_url", "file_id", "mime_type"]);
        wrong["properties"]["file_name"] = json!({ "type": ["string", "null"] });
        assert_eq!(
            texts(&tool(wrong)),
            [
                "$.inputSchema.properties.doc: A file needs the property file_name, declared as a string.",
                "$.inputSchema.properties.doc: Exactly download_url and file_id must be required of a file.",
            ]
        );
        let absent =
            json!({ "inputSchema": { "type": "object" }, "_meta": { "openai/fileParams": ["doc"] } });
        assert_eq!(
            texts(&absent),
            [
                "$.inputSchema.properties.doc: openai/fileParams names it, but the schema has no such argument."
            ]
        );
        let no_list = json!({ "_meta": { "openai/fileParams": "doc" } });
        assert_eq!(
            texts(&no_list),
            ["$._meta.openai/fileParams: Should be a list of names of top-level arguments."]
        );
    }

    #[test]
    fn values_of_widgets_and_of_servers_become_one_form() {
        let mut arguments = json!({ "doc": { "fileId": "file_1", "fileName": "x", "page": 2 },
            "more": [{ "file_id": "file_2" }, 7], "other": { "file_id": "file_3" } });
        let names = ["doc".to_owned(), "more".to_owned(), "absent".to_owned()];
        each_file(&mut arguments, &names, |file| {
            let id = id(file).unwrap_or_default().to_owned();
            describe(file, "http://u", &id, "a/b", "n");
        });
        let whole = |id: &str| json!({ "download_url": "http://u", "file_id": id, "mime_type": "a/b", "file_name": "n" });
        let mut first = whole("file_1");
        first["page"] = json!(2);
        assert_eq!(
            arguments,
            json!({ "doc": first, "more": [whole("file_2"), 7], "other": { "file_id": "file_3" } })
        );
    }
}
