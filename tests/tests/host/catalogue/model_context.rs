//! What the view tells the model.

use greenroom_contract::model_view::{ModelItemKind, Reach};
use greenroom_contract::screen::FromScreen;
use greenroom_host::Host;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::played::{ALL_MODES, Played};

const METHOD: &str = "ui/update-model-context";

/// The contexts that the model is given on the desktop, and when.
async fn given(played: &Played) -> Vec<(Value, Reach)> {
    let items = played.test.host.model_view("desktop").await.unwrap().items.into_iter();
    let contexts = items.filter(|item| item.kind == ModelItemKind::ModelContext);
    contexts.map(|item| (item.content.0, item.reach)).collect()
}

async fn messages(host: &Host) -> usize {
    let items = host.model_view("desktop").await.unwrap().items;
    items.iter().filter(|item| item.kind == ModelItemKind::Message).count()
}

/// The person says something, which begins a turn.
async fn next_turn(played: &Played) {
    let before = messages(&played.test.host).await;
    played.test.host.from_screen("desktop", FromScreen::Say { text: "Go on".into(), apps: Vec::new() });
    let is_said = async |host: &Host| (messages(host).await > before).then_some(());
    played.test.until("the next turn", is_said).await;
}

#[tokio::test]
async fn provide_future_turns() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let context = json!({ "content": [{ "type": "text", "text": "The code is 7" }] });
    assert_eq!(view.apps(METHOD, context.clone()).await["result"], json!({}));
    next_turn(&played).await;
    assert_eq!(given(&played).await, [(context.clone(), Reach::Now)]);
    next_turn(&played).await;
    assert_eq!(given(&played).await, [(context, Reach::Now)]);
}

#[tokio::test]
async fn last_wins() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    for page in 1..=3 {
        view.apps(METHOD, json!({ "structuredContent": { "page": page } })).await;
    }
    next_turn(&played).await;
    assert_eq!(given(&played).await, [(json!({ "structuredContent": { "page": 3 } }), Reach::Now)]);
}

/// It is deferred to the next turn, overwritten until then, shown to the person at once, and taken back by nothing.
#[tokio::test]
async fn overwrite_defer_dedupe_display() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let context = json!({ "structuredContent": { "page": 1 } });
    for _ in 0..2 {
        view.apps(METHOD, context.clone()).await;
        assert_eq!(given(&played).await, [(context.clone(), Reach::NextTurn)]);
    }
    view.apps(METHOD, json!({})).await;
    assert_eq!(given(&played).await, []);
}
