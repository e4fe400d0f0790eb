//! Composes what one screen draws.

use std::collections::HashMap;
use std::sync::Arc;

use greenroom_contract::approval::{Approval, Outcome};
use greenroom_contract::call::{Asker, Call, CallState};
use greenroom_contract::conversation::{Conversation, Entry};
use greenroom_contract::screen::{ScreenCall, ScreenEntry, ScreenView, WidgetFrame};
use greenroom_contract::snapshot::Snapshot;
use greenroom_contract::stage::Device;
use serde_json::Value;

use super::stage::Stage;
use super::template_of;
use crate::calls::Calls;
use crate::profile::Profile;
use crate::widgets::instance::{Closed, Height, Instance};

/// Longest text that stands in place of a widget.
const TEXT_LIMIT: usize = 4000;

/// By call: the text that stands where there is no widget.
pub type Texts = HashMap<String, String>;

pub async fn texts(
    conversation: &Conversation,
    snapshots: &HashMap<String, Option<Arc<Snapshot>>>,
    calls: &Calls,
) -> Texts {
    let mut texts = Texts::new();
    for call in shown_calls(conversation).filter(|call| call.state.is_settled()) {
        let snapshot = snapshots.get(&call.connector_id).and_then(Option::as_deref);
        let without_widget = call.template.as_ref().map(|reference| match template_of(call, snapshot) {
            Some(template) => {
                template.problem.as_ref().map(|problem| problem.message.clone()).unwrap_or_default()
            }
            None => format!("The template {} is not in the connector's snapshot.", reference.uri),
        });
        let said = match &call.problem {
            Some(problem) => problem.message.clone(),
            None => calls.result(&call.id).await.map(|result| result_text(&result)).unwrap_or_default(),
        };
        let text = [without_widget.unwrap_or_default(), said].into_iter().filter(|text| !text.is_empty());
        texts.insert(call.id.clone(), text.collect::<Vec<_>>().join("\n\n"));
    }
    texts
}

pub fn compose(
    stage: &Stage,
    device: &Device,
    conversation: &Conversation,
    approvals: &[Approval],
    texts: &Texts,
    profile: &Profile,
) -> ScreenView {
    let entries = conversation.entries.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(ScreenEntry::Message(message.clone())),
        Entry::Call(call) if call.asker == Asker::Person => {
            Some(ScreenEntry::Call(Box::new(screen_call(stage, device, call, texts, profile))))
        }
        Entry::Call(_) => None,
    });
    let link = stage.links.iter().find(|open| open.screen == device.id).map(|open| open.prompt.clone());
    ScreenView {
        device: device.clone(),
        theme: stage.theme,
        entries: entries.collect(),
        approvals: approvals.to_vec(),
        link,
    }
}

/// A widget's own calls are the widget's affair and not drawn.
fn shown_calls(conversation: &Conversation) -> impl Iterator<Item = &Call> {
    conversation.entries.iter().filter_map(|entry| match entry {
        Entry::Call(call) if call.asker == Asker::Person => Some(call.as_ref()),
        _ => None,
    })
}

fn screen_call(stage: &Stage, device: &Device, call: &Call, texts: &Texts, profile: &Profile) -> ScreenCall {
    let instance = stage.of_call(&call.id, &device.id).filter(|instance| instance.closed == Closed::No);
    let has_failed = matches!(call.state, CallState::Failed | CallState::TimedOut | CallState::ToolError);
    let text = texts.get(&call.id).filter(|_| instance.is_none() || has_failed);
    ScreenCall {
        id: call.id.clone(),
        app_name: call.app_name.clone(),
        state: call.state,
        status: status(call),
        widget: instance.map(|instance| frame(instance, profile)),
        text: text.cloned().unwrap_or_default(),
    }
}

fn frame(instance: &Instance, profile: &Profile) -> WidgetFrame {
    WidgetFrame {
        instance: instance.id.clone(),
        src: source(&instance.label),
        sandbox: profile.frame.sandbox.clone(),
        allow: profile.frame.allow.clone(),
        mode: instance.mode,
        height: match instance.height {
            Height::Unknown => None,
            Height::Measured(height) | Height::Reported(height) => Some(height),
        },
        prefers_border: instance.prefers_border(),
    }
}

/// Windows reaches custom schemes as `http://scheme.host`.
fn source(label: &str) -> String {
    if cfg!(windows) { format!("http://widget.{label}/") } else { format!("widget://{label}/") }
}

fn status(call: &Call) -> String {
    match call.state {
        CallState::AwaitingApproval => "Waiting for your approval".into(),
        CallState::Running => call.invoking.clone(),
        CallState::Completed => call.invoked.clone(),
        CallState::ToolError => "The tool reported an error".into(),
        CallState::Failed => "The call failed".into(),
        CallState::TimedOut => "The call took too long".into(),
        CallState::Cancelled => "Cancelled".into(),
        CallState::Denied => match call.decision.as_ref().map(|decision| decision.outcome) {
            Some(Outcome::Abandoned) => "Not answered, so not called".into(),
            Some(_) => "Denied".into(),
            None => "Not allowed".into(),
        },
    }
}

/// The text blocks of a result; without any, its structured content.
fn result_text(result: &Value) -> String {
    let blocks = result.get("content").and_then(Value::as_array).into_iter().flatten();
    let texts: Vec<&str> = blocks.filter_map(|block| block.get("text")?.as_str()).collect();
    let text = match (texts.is_empty(), result.get("structuredContent")) {
        (true, Some(structured)) => format!("{structured:#}"),
        _ => texts.join("\n"),
    };
    match text.char_indices().nth(TEXT_LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
