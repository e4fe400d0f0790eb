//! What servers ask.

use greenroom_contract::inquiry::{Inquiry, InquiryAnswer};

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn inquiries(host: HostState<'_>) -> Result<Vec<Inquiry>> {
    host.inquiries().await
}

#[tauri::command]
#[specta::specta]
pub async fn answer_inquiry(host: HostState<'_>, id: String, answer: InquiryAnswer) -> Result<()> {
    host.answer_inquiry(&id, answer).await
}
