//! Reads one tool descriptor as the server sent it. Nothing is rejected: what is off-spec becomes a finding.

use std::collections::HashSet;

use greenroom_contract::Json;
use greenroom_contract::tool::{Annotations, Finding, TemplateReference, Tool, Visibility};
use serde_json::{Value, json};

use super::file_params;
use crate::profile::Texts;
use crate::schema::Schema;
use crate::text;

/// MCP allows 128 characters; ChatGPT takes 64.
const NAME_LIMIT: usize = 64;
/// The longest title or status text that is shown.
const TEXT_LIMIT: usize = 200;
/// Documented by OpenAI for `openai/toolInvocation/*`.
const STATUS_LIMIT: usize = 64;

pub fn read(index: usize, raw: Value, texts: &Texts) -> Tool {
    let mut reader = Reader { raw: &raw, findings: Vec::new() };
    let name = reader.name(index);
    let annotations = reader.annotations();
    let title = reader.title(&name);
    let description = reader.text("/description").unwrap_or_default();
    let input_schema = reader.input_schema();
    let template = reader.template();
    let visibility = reader.visibility();
    let invoking = reader.status("openai/toolInvocation/invoking").unwrap_or_else(|| texts.invoking.clone());
    let invoked = reader.status("openai/toolInvocation/invoked").unwrap_or_else(|| texts.invoked.clone());
    let mut findings = reader.findings;
    findings.extend(file_params::findings(&raw));
    let file_params = file_params::names(&raw);
    Tool {
        name,
        title: text::shown(&title, TEXT_LIMIT),
        description,
        input_schema: Json(input_schema),
        annotations,
        template,
        visibility,
        file_params,
        invoking: text::shown(&invoking, TEXT_LIMIT),
        invoked: text::shown(&invoked, TEXT_LIMIT),
        raw: Json(raw),
        findings,
    }
}

/// What is off about the list as a whole.
pub fn findings_of_list(tools: &[Tool]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut names = HashSet::new();
    for (index, tool) in tools.iter().enumerate() {
        if !names.insert(&tool.name) {
            let name = text::shown(&tool.name, NAME_LIMIT);
            let text = format!("Two tools are named “{name}”; ChatGPT can call only one of them.");
            findings.push(Finding { path: format!("$.tools[{index}].name"), text });
        }
    }
    if !tools.is_empty() && tools.iter().all(|tool| !tool.visibility.model) {
        let text = "All tools are hidden from the model. Make at least one visible to use it in ChatGPT.";
        findings.push(Finding { path: "$.tools".into(), text: text.into() });
    }
    findings
}

