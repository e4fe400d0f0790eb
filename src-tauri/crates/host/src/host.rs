//! Puts the parts of the emulated host together and is their one door: begins and ends here, and what it can be asked is
//! in a file for each subject. What the parts do is in their modules.

mod approvals;
mod calls;
mod connectors;
mod record;
mod rehearsal;
mod stage;
mod widgets;

use std::path::PathBuf;
use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::settings::{ScreenSettings, Settings, SettingsView};
use greenroom_store::{Lasting, Store};
use tokio::sync::{broadcast, mpsc};

use crate::approvals::Approvals;
use crate::calls::reports::Reports;
use crate::calls::{Calls, Means as CallMeans, Stop, Whose};
use crate::connectors::Connectors;
use crate::connectors::connections::{Audience, Means};
use crate::conversations::Conversations;
use crate::devices::Devices;
use crate::error::StartError;
use crate::events::Events;
use crate::files::Files;
use crate::folder::FolderLock;
use crate::inquiries::{Asked, Inquiries, OpenPage};
use crate::profile::Profile;
use crate::record::Record;
use crate::screens::{
    Inbox, OpenLink, Outgoing, Parts, Screens, keep_current, keep_live, pass_on_changes, spread_news,
};
use crate::secrets::{Secrets, SecretsIn};
use crate::settings::CurrentSettings;
use crate::stories::Stories;

/// The database's name within the data directory.
const DATABASE: &str = "greenroom.db";
/// As that, of the record of the wire.
const RECORD: &str = "record.db";

type Result<T> = std::result::Result<T, Problem>;

pub struct HostOptions {
    /// Made if it does not exist.
    pub data_dir: PathBuf,
    pub secrets: SecretsIn,
    pub lasting: Lasting,
    /// The text of the built widget script.
    pub widget_script: String,
    /// Opens an `http:` or `https:` address in the system's browser.
    pub open_link: OpenLink,
    /// Where files go that a widget gives to the person; none where the system names no such folder.
    pub downloads: Option<PathBuf>,
}

pub struct Host {
    events: Events,
    connectors: Arc<Connectors>,
    conversations: Conversations,
    approvals: Arc<Approvals>,
    calls: Arc<Calls>,
    screens: Arc<Screens>,
    secrets: Arc<Secrets>,
    settings: Arc<CurrentSettings>,
    inquiries: Arc<Inquiries>,
    stories: Stories,
    files: Arc<Files>,
    devices: Arc<Devices>,
    record: Arc<Record>,
    inbox: Inbox,
    _folder: FolderLock,
}

/// How the program comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The person closed the window.
    WindowClosed,
    /// Anything else: a command's end, a signal.
    Quit,
}

