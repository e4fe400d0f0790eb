//! What widgets may do, what they tried, and the network that they have.

use greenroom_contract::observation::{Conditions, ConsoleEntry, NetworkEntry};
use greenroom_contract::sandbox::{CspMode, TemplatePolicies};
use tauri_plugin_dialog::DialogExt;

use super::{HostState, Result};
use crate::stage::Stage;

/// The policies of each template of a connector, mode by mode.
#[tauri::command]
#[specta::specta]
pub async fn template_policies(host: HostState<'_>, connector: String) -> Result<Vec<TemplatePolicies>> {
    host.template_policies(&connector).await
}

/// Its widgets that are shown are loaded anew.
#[tauri::command]
#[specta::specta]
pub async fn set_csp_mode(host: HostState<'_>, connector: String, mode: CspMode) -> Result<()> {
    host.set_csp_mode(&connector, mode).await
}

/// Oldest first.
#[tauri::command]
#[specta::specta]
pub async fn widget_console(host: HostState<'_>, instance: String) -> Result<Vec<ConsoleEntry>> {
    host.widget_console(&instance).await
}

/// Oldest first.
#[tauri::command]
#[specta::specta]
pub async fn widget_network(host: HostState<'_>, instance: String) -> Result<Vec<NetworkEntry>> {
    host.widget_network(&instance).await
}

/// As an HTTP Archive. Asks where to; returns the path, or nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_widget_network(
    app: tauri::AppHandle,
    host: HostState<'_>,
    instance: String,
) -> Result<Option<String>> {
    let archive = host.widget_archive(&instance).await?;
    super::save_text(app.dialog().file().set_file_name("greenroom-widget.har"), &archive).await
}

/// The network of a screen is like this from now on, also for widgets that are shown.
#[tauri::command]
#[specta::specta]
pub async fn set_conditions(
    stage: tauri::State<'_, Stage>,
    screen: String,
    conditions: Conditions,
) -> Result<()> {
    stage.set_conditions(&screen, conditions).await
}

/// Removes all that widgets have stored on all screens - local storage, databases, caches - and loads the screens anew.
#[tauri::command]
#[specta::specta]
pub async fn clear_widget_data(stage: tauri::State<'_, Stage>) -> Result<()> {
    stage.clear_widget_data().await
}
