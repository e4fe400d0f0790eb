use super::Museum;

#[tokio::test]
async fn todo_exfiltration() {
    let museum = Museum::open("exfiltration").await;
    museum.visit(&["connection", "frame", "hints", "image", "late_beacon", "ping", "policy_override", "report", "script", "style", "webrtc", ]).await;
    museum.leave().await;
}
