//! One widget instance: what it has been told so far, and what it must be told next.
//!
//! Pure state: nothing is sent or stored here. What has become of it is in [`life`].

mod life;

use std::sync::Arc;

use greenroom_contract::Json;
use greenroom_contract::call::Call;
use greenroom_contract::screen::ToScreen;
use greenroom_contract::snapshot::Template;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::{Language, ToOpenai, WidgetLog};
use serde_json::{Map, Value, json};

use crate::calls::request::widget_session;
use crate::widgets::account::{self, Account, End, Extent};
use crate::widgets::bridge::apps::{self, Introduction};
use crate::widgets::overrides;
use crate::widgets::rules::Breach;

pub use self::life::{Closed, Height, Life};
use self::life::{Handshake, Initialized, Told};

/// Log messages that are kept of an instance.
const MOST_LOGS: usize = 50;

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
    /// What ChatGPT would call its origin by.
    pub domain_label: String,
    /// Host part of the frame's origin.
    pub label: String,
    /// Without it nothing is served at that origin: no other widget knows it.
    pub key: String,
    pub place: Place,
    pub mode: DisplayMode,
    pub life: Life,
}

/// Where an instance is shown.
#[derive(Clone, Debug)]
pub enum Place {
    /// Under its call, or out of line.
    Transcript,
    Modal(Arc<Modal>),
}

#[derive(Clone, Debug)]
pub struct Modal {
    /// The instance that asked for it: it goes with that.
    pub opener: String,
    pub title: String,
    pub params: Value,
    /// What its frame shows.
    pub html: Arc<str>,
}

impl Instance {
    pub fn new(identity: Identity) -> Self {
        let Identity { id, screen, domain_label, label, key, mount } = identity;
        let Mount { call, tool, template, .. } = mount;
        Self {
            id,
            screen,
            domain_label,
            key,
            call_id: call.id.clone(),
            connector_id: call.connector_id.clone(),
            conversation_id: call.conversation_id.clone(),
            app_name: call.app_name.clone(),
            tool: Arc::new(tool.clone()),
            template_hash: template.hash.clone(),
            template_meta: Arc::new(template.meta.0.clone()),
            label,
            place: Place::Transcript,
            mode: DisplayMode::Inline,
            life: Life::default(),
        }
    }

    /// The widget inside a modal that this one asked for: on the same call, with a frame of its own.
    pub fn inside(&self, modal: Modal, frame: OwnFrame, template_meta: Arc<Value>) -> Self {
        let OwnFrame { id, label, key } = frame;
        Self {
            id,
            label,
            key,
            template_meta,
            place: Place::Modal(Arc::new(modal)),
            mode: DisplayMode::Modal,
            life: Life::default(),
            ..self.clone()
        }
    }

    /// Whether the transcript shows it.
    pub fn is_in_sight(&self) -> bool {
        self.modal().is_none() && self.life.closed == Closed::No
    }

    /// The modal that it is in.
    pub fn modal(&self) -> Option<&Modal> {
        match &self.place {
            Place::Transcript => None,
            Place::Modal(modal) => Some(modal),
        }
    }

    /// The connector was read anew. A document that is shown stays, and the next one is of the new template; but what a
    /// call was made with changes only because somebody edits it and wants to see that.
    pub fn renew(&mut self, mount: &Mount<'_>) -> Renewal {
        let Mount { tool, template, lasting, .. } = mount;
        let is_other = self.template_hash != template.hash || *self.template_meta != template.meta.0;
        self.template_hash.clone_from(&template.hash);
        if *self.template_meta != template.meta.0 {
            self.template_meta = Arc::new(template.meta.0.clone());
        }
        if *self.tool != **tool {
            self.tool = Arc::new((*tool).clone());
        }
        if is_other && *lasting == Lasting::Pinned && self.has_document() {
            Renewal::Outdated
        } else {
            Renewal::Fine
        }
    }

    pub fn prefers_border(&self) -> bool {
        let meta = &self.template_meta;
        let key = meta.pointer("/ui/prefersBorder").or_else(|| meta.get("openai/widgetPrefersBorder"));
        key.and_then(Value::as_bool).unwrap_or(false)
    }

    /// The page is to put a fresh frame in place of the present one.
    pub fn begin_frame(&mut self) {
        self.life.generation += 1;
        self.life.sandbox = None;
        self.life.openai = Told::NoDocument;
        self.life.apps = Handshake::default();
    }

    /// Whether its present frame has been served a document.
    pub fn has_document(&self) -> bool {
        self.life.openai != Told::NoDocument
    }

    /// A fresh document is about to be served; returns the data globals that it begins with.
    pub fn begin_document(&mut self, account: &Account, state: Value) -> Value {
        self.life.apps = Handshake::default();
        self.life.openai = Told::So(account.extent());
        self.all_data_globals(account, state)
    }

    /// The data globals that its document has; absent before there is one.
    pub fn globals(&self, account: &Account, state: Value) -> Option<Value> {
        (self.life.openai != Told::NoDocument).then(|| self.all_data_globals(account, state))
    }

    fn all_data_globals(&self, account: &Account, state: Value) -> Value {
        let mut globals = self.all_data(account);
        globals["widgetState"] = state;
        globals
    }

    /// Whether its document is there, has completed its handshake, and was told all that there is to tell.
    pub fn is_current(&self, account: &Account) -> bool {
        let is_ready = self.is_initialized() && self.has_document();
        is_ready && !self.owes(account.extent(), account.input.is_some())
    }

    /// The widget has sent `ui/notifications/initialized`.
    pub fn complete_handshake(&mut self) {
        self.life.apps.initialized = Initialized::Done;
    }

    pub fn is_initialized(&self) -> bool {
        self.life.apps.initialized == Initialized::Done
    }

