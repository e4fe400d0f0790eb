//! The screens: what each one draws, and what its widgets and its person say back.
//!
//! [`stage`] holds the state, [`view`] composes what is drawn, [`wishes`] grants or refuses what widgets ask for.
//! Native webviews and their channels are the program's affair; messages go out by an unbounded sender and come in
//! by [`Screens::receive`], one after the other.

mod stage;
mod view;
mod wishes;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::approval::Choice;
use greenroom_contract::call::{Asker, Call};
use greenroom_contract::conversation::{Author, Conversation, Entry};
use greenroom_contract::event::Event;
use greenroom_contract::screen::{FromScreen, ToScreen};
use greenroom_contract::snapshot::{Snapshot, Template};
use greenroom_contract::stage::{DisplayMode, Theme};
use greenroom_contract::{Json, Problem};
use greenroom_store::Store;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::approvals::Approvals;
use crate::calls::Calls;
use crate::connectors::Connectors;
use crate::conversations::Conversations;
use crate::events::Events;
use crate::profile::Profile;
use crate::widgets::context::{self, Surroundings};
use crate::widgets::document::{self, WidgetDocument};
use crate::widgets::instance::{Closed, Instance};
use crate::widgets::{bridge::apps, csp};

use self::stage::Stage;

/// Opens an address in the system's browser; the error is a sentence.
pub type OpenLink = Box<dyn Fn(&str) -> Result<(), Problem> + Send + Sync>;

/// A message on its way to a screen.
pub type Outgoing = (String, ToScreen);

pub struct Screens {
    profile: Arc<Profile>,
    store: Store,
    events: Events,
    connectors: Arc<Connectors>,
    conversations: Conversations,
    approvals: Arc<Approvals>,
    calls: Arc<Calls>,
    widget_script: String,
    open_link: OpenLink,
    outgoing: mpsc::UnboundedSender<Outgoing>,
    stage: Mutex<Stage>,
}

/// The parts of the host that the screens stand on.
pub struct Parts {
    pub profile: Arc<Profile>,
    pub store: Store,
    pub events: Events,
    pub connectors: Arc<Connectors>,
    pub conversations: Conversations,
    pub approvals: Arc<Approvals>,
    pub calls: Arc<Calls>,
    pub widget_script: String,
    pub open_link: OpenLink,
}

