//! Composes what one screen draws.

use std::collections::HashMap;
use std::sync::Arc;

use greenroom_contract::approval::{Approval, Outcome};
use greenroom_contract::call::{Asker, Call, CallState};
use greenroom_contract::conversation::{Conversation, Entry, MentionedApp};
use greenroom_contract::permission::CardInFullscreen;
use greenroom_contract::screen::{ScreenCall, ScreenEntry, ScreenModal, ScreenView, WidgetFrame};
use greenroom_contract::snapshot::{Snapshot, Template};
use greenroom_contract::stage::{Device, DeviceForm};
use serde_json::Value;

use super::links;
use super::stage::Stage;
use crate::connectors::Pin;
use crate::conversations;
use crate::profile::Profile;
use crate::text;
use crate::widgets::instance::{Height, Instance};

/// Longest text that stands in place of a widget.
const TEXT_LIMIT: usize = 4000;
/// Longest name of a fixture.
const NAME_LIMIT: usize = 60;

/// By connector: what is known of its tools and templates.
pub type Snapshots = HashMap<String, Option<Arc<Snapshot>>>;
/// By call: what its widget was made of when it was made.
pub type Pins = HashMap<String, Option<Pin>>;
/// By call: what its result says to people.
pub type Said = HashMap<String, String>;

/// Everything that the views of all screens are made of.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub stage: &'a Stage,
    pub conversation: &'a Conversation,
    pub snapshots: &'a Snapshots,
    pub pins: &'a Pins,
    pub said: &'a Said,
    pub approvals: &'a [Approval],
    pub apps: &'a [MentionedApp],
    pub card_in_fullscreen: CardInFullscreen,
    pub profile: &'a Profile,
}

impl Scene<'_> {
    pub fn view(&self, device: &Device) -> ScreenView {
        let entries = self.conversation.entries.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(ScreenEntry::Message(message.clone())),
            Entry::Call(call) if conversations::is_drawn(call) => {
                Some(ScreenEntry::Call(Box::new(self.call(device, call))))
            }
            Entry::Call(_) => None,
        });
        let modal = self.stage.modal(&device.id).and_then(|inside| {
            let modal = inside.modal()?;
            Some(Box::new(ScreenModal {
                title: modal.title.clone(),
                app_name: inside.app_name.clone(),
                frame: frame(inside, device.form, self.profile),
            }))
        });
        let prompt = self.stage.prompts.iter().find(|open| open.screen == device.id);
        ScreenView {
            device: device.clone(),
            theme: device.preferences.theme.unwrap_or(self.stage.theme),
            entries: entries.collect(),
            approvals: self.approvals(device),
            prompt: prompt.map(|open| open.prompt.clone()),
            modal,
            apps: self.apps.to_vec(),
            awaits_model: conversations::awaits_model(self.conversation),
        }
    }

    fn approvals(&self, device: &Device) -> Vec<Approval> {
        let is_hidden =
            self.card_in_fullscreen == CardInFullscreen::Hidden && self.stage.is_fullscreen(&device.id);
        if is_hidden { Vec::new() } else { self.approvals.to_vec() }
    }

    fn call(&self, device: &Device, call: &Call) -> ScreenCall {
        let instance = self.stage.shown(&call.id, &device.id);
        let stand_in = self.stage.stand_ins.get(&call.id);
        let stance = stand_in.and_then(|stand_in| stand_in.stance.as_ref());
        let state = stance.map_or(call.state, |stance| stance.state);
        let text =
            if stance.is_none() && shows_text(call, instance) { self.text(call) } else { String::new() };
        let fixture = match &call.asker {
            Asker::Fixture { name } => Some(text::shown(name, NAME_LIMIT)),
            _ => None,
        };
        ScreenCall {
            id: call.id.clone(),
            app_name: call.app_name.clone(),
            state,
            status: status(state, call),
            widget: instance.map(|instance| frame(instance, device.form, self.profile)),
            text,
            can_retry: stance.is_none() && can_retry(call),
            stand_in: stand_in.and_then(|stand_in| stand_in.label(fixture.as_deref())),
        }
    }

    /// Why there is no widget where one is due, and what the result says.
    fn text(&self, call: &Call) -> String {
        let snapshot = self.snapshots.get(&call.connector_id).and_then(Option::as_deref);
        let template = template_of(call, self.pins, snapshot);
        let missing = call.template.as_ref().and_then(|reference| match (snapshot, template) {
            (None, None) => Some(NO_SNAPSHOT.to_owned()),
            (_, None) => Some(format!("The template {} is not in the connector's snapshot.", reference.uri)),
            (_, Some(template)) => template.problem.as_ref().map(|problem| problem.message.clone()),
        });
        let said = self.said.get(&call.id).filter(|said| !said.is_empty()).cloned();
        missing.into_iter().chain(said).collect::<Vec<_>>().join("\n\n")
    }
}