    /// The app introduces itself. One that does so again, as a page does that mounts twice, begins anew: it is told
    /// everything once more.
    pub fn introduce(&mut self, introduction: Introduction) {
        self.life.apps = Handshake { introduction: Some(introduction), ..Handshake::default() };
    }

    pub fn introduction(&self) -> Option<&Introduction> {
        self.life.apps.introduction.as_ref()
    }

    /// The modes that the app says it can be shown in; absent where it does not say.
    pub fn declared_modes(&self) -> Option<&[DisplayMode]> {
        self.introduction()?.modes.as_deref()
    }

    /// Whether there is something about the call that the widget must be told.
    pub fn lags_behind(&self, call: &Call) -> bool {
        self.owes(Extent::of(call), account::tells_input(call))
    }

    fn owes(&self, extent: Extent, with_input: bool) -> bool {
        self.owes_globals(extent) || self.owes_input(with_input) || self.owes_end(extent)
    }

    fn owes_globals(&self, extent: Extent) -> bool {
        matches!(self.life.openai, Told::So(told) if told < extent)
    }

    fn owes_input(&self, with_input: bool) -> bool {
        self.is_initialized() && with_input && self.life.apps.input_sent == 0
    }

    fn owes_end(&self, extent: Extent) -> bool {
        self.is_initialized() && extent == Extent::End && self.life.apps.end_sent == 0
    }

    /// What the widget must be told so that it knows how its call stands. Each thing is said once a document.
    pub fn catch_up(&mut self, account: &Account) -> Vec<ToScreen> {
        let mut messages = Vec::new();
        let extent = account.extent();
        if self.owes_globals(extent) {
            self.life.openai = Told::So(extent);
            let globals = ToOpenai::Globals { globals: Json(self.data_globals(account)) };
            messages.push(self.to_openai(&globals));
        }
        if let Some(input) = account.input.as_ref().filter(|_| self.owes_input(true)) {
            self.life.apps.input_sent += 1;
            messages.push(self.to_apps(apps::tool_input(input)));
        }
        if let Some(end) = account.end.as_ref().filter(|_| self.owes_end(extent)) {
            self.life.apps.end_sent += 1;
            messages.push(self.to_apps(match end {
                End::Result(result) => apps::tool_result(&self.with_session(result)),
                End::Cancelled { reason } => apps::tool_cancelled(reason),
            }));
        }
        messages
    }

    /// Keeps what the widget logs, as far as a person will look at it.
    pub fn log(&mut self, log: WidgetLog) {
        if self.life.logs.len() == MOST_LOGS {
            self.life.logs.pop_front();
        }
        self.life.logs.push_back(log);
    }

    /// What `window.openai` must be told where another account stands in place of the one that it was told, as far as
    /// that had come.
    pub fn retell(&mut self, before: &Account, after: &Account) -> Option<ToScreen> {
        let Told::So(told) = self.life.openai else { return None };
        let known = if told >= before.extent() { self.all_data(before) } else { Value::Null };
        self.life.openai = Told::So(after.extent());
        let changed = overrides::difference(&known, &self.all_data(after));
        (!changed.is_empty())
            .then(|| self.to_openai(&ToOpenai::Globals { globals: Json(Value::Object(changed)) }))
    }

    /// The beginning of an input, while the whole one is not told.
    pub fn partial_input(&self, arguments: &Value) -> Option<ToScreen> {
        let is_due = self.is_initialized() && self.life.apps.input_sent == 0;
        is_due.then(|| self.to_apps(apps::tool_input_partial(arguments)))
    }

    /// Notes that the widget broke a rule.
    pub fn note(&mut self, breach: Breach) {
        self.life.breaches.note(breach);
    }

    pub fn to_openai(&self, message: &ToOpenai) -> ToScreen {
        let message = Json(serde_json::to_value(message).unwrap_or_default());
        ToScreen::Widget { instance: self.id.clone(), language: Language::Openai, message }
    }

    pub fn to_apps(&self, message: Value) -> ToScreen {
        ToScreen::Widget { instance: self.id.clone(), language: Language::Apps, message: Json(message) }
    }

    /// Null where there is nothing to tell yet.
    fn all_data(&self, account: &Account) -> Value {
        let mut globals = json!({ "toolInput": null, "toolOutput": null, "toolResponseMetadata": null });
        merge(&mut globals, self.data_globals(account));
        globals
    }

    fn data_globals(&self, account: &Account) -> Value {
        let mut globals = Map::new();
        if let Some(input) = &account.input {
            globals.insert("toolInput".into(), input.clone());
        }
        if let Some(End::Result(result)) = &account.end {
            let result = self.with_session(result);
            globals.insert("toolOutput".into(), account.form.output(&result));
            globals.insert("toolResponseMetadata".into(), account.form.metadata(&result));
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
    /// What its origin is named after where the template has no domain: the server's host.
    pub root: &'a str,
    pub tool: &'a Value,
    pub template: &'a Template,
    pub lasting: Lasting,
}

/// For how long a call shows the same template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// It was made with this one.
    Pinned,
    /// It is of a version that settled nothing, so it follows its connector.
    AsInSnapshot,
}

/// What an instance shows after its connector was read anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    Fine,
    /// Its frame shows another template than it should.
    Outdated,
}

/// What a new instance is made of.
#[derive(Clone, Debug)]
pub struct Identity<'a> {
    pub id: String,
    pub screen: String,
    pub domain_label: String,
    pub label: String,
    pub key: String,
    pub mount: Mount<'a>,
}

/// What the frame of a modal does not share with that of its opener.
#[derive(Clone, Debug)]
pub struct OwnFrame {
    pub id: String,
    pub label: String,
    pub key: String,
}

fn merge(into: &mut Value, from: Value) {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
}
