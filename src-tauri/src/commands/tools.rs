//! What can be said about a tool before it is run.

use greenroom_contract::Json;
use greenroom_contract::approval::Verdict;
use greenroom_contract::file::{FileInfo, NewFile};
use greenroom_contract::tool::Violation;

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn check_arguments(
    host: HostState<'_>,
    connector_id: String,
    tool_name: String,
    input: Json,
) -> Result<Vec<Violation>> {
    host.check_arguments(&connector_id, &tool_name, input).await
}

/// Keeps a file for a call that will be made.
#[tauri::command]
#[specta::specta]
pub async fn add_file(host: HostState<'_>, file: NewFile) -> Result<FileInfo> {
    host.add_file(file).await
}

#[tauri::command]
#[specta::specta]
pub async fn verdict(host: HostState<'_>, connector_id: String, tool_name: String) -> Result<Verdict> {
    host.verdict(&connector_id, &tool_name).await
}
