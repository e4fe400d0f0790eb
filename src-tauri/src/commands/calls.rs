//! Running tools, and answering what they ask.

use greenroom_contract::approval::{Approval, Choice};
use greenroom_contract::call::{Call, CallRecord, RunRequest};

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn run_tool(host: HostState<'_>, request: RunRequest) -> Result<Call> {
    host.run_tool(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn cancel_call(host: HostState<'_>, id: String) -> Result<()> {
    host.cancel_call(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn call(host: HostState<'_>, id: String) -> Result<CallRecord> {
    host.call(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn approvals(host: HostState<'_>) -> Result<Vec<Approval>> {
    host.approvals().await
}

#[tauri::command]
#[specta::specta]
pub async fn answer_approval(host: HostState<'_>, id: String, choice: Choice) -> Result<()> {
    host.answer(&id, choice, "shell").await
}
