//! What holds whatever a server or a widget sends: of each reader, with values that look like what it looks for.

use std::time::Duration;

use greenroom_contract::Json;
use greenroom_contract::sandbox::CspMode;
use greenroom_contract::tool::Tool;
use greenroom_contract::widget::OpenaiRequest;
use greenroom_mcp::Answer;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::calls::outcome;
use crate::profile::Profile;
use crate::schema::{self, Schema};
use crate::snapshots::{template, tool};
use crate::widgets::bridge::{apps, openai};
use crate::widgets::sandbox::Sandbox;
use crate::{findings, text};

/// Keys that some reader looks for.
const KEYS: [&str; 34] = [
    "name",
    "title",
    "description",
    "inputSchema",
    "annotations",
    "readOnlyHint",
    "_meta",
    "ui",
    "resourceUri",
    "visibility",
    "openai/outputTemplate",
    "openai/toolInvocation/invoking",
    "openai/widgetCSP",
    "csp",
    "connectDomains",
    "resourceDomains",
    "frameDomains",
    "baseUriDomains",
    "contents",
    "uri",
    "mimeType",
    "text",
    "blob",
    "jsonrpc",
    "id",
    "method",
    "params",
    "arguments",
    "result",
    "content",
    "type",
    "structuredContent",
    "isError",
    "mode",
];

/// Texts that some reader understands, or that try to be more than they are.
const TEXTS: [&str; 24] = [
    "",
    "text",
    "look",
    "model",
    "app",
    "ui://x",
    "ui://y",
    "text/html+skybridge",
    "text/html;profile=mcp-app",
    "Text/HTML; profile=\"mcp-app\"",
    "<p>hello",
    "PHA+aGVsbG8=",
    "https://a.example",
    "https://x; script-src *",
    "'unsafe-inline'",
    "https://a\r\nb",
    "tools/call",
    "ui/initialize",
    "resources/read",
    "fullscreen",
    "2.0",
    "a\u{202e}b\u{0}",
    "é\u{200b}👩\u{200d}💻",
    "\\u{7}",
];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => ".{0,8}"]
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![5 => select(&KEYS[..]).prop_map(str::to_owned), 1 => any_text()]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..5).prop_map(Value::from),
            3 => any_object_of(inner),
        ]
    })
}

fn any_object_of(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    vec((any_key(), inner), 0..8).prop_map(|pairs| Value::Object(Map::from_iter(pairs)))
}

fn any_object() -> impl Strategy<Value = Value> {
    any_object_of(any_json())
}

/// Keywords and references within a handful of definitions, circles included.
fn any_schema() -> impl Strategy<Value = Value> {
    let reference = select(&["#", "#/$defs/a", "#/$defs/b", "#/$defs/c", "#b", "#/x", "http://x/"][..]);
    let leaf = prop_oneof![
        4 => reference.prop_map(|to| json!({ "$ref": to })),
        2 => select(&["object", "string", "array"][..]).prop_map(|kind| json!({ "type": kind })),
        1 => any_json(),
    ];
    let schema = leaf.prop_recursive(4, 24, 3, |inner| {
        let list = select(&["allOf", "anyOf", "oneOf", "prefixItems"][..]);
        let one = select(&["not", "if", "then", "items", "additionalProperties", "contains"][..]);
        prop_oneof![
            (list, vec(inner.clone(), 1..3)).prop_map(|(keyword, schemas)| json!({ keyword: schemas })),
            (one, inner.clone()).prop_map(|(keyword, schema)| json!({ keyword: schema })),
            vec((any_key(), inner), 0..3)
                .prop_map(|pairs| json!({ "properties": Value::Object(Map::from_iter(pairs)) })),
        ]
    });
    (schema.clone(), schema.clone(), schema.clone(), schema).prop_map(|(mut root, a, mut b, c)| {
        if let Some(b) = b.as_object_mut() {
            b.insert("$anchor".into(), json!("b"));
        }
        if let Some(root) = root.as_object_mut() {
            root.insert("$defs".into(), json!({ "a": a, "b": b, "c": c }));
        }
        root
    })
}

fn answer(result: Value) -> Answer {
    let response = json!({ "jsonrpc": "2.0", "id": 1, "result": result.clone() });
    Answer { request: Value::Null, response, result, exchange: None, duration: Duration::ZERO }
}