struct Reader<'a> {
    raw: &'a Value,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn find(&mut self, path: &str, text: impl Into<String>) {
        self.findings.push(Finding { path: path.into(), text: text.into() });
    }

    /// The string at a JSON pointer; another type there is a finding.
    fn text(&mut self, pointer: &str) -> Option<String> {
        let value = self.raw.pointer(pointer).filter(|value| !value.is_null())?;
        if let Some(text) = value.as_str() {
            return Some(text.to_owned());
        }
        let path = format!("${}", pointer.replace('/', "."));
        self.find(&path, format!("Should be a string, but is {}.", kind(value)));
        None
    }

    fn name(&mut self, index: usize) -> String {
        let Some(name) = self.text("/name").filter(|name| !name.is_empty()) else {
            self.find("$.name", "The tool has no name and cannot be called.");
            return format!("(tool {} without a name)", index + 1);
        };
        if name.chars().count() > NAME_LIMIT {
            self.find(
                "$.name",
                format!("The name is longer than the {NAME_LIMIT} characters that ChatGPT takes."),
            );
        }
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter)) {
            self.find("$.name", "A name may hold letters, digits, “_”, “-” and “.” only.");
        }
        name
    }

    fn title(&mut self, name: &str) -> String {
        let title = self.text("/title").or_else(|| self.text("/annotations/title"));
        title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| name.to_owned())
    }

    fn annotations(&mut self) -> Annotations {
        Annotations {
            read_only: self.hint("readOnlyHint"),
            destructive: self.hint("destructiveHint"),
            idempotent: self.hint("idempotentHint"),
            open_world: self.hint("openWorldHint"),
        }
    }

    fn hint(&mut self, key: &str) -> Option<bool> {
        let value = self.raw.get("annotations")?.get(key)?;
        if !value.is_boolean() && !value.is_null() {
            let text = format!("Should be true or false, but is {}; it counts as missing.", kind(value));
            self.find(&format!("$.annotations.{key}"), text);
        }
        value.as_bool()
    }

    fn input_schema(&mut self) -> Value {
        match self.raw.get("inputSchema") {
            Some(schema @ Value::Object(_)) => {
                if let Err(unusable) = Schema::read(schema) {
                    self.find("$.inputSchema", unusable.to_string());
                }
                schema.clone()
            }
            Some(other) => {
                let text = format!("Should be an object, but is {}; any arguments are taken.", kind(other));
                self.find("$.inputSchema", text);
                json!({ "type": "object" })
            }
            None => {
                self.find("$.inputSchema", "Missing; MCP requires it. Any arguments are taken.");
                json!({ "type": "object" })
            }
        }
    }

    /// The nested key wins over the flat one, and both over OpenAI's alias.
    fn template(&mut self) -> Option<TemplateReference> {
        let meta = self.raw.get("_meta")?;
        let candidates = [
            ("ui.resourceUri", meta.pointer("/ui/resourceUri")),
            ("ui/resourceUri", meta.get("ui/resourceUri")),
            ("openai/outputTemplate", meta.get("openai/outputTemplate")),
        ];
        let named: Vec<(&str, &str)> =
            candidates.iter().filter_map(|(key, value)| Some((*key, value.as_ref()?.as_str()?))).collect();
        let (key, uri) = *named.first()?;
        if let Some((other_key, other)) = named.iter().find(|(_, other)| *other != uri) {
            let text = format!(
                "Names two templates: {key} says {uri}, {other_key} says {other}. The first is used."
            );
            self.find("$._meta", text);
        }
        if !uri.starts_with("ui://") {
            self.find(
                &format!("$._meta.{key}"),
                format!("A template's URI starts with ui://, this one is {uri}."),
            );
        }
        Some(TemplateReference { uri: uri.to_owned(), key: key.to_owned() })
    }

    fn visibility(&mut self) -> Visibility {
        let both = Visibility { model: true, app: true };
        let Some(meta) = self.raw.get("_meta") else { return both };
        if let Some(list) = meta.pointer("/ui/visibility") {
            let Some(names) = list.as_array() else {
                self.find("$._meta.ui.visibility", format!("Should be a list, but is {}.", kind(list)));
                return both;
            };
            let holds = |name: &str| names.iter().any(|value| value.as_str() == Some(name));
            return Visibility { model: holds("model"), app: holds("app") };
        }
        let private = meta.get("openai/visibility").and_then(Value::as_str) == Some("private");
        let accessible = meta.get("openai/widgetAccessible").and_then(Value::as_bool);
        Visibility { model: !private, app: accessible.unwrap_or(true) }
    }

    fn status(&mut self, key: &str) -> Option<String> {
        let text = self.raw.get("_meta")?.get(key)?.as_str()?.to_owned();
        if text.chars().count() > STATUS_LIMIT {
            self.find(
                &format!("$._meta.{key}"),
                format!("Longer than the {STATUS_LIMIT} characters that ChatGPT shows."),
            );
        }
        Some(text)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::profile::Profile;

    fn read_one(raw: Value) -> Tool {
        read(0, raw, &Profile::chatgpt().unwrap().texts)
    }

    #[test]
    fn a_complete_tool_is_read_without_findings() {
        let raw = json!({
            "name": "add_card", "title": "Add a card", "description": "Adds a card.",
            "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": false, "destructiveHint": false, "openWorldHint": false },
            "_meta": {
                "ui": { "resourceUri": "ui://board/1.html", "visibility": ["model"] },
                "openai/toolInvocation/invoking": "Adding…"
            }
        });
        let expected = Tool {
            name: "add_card".into(),
            title: "Add a card".into(),
            description: "Adds a card.".into(),
            input_schema: Json(json!({ "type": "object" })),
            annotations: Annotations {
                read_only: Some(false),
                destructive: Some(false),
                idempotent: None,
                open_world: Some(false),
            },
            template: Some(TemplateReference {
                uri: "ui://board/1.html".into(),
                key: "ui.resourceUri".into(),
            }),
            visibility: Visibility { model: true, app: false },
            file_params: vec![],
            invoking: "Adding…".into(),
            invoked: "Called tool".into(),
            raw: Json(raw.clone()),
            findings: vec![],
        };
        assert_eq!(read_one(raw), expected);
    }

    #[test]
    fn a_broken_tool_is_kept_with_its_findings() {
        let raw = json!({ "name": "x y", "inputSchema": "none", "annotations": { "readOnlyHint": "yes" } });
        let tool = read_one(raw);
        let findings: Vec<(&str, &str)> =
            tool.findings.iter().map(|finding| (finding.path.as_str(), finding.text.as_str())).collect();
        assert_eq!(
            findings,
            [
                ("$.name", "A name may hold letters, digits, “_”, “-” and “.” only."),
                (
                    "$.annotations.readOnlyHint",
                    "Should be true or false, but is a string; it counts as missing."
                ),
                ("$.inputSchema", "Should be an object, but is a string; any arguments are taken."),
            ]
        );
        assert_eq!(tool.annotations, Annotations::default());
        assert_eq!(tool.input_schema, Json(json!({ "type": "object" })));
    }

    #[test]
    fn the_standard_key_wins_over_the_alias() {
        let raw = json!({
            "name": "x", "inputSchema": { "type": "object" },
            "_meta": { "ui": { "resourceUri": "ui://a" }, "openai/outputTemplate": "ui://b" }
        });
        let tool = read_one(raw);
        assert_eq!(
            tool.template,
            Some(TemplateReference { uri: "ui://a".into(), key: "ui.resourceUri".into() })
        );
        assert_eq!(tool.findings.len(), 1);
    }
}
