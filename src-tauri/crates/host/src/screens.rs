//! The screens: what each one draws, and what its widgets and its person say back.
//!
//! [`stage`] holds the state; [`current`] keeps it current and draws, with [`view`] composing what is drawn;
//! [`documents`] serves widgets' frames. Messages come in through [`inbox`]; [`wishes`] grants or refuses what
//! widgets ask for, with [`server`], [`modes`], [`links`], [`files`], [`downloads`], [`modals`] and [`checkout`] beside
//! it, and [`prompts`] where the person must agree. [`mounting`] puts fresh frames in place of old ones, also where [`live`] finds a template
//! edited. [`asking`] is the other way round: what the host asks a widget, such as the tools of its own in
//! [`app_tools`]. [`edits`] puts something else in place of what a call brought, and [`scenarios`] plays what may happen
//! to it. [`offstage`] are screens for pictures only. [`observing`] keeps what is seen of widgets from outside, with [`archive`] to take it away. Native webviews and their channels are the program's affair; messages go out by an unbounded sender.

mod app_tools;
mod archive;
mod around;
mod asking;
mod checkout;
mod current;
mod documents;
mod downloads;
mod edits;
mod files;
mod inbox;
mod links;
mod live;
mod modals;
mod model;
mod modes;
mod mounting;
mod observing;
mod offstage;
mod prompts;
mod reports;
mod scenarios;
mod server;
mod stage;
mod tap;
mod view;
mod wishes;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::conversation::Author;
use greenroom_contract::event::Event;
use greenroom_contract::screen::{FromScreen, ToScreen};
use greenroom_contract::settings::HostKind;
use greenroom_store::Store;
use serde_json::Value;
use tokio::sync::{Notify, mpsc};

use crate::approvals::Approvals;
use crate::calls::{Calls, Proposal};
use crate::connectors::Connectors;
use crate::conversations::{Conversations, NewMessage};
use crate::devices::Devices;
use crate::events::Events;
use crate::files::Files;
use crate::profile::Profile;
use crate::record::Record;
use crate::settings::CurrentSettings;

pub use self::current::keep_current;
pub use self::inbox::Inbox;
pub use self::live::keep_live;
use self::observing::Observing;
use self::reports::News;
pub use self::reports::spread_news;
pub use self::server::pass_on_changes;
use self::stage::Stage;
use self::tap::Tap;

/// Opens an address in the system's browser; the error is a sentence.
pub type OpenLink = Box<dyn Fn(&str) -> Result<(), Problem> + Send + Sync>;

/// A message on its way to a screen.
pub type Outgoing = (String, Arc<ToScreen>);

pub struct Screens {
    profile: Arc<Profile>,
    settings: Arc<CurrentSettings>,
    store: Store,
    events: Events,
    connectors: Arc<Connectors>,
    conversations: Conversations,
    approvals: Arc<Approvals>,
    calls: Arc<Calls>,
    files: Arc<Files>,
    devices: Arc<Devices>,
    widget_script: String,
    open_link: OpenLink,
    downloads: Option<PathBuf>,
    outgoing: mpsc::UnboundedSender<Outgoing>,
    tap: Tap,
    observing: Observing,
    news: News,
    stage: Mutex<Stage>,
    /// A document was served, or has completed its handshake.
    readiness: Notify,
    /// Something was changed here that is drawn but that the shell need not know.
    redraw: Notify,
}

/// The parts of the host that the screens stand on.
pub struct Parts {
    pub profile: Arc<Profile>,
    pub settings: Arc<CurrentSettings>,
    pub store: Store,
    pub events: Events,
    pub connectors: Arc<Connectors>,
    pub conversations: Conversations,
    pub approvals: Arc<Approvals>,
    pub calls: Arc<Calls>,
    pub record: Arc<Record>,
    pub files: Arc<Files>,
    pub devices: Arc<Devices>,
    pub widget_script: String,
    pub open_link: OpenLink,
    /// Where files go that a widget gives to the person; none where the system names no such folder.
    pub downloads: Option<PathBuf>,
}

