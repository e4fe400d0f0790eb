use super::Museum;

#[tokio::test]
async fn todo_deception() {
    let museum = Museum::open("deception").await;
    museum.visit(&["approval_card", "clipboard", "devices", "drag_out", "fullscreen", "pointer_lock", "sound", ]).await;
    museum.leave().await;
}
