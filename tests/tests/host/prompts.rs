//! What widgets want and only the person can give: outside pages.

use greenroom_contract::prompt::{Asks, PromptAnswer};
use greenroom_contract::widget::Language;
use greenroom_tests::fixture::BOARD;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn opened(shown: &Shown) -> Vec<String> {
    shown.test.opened.lock().unwrap().clone()
}

fn link(url: &str) -> Asks {
    Asks::OpenLink { url: url.into() }
}

#[tokio::test]
async fn outside_pages_open_only_after_the_persons_click() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    let answered = async {
        let prompt = shown.asked("desktop", &[]).await;
        assert_eq!((prompt.app_name.as_str(), &prompt.asks), ("Fixture", &link("https://example.com/guide")));
        assert_eq!(opened(&shown), Vec::<String>::new());
        shown.answers("phone", &prompt, PromptAnswer::Accepted);
        shown.answers("desktop", &prompt, PromptAnswer::Accepted);
    };
    let open = json!([{ "href": "https://example.com/guide" }]);
    let (done, ()) = tokio::join!(shown.openai("desktop", &board, 1, "openExternal", open), answered);
    assert_eq!(done, Ok(Value::Null));
    assert_eq!(opened(&shown), ["https://example.com/guide"]);

    let notes = shown.notes("phone").await;
    let declined = async {
        let prompt = shown.asked("phone", &[]).await;
        shown.answers("phone", &prompt, PromptAnswer::Declined);
    };
    let other = json!({ "url": "https://example.com/other" });
    let (answer, ()) = tokio::join!(shown.apps("phone", &notes, 1, "ui/open-link", other), declined);
    assert_eq!(answer["result"], json!({ "isError": true }));
    let file = shown.apps("phone", &notes, 2, "ui/open-link", json!({ "url": "file:///etc/passwd" })).await;
    assert_eq!(file["error"]["message"], "Only http: and https: addresses are opened, not file:.");
    assert_eq!(opened(&shown).len(), 1);
}

#[tokio::test]
async fn a_page_on_a_declared_host_opens_at_once_and_is_told_the_way_back() {
    let mut shown = Shown::both().await;
    shown.server.template(json!({
        "uri": BOARD, "mimeType": "text/html+skybridge", "text": "<!doctype html>shop",
        "_meta": { "openai/widgetCSP": { "redirect_domains": ["https://shop.example"] } },
    }));
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
    shown.board = shown.test.run(&shown.connector, "board_show", json!({})).await.id;
    shown.test.settled(&shown.board).await;
    let board = shown.board("phone").await;

    for (id, link) in [
        (1, json!({ "href": "https://shop.example/pay?cart=7" })),
        (2, json!({ "href": "https://shop.example/pay?cart=7", "redirectUrl": false })),
    ] {
        assert_eq!(shown.openai("phone", &board, id, "openExternal", json!([link])).await, Ok(Value::Null));
    }
    let same = json!({ "url": "https://shop.example/terms" });
    assert_eq!(shown.apps("phone", &board, 3, "ui/open-link", same).await["result"], json!({}));
    let id = shown.test.host.conversation().await.unwrap().id;
    let back: String = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-");
    let back = format!("redirectUrl=https%3A%2F%2Fchatgpt.com%2Fc%2F{back}");
    assert_eq!(
        opened(&shown),
        [
            format!("https://shop.example/pay?cart=7&{back}"),
            "https://shop.example/pay?cart=7".to_owned(),
            format!("https://shop.example/terms?{back}"),
        ]
    );
}

#[tokio::test]
async fn a_widget_asks_one_thing_at_a_time_and_its_question_goes_with_it() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    let request =
        json!({ "id": 1, "method": "openExternal", "params": [{ "href": "https://example.com/" }] });
    shown.test.say("desktop", &board.instance, Language::Openai, request);
    shown.asked("desktop", &[]).await;
    let second = json!([{ "href": "https://example.com/second" }]);
    let refused = shown.openai("desktop", &board, 2, "openExternal", second).await;
    assert_eq!(refused, Err("This widget waits for an answer to another question already.".into()));
    let disguised = json!([{ "href": "https://example.com@evil.example/" }]);
    let refused = shown.openai("phone", &shown.board("phone").await, 1, "openExternal", disguised).await;
    assert_eq!(refused, Err("An address with a user name in it is not opened.".into()));

    shown.test.host.start_conversation().await.unwrap();
    let mut asked = false;
    shown
        .test
        .view("desktop", |view| {
            asked |= view.prompt.is_some();
            (asked && view.prompt.is_none()).then_some(())
        })
        .await;
    assert_eq!(opened(&shown), Vec::<String>::new());
}
