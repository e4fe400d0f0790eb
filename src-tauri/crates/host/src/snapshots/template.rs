//! Reads one template from `resources/read`: its HTML, its metadata, and why it cannot be shown if it cannot.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use greenroom_contract::snapshot::Template;
use greenroom_contract::tool::{Finding, Tool};
use greenroom_contract::{Json, Problem};
use greenroom_mcp::Answer;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::checks;
use crate::session::Failure;

pub const MCP_APP: &str = "text/html;profile=mcp-app";
pub const SKYBRIDGE: &str = "text/html+skybridge";
/// No limit is published; a ChatGPT tab was seen failing on large payloads.
const LARGE: usize = 1024 * 1024;

/// The templates that tools name, each once, in the order of the tools.
pub fn uris(tools: &[Tool]) -> Vec<String> {
    let mut known = HashSet::new();
    let named = tools.iter().filter_map(|tool| tool.template.as_ref()).map(|template| &template.uri);
    named.filter(|uri| known.insert(*uri)).cloned().collect()
}

/// The template and, where it can be shown, its HTML. `listed` is the resource as `resources/list` has it.
pub fn read(
    uri: &str,
    answer: Result<Answer, Failure>,
    listed: Option<&Value>,
    limit: usize,
) -> (Template, Option<String>) {
    let mut template = Template {
        uri: uri.to_owned(),
        mime_type: String::new(),
        bytes: 0,
        hash: String::new(),
        meta: Json(Value::Object(Map::new())),
        description: description(listed),
        problem: None,
        findings: Vec::new(),
    };
    match contents(uri, answer).and_then(|contents| html(&mut template, &contents, listed, limit)) {
        Ok(html) => (template, Some(html)),
        Err(problem) => {
            template.problem = Some(problem);
            (template, None)
        }
    }
}

fn description(listed: Option<&Value>) -> String {
    let description = listed.and_then(|listed| listed.get("description")).and_then(Value::as_str);
    description.unwrap_or_default().to_owned()
}

fn contents(uri: &str, answer: Result<Answer, Failure>) -> Result<Value, Problem> {
    let answer = answer.map_err(|failure| {
        let cause = failure.problem;
        let message = format!("The template {uri} could not be read. {}", cause.message);
        Problem { message, ..cause }
    })?;
    let list = answer.result.get("contents").and_then(Value::as_array);
    let item = list.and_then(|list| list.iter().find(|item| item["uri"] == uri).or_else(|| list.first()));
    item.cloned().ok_or_else(|| {
        Problem::failed(
            format!("The template {uri} is missing: the server answered resources/read without contents."),
            "Register the resource under exactly the URI that the tool names.",
        )
    })
}

fn html(
    template: &mut Template,
    contents: &Value,
    listed: Option<&Value>,
    limit: usize,
) -> Result<String, Problem> {
    let uri = template.uri.clone();
    let listed = listed.and_then(|listed| listed.get("_meta"));
    template.meta = Json(merged_metadata(contents.get("_meta").or_else(|| contents.get("meta")), listed));
    template.mime_type = contents.get("mimeType").and_then(Value::as_str).unwrap_or_default().to_owned();
    let html = text(&uri, contents)?;
    template.bytes = u32::try_from(html.len()).unwrap_or(u32::MAX);
    check_mime_type(template)?;
    if html.trim().is_empty() {
        return Err(Problem::failed(
            format!("The template {uri} is empty."),
            "Return the widget's HTML as `text` (or base64 in `blob`) of the resource's contents.",
        ));
    }
    if html.len() > limit {
        let megabytes = |bytes: usize| bytes.div_ceil(1024 * 1024);
        return Err(Problem::failed(
            format!(
                "The template {uri} has {} MB; the limit is {} MB.",
                megabytes(html.len()),
                megabytes(limit)
            ),
            "Load large assets from a declared resource domain instead of inlining them.",
        ));
    }
    if html.len() > LARGE {
        let text = format!(
            "{:.1} MB of HTML: slow on phones, and ChatGPT's limit is unknown.",
            html.len() as f64 / 1e6
        );
        template.findings.push(Finding { path: "$.contents[0].text".into(), text });
    }
    template.findings.extend(checks::html::findings(&html));
    template.hash = hex(&Sha256::digest(html.as_bytes()));
    Ok(html)
}

fn text(uri: &str, contents: &Value) -> Result<String, Problem> {
    if let Some(text) = contents.get("text").and_then(Value::as_str) {
        return Ok(text.to_owned());
    }
    let Some(blob) = contents.get("blob").and_then(Value::as_str) else {
        return Err(Problem::failed(
            format!("The template {uri} has neither `text` nor `blob`."),
            "Return the widget's HTML as `text` of the resource's contents.",
        ));
    };
    let compact: String = blob.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(&compact).or_else(|_| STANDARD_NO_PAD.decode(&compact)).map_err(|error| {
        Problem::failed(
            format!("The `blob` of the template {uri} is not base64: {error}."),
            "Encode the HTML in standard base64, or return it as `text`.",
        )
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        Problem::failed(
            format!("The template {uri} is not UTF-8: the first wrong byte is at {position}."),
            "Save the HTML as UTF-8.",
        )
    })
}

fn check_mime_type(template: &mut Template) -> Result<(), Problem> {
    let plain: String =
        template.mime_type.chars().filter(|letter| !letter.is_whitespace() && *letter != '"').collect();
    let plain = plain.to_ascii_lowercase();
    let exact = [MCP_APP, SKYBRIDGE].contains(&template.mime_type.as_str());
    if exact {
        return Ok(());
    }
    if plain == MCP_APP || plain.starts_with(SKYBRIDGE) {
        let text = format!("Write it exactly as {MCP_APP}; this says {}.", template.mime_type);
        template.findings.push(Finding { path: "$.contents[0].mimeType".into(), text });
        return Ok(());
    }
    let said = if template.mime_type.is_empty() { "no MIME type" } else { template.mime_type.as_str() };
    Err(Problem::failed(
        format!("The template {} is served with {said}, so ChatGPT shows no widget.", template.uri),
        format!("Serve it as {MCP_APP} (or, in the old form, {SKYBRIDGE})."),
    ))
}

/// The contents' metadata over the listing's, key by key, one level into `ui`.
fn merged_metadata(contents: Option<&Value>, listed: Option<&Value>) -> Value {
    let mut merged = listed.and_then(Value::as_object).cloned().unwrap_or_default();
    for (key, value) in contents.and_then(Value::as_object).into_iter().flatten() {
        match (merged.get_mut(key), value) {
            (Some(Value::Object(below)), Value::Object(above)) if key == "ui" => below.extend(above.clone()),
            _ => {
                merged.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(merged)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
