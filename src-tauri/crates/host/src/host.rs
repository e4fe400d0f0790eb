//! stub while the crates are being laid out
use greenroom_contract::{Json, Problem, approval::*, call::*, connector::*, conversation::*, snapshot::*, stage::*, tool::*};
pub struct Host;
pub struct HostOptions {
    pub data_dir: std::path::PathBuf,
    /// The text of the built widget script.
    pub widget_script: String,
    pub open_link: Box<dyn Fn(&str) -> std::result::Result<(), Problem> + Send + Sync>,
}
pub struct WidgetDocument { pub status: u16, pub headers: Vec<(String, String)>, pub body: Vec<u8> }
type Result<T> = std::result::Result<T, Problem>;
#[allow(unused_variables)]
impl Host {
    pub async fn start(options: HostOptions) -> Result<(std::sync::Arc<Host>, tokio::sync::mpsc::UnboundedReceiver<(String, greenroom_contract::screen::ToScreen)>)> { unimplemented!() }
    pub fn subscribe(&self) -> tokio::sync::broadcast::Receiver<greenroom_contract::event::Event> { unimplemented!() }
    pub fn from_screen(self: &std::sync::Arc<Self>, screen: &str, message: greenroom_contract::screen::FromScreen) { unimplemented!() }
    pub fn devices(&self) -> Vec<Device> { unimplemented!() }
    pub fn theme(&self) -> Theme { unimplemented!() }
    pub fn set_theme(&self, theme: Theme) { unimplemented!() }
    pub fn mode(&self, screen: &str) -> Option<DisplayMode> { unimplemented!() }
    pub async fn widget_document(&self, screen: &str, uri: &str) -> WidgetDocument { unimplemented!() }
    pub async fn shut_down(&self) { unimplemented!() }
    pub async fn connectors(&self) -> Result<Vec<Connector>> { unimplemented!() }
    pub fn check_draft(&self, draft: &ConnectorDraft) -> Vec<DraftNote> { unimplemented!() }
    pub async fn create_connector(&self, draft: ConnectorDraft) -> Result<Connector> { unimplemented!() }
    pub async fn update_connector(&self, id: &str, draft: ConnectorDraft) -> Result<Connector> { unimplemented!() }
    pub async fn duplicate_connector(&self, id: &str) -> Result<Connector> { unimplemented!() }
    pub async fn delete_connector(&self, id: &str) -> Result<()> { unimplemented!() }
    pub async fn restore_demo(&self) -> Result<Connector> { unimplemented!() }
    pub async fn refresh_connector(&self, id: &str) -> Result<Refresh> { unimplemented!() }
    pub async fn cancel_connecting(&self, id: &str) -> Result<()> { unimplemented!() }
    pub async fn snapshot(&self, id: &str) -> Result<Option<Snapshot>> { unimplemented!() }
    pub async fn check_arguments(&self, connector_id: &str, tool_name: &str, arguments: Json) -> Result<Vec<Violation>> { unimplemented!() }
    pub async fn verdict(&self, connector_id: &str, tool_name: &str) -> Result<Verdict> { unimplemented!() }
    pub async fn run_tool(&self, request: RunRequest) -> Result<Call> { unimplemented!() }
    pub async fn cancel_call(&self, id: &str) -> Result<()> { unimplemented!() }
    pub async fn call(&self, id: &str) -> Result<CallRecord> { unimplemented!() }
    pub async fn approvals(&self) -> Result<Vec<Approval>> { unimplemented!() }
    pub async fn answer(&self, approval_id: &str, choice: Choice, by: &str) -> Result<()> { unimplemented!() }
    pub async fn conversation(&self) -> Result<Conversation> { unimplemented!() }
    pub async fn conversations(&self) -> Result<Vec<ConversationSummary>> { unimplemented!() }
    pub async fn start_conversation(&self) -> Result<Conversation> { unimplemented!() }
    pub async fn open_conversation(&self, id: &str) -> Result<Conversation> { unimplemented!() }
    pub async fn set_display_mode(&self, mode: DisplayMode) -> Result<()> { unimplemented!() }
}