impl Host {
    /// Opens the store, settles what the last run left open, and connects the demo. The receiver brings the
    /// messages for the screens.
    pub async fn start(options: HostOptions) -> Result<(Arc<Self>, mpsc::UnboundedReceiver<Outgoing>)> {
        let folder = FolderLock::take(&options.data_dir)?;
        let profile = Arc::new(Profile::load(&options.data_dir)?);
        let database = options.data_dir.join(DATABASE);
        let store = Store::open(&database, options.lasting).await.map_err(StartError::Store)?;
        let events = Events::default();
        let secrets = Arc::new(Secrets::new(&options.data_dir, options.secrets));
        let settings = CurrentSettings::open(store.clone(), events.clone(), profile.clone()).await?;
        let settings = Arc::new(settings);
        let record = options.data_dir.join(RECORD);
        let record = Record::open(&record, events.clone(), settings.watch(), options.lasting).await;
        let record = Arc::new(record.map_err(StartError::Store)?);
        let open_page: OpenPage = Arc::from(options.open_link);
        let inquiries = Arc::new(Inquiries::new(events.clone(), open_page.clone()));
        let reports = Arc::<Reports>::default();
        let means = Means {
            events: events.clone(),
            profile: profile.clone(),
            settings: settings.clone(),
            secrets: secrets.clone(),
            audience: Audience {
                record: record.clone(),
                looks: Arc::default(),
                reports: reports.clone(),
                inquiries: inquiries.clone(),
            },
        };
        let texts = profile.card.clone();
        let approvals = Arc::new(Approvals::new(store.clone(), events.clone(), settings.clone(), texts));
        let connectors = Arc::new(Connectors::new(store.clone(), means, approvals.clone()));
        let conversations = Conversations::new(store.clone(), events.clone());
        let files = Arc::new(Files::new(store.clone(), &options.data_dir, profile.files));
        files.sweep().await?;
        let devices = Arc::new(Devices::new(profile.presets.clone(), &profile.arrangement)?);
        let calls = Arc::new(Calls::new(CallMeans {
            store: store.clone(),
            settings: settings.clone(),
            connectors: connectors.clone(),
            conversations: conversations.clone(),
            approvals: approvals.clone(),
            inquiries: inquiries.clone(),
            reports,
            files: files.clone(),
            devices: devices.clone(),
        }));
        approvals.refuse_leftovers().await?;
        calls.settle_leftovers().await?;
        let (screens, outgoing) = Screens::new(Parts {
            profile: profile.clone(),
            settings: settings.clone(),
            store: store.clone(),
            events: events.clone(),
            connectors: connectors.clone(),
            conversations: conversations.clone(),
            approvals: approvals.clone(),
            calls: calls.clone(),
            record: record.clone(),
            files: files.clone(),
            devices: devices.clone(),
            widget_script: options.widget_script,
            open_link: Box::new(move |url| open_page(url)),
            downloads: options.downloads,
        });
        let screens = Arc::new(screens);
        let inbox = Inbox::open(&screens);
        let news = events.listen();
        let stories =
            Stories::new(connectors.clone(), conversations.clone(), approvals.clone(), calls.clone());
        let host = Self {
            events,
            connectors,
            conversations,
            approvals,
            calls,
            screens,
            secrets,
            settings,
            inquiries,
            stories,
            files,
            devices,
            record,
            inbox,
            _folder: folder,
        };
        host.begin_demo(&store, options.lasting).await?;
        // Not before there is a conversation to show: it is begun above, once.
        tokio::spawn(keep_current(host.screens.clone(), news));
        tokio::spawn(keep_live(host.screens.clone()));
        tokio::spawn(spread_news(host.screens.clone()));
        tokio::spawn(pass_on_changes(host.screens.clone()));
        Ok((Arc::new(host), outgoing))
    }

    /// Refuses what waits, ends what runs, leaves every server, and writes down what was said.
    pub async fn shut_down(&self, leaving: Leaving) {
        self.inquiries.cancel(Asked::ByAnyone);
        let why = match leaving {
            Leaving::WindowClosed => Stop::WindowClosed,
            Leaving::Quit => Stop::Quit,
        };
        self.calls.stop(Whose::Everyone, why).await;
        self.connectors.close_all().await;
        self.record.close().await;
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.events.listen()
    }

    /// Looks until there is something to see, again after every event.
    pub async fn until<T, Looking>(&self, mut look: impl FnMut() -> Looking) -> Result<T>
    where
        Looking: Future<Output = Result<Option<T>>>,
    {
        let mut events = self.subscribe();
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            // Having missed some is as good a reason to look again.
            let _ = events.recv().await;
        }
    }

    pub async fn settings(&self) -> Result<SettingsView> {
        Ok(self.settings.view(self.secrets.place_text().await))
    }

    /// When a screen is to be stopped, as it is set now.
    pub fn screen_settings(&self) -> ScreenSettings {
        self.settings.now().screens
    }

    pub async fn save_settings(&self, settings: Settings) -> Result<SettingsView> {
        self.settings.save(settings).await?;
        self.settings().await
    }
}
