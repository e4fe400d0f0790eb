//! What is beside a widget: other widgets, the screen's page, the program, the person's files, its own server.

use super::Museum;

#[tokio::test]
async fn a_widget_reaches_nothing_beside_it() {
    let museum = Museum::open("reach").await;
    museum
        .visit(&[
            "document_domain",
            "files",
            "hidden_tool",
            "neighbours_address",
            "neighbours_document",
            "screens_page",
            "server",
            "storage",
            "tauri",
        ])
        .await;
    museum.leave().await;
}

#[tokio::test]
async fn a_widget_reaches_nothing_beside_it_without_a_policy_either() {
    let mut museum = Museum::open("reach").await;
    museum.visit_without_policy().await;
    museum.leave().await;
}
