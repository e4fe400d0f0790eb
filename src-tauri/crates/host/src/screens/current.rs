//! Keeps the screens current with the conversation, the connectors and the prompts.
//!
//! One task does it all - reads what has changed, mounts widgets, tells them how their calls stand, draws - so that
//! no older view can follow a newer one. Everybody else only says that something has changed. The work follows what
//! changed: results may have megabytes, and conversations many widgets.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::connector::Connector;
use greenroom_contract::conversation::{Conversation, Entry, MentionedApp};
use greenroom_contract::event::Event;
use greenroom_contract::screen::ToScreen;
use greenroom_contract::stage::DisplayMode;
use serde_json::Value;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::Screens;
use super::stage::Stage;
use super::view::{self, Pins, Said, Scene, Snapshots};
use crate::conversations;
use crate::widgets::instance::{Lasting, Mount};
use crate::widgets::sandbox::origin;

/// How long to wait with another try where the store failed.
const RETRY: Duration = Duration::from_secs(1);

/// Follows events until the program ends.
pub async fn keep_current(screens: Arc<Screens>, mut events: Receiver<Event>) {
    let mut current = Current::default();
    while let Some(mut news) = news(&screens, &mut events).await {
        while let Err(problem) = current.follow(&screens, &news).await {
            tracing::warn!(message = problem.message, "the screens could not be brought up to date");
            tokio::time::sleep(RETRY).await;
            news = News::everything();
        }
    }
}

/// What has happened since the screens were drawn. Without anything in it, they are only drawn anew.
#[derive(Debug, Default)]
struct News {
    /// Messages, or another conversation; also what has been missed.
    conversation: bool,
    connectors: bool,
    calls: HashSet<String>,
}

impl News {
    fn everything() -> Self {
        Self { conversation: true, connectors: true, calls: HashSet::new() }
    }

    fn add(&mut self, event: Event) {
        match event {
            Event::Conversation => self.conversation = true,
            Event::Connectors => self.connectors = true,
            Event::Call { id } => {
                self.calls.insert(id);
            }
            Event::Approvals
            | Event::Inquiries
            | Event::Record
            | Event::Settings
            | Event::Sheet
            | Event::Stage
            | Event::Pane { .. }
            | Event::Widgets { .. } => {}
        }
    }

    fn concerns(&self, call: &Call) -> bool {
        self.conversation || self.calls.contains(&call.id)
    }
}

/// All the news that there is, once there is some. None when the program ends.
async fn news(screens: &Screens, events: &mut Receiver<Event>) -> Option<News> {
    let mut news = News::default();
    tokio::select! {
        event = events.recv() => match event {
            Ok(event) => news.add(event),
            Err(RecvError::Lagged(_)) => news = News::everything(),
            Err(RecvError::Closed) => return None,
        },
        () = screens.redraw.notified() => {}
    }
    loop {
        match events.try_recv() {
            Ok(event) => news.add(event),
            Err(TryRecvError::Lagged(_)) => news = News::everything(),
            Err(TryRecvError::Empty | TryRecvError::Closed) => return Some(news),
        }
    }
}

/// What the screens show, as it was last read.
#[derive(Default)]
struct Current {
    /// Absent before it was read, and after that failed.
    conversation: Option<Conversation>,
    snapshots: Snapshots,
    pins: Pins,
    /// By connector: what the origins of its widgets are named after.
    roots: HashMap<String, String>,
    said: Said,
    /// What the composer offers.
    apps: Vec<MentionedApp>,
}

impl Current {
    async fn follow(&mut self, screens: &Arc<Screens>, news: &News) -> Result<(), Problem> {
        let known = self.conversation.take().filter(|_| !news.conversation);
        let is_new = known.is_none();
        let conversation = match known {
            Some(known) => with_calls(known, screens, &news.calls).await?,
            None => screens.conversations.current().await?,
        };
        for call in widget_calls(&conversation) {
            screens.load_fixture(call).await?;
        }
        if is_new || news.connectors {
            self.apps = screens.connectors.mentionable().await?;
        }
        if is_new || news.connectors || !news.calls.is_empty() {
            self.snapshots = read_snapshots(&conversation, screens).await?;
            self.read_pins(&conversation, screens, news).await?;
            self.roots = screens.roots().await?;
            let calls = widget_calls(&conversation).map(|call| call.id.as_str()).collect();
            screens.take_leave_of_others(&conversation.id, &calls).await;
            screens.mount(&conversation, self);
        }
        for call in widget_calls(&conversation).filter(|call| is_new || news.concerns(call)) {
            screens.catch_up(call).await?;
        }
        self.read_texts(&conversation, screens).await?;
        screens.draw(&conversation, self);
        self.conversation = Some(conversation);
        Ok(())
    }

    /// What a call was made with does not change, except that it goes with its connector.
    async fn read_pins(
        &mut self,
        conversation: &Conversation,
        screens: &Screens,
        news: &News,
    ) -> Result<(), Problem> {
        let shown: HashSet<&str> = widget_calls(conversation).map(|call| call.id.as_str()).collect();
        self.pins.retain(|id, _| !news.connectors && shown.contains(id.as_str()));
        for call in widget_calls(conversation) {
            if !self.pins.contains_key(&call.id) {
                self.pins.insert(call.id.clone(), screens.connectors.pinned(&call.id).await?);
            }
        }
        Ok(())
    }

