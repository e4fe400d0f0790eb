//! Creating, editing and refreshing connectors.

use greenroom_contract::connector::{Connector, ConnectorDraft, DraftNote};
use greenroom_contract::snapshot::{Refresh, Snapshot};

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn connectors(host: HostState<'_>) -> Result<Vec<Connector>> {
    host.connectors().await
}

#[tauri::command]
#[specta::specta]
pub async fn check_draft(host: HostState<'_>, draft: ConnectorDraft) -> Result<Vec<DraftNote>> {
    Ok(host.check_draft(&draft))
}

#[tauri::command]
#[specta::specta]
pub async fn create_connector(host: HostState<'_>, draft: ConnectorDraft) -> Result<Connector> {
    host.create_connector(draft).await
}

#[tauri::command]
#[specta::specta]
pub async fn update_connector(host: HostState<'_>, id: String, draft: ConnectorDraft) -> Result<Connector> {
    host.update_connector(&id, draft).await
}

#[tauri::command]
#[specta::specta]
pub async fn duplicate_connector(host: HostState<'_>, id: String) -> Result<Connector> {
    host.duplicate_connector(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn delete_connector(host: HostState<'_>, id: String) -> Result<()> {
    host.delete_connector(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn disable_connector(host: HostState<'_>, id: String) -> Result<()> {
    host.disable_connector(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn enable_connector(host: HostState<'_>, id: String) -> Result<()> {
    host.enable_connector(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn restore_demo(host: HostState<'_>) -> Result<Connector> {
    host.restore_demo().await
}

#[tauri::command]
#[specta::specta]
pub async fn refresh_connector(host: HostState<'_>, id: String) -> Result<Refresh> {
    host.refresh_connector(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn cancel_connecting(host: HostState<'_>, id: String) -> Result<()> {
    host.cancel_connecting(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn snapshot(host: HostState<'_>, id: String) -> Result<Option<Snapshot>> {
    host.snapshot(&id).await
}
