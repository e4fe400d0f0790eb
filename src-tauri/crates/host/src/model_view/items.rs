//! The single items of the model's context.

use greenroom_contract::Json;
use greenroom_contract::call::{Call, CallState};
use greenroom_contract::model_view::{ModelItem, ModelItemKind, Reach};
use greenroom_contract::stage::DisplayMode;
use serde_json::{Map, Value, json};

use super::turns::Turns;
use super::{App, Ended, Provided};
use crate::profile::{ModelFacts, Texts};
use crate::tokens;

const INLINE_RULE: &str = "Of an inline widget, ChatGPT was seen to pass on only what it says right after it appears, \
                           before the next turn (August 2026).";
const NEXT_TURN: &str = "Goes along with the next message.";

pub struct Items<'a> {
    pub facts: &'a ModelFacts,
    pub texts: &'a Texts,
}

impl Items<'_> {
    pub fn of_app(&self, app: &App) -> Vec<ModelItem> {
        let mut items = Vec::new();
        if let Some(instructions) = app.instructions.as_deref().filter(|text| !text.is_empty()) {
            let limit = self.facts.instruction_characters;
            let end = instructions.char_indices().nth(limit).map_or(instructions.len(), |(end, _)| end);
            let mut item = text(ModelItemKind::Instructions, &app.name, &instructions[..end]);
            item.beyond = instructions[end..].to_owned();
            if !item.beyond.is_empty() {
                item.notes.push(format!(
                    "OpenAI says that the first {limit} characters have to stand alone: what follows may not be read."
                ));
            }
            items.push(item);
        }
        if !app.tools.is_empty() {
            items.push(value(
                ModelItemKind::Tools,
                &app.name,
                Value::Array(app.tools.iter().map(described).collect()),
            ));
        }
        items
    }

    /// The call, what came of it, and what is said of its widget.
    pub fn of_call(&self, call: &Call, ended: Option<&Ended>) -> Vec<ModelItem> {
        let mut items = vec![value(
            ModelItemKind::ToolCall,
            &call.app_name,
            json!({ "name": call.tool_name, "arguments": call.arguments }),
        )];
        match ended.and_then(|ended| ended.result.as_ref()) {
            Some(result) => items.push(self.of_result(call, result)),
            None if call.state.is_settled() => {
                items.push(text(ModelItemKind::NoResult, &call.app_name, &self.sentence(call)));
            }
            None => items[0].notes.push("It has not ended yet.".into()),
        }
        if let Some(description) = ended.and_then(|ended| ended.description.as_deref()) {
            items.push(text(ModelItemKind::WidgetDescription, &call.app_name, description));
        }
        for item in &mut items {
            item.call_id = Some(call.id.clone());
        }
        items
    }

    fn of_result(&self, call: &Call, result: &Value) -> ModelItem {
        let mut seen = Map::new();
        for key in ["structuredContent", "content", "isError"] {
            if let Some(member) = result.get(key) {
                seen.insert(key.to_owned(), member.clone());
            }
        }
        let images = seen.get_mut("content").map(take_images).unwrap_or_default();
        let mut item = value(ModelItemKind::ToolResult, &call.app_name, Value::Object(seen));
        item.images = images;
        if result.get("_meta").is_some() {
            item.notes.push("Its _meta is for the widget alone.".into());
        }
        if item.tokens > self.facts.result_tokens {
            item.warnings.push(format!(
                "Above {} tokens ChatGPT may cut a result for the model.",
                self.facts.result_tokens
            ));
        }
        item
    }

    /// Why there is no result.
    fn sentence(&self, call: &Call) -> String {
        match (call.state, &call.problem) {
            (_, Some(problem)) => problem.message.clone(),
            (CallState::Cancelled, None) => "The tool call was cancelled.".into(),
            _ => self.texts.denied.clone(),
        }
    }

    /// What a call's widget handed over, each with the id of the message that it goes along with.
    pub fn of_widget(
        &self,
        call: &Call,
        ended: &Ended,
        turns: &Turns<'_>,
    ) -> Vec<(ModelItem, Option<String>)> {
        let mut items = Vec::new();
        if let Some(provided) = &ended.state {
            items.extend(self.of_state(call, provided).map(|item| (item, provided)));
        }
        if let Some(provided) = &ended.context {
            items
                .push((value(ModelItemKind::ModelContext, &call.app_name, provided.value.clone()), provided));
        }
        let placed = items.into_iter().map(|(mut item, provided)| {
            item.call_id = Some(call.id.clone());
            let due = turns.after(&provided.at).map(str::to_owned);
            let comes_late = turns.between(&call.proposed_at, &provided.at);
            let is_state = item.kind == ModelItemKind::WidgetState;
            if is_state && ended.mode == DisplayMode::Inline && comes_late {
                item.reach = Reach::Never;
                item.notes.push(INLINE_RULE.into());
            } else if due.is_none() {
                item.reach = Reach::NextTurn;
                item.notes.push(NEXT_TURN.into());
            }
            (item, due)
        });
        placed.collect()
    }

    /// None where the state holds nothing for the model.
    fn of_state(&self, call: &Call, provided: &Provided) -> Option<ModelItem> {
        let state = &provided.value;
        let is_structured =
            ["modelContent", "privateContent", "imageIds"].iter().any(|key| state.get(key).is_some());
        let (content, note) = if is_structured {
            let content = state.get("modelContent").cloned().unwrap_or_default();
            (content, "Its modelContent. The model never sees privateContent.")
        } else {
            (
                state.clone(),
                "The whole state, since it has neither modelContent nor privateContent nor imageIds.",
            )
        };
        let ids = state.get("imageIds").and_then(Value::as_array).filter(|_| is_structured);
        let images: Vec<String> =
            ids.into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect();
        if content.is_null() && images.is_empty() {
            return None;
        }
        let mut item = value(ModelItemKind::WidgetState, &call.app_name, content);
        item.images = images;
        item.notes.push(note.into());
        if tokens::estimate(&state.to_string()) > self.facts.state_tokens {
            item.warnings.push(format!(
                "The state is above {} tokens, which OpenAI named as the most that is sensible.",
                self.facts.state_tokens
            ));
        }
        Some(item)
    }
}

