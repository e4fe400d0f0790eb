//! Outside pages.

use greenroom_contract::prompt::{Asks, PromptAnswer};
use greenroom_contract::screen::FromScreen;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::played::{ALL_MODES, Played};

#[tokio::test]
async fn open_external() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    let person = async {
        let prompt = played.test.view("desktop", |drawn| drawn.prompt.clone()).await;
        assert_eq!(prompt.asks, Asks::OpenLink { url: "https://example.com/".into() });
        let answer = FromScreen::Prompt { prompt: prompt.id, answer: PromptAnswer::Accepted };
        played.test.host.from_screen("desktop", answer);
    };
    let wish = view.apps("ui/open-link", json!({ "url": "https://example.com/" }));
    let (answer, ()) = tokio::join!(wish, person);
    assert_eq!(answer["result"], json!({}));
    assert_eq!(*played.test.opened.lock().unwrap(), ["https://example.com/"]);
}
