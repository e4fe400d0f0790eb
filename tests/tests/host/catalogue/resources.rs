//! How the template comes from its server.

use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{Played, VIEW};

#[tokio::test]
async fn read_referenced() {
    let played = Played::start().await;
    let asked = played.server.received("resources/read");
    assert_eq!(asked.iter().map(|read| &read["params"]["uri"]).collect::<Vec<_>>(), [&json!(VIEW)]);
}

/// It is read when the connector is, and not again for a call.
#[tokio::test]
async fn prefetch() {
    let played = Played::start().await;
    let view = played.shown("desktop").await;
    let (html, _) = played.test.document("desktop", &view.frame).await;
    assert!(html.ends_with("<p>View</p>"), "{html}");
    assert_eq!(played.server.received("resources/read").len(), 1);
}
