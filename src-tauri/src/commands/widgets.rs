//! The widgets of a call, what they offer, and what the model would know of all this.

use greenroom_contract::Json;
use greenroom_contract::model_view::ModelView;
use greenroom_contract::tool::Tool;
use greenroom_contract::widget::WidgetReport;

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn widgets(host: HostState<'_>, call: String) -> Result<Vec<WidgetReport>> {
    host.widgets(&call).await
}

#[tauri::command]
#[specta::specta]
pub async fn app_tools(host: HostState<'_>, instance: String) -> Result<Vec<Tool>> {
    host.app_tools(&instance).await
}

#[tauri::command]
#[specta::specta]
pub async fn call_app_tool(host: HostState<'_>, instance: String, name: String, input: Json) -> Result<Json> {
    host.call_app_tool(&instance, &name, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn model_view(host: HostState<'_>, screen: String) -> Result<ModelView> {
    host.model_view(&screen).await
}
