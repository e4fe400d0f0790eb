//! Running tools. What they ask before is in [`super::approvals`].

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
