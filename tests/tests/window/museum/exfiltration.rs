//! Ways to send something to a server that the policy does not name.

use super::Museum;

#[tokio::test]
async fn a_widget_sends_nothing_past_its_policy() {
    let museum = Museum::open("exfiltration").await;
    museum
        .visit(&[
            "connection",
            "frame",
            "hints",
            "image",
            "late_beacon",
            "ping",
            "policy_override",
            "report",
            "script",
            "style",
            "webrtc",
        ])
        .await;
    museum.leave().await;
}
