//! The conversation that the screens show, and the earlier ones.

use greenroom_contract::conversation::{Conversation, ConversationSummary, ModelTurn};

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn conversation(host: HostState<'_>) -> Result<Conversation> {
    host.conversation().await
}

#[tauri::command]
#[specta::specta]
pub async fn conversations(host: HostState<'_>) -> Result<Vec<ConversationSummary>> {
    host.conversations().await
}

#[tauri::command]
#[specta::specta]
pub async fn start_conversation(host: HostState<'_>) -> Result<Conversation> {
    host.start_conversation().await
}

#[tauri::command]
#[specta::specta]
pub async fn open_conversation(host: HostState<'_>, id: String) -> Result<Conversation> {
    host.open_conversation(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn model_turn(host: HostState<'_>) -> Result<Option<ModelTurn>> {
    host.model_turn().await
}

#[tauri::command]
#[specta::specta]
pub async fn reply_as_model(host: HostState<'_>, text: String) -> Result<()> {
    host.reply_as_model(&text).await
}