proptest! {
    #[test]
    fn what_is_shown_of_a_text_hides_nothing_and_is_a_prefix_of_it(words in ".{0,60}", limit in 0_usize..40) {
        let shown = text::shown(&words, limit);
        prop_assert!(!shown.chars().any(text::hides));
        prop_assert_eq!(text::shown(&shown, usize::MAX), shown.clone());
        let kept: String = words.chars().take(limit).collect();
        if !kept.chars().any(text::hides) {
            prop_assert_eq!(shown.trim_end_matches('…'), kept.trim_end_matches('…'));
        }
    }

    #[test]
    fn any_tool_is_kept_as_it_came(raw in any_object(), index in 0_usize..9) {
        let texts = Profile::chatgpt().unwrap().texts;
        let read = tool::read(index, raw.clone(), &texts);
        prop_assert_eq!(&read.raw.0, &raw);
        prop_assert!(!read.name.is_empty() && !read.title.chars().any(text::hides));
        prop_assert!(read.input_schema.0.is_object());
        let paths = read.findings.iter().map(|finding| finding.path.as_str());
        prop_assert!(paths.into_iter().all(|path| path.starts_with('$')));
        // It comes back from the database as it was.
        let stored = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<Tool>(&stored).unwrap(), read);
    }

    #[test]
    fn a_tool_is_the_same_whatever_stands_beside_it(siblings in vec(any_json(), 0..6)) {
        let texts = Profile::chatgpt().unwrap().texts;
        let good = json!({ "name": "good", "inputSchema": { "type": "object" } });
        let alone = tool::read(0, good.clone(), &texts);
        let mut tools: Vec<Tool> =
            siblings.into_iter().enumerate().map(|(index, raw)| tool::read(index, raw, &texts)).collect();
        tools.push(tool::read(tools.len(), good, &texts));
        prop_assert_eq!(tools.last(), Some(&alone));
        for finding in tool::findings_of_list(&tools) {
            prop_assert!(!finding.text.chars().any(text::hides));
        }
        template::uris(&tools);
    }

    #[test]
    fn a_template_is_shown_whole_or_says_why_not(contents in vec(any_object(), 0..3), listed in any_json()) {
        let result = json!({ "contents": contents });
        let (read, html) = template::read("ui://x", Ok(answer(result)), Some(&listed), 1_000_000);
        prop_assert_eq!(read.problem.is_none(), html.is_some());
        if let Some(html) = html {
            prop_assert_eq!((read.bytes as usize, read.hash.len()), (html.len(), 64));
            prop_assert!(contents.iter().any(|item| item["text"] == html.as_str() || item["blob"].is_string()));
        }
    }

    #[test]
    fn findings_of_any_answer_are_few_and_in_place(response in any_object(), blocks in vec(any_json(), 0..80)) {
        let with_blocks = json!({ "result": { "content": blocks } });
        for response in [response, with_blocks] {
            let found = findings::bounded(outcome::findings(&response));
            prop_assert!(found.len() <= 51);
            prop_assert!(found.iter().all(|finding| !finding.text.chars().any(text::hides)));
        }
    }

    #[test]
    fn no_metadata_adds_a_directive_to_the_policy(meta in any_object(), domains in vec(any_text(), 0..4)) {
        let profile = Profile::chatgpt().unwrap();
        let names = |policy: &str| -> Vec<String> {
            let names = policy.split("; ").map(|directive| directive.split(' ').next().unwrap_or_default());
            names.map(str::to_owned).collect()
        };
        let policy = |meta: &Value, mode| Sandbox::of(meta, mode, &profile).policy.header();
        let declared = json!({ "ui": { "csp": { "connectDomains": domains, "baseUriDomains": domains } } });
        for (meta, mode) in [&meta, &declared].into_iter().flat_map(|meta| CspMode::ALL.map(|mode| (meta, mode))) {
            let expected = names(&policy(&json!({}), mode));
            let policy = policy(meta, mode);
            prop_assert_eq!(names(&policy), expected);
            prop_assert!(policy.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{}", policy);
        }
    }

    #[test]
    fn every_request_of_a_widget_is_heard(message in any_object(), id in 0_u32..9, method in any_text()) {
        let capabilities = json!({ "downloadFile": {} });
        apps::read(&message, &capabilities);
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": message });
        let is_lost = matches!(apps::read(&request, &capabilities), apps::Incoming::Ignored);
        prop_assert!(!is_lost, "{}", request);
        let _ = openai::wish(&OpenaiRequest { id, method, params: Json(json!([message])) });
    }

    #[test]
    fn any_schema_is_checked_or_says_why_not(raw in any_schema(), value in any_json()) {
        match Schema::read(&raw) {
            Ok(schema) => prop_assert!(schema.violations(&value).len() <= 50),
            Err(unusable) => {
                prop_assert_eq!(schema::violations(&raw, &value), []);
                prop_assert!(!unusable.to_string().chars().any(text::hides));
            }
        }
    }
}
