//! The record of the wire.

use greenroom_contract::record::{FrameDetail, FramePage, FrameQuery, RecordFormat, RecordStatus};
use tauri_plugin_dialog::DialogExt;

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn frames(
    host: HostState<'_>,
    query: FrameQuery,
    before: Option<u32>,
    limit: u32,
) -> Result<FramePage> {
    host.frames(query, before, limit).await
}

#[tauri::command]
#[specta::specta]
pub async fn frame(host: HostState<'_>, number: u32) -> Result<FrameDetail> {
    host.frame(number).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_status(host: HostState<'_>) -> Result<RecordStatus> {
    host.record_status().await
}

#[tauri::command]
#[specta::specta]
pub async fn clear_record(host: HostState<'_>) -> Result<()> {
    host.clear_record().await
}

/// Asks where to, and writes there. Returns the path, or nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn export_record(
    app: tauri::AppHandle,
    host: HostState<'_>,
    query: FrameQuery,
    format: RecordFormat,
) -> Result<Option<String>> {
    let name = match format {
        RecordFormat::JsonLines => "greenroom-record.jsonl",
        RecordFormat::Har => "greenroom-record.har",
    };
    let Some(path) = super::save_path(app.dialog().file().set_file_name(name)).await else { return Ok(None) };
    host.export_record(query, format, &path).await?;
    Ok(Some(path.display().to_string()))
}
