//! The host without a window: in a folder of its own, with what it sends to its screens on record.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::approval::{Approval, Choice};
use greenroom_contract::call::{Call, CallRecord, RunRequest};
use greenroom_contract::connector::{Connection, Connector, ConnectorDraft, EndpointDraft};
use greenroom_contract::record::{Direction, Frame, FrameQuery, Side};
use greenroom_contract::screen::{FromScreen, ScreenEntry, ScreenView, ToScreen, WidgetFrame};
use greenroom_contract::widget::{Language, Said};
use greenroom_host::{Host, HostOptions, Lasting, SecretsIn};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::apps_bridge::BridgeWatch;

/// Nothing here takes this long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// Stands for the built widget script, whose text means nothing to the host.
pub const WIDGET_SCRIPT: &str = "start()";

/// The folder for downloads, in that of the host's data.
const DOWNLOADS: &str = "downloads";

pub struct TestHost {
    pub host: Arc<Host>,
    sent: Arc<Mutex<Vec<(String, ToScreen)>>>,
    count: watch::Receiver<usize>,
    /// Addresses that were opened outside.
    pub opened: Arc<Mutex<Vec<String>>>,
    dir: TempDir,
    bridge: Proof,
}

/// What passed over the MCP Apps bridge. A test ends with a failure if anything was against the published schema or
/// out of order, whatever else it looked at.
#[derive(Clone, Default)]
struct Bridge(Arc<Mutex<BridgeWatch>>);

impl Bridge {
    fn watch(&self) -> MutexGuard<'_, BridgeWatch> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sent(&self, message: &ToScreen) {
        if let ToScreen::Widget { instance, language: Language::Apps, message } = message {
            self.watch().hear_host(instance, &message.0);
        }
    }
}

/// Dropped with its test's host.
struct Proof(Bridge);

impl Drop for Proof {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.0.watch().faults(), Vec::<String>::new());
        }
    }
}

/// Waits until nobody has the folder. A process that another test starts holds all that is open here until it is the other
/// program, so a host that is gone can have it for a moment longer.
async fn is_free(folder: &Path) {
    let lock = File::options().write(true).open(folder.join("greenroom.lock")).unwrap();
    let locked = tokio::task::spawn_blocking(move || lock.lock());
    timeout(PATIENCE, locked).await.expect("the folder is never free").unwrap().unwrap();
}

impl TestHost {
    pub async fn start() -> Self {
        Self::open(tempfile::tempdir().unwrap()).await
    }

