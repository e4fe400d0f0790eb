//! Which calls ask, what they ask, what was answered, and rehearsing the answers.

use greenroom_contract::approval::{Approval, Choice, LoggedApproval};
use greenroom_contract::permission::{ApprovalPreview, ConnectorPermissions, Remembered};
use greenroom_contract::story::{AnswerScript, Rehearsal};
use tauri_plugin_dialog::DialogExt;

use super::{HostState, Result};

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

/// All that was asked in the current conversation, oldest first.
#[tauri::command]
#[specta::specta]
pub async fn approval_log(host: HostState<'_>) -> Result<Vec<LoggedApproval>> {
    host.approval_log().await
}

/// What would be asked of a connector's tools, level by level. Nothing is called.
#[tauri::command]
#[specta::specta]
pub async fn approval_preview(host: HostState<'_>, connector: String) -> Result<ApprovalPreview> {
    host.approval_preview(&connector).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_permissions(
    host: HostState<'_>,
    connector: String,
    permissions: ConnectorPermissions,
) -> Result<()> {
    host.set_permissions(&connector, permissions).await
}

/// What was answered for longer than one call, newest first, with what no longer holds.
#[tauri::command]
#[specta::specta]
pub async fn remembered(host: HostState<'_>) -> Result<Vec<Remembered>> {
    host.remembered().await
}

/// Takes an answer back.
#[tauri::command]
#[specta::specta]
pub async fn forget(host: HostState<'_>, id: String) -> Result<()> {
    host.forget(&id).await
}

/// The script that answers in the current conversation.
#[tauri::command]
#[specta::specta]
pub async fn rehearsal(host: HostState<'_>) -> Result<Option<Rehearsal>> {
    host.rehearsal().await
}

/// From its first answer on. Without a script the person answers again.
#[tauri::command]
#[specta::specta]
pub async fn set_rehearsal(host: HostState<'_>, script: Option<AnswerScript>) -> Result<()> {
    host.set_rehearsal(script).await
}

/// Opens the text of a story: its calls are made in a new conversation, one after the other, and its answers given.
/// One without calls gives its answers in the current conversation.
#[tauri::command]
#[specta::specta]
pub async fn open_story(host: HostState<'_>, text: String) -> Result<()> {
    host.open_story(&text).await
}

/// The current conversation's calls and answers, as a story. Asks where to; returns the path, or nothing where the person
/// changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_story(app: tauri::AppHandle, host: HostState<'_>) -> Result<Option<String>> {
    let text = host.story().await?;
    super::save_text(app.dialog().file().set_file_name("story.json"), &text).await
}

/// What was asked in the current conversation, why, what was answered, and what the servers then saw, as Markdown.
#[tauri::command]
#[specta::specta]
pub async fn approval_report(host: HostState<'_>) -> Result<String> {
    host.approval_report().await
}

/// As [`approval_report`], as a file. Returns the path, or nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_approval_report(app: tauri::AppHandle, host: HostState<'_>) -> Result<Option<String>> {
    let text = host.approval_report().await?;
    super::save_text(app.dialog().file().set_file_name("approvals.md"), &text).await
}