/// What went wrong of the person's own calls.
pub fn can_retry(call: &Call) -> bool {
    let went_wrong = matches!(call.state, CallState::Failed | CallState::TimedOut | CallState::ToolError);
    went_wrong && call.asker == Asker::Person
}

const NO_SNAPSHOT: &str =
    "The widget is not shown: its connector was deleted, or its tools have not been read yet.";

/// Text stands where there is no widget, and beside the widget of a call that went wrong.
pub fn shows_text(call: &Call, instance: Option<&Instance>) -> bool {
    let has_failed = matches!(call.state, CallState::Failed | CallState::TimedOut | CallState::ToolError);
    call.state.is_settled() && (instance.is_none() || has_failed)
}

/// The template that the call was made with; for a call of an older version, what its connector has now.
pub fn template_of<'a>(call: &Call, pins: &'a Pins, snapshot: Option<&'a Snapshot>) -> Option<&'a Template> {
    if let Some(Some(pin)) = pins.get(&call.id) {
        return Some(&pin.template);
    }
    let uri = &call.template.as_ref()?.uri;
    snapshot?.templates.iter().find(|template| template.uri == *uri)
}

fn frame(instance: &Instance, form: DeviceForm, profile: &Profile) -> WidgetFrame {
    WidgetFrame {
        instance: instance.id.clone(),
        generation: instance.life.generation,
        src: format!("{}?{}", source(&instance.label), instance.key),
        sandbox: profile.frame.sandbox.clone(),
        allow: profile.frame.allow.clone(),
        mode: instance.mode,
        height: match instance.life.height {
            Height::Unknown => None,
            Height::Measured(height) | Height::Reported(height) => Some(height),
        },
        prefers_border: instance.prefers_border(),
        open_in_app: form == DeviceForm::Desktop && links::app_page(instance).is_some(),
    }
}

/// Windows reaches custom schemes as `http://scheme.host`.
pub fn source(label: &str) -> String {
    if cfg!(windows) { format!("http://widget.{label}/") } else { format!("widget://{label}/") }
}

fn status(state: CallState, call: &Call) -> String {
    match state {
        CallState::AwaitingApproval => "Waiting for your approval".into(),
        CallState::Queued => "Waiting for the call before it".into(),
        CallState::Running => call.invoking.clone(),
        CallState::Completed => call.invoked.clone(),
        CallState::ToolError => "The tool reported an error".into(),
        CallState::Failed => "The call failed".into(),
        CallState::TimedOut => "The call took too long".into(),
        CallState::Cancelled => "Cancelled".into(),
        CallState::Denied => match call.decision.as_ref().map(|decision| decision.outcome) {
            Some(Outcome::Denied | Outcome::DeniedForConversation) => "Denied".into(),
            Some(_) => "Not answered, so not called".into(),
            None if call.verdict.remembered.is_some() => "Denied".into(),
            None => "Not allowed".into(),
        },
    }
}

/// The text blocks of a result; without any, its structured content.
pub fn result_text(result: &Value) -> String {
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
