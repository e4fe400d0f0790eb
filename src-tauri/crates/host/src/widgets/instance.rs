//! One widget instance: what it has been told so far, and what it must be told next.
//!
//! Pure state: nothing is sent or stored here.

use std::sync::Arc;

use greenroom_contract::Json;
use greenroom_contract::call::{Call, CallState};
use greenroom_contract::screen::ToScreen;
use greenroom_contract::snapshot::Template;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::{Language, ToOpenai};
use serde_json::{Map, Value, json};

use crate::calls::request::widget_session;
use crate::profile::Texts;
use crate::widgets::bridge::apps::{self, Introduction};

#[derive(Clone, Debug)]
pub struct Instance {
    pub id: String,
    pub screen: String,
    pub call_id: String,
    pub connector_id: String,
    pub conversation_id: String,
    pub app_name: String,
    /// The descriptor of the tool as the server sent it.
    pub tool: Arc<Value>,
    pub template_hash: String,
    pub template_meta: Arc<Value>,
    /// Host part of the frame's origin.
    pub label: String,
    pub mode: DisplayMode,
    pub height: Height,
    pub closed: Closed,
    /// The last `ui/update-model-context`.
    pub model_context: Value,
    openai: Told,
    apps: Handshake,
}

/// What is known of the content's height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Height {
    Unknown,
    /// Measured from outside the widget's own code; a report of its own replaces it.
    Measured(f64),
    Reported(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    No,
    /// The widget asked to be dismissed. That lasts until its screen's page is loaded anew or its conversation is
    /// opened anew, and not over a restart: whether ChatGPT remembers it is not known, and somebody who builds the
    /// widget must be able to get it back.
    Yes,
}

/// How much of the call a document has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// No document has been served yet: it will get everything with its first globals.
    NoDocument,
    Nothing,
    Input,
    End,
}

#[derive(Clone, Debug, Default)]
struct Handshake {
    initialized: Initialized,
    input_sent: u32,
    end_sent: u32,
    /// Absent before `ui/initialize`.
    introduction: Option<Introduction>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Initialized {
    #[default]
    NotYet,
    Done,
}

impl Instance {
    pub fn new(identity: Identity) -> Self {
        let Identity { id, screen, label, mount: Mount { call, tool, template } } = identity;
        Self {
            id,
            screen,
            call_id: call.id.clone(),
            connector_id: call.connector_id.clone(),
            conversation_id: call.conversation_id.clone(),
            app_name: call.app_name.clone(),
            tool: Arc::new(tool.clone()),
            template_hash: template.hash.clone(),
            template_meta: Arc::new(template.meta.0.clone()),
            label,
            mode: DisplayMode::Inline,
            height: Height::Unknown,
            closed: Closed::No,
            model_context: Value::Null,
            openai: Told::NoDocument,
            apps: Handshake::default(),
        }
    }

    /// The connector was read anew. A document that is shown stays; the next one is of the new template.
    pub fn renew(&mut self, mount: &Mount<'_>) {
        let Mount { tool, template, .. } = mount;
        self.template_hash.clone_from(&template.hash);
        if *self.template_meta != template.meta.0 {
            self.template_meta = Arc::new(template.meta.0.clone());
        }
        if *self.tool != **tool {
            self.tool = Arc::new((*tool).clone());
        }
    }

    pub fn prefers_border(&self) -> bool {
        let meta = &self.template_meta;
        let key = meta.pointer("/ui/prefersBorder").or_else(|| meta.get("openai/widgetPrefersBorder"));
        key.and_then(Value::as_bool).unwrap_or(false)
    }

    /// A fresh document is about to be served; returns the data globals that it begins with.
    pub fn begin_document(&mut self, call: &Call, result: Option<&Value>, state: Option<Value>) -> Value {
        self.apps = Handshake::default();
        self.openai = told(call);
        let mut globals = json!({ "toolInput": null, "toolOutput": null, "toolResponseMetadata": null });
        merge(&mut globals, self.data_globals(call, result));
        globals["widgetState"] = state.unwrap_or(Value::Null);
        globals
    }

    /// The widget has sent `ui/notifications/initialized`.
    pub fn complete_handshake(&mut self) {
        self.apps.initialized = Initialized::Done;
    }

    pub fn is_initialized(&self) -> bool {
        self.apps.initialized == Initialized::Done
    }

    /// The app introduces itself. One that does so again, as a page does that mounts twice, begins anew: it is told
    /// everything once more.
    pub fn introduce(&mut self, introduction: Introduction) {
        self.apps = Handshake { introduction: Some(introduction), ..Handshake::default() };
    }

