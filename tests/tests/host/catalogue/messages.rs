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

/// What a host takes is what it declares. ChatGPT was seen to declare text, on 2026-08-19.
#[tokio::test]
async fn only_content_that_the_host_declares_joins_the_conversation() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let text = json!({ "type": "text", "text": "Look at these" });
    let others = [
        json!({ "type": "image", "mimeType": "image/png", "data": "" }),
        json!({ "type": "audio", "mimeType": "audio/wav", "data": "" }),
        json!({ "type": "resource", "resource": { "uri": "notes://1", "text": "One" } }),
        json!({ "type": "resource_link", "uri": "notes://2", "name": "Two" }),
    ];
    let everything = [&[text], &others[..]].concat();
    let all = json!({ "role": "user", "content": everything });
    let images = json!({ "role": "user", "content": others });
    let said = async || {
        let conversation = played.test.host.conversation().await.unwrap();
        let last = conversation.entries.into_iter().rev().find_map(|entry| match entry {
            Entry::Message(said) => Some(said.text),
            Entry::Call(_) => None,
        });
        last.unwrap_or_default()
    };

    assert_eq!(view.apps("ui/message", all.clone()).await["result"], json!({}));
    assert_eq!(said().await, "Look at these");
    assert_eq!(view.apps("ui/message", images.clone()).await["result"], json!({ "isError": true }));
    let findings = played.findings(&view).await;
    assert!(
        findings[0].starts_with(
            "The widget put content of the kind image, audio, resource, resourceLink into ui/message"
        ) && findings[0].ends_with("(2 times)"),
        "{findings:?}"
    );

    played.as_specified().await;
    assert_eq!(view.apps("ui/message", all).await["result"], json!({}));
    assert_eq!(said().await, "Look at these\n(image image/png)\n(audio audio/wav)\n(notes://1)\n(notes://2)");
    assert_eq!(view.apps("ui/message", images).await["result"], json!({}));
    assert_eq!(view.apps("ui/message", json!({ "content": [] })).await["error"]["code"], -32602);
}
