//! What the view asks of its server's tools.

use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{ALL_MODES, Played};

#[tokio::test]
async fn proxy_call() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let call = json!({ "name": "app_only", "arguments": { "page": 2 } });
    let answer = view.apps("tools/call", call.clone()).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "heard": { "page": 2 } }));
    let received = played.server.received("tools/call").pop().unwrap();
    assert_eq!(
        (&received["params"]["name"], &received["params"]["arguments"]),
        (&call["name"], &call["arguments"])
    );
}
