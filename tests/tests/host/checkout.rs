//! Payments of widgets: a sheet in test mode, and the server's own end of it.

use greenroom_contract::prompt::{Asks, PromptAnswer};
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn session() -> Value {
    json!({
        "id": "cs_7", "payment_mode": "test", "status": "ready_for_payment", "currency": "USD",
        "payment_provider": { "provider": "stripe", "merchant_id": "acme" },
        "line_items": [
            { "id": "li_1", "item": { "id": "bag", "quantity": 1 }, "name": "Canvas backpack", "total": 3300 },
        ],
        "totals": [{ "type": "total", "display_text": "Total", "amount": 3300 }],
        "links": [
            { "type": "terms_of_use", "url": "https://acme.example/terms" },
            { "type": "privacy_policy", "url": "https://acme.example/privacy" },
        ],
    })
}

/// A shop whose server completes checkouts, and says what it was told.
async fn with_tool(shown: &Shown) {
    shown.server.tool(
        json!({ "name": "complete_checkout", "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": true } }),
        |arguments| {
            let session = &arguments["checkout_session_id"];
            json!({ "content": [], "structuredContent": { "id": session, "status": "completed",
                "order": { "id": "order_1", "checkout_session_id": session, "permalink_url": "https://acme.example/1" } } })
        },
    );
    shown.test.host.refresh_connector(&shown.connector).await.unwrap();
}

#[tokio::test]
async fn the_person_pays_and_the_server_completes_the_checkout() {
    let shown = Shown::both().await;
    with_tool(&shown).await;
    let board = shown.board("phone").await;
    let paying = async {
        let prompt = shown.asked("phone", &[]).await;
        let Asks::Pay { checkout } = &prompt.asks else { panic!("{prompt:?}") };
        assert_eq!(
            (checkout.merchant.as_str(), checkout.items[0].name.as_str()),
            ("acme", "Canvas backpack")
        );
        assert_eq!(checkout.remarks, Vec::<String>::new());
        shown.answers("phone", &prompt, PromptAnswer::Accepted);
    };
    let paid = shown.openai("phone", &board, 1, "requestCheckout", json!([session()]));
    let (order, ()) = tokio::join!(paid, paying);
    assert_eq!(
        order,
        Ok(json!({ "id": "order_1", "checkout_session_id": "cs_7", "status": "completed",
            "permalink_url": "https://acme.example/1" }))
    );
    let call = shown.server.received("tools/call").pop().unwrap();
    let sent = &call["params"]["arguments"];
    assert_eq!(sent["checkout_session_id"], "cs_7");
    assert_eq!(sent["payment_data"]["provider"], "stripe");
    assert!(sent["payment_data"]["token"].as_str().unwrap().starts_with("greenroom_test_"), "{sent}");
}

#[tokio::test]
async fn a_declined_payment_rejects_and_a_malformed_session_is_not_shown() {
    let shown = Shown::both().await;
    with_tool(&shown).await;
    let board = shown.board("desktop").await;
    let before = shown.server.received("tools/call").len();
    let declining = async {
        let prompt = shown.asked("desktop", &[]).await;
        shown.answers("desktop", &prompt, PromptAnswer::Declined);
    };
    let mut live = session();
    live["payment_mode"] = json!("live");
    let asked = shown.openai("desktop", &board, 1, "requestCheckout", json!([live]));
    let (declined, ()) = tokio::join!(asked, declining);
    assert_eq!(declined, Err("The user declined to pay.".into()));
    let mut broken = session();
    broken.as_object_mut().unwrap().remove("links");
    let refused = shown.openai("desktop", &board, 2, "requestCheckout", json!([broken])).await;
    assert_eq!(refused, Err("The checkout session cannot be used: `links` must be a non-empty list.".into()));
    assert_eq!(shown.server.received("tools/call").len(), before);
}

#[tokio::test]
async fn without_the_servers_tool_the_order_is_made_up() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    let paying = async {
        let prompt = shown.asked("desktop", &[]).await;
        shown.answers("desktop", &prompt, PromptAnswer::Accepted);
    };
    let asked = shown.openai("desktop", &board, 1, "requestCheckout", json!([session()]));
    let (order, ()) = tokio::join!(asked, paying);
    let order = order.unwrap();
    assert!(order["id"].as_str().unwrap().starts_with("order_test_"), "{order}");
    assert_eq!((&order["checkout_session_id"], &order["status"]), (&json!("cs_7"), &json!("completed")));
}