impl Screens {
    pub fn new(parts: Parts) -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (outgoing, receiver) = mpsc::unbounded_channel();
        let screens = Self {
            profile: parts.profile,
            store: parts.store,
            events: parts.events,
            connectors: parts.connectors,
            conversations: parts.conversations,
            approvals: parts.approvals,
            calls: parts.calls,
            widget_script: parts.widget_script,
            open_link: parts.open_link,
            outgoing,
            stage: Mutex::default(),
        };
        (screens, receiver)
    }

    pub fn theme(&self) -> Theme {
        self.lock().theme
    }

    pub fn set_theme(&self, theme: Theme) {
        let mut stage = self.lock();
        if stage.theme == theme {
            return;
        }
        stage.theme = theme;
        for instance in &stage.instances {
            let Some(surroundings) = self.surroundings(instance, theme) else { continue };
            self.tell_context(instance, json!({ "theme": theme }), surroundings.theme_context());
        }
        drop(stage);
        self.events.tell(Event::Stage);
    }

    /// The mode of the newest widget on a screen.
    pub fn mode(&self, screen: &str) -> Option<DisplayMode> {
        self.lock().newest(screen).map(|instance| instance.mode)
    }

    /// Switches the newest widget of every screen.
    pub fn set_newest_mode(&self, mode: DisplayMode) {
        for device in &self.profile.devices {
            let newest = self.lock().newest(&device.id).map(|instance| instance.id.clone());
            if let Some(id) = newest {
                self.set_mode(&id, context::granted(device.form, mode));
            }
        }
    }

    /// Brings instances and views up to date with the current conversation, and tells widgets how their calls
    /// stand.
    pub async fn update(&self) -> Result<(), Problem> {
        let conversation = self.conversations.current().await?;
        let mut snapshots = HashMap::new();
        for call in widget_calls(&conversation) {
            if !snapshots.contains_key(&call.connector_id) {
                snapshots
                    .insert(call.connector_id.clone(), self.connectors.snapshot(&call.connector_id).await?);
            }
        }
        self.mount(&conversation, &snapshots);
        for call in widget_calls(&conversation) {
            let result = self.calls.result(&call.id).await;
            self.catch_up(call, result.as_ref());
        }
        self.redraw(&conversation, &snapshots).await;
        Ok(())
    }

    /// One message of a screen's page. Long work goes on beside; order is kept for everything else.
    pub async fn receive(self: &Arc<Self>, screen: &str, message: FromScreen) {
        let outcome = match message {
            FromScreen::Ready => {
                self.lock().drawn.remove(screen);
                self.update().await
            }
            FromScreen::Pong { .. } => Ok(()),
            FromScreen::Answer { approval, choice } => self.answer(screen, &approval, choice).await,
            FromScreen::Say { text } => self.say(&text).await,
            FromScreen::Mode { instance, mode } => {
                self.choose_mode(screen, &instance, mode);
                Ok(())
            }
            FromScreen::Link { link, open } => {
                self.settle_link(
                    screen,
                    &link,
                    if open { wishes::Leave::Given } else { wishes::Leave::Refused },
                );
                self.update().await
            }
            FromScreen::Widget { instance, language, message } => {
                self.hear(screen, &instance, language, message.0).await;
                Ok(())
            }
        };
        if let Err(problem) = outcome {
            tracing::warn!(screen, message = problem.message, "a screen's message failed");
        }
    }

    /// The document at a `widget:` address, for the screen that may show it.
    pub async fn document(&self, screen: &str, uri: &str) -> WidgetDocument {
        let label = label_of(uri);
        let Some(found) = self.lock().by_label(screen, label).cloned() else {
            return WidgetDocument::missing("There is no widget at this address.");
        };
        let Ok(Some(html)) = self.store.template(&found.template_hash).await else {
            return WidgetDocument::missing("The widget's HTML is no longer stored.");
        };
        let Ok(call) = self.conversations.call(&found.call_id).await else {
            return WidgetDocument::missing("The widget's call is no longer stored.");
        };
        let result = self.calls.result(&call.id).await;
        let state = self.store.widget_state(&call.id, screen).await.ok().flatten();

        let Some((globals, policy)) = self.begin_document(&found.id, &call, result.as_ref(), state) else {
            return WidgetDocument::missing("This widget has been closed.");
        };
        let html = document::build(&html, &self.widget_script, &globals);
        self.recheck(&call.id).await;
        WidgetDocument::html(html, policy)
    }

    /// The first globals and the policy of a document that is about to be served.
    fn begin_document(
        &self,
        id: &str,
        call: &Call,
        result: Option<&Value>,
        state: Option<Value>,
    ) -> Option<(Value, String)> {
        let mut stage = self.lock();
        let theme = stage.theme;
        let instance = stage.by_id_mut(id)?;
        let mut globals = instance.begin_document(call, result, state);
        extend(&mut globals, self.surroundings(instance, theme)?.globals());
        Some((globals, csp::policy(&instance.template_meta, &self.profile.csp)))
    }

    /// Tells a call's widgets how it stands now. What moved on between reading the call and marking its
    /// document as served would otherwise be told to nobody.
    pub(super) async fn recheck(&self, call_id: &str) {
        let Ok(call) = self.conversations.call(call_id).await else { return };
        let result = self.calls.result(call_id).await;
        self.catch_up(&call, result.as_ref());
    }

    async fn answer(&self, screen: &str, approval: &str, choice: Choice) -> Result<(), Problem> {
        self.approvals.answer(approval, choice, screen).await
    }

    async fn say(&self, text: &str) -> Result<(), Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let conversation = self.conversations.current_id().await?;
        self.conversations.say(&conversation, Author::Person, text).await
    }

    /// One instance for each call that has a showable template, on each device; none of other conversations.
    fn mount(&self, conversation: &Conversation, snapshots: &HashMap<String, Option<Arc<Snapshot>>>) {
        let mut stage = self.lock();
        stage.instances.retain(|instance| instance.conversation_id == conversation.id);
        for call in widget_calls(conversation) {
            let snapshot = snapshots.get(&call.connector_id).and_then(Option::as_deref);
            let Some(template) = template_of(call, snapshot).filter(|template| template.problem.is_none())
            else {
                continue;
            };
            let tool =
                snapshot.and_then(|snapshot| snapshot.tools.iter().find(|tool| tool.name == call.tool_name));
            let tool = tool.map_or(Value::Null, |tool| tool.raw.0.clone());
            for device in &self.profile.devices {
                stage.mount(call, device, template, &tool);
            }
        }
    }

    fn catch_up(&self, call: &Call, result: Option<&Value>) {
        let mut stage = self.lock();
        for instance in stage.instances.iter_mut().filter(|instance| instance.call_id == call.id) {
            for message in instance.catch_up(call, result, &self.profile.texts) {
                self.send(&instance.screen, message);
            }
        }
    }

    async fn redraw(&self, conversation: &Conversation, snapshots: &HashMap<String, Option<Arc<Snapshot>>>) {
        let texts = view::texts(conversation, snapshots, &self.calls).await;
        let approvals: Vec<_> = self
            .approvals
            .pending()
            .into_iter()
            .filter(|approval| approval.conversation_id == conversation.id)
            .collect();
        let mut stage = self.lock();
        for device in &self.profile.devices {
            let view = view::compose(&stage, device, conversation, &approvals, &texts, &self.profile);
            if stage.drawn.get(&device.id) != Some(&view) {
                stage.drawn.insert(device.id.clone(), view.clone());
                self.send(&device.id, ToScreen::View { view });
            }
        }
    }

    /// The person used the screen's own controls.
    fn choose_mode(&self, screen: &str, instance: &str, mode: DisplayMode) {
        let form = self.profile.device(screen).map(|device| device.form);
        let known = self.lock().by_id(instance).is_some_and(|instance| instance.screen == screen);
        if let Some(form) = form.filter(|_| known) {
            self.set_mode(instance, context::granted(form, mode));
        }
    }

    /// Only one widget of a screen is out of line at a time.
    fn set_mode(&self, id: &str, mode: DisplayMode) {
        let mut stage = self.lock();
        let theme = stage.theme;
        let Some(screen) = stage.by_id(id).map(|instance| instance.screen.clone()) else { return };
        for instance in stage.instances.iter_mut().filter(|instance| instance.screen == screen) {
            let next = if instance.id == id { mode } else { DisplayMode::Inline };
            if instance.mode == next {
                continue;
            }
            instance.mode = next;
            let Some(surroundings) = self.surroundings(instance, theme) else { continue };
            self.tell_context(instance, surroundings.mode_globals(), surroundings.mode_context());
        }
        drop(stage);
        self.events.tell(Event::Stage);
    }

    fn tell_context(&self, instance: &Instance, globals: Value, context: Value) {
        let globals = greenroom_contract::widget::ToOpenai::Globals { globals: Json(globals) };
        self.send(&instance.screen, instance.to_openai(&globals));
        if instance.is_initialized() {
            self.send(&instance.screen, instance.to_apps(apps::context_changed(context)));
        }
    }

    fn surroundings(&self, instance: &Instance, theme: Theme) -> Option<Surroundings<'_>> {
        let device = self.profile.device(&instance.screen)?;
        Some(Surroundings { profile: &self.profile, device, theme, mode: instance.mode })
    }

    fn send(&self, screen: &str, message: ToScreen) {
        // Without a window nobody listens.
        let _ = self.outgoing.send((screen.to_owned(), message));
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a widget on this screen is shown at all.
    fn close(&self, id: &str) {
        if let Some(instance) = self.lock().by_id_mut(id) {
            instance.closed = Closed::Yes;
            instance.mode = DisplayMode::Inline;
        }
        self.events.tell(Event::Stage);
    }
}

/// Calls that may show a widget: a widget's own calls never do.
fn widget_calls(conversation: &Conversation) -> impl Iterator<Item = &Call> {
    conversation.entries.iter().filter_map(|entry| match entry {
        Entry::Call(call) if call.template.is_some() && call.asker == Asker::Person => Some(call.as_ref()),
        _ => None,
    })
}

fn template_of<'a>(call: &Call, snapshot: Option<&'a Snapshot>) -> Option<&'a Template> {
    let uri = &call.template.as_ref()?.uri;
    snapshot?.templates.iter().find(|template| template.uri == *uri)
}

/// The host part of `widget://label/` and of `http://widget.label/`, which stands for it on Windows.
fn label_of(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("widget.").unwrap_or(host)
}

fn extend(into: &mut Value, from: Value) {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
}
