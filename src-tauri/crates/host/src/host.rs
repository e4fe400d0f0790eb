//! Puts the parts of the emulated host together and is their one door. What they do is in their modules.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom_contract::approval::{Approval, Choice, LoggedApproval, Outcome, Verdict};
use greenroom_contract::call::{Call, CallRecord, RunRequest};
use greenroom_contract::connector::{Availability, Connector, ConnectorDraft, DraftNote, ImportPlan};
use greenroom_contract::conversation::{Conversation, ConversationSummary};
use greenroom_contract::edit::{Part, PartView};
use greenroom_contract::event::Event;
use greenroom_contract::file::{FileInfo, NewFile};
use greenroom_contract::inquiry::{Inquiry, InquiryAnswer};
use greenroom_contract::model_view::ModelView;
use greenroom_contract::observation::{Conditions, ConsoleEntry, NetworkEntry};
use greenroom_contract::permission::{ApprovalPreview, ConnectorPermissions, Remembered};
use greenroom_contract::record::{FrameDetail, FramePage, FrameQuery, RecordFormat, RecordStatus};
use greenroom_contract::sandbox::{CspMode, TemplatePolicies};
use greenroom_contract::scenario::{Scenario, ScenarioView};
use greenroom_contract::screen::FromScreen;
use greenroom_contract::settings::{ScreenSettings, Settings, SettingsView};
use greenroom_contract::snapshot::{Refresh, Snapshot};
use greenroom_contract::stage::{Device, DisplayMode, Theme};
use greenroom_contract::story::{AnswerScript, Rehearsal, Replay};
use greenroom_contract::tool::{Tool, Violation};
use greenroom_contract::widget::WidgetReport;
use greenroom_contract::{Json, Problem};
use greenroom_store::{Lasting, Store};
use tokio::sync::{broadcast, mpsc};