    pub fn introduction(&self) -> Option<&Introduction> {
        self.apps.introduction.as_ref()
    }

    /// A mode that the app did not declare is not given to it.
    pub fn declares(&self, mode: DisplayMode) -> bool {
        let declared = self.introduction().and_then(|introduction| introduction.modes.as_ref());
        declared.is_none_or(|modes| modes.contains(&mode))
    }

    /// Whether there is something about the call that the widget must be told.
    pub fn lags_behind(&self, call: &Call) -> bool {
        self.owes_globals(call) || self.owes_input(call) || self.owes_end(call)
    }

    fn owes_globals(&self, call: &Call) -> bool {
        self.openai != Told::NoDocument && self.openai < told(call)
    }

    fn owes_input(&self, call: &Call) -> bool {
        let is_due = told(call) >= Told::Input && was_sent(call);
        self.is_initialized() && is_due && self.apps.input_sent == 0
    }

    fn owes_end(&self, call: &Call) -> bool {
        self.is_initialized() && told(call) == Told::End && self.apps.end_sent == 0
    }

    /// What the widget must be told so that it knows how its call stands. Each thing is said once a document.
    pub fn catch_up(&mut self, call: &Call, result: Option<&Value>, texts: &Texts) -> Vec<ToScreen> {
        let mut messages = Vec::new();
        if self.owes_globals(call) {
            self.openai = told(call);
            let globals = ToOpenai::Globals { globals: Json(self.data_globals(call, result)) };
            messages.push(self.to_openai(&globals));
        }
        if self.owes_input(call) {
            self.apps.input_sent += 1;
            messages.push(self.to_apps(apps::tool_input(&call.arguments.0)));
        }
        if self.owes_end(call) {
            self.apps.end_sent += 1;
            messages.push(self.to_apps(match result {
                Some(result) => apps::tool_result(&self.with_session(result)),
                None => apps::tool_cancelled(&reason(call, texts)),
            }));
        }
        messages
    }

    pub fn to_openai(&self, message: &ToOpenai) -> ToScreen {
        let message = Json(serde_json::to_value(message).unwrap_or_default());
        ToScreen::Widget { instance: self.id.clone(), language: Language::Openai, message }
    }

    pub fn to_apps(&self, message: Value) -> ToScreen {
        ToScreen::Widget { instance: self.id.clone(), language: Language::Apps, message: Json(message) }
    }

    fn data_globals(&self, call: &Call, result: Option<&Value>) -> Value {
        let mut globals = Map::new();
        if told(call) >= Told::Input && was_sent(call) {
            globals.insert("toolInput".into(), call.arguments.0.clone());
        }
        if let Some(result) = result {
            let result = self.with_session(result);
            globals.insert("toolOutput".into(), result.get("structuredContent").cloned().unwrap_or_default());
            let envelope =
                json!({ "status": "completed", "call_tool_result": result, "mcp_tool_result": result });
            globals.insert("toolResponseMetadata".into(), envelope);
        }
        Value::Object(globals)
    }

    /// The host adds the id of the widget's session to the result that it hands over.
    fn with_session(&self, result: &Value) -> Value {
        let mut result = result.clone();
        if let Some(object) = result.as_object_mut() {
            let meta = object.entry("_meta").or_insert_with(|| json!({}));
            if let Some(meta) = meta.as_object_mut() {
                let session = widget_session(&self.call_id, &self.screen);
                meta.insert("openai/widgetSessionId".into(), json!(session));
            }
        }
        result
    }
}

/// What is shown for a call: its template, and the descriptor of its tool as the server sent it.
#[derive(Clone, Copy, Debug)]
pub struct Mount<'a> {
    pub call: &'a Call,
    pub tool: &'a Value,
    pub template: &'a Template,
}

/// What a new instance is made of.
#[derive(Clone, Debug)]
pub struct Identity<'a> {
    pub id: String,
    pub screen: String,
    pub label: String,
    pub mount: Mount<'a>,
}

fn told(call: &Call) -> Told {
    match call.state {
        CallState::AwaitingApproval | CallState::Queued => Told::Nothing,
        CallState::Running => Told::Input,
        _ => Told::End,
    }
}

/// Whether the call was allowed: what was refused never shows its input.
fn was_sent(call: &Call) -> bool {
    call.state == CallState::Running || call.sent_at.is_some()
}

fn reason(call: &Call, texts: &Texts) -> String {
    match (&call.state, &call.problem) {
        (CallState::TimedOut, _) => "timeout".into(),
        (CallState::Failed, Some(problem)) => problem.message.clone(),
        _ => texts.cancelled_reason.clone(),
    }
}

fn merge(into: &mut Value, from: Value) {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
}
