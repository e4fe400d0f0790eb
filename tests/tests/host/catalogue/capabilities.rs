//! What is negotiated with the server, and what of it the view may use.

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::played::{ALL_MODES, Played, VIEW};

#[tokio::test]
async fn mimetypes_required() {
    let played = Played::start().await;
    let initialize = played.server.received("initialize").remove(0);
    let extension = &initialize["params"]["capabilities"]["extensions"]["io.modelcontextprotocol/ui"];
    assert_eq!(extension, &json!({ "mimeTypes": ["text/html;profile=mcp-app"] }));
}

#[tokio::test]
async fn server_passthrough() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let answer = view.apps("resources/list", json!({})).await;
    let uris: Vec<&Value> =
        answer["result"]["resources"].as_array().unwrap().iter().map(|resource| &resource["uri"]).collect();
    assert_eq!(uris, [&json!(VIEW)]);
}