use crate::approvals::report::{self, Material};
use crate::approvals::{Approvals, Concerned};
use crate::aside::aside;
use crate::calls::reports::Reports;
use crate::calls::{self, Calls, Stop, Whose};
use crate::connectors::connections::{Audience, Means};
use crate::connectors::{Connectors, Upshot};
use crate::conversations::Conversations;
use crate::demo;
use crate::error::StartError;
use crate::events::Events;
use crate::files::{Files, Shelf};
use crate::fixtures;
use crate::folder::FolderLock;
use crate::inquiries::{Asked, Inquiries, OpenPage};
use crate::profile::Profile;
use crate::record::Record;
use crate::schema;
use crate::screens::{
    Inbox, OpenLink, Outgoing, Parts, Screens, keep_current, keep_live, pass_on_changes, spread_news,
};
use crate::secrets::{Secrets, SecretsIn};
use crate::settings::CurrentSettings;
use crate::stories::Stories;
use crate::transfer::{self, Import};
use crate::widgets::document::WidgetDocument;
use crate::widgets::sandbox::network::Load;

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
    profile: Arc<Profile>,
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
        let calls = Arc::new(Calls::new(calls::Means {
            store: store.clone(),
            settings: settings.clone(),
            connectors: connectors.clone(),
            conversations: conversations.clone(),
            approvals: approvals.clone(),
            inquiries: inquiries.clone(),
            reports,
            files: files.clone(),
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
            profile,
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

    /// A message of a screen's page. Returns at once; the person's messages are handled in order, and so are those
    /// of a screen's widgets.
    pub fn from_screen(&self, screen: &str, message: FromScreen) {
        self.inbox.put(screen, message);
    }

    pub fn devices(&self) -> Vec<Device> {
        self.profile.devices.clone()
    }

    pub fn theme(&self) -> Theme {
        self.screens.theme()
    }

    pub fn set_theme(&self, theme: Theme) {
        self.screens.set_theme(theme);
    }

    /// The mode of the newest widget on a screen.
    pub fn mode(&self, screen: &str) -> Option<DisplayMode> {
        self.screens.mode(screen)
    }

    /// The policies of each template of a connector, mode by mode.
    pub async fn template_policies(&self, connector: &str) -> Result<Vec<TemplatePolicies>> {
        self.screens.template_policies(connector).await
    }

    /// The connector's widgets that are shown are loaded anew.
    pub async fn set_csp_mode(&self, connector: &str, mode: CspMode) -> Result<()> {
        self.connectors.set_csp_mode(connector, mode).await?;
        self.screens.remount_of(connector).await;
        Ok(())
    }

    /// Oldest first.
    pub async fn widget_console(&self, instance: &str) -> Result<Vec<ConsoleEntry>> {
        self.screens.console(instance)
    }

    /// Oldest first.
    pub async fn widget_network(&self, instance: &str) -> Result<Vec<NetworkEntry>> {
        self.screens.network(instance)
    }

    /// The requests of a widget as an HTTP Archive.
    pub async fn widget_archive(&self, instance: &str) -> Result<String> {
        self.screens.archive(instance)
    }

    /// What the engine tells of a load in a screen.
    pub fn saw_load(&self, screen: &str, load: Load) {
        self.screens.saw_load(screen, load);
    }

    pub fn conditions(&self, screen: &str) -> Conditions {
        self.screens.conditions(screen)
    }

    /// What is blank among them is left out; returns the rest, as it holds from now on.
    pub fn set_conditions(&self, screen: &str, conditions: Conditions) -> Result<Conditions> {
        self.screens.set_conditions(screen, conditions)
    }

    pub async fn set_display_mode(&self, mode: DisplayMode) -> Result<()> {
        self.screens.set_newest_mode(mode).await;
        Ok(())
    }

    /// The widgets of a call of the current conversation, one for each screen; none where it shows none.
    pub async fn widgets(&self, call_id: &str) -> Result<Vec<WidgetReport>> {
        self.screens.widgets(call_id).await
    }

    /// What the model would have in its context, for a person at this screen.
    pub async fn model_view(&self, screen: &str) -> Result<ModelView> {
        self.screens.model_view(screen).await
    }

    /// Loads the widgets of the current conversation anew, or those of one of its calls, with their input, result and
    /// state. No tool is called.
    pub async fn remount_widgets(&self, call: Option<&str>) {
        self.screens.remount(call).await;
    }

    /// What a call's widgets are told, part by part.
    pub async fn edits(&self, call_id: &str) -> Result<Vec<PartView>> {
        self.screens.edits(call_id).await
    }

    /// Puts something else in place of a part. Neither the call nor the server knows of it.
    pub async fn edit(&self, call_id: &str, part: Part, value: Json) -> Result<Vec<PartView>> {
        self.screens.edit(call_id, part, value.0).await?;
        self.screens.edits(call_id).await
    }

    /// Back to what the call brought; all parts, where none is named.
    pub async fn reset_edits(&self, call_id: &str, part: Option<Part>) -> Result<Vec<PartView>> {
        self.screens.reset_edits(call_id, part).await?;
        self.screens.edits(call_id).await
    }

    /// What a call's widgets are told, edits included, as the text of a file.
    pub async fn fixture(&self, call_id: &str, name: &str) -> Result<String> {
        let call = self.conversations.call(call_id).await?;
        let connector = self.connectors.get(&call.connector_id).await?;
        let fixture = self.screens.as_fixture(&call).await?;
        let rehearsal = self.approvals.rehearsals().of(&call.conversation_id).await?;
        let answers = rehearsal.map(|rehearsal| rehearsal.script);
        Ok(fixtures::text(name.trim(), &connector, &call.tool_name, fixture, answers))
    }

    /// Puts what such a file says into the current conversation. Nothing is called.
    pub async fn open_fixture(&self, text: &str) -> Result<Call> {
        fixtures::open(text, &self.connectors, &self.conversations, self.approvals.rehearsals()).await
    }

    /// What may happen to a call's widgets, and how far it has come.
    pub async fn scenarios(&self, call_id: &str) -> Result<Vec<ScenarioView>> {
        self.screens.scenarios(call_id).await
    }

    /// Plays a scenario from its start, beside everything else.
    pub async fn run_scenario(&self, call_id: &str, scenario: Scenario) -> Result<()> {
        self.screens.run_scenario(call_id, scenario).await
    }

    pub async fn stop_scenario(&self, call_id: &str) -> Result<()> {
        self.screens.stop_scenario(call_id);
        Ok(())
    }

    /// Back to what the widgets are told without it.
    pub async fn reset_scenario(&self, call_id: &str) -> Result<()> {
        self.screens.reset_scenario(call_id).await;
        Ok(())
    }

    /// What a `widget:` address of a screen answers.
    pub async fn widget_document(&self, screen: &str, uri: &str) -> WidgetDocument {
        self.screens.document(screen, uri).await
    }

    /// The tools that a shown widget offers to its host.
    pub async fn app_tools(&self, instance: &str) -> Result<Vec<Tool>> {
        self.screens.app_tools(instance).await
    }

    /// The result as the widget sent it.
    pub async fn call_app_tool(&self, instance: &str, name: &str, arguments: Json) -> Result<Json> {
        self.screens.call_app_tool(instance, name, arguments.0).await.map(Json)
    }

    pub async fn connectors(&self) -> Result<Vec<Connector>> {
        self.connectors.list().await
    }

    pub fn check_draft(&self, draft: &ConnectorDraft) -> Vec<DraftNote> {
        self.connectors.check(draft)
    }

    /// Stores the connector and connects beside; how that goes is told by events.
    pub async fn create_connector(&self, draft: ConnectorDraft) -> Result<Connector> {
        let connector = self.connectors.create(draft).await?;
        self.connect_beside(&connector.id);
        Ok(connector)
    }

    /// Where it is connected in another way now, that is done beside; calls under way keep the connection they have.
    /// Where it leads to another server, they end.
    pub async fn update_connector(&self, id: &str, draft: ConnectorDraft) -> Result<Connector> {
        let (connector, upshot) = self.connectors.update(id, draft).await?;
        if upshot == Upshot::Moved {
            self.calls.stop(Whose::Connector(id), Stop::ConnectorMoved).await;
        }
        if upshot != Upshot::Same {
            self.connect_beside(id);
        }
        Ok(connector)
    }

    pub async fn duplicate_connector(&self, id: &str) -> Result<Connector> {
        self.connectors.duplicate(id).await
    }

    /// Its calls end: what waits for an answer is refused.
    pub async fn delete_connector(&self, id: &str) -> Result<()> {
        self.connectors.delete(id).await?;
        self.inquiries.cancel(Asked::ByConnector(id));
        self.files.sweep().await?;
        self.calls.stop(Whose::Connector(id), Stop::ConnectorDeleted).await;
        Ok(())
    }

    /// It keeps what it has, and its calls end.
    pub async fn disable_connector(&self, id: &str) -> Result<()> {
        self.connectors.set_availability(id, Availability::Disabled).await?;
        self.inquiries.cancel(Asked::ByConnector(id));
        self.calls.stop(Whose::Connector(id), Stop::ConnectorDisabled).await;
        Ok(())
    }

    pub async fn enable_connector(&self, id: &str) -> Result<()> {
        self.connectors.set_availability(id, Availability::Enabled).await?;
        self.connect_beside(id);
        Ok(())
    }

    /// Which of its calls ask from now on; calls that were proposed already go on as they are.
    pub async fn set_permissions(&self, id: &str, permissions: ConnectorPermissions) -> Result<()> {
        self.connectors.set_permissions(id, permissions).await
    }

    /// What would be asked of its tools, level by level. Nothing is called.
    pub async fn approval_preview(&self, id: &str) -> Result<ApprovalPreview> {
        let connector = self.connectors.get(id).await?;
        let snapshot = self.connectors.snapshot(id).await?;
        let tools = snapshot.as_ref().map_or(&[][..], |snapshot| &snapshot.tools);
        Ok(self.calls.preview(&connector, tools).await)
    }

    pub async fn restore_demo(&self) -> Result<Connector> {
        let connector = self.connectors.restore_demo().await?;
        self.connect_beside(&connector.id);
        Ok(connector)
    }

    /// Refuses what waits for an answer: it was asked about tools that are read anew.
    pub async fn refresh_connector(&self, id: &str) -> Result<Refresh> {
        self.approvals.refuse(id, Concerned::Connector, Outcome::Refreshed).await;
        self.connectors.refresh(id).await
    }

    pub async fn cancel_connecting(&self, id: &str) -> Result<()> {
        self.connectors.cancel(id);
        Ok(())
    }

    pub async fn snapshot(&self, id: &str) -> Result<Option<Snapshot>> {
        Ok(self.connectors.snapshot(id).await?.map(Arc::unwrap_or_clone))
    }

    pub async fn check_arguments(
        &self,
        connector_id: &str,
        tool_name: &str,
        arguments: Json,
    ) -> Result<Vec<Violation>> {
        let tool = self.connectors.tool(connector_id, tool_name).await?;
        let arguments = self.calls.announced(&arguments.0, &tool).await?;
        Ok(aside(move || schema::violations(&tool.input_schema.0, &arguments)).await)
    }

    /// Keeps a file that a call of the person will be made with. It goes where no call is.
    pub async fn add_file(&self, file: NewFile) -> Result<FileInfo> {
        self.files.add(&file, Shelf::Aside).await
    }

    pub async fn verdict(&self, connector_id: &str, tool_name: &str) -> Result<Verdict> {
        let tool = self.connectors.tool(connector_id, tool_name).await?;
        let conversation = self.conversations.current_id().await?;
        let connector = self.connectors.get(connector_id).await?;
        self.calls.verdict(&conversation, &connector, &tool).await
    }

    /// Puts the user's message and the call into the current conversation. Returns the call as proposed.
    pub async fn run_tool(&self, request: RunRequest) -> Result<Call> {
        let conversation = self.conversations.current_id().await?;
        Ok(self.calls.run(&conversation, request).await?.0)
    }

    pub async fn cancel_call(&self, id: &str) -> Result<()> {
        self.calls.cancel(id);
        Ok(())
    }

    pub async fn call(&self, id: &str) -> Result<CallRecord> {
        self.calls.record(id).await
    }

    pub async fn approvals(&self) -> Result<Vec<Approval>> {
        Ok(self.approvals.pending())
    }

    /// `by` is the screen that it was answered on, or `shell`.
    pub async fn answer(&self, approval_id: &str, choice: Choice, by: &str) -> Result<()> {
        self.approvals.answer(approval_id, choice, by).await
    }

    /// All that was asked in the current conversation, oldest first.
    pub async fn approval_log(&self) -> Result<Vec<LoggedApproval>> {
        let conversation = self.conversations.current().await?;
        let state_of = |id: &str| conversation.call(id).map(|call| call.state);
        self.approvals.log(&conversation.id, state_of).await
    }

    /// What was answered for longer than one call, newest first, with what no longer holds.
    pub async fn remembered(&self) -> Result<Vec<Remembered>> {
        let conversations = self.conversations.list().await?;
        let title =
            |id: &str| conversations.iter().find(|known| known.id == id).map(|known| known.title.clone());
        self.approvals.remembered(|id| title(id).unwrap_or_default()).await
    }

    /// Takes an answer back.
    pub async fn forget(&self, remembered: &str) -> Result<()> {
        self.approvals.forget(remembered).await
    }

    /// What was asked in the current conversation, why, what was answered, and what the servers then saw: Markdown.
    pub async fn approval_report(&self) -> Result<String> {
        let conversation = self.conversations.current().await?;
        let mut calls = Vec::new();
        for call in conversation.calls() {
            calls.push(self.calls.record(&call.id).await?);
        }
        Ok(report::text(&Material {
            title: &self.conversations.title(&conversation.id).await?,
            conversation: &conversation,
            calls: &calls,
            asked: &self.approval_log().await?,
            remembered: &self.remembered().await?,
        }))
    }

    /// Makes the calls of a story in a new conversation, one after the other, and gives its answers. One without calls
    /// gives its answers in the current conversation. Returns when it has begun.
    pub async fn open_story(&self, text: &str) -> Result<()> {
        self.stories.open(text).await
    }

    /// The current conversation as a story.
    pub async fn story(&self) -> Result<String> {
        self.stories.text(&self.conversations.current().await?, &self.approval_log().await?).await
    }

    /// As [`Host::open_story`], with a connector in place of the story's own, and to the end.
    pub async fn replay(&self, text: &str, connector_id: &str) -> Result<Replay> {
        self.stories.replay(text, connector_id).await
    }

    /// The script that answers in the current conversation.
    pub async fn rehearsal(&self) -> Result<Option<Rehearsal>> {
        let conversation = self.conversations.current_id().await?;
        self.approvals.rehearsals().of(&conversation).await
    }

    /// From its first answer on. Without a script the person answers again, and a story that plays makes no more calls.
    pub async fn set_rehearsal(&self, script: Option<AnswerScript>) -> Result<()> {
        let conversation = self.conversations.current_id().await?;
        if script.is_none() {
            self.stories.stop();
        }
        self.approvals.rehearsals().set(&conversation, script).await
    }

    pub async fn conversation(&self) -> Result<Conversation> {
        self.conversations.current().await
    }

    pub async fn conversations(&self) -> Result<Vec<ConversationSummary>> {
        self.conversations.list().await
    }

    pub async fn start_conversation(&self) -> Result<Conversation> {
        self.conversations.start().await
    }

    pub async fn open_conversation(&self, id: &str) -> Result<Conversation> {
        self.conversations.open(id).await
    }

    /// What a server asks and nobody has answered yet, oldest first.
    pub async fn inquiries(&self) -> Result<Vec<Inquiry>> {
        Ok(self.inquiries.pending())
    }

    pub async fn answer_inquiry(&self, id: &str, answer: InquiryAnswer) -> Result<()> {
        self.inquiries.answer(id, answer).await
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

    /// At most `limit` frames before the one of that number, newest first.
    pub async fn frames(&self, query: FrameQuery, before: Option<u32>, limit: u32) -> Result<FramePage> {
        self.record.frames(query, before, limit).await
    }

    pub async fn frame(&self, number: u32) -> Result<FrameDetail> {
        self.record.frame(number).await
    }

    pub async fn record_status(&self) -> Result<RecordStatus> {
        self.record.status().await
    }

    pub async fn clear_record(&self) -> Result<()> {
        self.record.clear().await
    }

    /// Writes all frames that the query means. Returns how many.
    pub async fn export_record(&self, query: FrameQuery, format: RecordFormat, path: &Path) -> Result<u32> {
        self.record.export(query, format, path).await
    }

    /// Reads the text of an `mcp.json`-style file without adding anything.
    pub async fn read_import(&self, text: &str) -> Result<ImportPlan> {
        Ok(Import::read(text, &self.connectors.list().await?)?.plan())
    }

    /// Adds the chosen items of the same text, and connects them.
    pub async fn import_connectors(&self, text: &str, keys: &[String]) -> Result<Vec<Connector>> {
        let mut added = Vec::new();
        for draft in Import::read(text, &[])?.chosen(keys)? {
            added.push(self.create_connector(draft).await?);
        }
        Ok(added)
    }

    /// All connectors as the text of an `mcp.json` file, without secrets.
    pub async fn export_connectors(&self) -> Result<String> {
        Ok(transfer::export(&self.connectors.list().await?))
    }

    /// On the very first start the demo is put into the list; a demo that was deleted stays deleted. Where nothing
    /// outlasts the program it is there only once it is asked for.
    async fn begin_demo(&self, store: &Store, lasting: Lasting) -> Result<()> {
        if lasting == Lasting::WhileRunning {
            self.conversations.current_id().await?;
            return Ok(());
        }
        let is_first_start = store.current_conversation().await.map_err(crate::problems::of_store)?.is_none();
        if is_first_start {
            self.connectors.restore_demo().await?;
            self.conversations.current_id().await?;
        }
        if self.connectors.get(demo::CONNECTOR_ID).await.is_ok() {
            self.connect_beside(demo::CONNECTOR_ID);
        }
        Ok(())
    }

    fn connect_beside(&self, id: &str) {
        let connectors = self.connectors.clone();
        let id = id.to_owned();
        tokio::spawn(async move {
            // The failure is in the connector's status, where the person sees it.
            let _ = connectors.refresh(&id).await;
        });
    }
}
