//! Connectors from files and into files.

use greenroom_contract::connector::{Connector, ImportPlan};
use tauri_plugin_dialog::DialogExt;

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn read_import(host: HostState<'_>, text: String) -> Result<ImportPlan> {
    host.read_import(&text).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_connectors(
    host: HostState<'_>,
    text: String,
    keys: Vec<String>,
) -> Result<Vec<Connector>> {
    host.import_connectors(&text, &keys).await
}

/// The text of the file, for copying.
#[tauri::command]
#[specta::specta]
pub async fn export_connectors(host: HostState<'_>) -> Result<String> {
    host.export_connectors().await
}

/// Asks where to, and writes there. Returns the path, or nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_connectors(app: tauri::AppHandle, host: HostState<'_>) -> Result<Option<String>> {
    let text = host.export_connectors().await?;
    super::save_text(app.dialog().file().set_file_name("mcp.json"), &text).await
}