    /// A host whose profile is overridden by this TOML.
    pub async fn start_with(overrides: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("chatgpt.toml"), overrides).unwrap();
        Self::open(dir).await
    }

    /// Ends this host as a crash would, without any farewell, and starts another on the same folder.
    pub async fn crash_and_restart(self) -> Self {
        let Self { host, dir, .. } = self;
        drop(host);
        is_free(dir.path()).await;
        Self::open(dir).await
    }

    pub fn data_dir(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    pub fn downloads(&self) -> PathBuf {
        self.dir.path().join(DOWNLOADS)
    }

    /// A host on the folder of a window that has been closed.
    pub async fn after(dir: TempDir) -> Self {
        Self::open(dir).await
    }

    /// A host on this folder whose writing waits for no disk: all is there after it, whatever became of it, as long as
    /// the machine goes on.
    pub async fn hasty(dir: TempDir) -> Self {
        Self::open_lasting(dir, Lasting::WhileRunning).await
    }

    /// Lets go of the host without any farewell. What it does in its runtime goes on until that ends.
    pub fn leave(self) -> TempDir {
        self.dir
    }

    /// What real widgets and their host said to each other over the MCP Apps bridge, read from the record: held against
    /// the bridge's rules, and each message, the oldest first.
    pub async fn bridge_on_record(&self) -> (BridgeWatch, Vec<Value>) {
        const PAGE: u32 = 200;
        let query = || FrameQuery { side: Some(Side::Bridge), ..FrameQuery::default() };
        let mut frames = Vec::new();
        loop {
            let before = frames.last().map(|frame: &Frame| frame.number);
            let page = self.host.frames(query(), before, PAGE).await.unwrap();
            frames.extend(page.frames);
            if !page.more {
                break;
            }
        }
        let mut watch = BridgeWatch::default();
        let mut messages = Vec::new();
        for frame in frames.iter().rev() {
            let Some(end) = frame.widget.as_ref().filter(|end| end.language == Language::Apps) else {
                continue;
            };
            let detail = self.host.frame(frame.number).await.unwrap();
            let Ok(message) = serde_json::from_str::<Value>(&detail.text) else { continue };
            match frame.direction {
                Direction::ToWidget => watch.hear_host(&end.instance, &message),
                _ => watch.hear_widget(&end.instance, &message),
            }
            messages.push(message);
        }
        (watch, messages)
    }

    async fn open(dir: TempDir) -> Self {
        Self::open_lasting(dir, Lasting::Always).await
    }

    async fn open_lasting(dir: TempDir, lasting: Lasting) -> Self {
        let opened = Arc::new(Mutex::new(Vec::new()));
        let opener = opened.clone();
        let options = HostOptions {
            data_dir: dir.path().to_owned(),
            secrets: SecretsIn::Folder,
            lasting,
            widget_script: WIDGET_SCRIPT.into(),
            open_link: Box::new(move |url| {
                opener.lock().unwrap_or_else(PoisonError::into_inner).push(url.to_owned());
                Ok(())
            }),
            downloads: Some(dir.path().join(DOWNLOADS)),
        };
        let (host, mut outgoing) = Host::start(options).await.unwrap();
        let sent = Arc::new(Mutex::new(Vec::new()));
        let (counter, count) = watch::channel(0);
        let record = sent.clone();
        let bridge = Bridge::default();
        let watch = bridge.clone();
        tokio::spawn(async move {
            while let Some((screen, message)) = outgoing.recv().await {
                watch.sent(&message);
                let mut record = record.lock().unwrap_or_else(PoisonError::into_inner);
                record.push((screen, Arc::unwrap_or_clone(message)));
                counter.send_replace(record.len());
            }
        });
        Self { host, sent, count, opened, dir, bridge: Proof(bridge) }
    }

    /// Waits until `look` finds something, looking again after every event of the host.
    pub async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut(&Host) -> Option<T>) -> T {
        let mut events = self.host.subscribe();
        let waiting = async {
            loop {
                if let Some(found) = look(&self.host).await {
                    return found;
                }
                let _ = events.recv().await;
            }
        };
        timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
    }

    /// The connector when its first attempt to connect has ended, one way or the other.
    pub async fn connected(&self, id: &str) -> Connector {
        self.until("the connection", async |host| {
            let connector =
                host.connectors().await.unwrap().into_iter().find(|connector| connector.id == id)?;
            let ended =
                matches!(connector.connection, Connection::Connected { .. } | Connection::Failed { .. });
            ended.then_some(connector)
        })
        .await
    }

    pub async fn connect(&self, url: &str) -> Connector {
        let created = self.host.create_connector(draft(url)).await.unwrap();
        self.connected(&created.id).await
    }

    /// Why a connector could not be connected.
    pub async fn refusal(&self, url: &str) -> Problem {
        match self.connect(url).await.connection {
            Connection::Failed { problem, .. } => problem,
            other => panic!("{url} should have failed, but is {other:?}"),
        }
    }

    pub async fn run(&self, connector_id: &str, tool_name: &str, arguments: Value) -> Call {
        let request = RunRequest {
            connector_id: connector_id.into(),
            tool_name: tool_name.into(),
            arguments: arguments.into(),
            say: String::new(),
            answers: None,
        };
        self.host.run_tool(request).await.unwrap()
    }

    pub async fn settled(&self, call_id: &str) -> CallRecord {
        self.until("the call to settle", async |host| {
            let record = host.call(call_id).await.unwrap();
            record.call.state.is_settled().then_some(record)
        })
        .await
    }

    /// The first prompt that waits.
    pub async fn prompt(&self) -> Approval {
        self.until("a prompt", async |host| host.approvals().await.unwrap().into_iter().next()).await
    }

    pub async fn answer(&self, choice: Choice) {
        let prompt = self.prompt().await;
        self.host.answer(&prompt.id, choice, "shell").await.unwrap();
    }

    /// All that was sent to a screen so far, in order.
    pub fn all_sent(&self, screen: &str) -> Vec<ToScreen> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.iter().filter(|(to, _)| to == screen).map(|(_, message)| message.clone()).collect()
    }

    /// The first message to a screen, from the start of the record, in which `find` sees what it looks for.
    pub async fn sent<T>(&self, screen: &str, mut find: impl FnMut(&ToScreen) -> Option<T>) -> T {
        let mut count = self.count.clone();
        let waiting = async {
            let mut read = 0;
            loop {
                {
                    let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
                    let found = sent[read..]
                        .iter()
                        .filter(|(to, _)| to == screen)
                        .find_map(|(_, message)| find(message));
                    if let Some(found) = found {
                        return found;
                    }
                    read = sent.len();
                }
                count.changed().await.unwrap();
            }
        };
        timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("{screen} was never told"))
    }

    /// All views of a screen so far, in order.
    pub fn views(&self, screen: &str) -> Vec<ScreenView> {
        let views = self.all_sent(screen).into_iter().filter_map(|message| match message {
            ToScreen::View { view } => Some(*view),
            _ => None,
        });
        views.collect()
    }

    /// A view of a screen in which `find` sees what it looks for.
    pub async fn view<T>(&self, screen: &str, mut find: impl FnMut(&ScreenView) -> Option<T>) -> T {
        self.sent(screen, |message| match message {
            ToScreen::View { view } => find(view),
            _ => None,
        })
        .await
    }

    /// The frame of a call's widget on a screen.
    pub async fn frame(&self, screen: &str, call_id: &str) -> WidgetFrame {
        self.view(screen, |view| frames(view).find(|(id, _)| *id == call_id).map(|(_, frame)| frame.clone()))
            .await
    }

    /// What a widget is told, in one language, once `find` sees what it looks for.
    pub async fn told<T>(
        &self,
        screen: &str,
        instance: &str,
        language: Language,
        mut find: impl FnMut(&Value) -> Option<T>,
    ) -> T {
        self.sent(screen, |message| match message {
            ToScreen::Widget { instance: to, language: spoken, message }
                if to == instance && *spoken == language =>
            {
                find(&message.0)
            }
            _ => None,
        })
        .await
    }

    /// All that a widget has been told so far, in one language.
    pub fn messages(&self, screen: &str, instance: &str, language: Language) -> Vec<Value> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let of_widget = sent.iter().filter(|(to, _)| to == screen).filter_map(|(_, message)| match message {
            ToScreen::Widget { instance: to, language: spoken, message }
                if to == instance && *spoken == language =>
            {
                Some(message.0.clone())
            }
            _ => None,
        });
        of_widget.collect()
    }

    /// A widget says something, right after a click in it.
    pub fn say(&self, screen: &str, instance: &str, language: Language, message: Value) {
        self.speak(screen, instance, true, language, message);
    }

    /// A widget says something by itself.
    pub fn say_unasked(&self, screen: &str, instance: &str, language: Language, message: Value) {
        self.speak(screen, instance, false, language, message);
    }

    fn speak(&self, screen: &str, instance: &str, gesture: bool, language: Language, message: Value) {
        let (generation, instance) = (self.generation(screen, instance), instance.to_owned());
        if language == Language::Apps {
            self.bridge.0.watch().note_widget(&instance, &message);
        }
        let said = Said { instance, generation, gesture, language, text: message.to_string() };
        self.host.from_screen(screen, FromScreen::Widgets { messages: vec![said] });
    }

    /// Widgets of a screen say all this at once; what is no JSON is nobody's word.
    pub fn deliver(&self, screen: &str, messages: Vec<Said>) {
        for said in messages.iter().filter(|said| said.language == Language::Apps) {
            if let Ok(message) = serde_json::from_str(&said.text) {
                self.bridge.0.watch().note_widget(&said.instance, &message);
            }
        }
        self.host.from_screen(screen, FromScreen::Widgets { messages });
    }

    /// Of the instance's frame in the newest view of its screen that shows it.
    fn generation(&self, screen: &str, instance: &str) -> u32 {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = sent.iter().rev().filter(|(to, _)| to == screen).find_map(|(_, message)| match message {
            ToScreen::View { view } => {
                frames(view).find(|(_, frame)| frame.instance == instance).map(|(_, frame)| frame.generation)
            }
            _ => None,
        });
        shown.unwrap_or_default()
    }

    /// A widget's document, with the globals that it begins with.
    pub async fn document(&self, screen: &str, frame: &WidgetFrame) -> (String, Value) {
        self.bridge.0.watch().begin_document(&frame.instance);
        let document = self.host.widget_document(screen, &frame.src).await;
        assert_eq!(document.status, 200);
        let html = String::from_utf8(document.body).unwrap();
        let (_, after) = html.split_once("<script data-start='").unwrap();
        let (start, _) = after.split_once("'>start()</script>").unwrap();
        let start = start.replace("&#39;", "'").replace("&amp;", "&");
        let mut start: Value = serde_json::from_str(&start).unwrap();
        (html, start["globals"].take())
    }
}

pub fn draft(url: &str) -> ConnectorDraft {
    ConnectorDraft::new("Fixture", EndpointDraft::Http { url: url.into() })
}

/// The frames of the widgets that a screen shows, oldest first.
pub fn widget_frames(view: &ScreenView) -> impl Iterator<Item = &WidgetFrame> {
    frames(view).map(|(_, frame)| frame)
}

fn frames(view: &ScreenView) -> impl Iterator<Item = (&str, &WidgetFrame)> {
    view.entries.iter().filter_map(|entry| match entry {
        ScreenEntry::Call(call) => Some((call.id.as_str(), call.widget.as_ref()?)),
        ScreenEntry::Message(_) => None,
    })
}
