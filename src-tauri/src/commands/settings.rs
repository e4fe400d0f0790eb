//! What is set for the whole program.

use greenroom_contract::settings::{Settings, SettingsView};

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn settings(host: HostState<'_>) -> Result<SettingsView> {
    host.settings().await
}

#[tauri::command]
#[specta::specta]
pub async fn save_settings(host: HostState<'_>, settings: Settings) -> Result<SettingsView> {
    host.save_settings(settings).await
}