    /// The end of a call does not change, so what it says is read once, and only where it is shown.
    async fn read_texts(&mut self, conversation: &Conversation, screens: &Screens) -> Result<(), Problem> {
        let shown: HashSet<&str> = calls(conversation).map(|call| call.id.as_str()).collect();
        self.said.retain(|id, _| shown.contains(id.as_str()));
        for call in calls(conversation) {
            if !self.said.contains_key(&call.id) && screens.shows_text(call) {
                let said = match &call.problem {
                    Some(problem) => problem.message.clone(),
                    None => screens.result(call).await?.as_ref().map(view::result_text).unwrap_or_default(),
                };
                self.said.insert(call.id.clone(), said);
            }
        }
        Ok(())
    }
}

impl Screens {
    /// One instance for each call that has a template that can be shown, on each device. The shell is told where that
    /// changes what it knows of a screen.
    fn mount(self: &Arc<Self>, conversation: &Conversation, current: &Current) {
        let mounts: Vec<Mount<'_>> =
            widget_calls(conversation).filter_map(|call| mount_of(call, current)).collect();
        let devices = self.devices.all();
        let modes = |stage: &Stage| -> Vec<Option<DisplayMode>> {
            devices.iter().map(|device| stage.newest(&device.id).map(|instance| instance.mode)).collect()
        };
        let mut stage = self.lock();
        let before = modes(&stage);
        let outdated = stage.mount(&conversation.id, &mounts, &devices);
        let after = modes(&stage);
        self.record_widgets(&stage);
        self.observing.follow(&stage.instances);
        drop(stage);
        if !outdated.is_empty() {
            let screens = self.clone();
            tokio::spawn(async move { screens.replace_frames(&outdated).await });
        }
        if after != before {
            self.events.tell(Event::Stage);
        }
    }

    async fn roots(&self) -> Result<HashMap<String, String>, Problem> {
        let connectors = self.connectors.list().await?;
        let root = |own: &Connector| origin::root(&own.endpoint, &own.name);
        Ok(connectors.iter().map(|own| (own.id.clone(), root(own))).collect())
    }

    fn shows_text(&self, call: &Call) -> bool {
        let stage = self.lock();
        self.devices.all().iter().any(|device| view::shows_text(call, stage.shown(&call.id, &device.id)))
    }

    fn draw(&self, conversation: &Conversation, current: &Current) {
        let mut approvals = self.approvals.pending();
        approvals.retain(|approval| approval.conversation_id == conversation.id);
        let mut stage = self.lock();
        for device in &self.devices.all() {
            let scene = Scene {
                stage: &stage,
                conversation,
                snapshots: &current.snapshots,
                pins: &current.pins,
                said: &current.said,
                approvals: &approvals,
                apps: &current.apps,
                card_in_fullscreen: self.settings.now().approvals.card_in_fullscreen,
                profile: &self.profile,
            };
            let view = scene.view(device);
            if stage.drawn.get(&device.id) != Some(&view) {
                stage.drawn.insert(device.id.clone(), view.clone());
                self.send(&device.id, ToScreen::View { view: Box::new(view) });
            }
        }
    }
}

/// The conversation with these calls as they are now. Calls of other conversations are none of its business.
async fn with_calls(
    mut conversation: Conversation,
    screens: &Screens,
    ids: &HashSet<String>,
) -> Result<Conversation, Problem> {
    for id in ids {
        let call = screens.conversations.call(id).await?;
        if call.conversation_id != conversation.id {
            continue;
        }
        let known = conversation.entries.iter_mut().rev().find_map(|entry| match entry {
            Entry::Call(known) if known.id == call.id => Some(known),
            _ => None,
        });
        match known {
            Some(known) => **known = call,
            // Entries are stored in the order of the events that tell of them; only with several new ones at once
            // is it not known which came first.
            None if ids.len() == 1 => conversation.entries.push(Entry::Call(Box::new(call))),
            None => return screens.conversations.current().await,
        }
    }
    Ok(conversation)
}

async fn read_snapshots(conversation: &Conversation, screens: &Screens) -> Result<Snapshots, Problem> {
    let mut snapshots = HashMap::new();
    for call in widget_calls(conversation) {
        if !snapshots.contains_key(&call.connector_id) {
            let snapshot = screens.connectors.snapshot(&call.connector_id).await?;
            snapshots.insert(call.connector_id.clone(), snapshot);
        }
    }
    Ok(snapshots)
}

fn mount_of<'a>(call: &'a Call, current: &'a Current) -> Option<Mount<'a>> {
    let Current { snapshots, pins, roots, .. } = current;
    const UNKNOWN: &Value = &Value::Null;
    let snapshot = snapshots.get(&call.connector_id)?.as_deref();
    let template = view::template_of(call, pins, snapshot).filter(|template| template.problem.is_none())?;
    let (tool, lasting) = match pins.get(&call.id) {
        Some(Some(pin)) => (&pin.tool, Lasting::Pinned),
        _ => {
            let tool = snapshot?.tools.iter().find(|tool| tool.name == call.tool_name);
            (tool.map_or(UNKNOWN, |tool| &tool.raw.0), Lasting::AsInSnapshot)
        }
    };
    let root = roots.get(&call.connector_id)?;
    Some(Mount { call, root, tool, template, lasting })
}

fn calls(conversation: &Conversation) -> impl Iterator<Item = &Call> {
    conversation.entries.iter().filter_map(|entry| match entry {
        Entry::Call(call) if conversations::is_drawn(call) => Some(call.as_ref()),
        _ => None,
    })
}

/// Calls that may show a widget.
fn widget_calls(conversation: &Conversation) -> impl Iterator<Item = &Call> {
    calls(conversation).filter(|call| call.template.is_some())
}
