//! Widgets that say very much at once: nothing is lost, and nobody else waits.

use greenroom_contract::screen::{ToScreen, WidgetFrame};
use greenroom_contract::widget::{Language, Said};
use greenroom_tests::fixture::Behaviour;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// In as many batches as the page makes of them.
const MESSAGES: u64 = 10_000;
const BATCH: usize = 250;

fn said(frame: &WidgetFrame, text: impl Into<String>) -> Said {
    Said {
        instance: frame.instance.clone(),
        generation: frame.generation,
        gesture: false,
        language: Language::Apps,
        text: text.into(),
    }
}

fn ping(id: u64) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "method": "ping" }).to_string()
}

/// The ids of the first so many answers that a widget is given.
async fn answered(shown: &Shown, screen: &str, frame: &WidgetFrame, count: u64) -> Vec<u64> {
    let mut answered = Vec::new();
    let full = |message: &Value| {
        answered.extend(message["id"].as_u64());
        (answered.len() as u64 == count).then_some(())
    };
    shown.test.told(screen, &frame.instance, Language::Apps, full).await;
    answered
}

/// Waits until the page has heard that so many batches were dealt with.
async fn heard(shown: &Shown, screen: &str, count: usize) {
    let mut heard = 0;
    let full = |message: &ToScreen| {
        heard += usize::from(*message == ToScreen::Heard);
        (heard == count).then_some(())
    };
    shown.test.sent(screen, full).await;
}

#[tokio::test]
async fn ten_thousand_messages_are_answered_in_their_order_and_batch_by_batch() {
    let shown = Shown::both().await;
    let (busy, calm) = (shown.board("phone").await, shown.board("desktop").await);
    let all: Vec<Said> = (0..MESSAGES).map(|id| said(&busy, ping(id))).collect();
    for batch in all.chunks(BATCH) {
        shown.test.deliver("phone", batch.to_vec());
    }
    shown.test.deliver("desktop", vec![said(&calm, ping(7))]);

    assert_eq!(answered(&shown, "desktop", &calm, 1).await, [7]);
    assert_eq!(answered(&shown, "phone", &busy, MESSAGES).await, (0..MESSAGES).collect::<Vec<_>>());
    heard(&shown, "phone", all.len() / BATCH).await;
}

/// All answers to a widget's requests from 0 on, once they are there.
async fn answers(shown: &Shown, screen: &str, frame: &WidgetFrame, count: u64) -> Vec<Value> {
    answered(shown, screen, frame, count).await;
    let told = shown.test.messages(screen, &frame.instance, Language::Apps);
    told.into_iter().filter(|message| message["id"].is_u64()).collect()
}

fn ask_all(shown: &Shown, frame: &WidgetFrame, method: &str, params: &Value) {
    let request = |id| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string();
    let all: Vec<Said> = (0..MESSAGES).map(|id| said(frame, request(id))).collect();
    for batch in all.chunks(BATCH) {
        shown.test.deliver("phone", batch.to_vec());
    }
}

#[tokio::test]
async fn of_ten_thousand_calls_at_once_a_few_are_made_and_every_other_is_refused() {
    let shown = Shown::both().await;
    let (busy, before) = (shown.board("phone").await, shown.server.received("tools/call").len());
    ask_all(&shown, &busy, "tools/call", &json!({ "name": "board_show", "arguments": {} }));
    let answers = answers(&shown, "phone", &busy, MESSAGES).await;

    let refused = json!({ "code": -32000, "message": "This widget has 16 calls under way already." });
    let (made, others): (Vec<&Value>, Vec<&Value>) =
        answers.iter().partition(|answer| answer.get("result").is_some());
    assert_eq!(others.iter().find(|answer| answer["error"] != refused), None);
    assert_eq!(made.len(), shown.server.received("tools/call").len() - before);
    assert!(made.len() >= 16, "{} were made", made.len());
    let findings = shown.findings(&shown.board, "phone").await;
    let said = "The widget had 16 calls under way and made another";
    assert!(findings.iter().any(|finding| finding.starts_with(said)), "{findings:?}");
}

#[tokio::test]
async fn of_ten_thousand_questions_to_the_server_a_few_are_under_way_and_nobody_else_waits() {
    let shown = Shown::both().await;
    let busy = shown.board("phone").await;
    shown.server.behave("resources/list", Behaviour::Silence);
    ask_all(&shown, &busy, "resources/list", &json!({}));
    shown.server.wait_for("resources/list", 1 + 16).await;
    // Nobody else waits for the one that asks so much.
    let notes = shown.notes("desktop").await;
    let read = json!({ "uri": "ui://fixture/notes.html" });
    let read = shown.apps("desktop", &notes, 1, "resources/read", read).await;
    assert_eq!(read["result"]["contents"][0]["uri"], "ui://fixture/notes.html");
    assert_eq!(shown.server.received("resources/list").len(), 1 + 16, "one was for the connector itself");
}

#[tokio::test]
async fn what_cannot_be_read_spoils_nothing_that_came_with_it() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    let texts = [ping(1), String::new(), "{".to_owned(), "[".repeat(100_000), "null".to_owned(), ping(2)];
    let messages = texts.into_iter().map(|text| said(&frame, text)).collect();
    shown.test.deliver("phone", messages);
    shown.test.deliver("phone", Vec::new());

    assert_eq!(answered(&shown, "phone", &frame, 2).await, [1, 2]);
    heard(&shown, "phone", 2).await;
}