pub fn text(kind: ModelItemKind, app_name: &str, text: &str) -> ModelItem {
    item(kind, app_name, Value::from(text), tokens::estimate(text))
}

fn value(kind: ModelItemKind, app_name: &str, content: Value) -> ModelItem {
    let tokens = match &content {
        Value::String(text) => tokens::estimate(text),
        other => tokens::estimate(&other.to_string()),
    };
    item(kind, app_name, content, tokens)
}

fn item(kind: ModelItemKind, app_name: &str, content: Value, tokens: u32) -> ModelItem {
    ModelItem {
        kind,
        app_name: app_name.to_owned(),
        call_id: None,
        content: Json(content),
        beyond: String::new(),
        images: Vec::new(),
        reach: Reach::Now,
        tokens,
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// What the model needs of a descriptor in order to call the tool.
fn described(tool: &Value) -> Value {
    let mut seen = Map::new();
    for key in ["name", "title", "description", "inputSchema"] {
        if let Some(member) = tool.get(key) {
            seen.insert(key.to_owned(), member.clone());
        }
    }
    Value::Object(seen)
}

/// Takes the bytes of images and sounds out of content blocks, and their `_meta`; says what images there were.
fn take_images(content: &mut Value) -> Vec<String> {
    let mut images = Vec::new();
    for block in content.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        block.remove("_meta");
        let kind = block.get("mimeType").and_then(Value::as_str).unwrap_or("of no declared type").to_owned();
        let is_image = block.get("type").and_then(Value::as_str) == Some("image");
        if let Some(Value::String(data)) = block.get_mut("data") {
            if is_image {
                images.push(kind);
            }
            *data = format!("({} characters of base64)", data.len());
        }
    }
    images
}
