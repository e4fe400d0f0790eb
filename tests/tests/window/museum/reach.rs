use super::Museum;

#[tokio::test]
async fn todo_reach() {
    let museum = Museum::open("reach").await;
    museum.visit(&["document_domain", "files", "hidden_tool", "neighbours_address", "neighbours_document", "screens_page", "server", "storage", "tauri", ]).await;
    museum.leave().await;
}
