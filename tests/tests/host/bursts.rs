//! Widgets that say very much at once: nothing is lost, and nobody else waits.

use greenroom_contract::screen::{ToScreen, WidgetFrame};
use greenroom_contract::widget::{Language, Said};
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