impl Screens {
    pub fn new(parts: Parts) -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (outgoing, receiver) = mpsc::unbounded_channel();
        let screens = Self {
            profile: parts.profile,
            settings: parts.settings,
            store: parts.store,
            events: parts.events,
            connectors: parts.connectors,
            conversations: parts.conversations,
            approvals: parts.approvals,
            calls: parts.calls,
            files: parts.files,
            devices: parts.devices,
            widget_script: parts.widget_script,
            open_link: parts.open_link,
            downloads: parts.downloads,
            outgoing,
            tap: Tap::new(parts.record),
            observing: Observing::default(),
            news: News::default(),
            stage: Mutex::default(),
            readiness: Notify::new(),
            redraw: Notify::new(),
        };
        (screens, receiver)
    }

    /// A message of the person on a screen, or of its page. What widgets say is heard in [`wishes`].
    async fn heed(self: &Arc<Self>, screen: &str, message: FromScreen) {
        let outcome = match message {
            FromScreen::Answer { approval, choice } => self.approvals.answer(&approval, choice, screen).await,
            FromScreen::Say { text, apps } => self.say(&text, &apps).await,
            FromScreen::Ready => {
                self.lock().begin_page(screen);
                self.events.tell(Event::Stage);
                Ok(())
            }
            FromScreen::Mode { instance, mode } => {
                self.choose_mode(screen, &instance, mode).await;
                Ok(())
            }
            FromScreen::Prompt { prompt, answer } => {
                self.settle_prompt(screen, &prompt, answer);
                Ok(())
            }
            FromScreen::CloseModal { instance } => {
                self.close_modal(screen, &instance).await;
                Ok(())
            }
            FromScreen::OpenInApp { instance } => {
                self.open_in_app(screen, &instance);
                Ok(())
            }
            FromScreen::Retry { call } => self.retry(&call).await,
            FromScreen::RemoveFile { file } => self.remove_file(screen, &file).await,
            // The stage heeds these, and the inbox has another lane for what widgets say.
            FromScreen::Pong { .. } | FromScreen::Overrun | FromScreen::Widgets { .. } => Ok(()),
        };
        if let Err(problem) = outcome {
            tracing::warn!(screen, message = problem.message, "a screen's message failed");
        }
    }

    async fn say(&self, text: &str, apps: &[String]) -> Result<(), Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let mut mentioned = self.connectors.mentionable().await?;
        mentioned.retain(|app| apps.contains(&app.id));
        let conversation = self.conversations.current_id().await?;
        let message = NewMessage { apps: mentioned, ..NewMessage::of(Author::Person, text) };
        self.conversations.say(&conversation, message).await
    }

    /// The same call by the same road, judged and asked about like any other. Below the first, as the model would.
    async fn retry(&self, call: &str) -> Result<(), Problem> {
        let call = self.conversations.call(call).await?;
        if !view::can_retry(&call) || call.conversation_id != self.conversations.current_id().await? {
            return Ok(());
        }
        let proposal = Proposal {
            conversation_id: call.conversation_id,
            connector_id: call.connector_id,
            tool_name: call.tool_name,
            arguments: call.arguments.0,
            asker: call.asker,
        };
        self.calls.propose(proposal).await?;
        Ok(())
    }

    /// The widget asked to be dismissed, or a result did. Not to be awaited where widgets are heard.
    async fn close(&self, id: &str) {
        self.take_leave(&[id.to_owned()]).await;
        self.lock().close(id);
        self.events.tell(Event::Stage);
    }

    /// An older key of ChatGPT's, which its newest documents leave out.
    fn closes_widget(&self, result: &Value) -> bool {
        let is_chatgpt = self.settings.now().widgets.host == HostKind::Chatgpt;
        is_chatgpt && result.pointer("/_meta/openai~1closeWidget") == Some(&Value::Bool(true))
    }

    fn send(&self, screen: &str, message: ToScreen) {
        let message = Arc::new(message);
        // Without a window nobody listens.
        let _ = self.outgoing.send((screen.to_owned(), message.clone()));
        // Only now: writing megabytes down takes its time, in which they are on their way.
        if let ToScreen::Widget { instance, language, message } = &*message {
            self.tap.told(instance, *language, &message.0);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
