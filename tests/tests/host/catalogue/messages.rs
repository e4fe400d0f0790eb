//! Messages of the view to the conversation.

use greenroom_contract::conversation::{Author, Entry};
use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{ALL_MODES, Played};

#[tokio::test]
async fn add_to_conversation() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let text = json!({ "role": "user", "content": [{ "type": "text", "text": "Which is the warmest?" }] });
    assert_eq!(view.apps("ui/message", text).await["result"], json!({}));
    let conversation = played.test.host.conversation().await.unwrap();
    let Some(Entry::Message(said)) = conversation.entries.last() else { panic!("{conversation:?}") };
    let author = Author::Widget { app_name: "Fixture".into() };
    assert_eq!((said.text.as_str(), &said.author), ("Which is the warmest?", &author));
}

/// ChatGPT asks nothing before it takes a message; neither does Greenroom.
#[tokio::test]
async fn consent() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let text = json!({ "role": "user", "content": [{ "type": "text", "text": "Go on" }] });
    view.apps("ui/message", text).await;
    assert!(played.test.host.approvals().await.unwrap().is_empty());
    let prompts = played.test.view("desktop", |drawn| Some(drawn.prompt.clone())).await;
    assert_eq!(prompts, None);
}
