//! The checkout session of a widget: what it must hold, what the payment sheet shows of it, what the server is told
//! when the person pays, and the order that the widget gets.
//!
//! The shapes are those of OpenAI's monetization page (its date is not known), which follow the Agentic Commerce Protocol.
//! Nothing is ever paid here.

use greenroom_contract::checkout::{Checkout, CheckoutAmount, CheckoutItem, CheckoutLink};
use serde_json::{Value, json};

use crate::text;

/// The tool that ChatGPT calls after the person paid.
pub const TOOL: &str = "complete_checkout";

/// The longest text and the most lines that the sheet shows.
const TEXT_LIMIT: usize = 200;
const MOST_LINES: usize = 100;

/// Beyond it, numbers are no longer exact.
const LARGEST: i64 = 1 << 53;

/// A session that can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub id: String,
    pub shown: Checkout,
}

/// # Errors
/// A sentence that names everything that is missing or wrong.
pub fn read(session: &Value) -> Result<Session, String> {
    let mut reader = Reader { session, faults: Vec::new() };
    let id = reader.text("/id");
    let merchant = reader.text("/payment_provider/merchant_id");
    let provider = reader.text("/payment_provider/provider");
    let currency = reader.currency();
    let items = reader.items();
    let totals = reader.totals();
    let links = reader.links();
    let remarks = reader.remarks();
    if reader.faults.is_empty() {
        let shown = Checkout { merchant, provider, currency, items, totals, links, remarks };
        return Ok(Session { id, shown });
    }
    Err(format!("The checkout session cannot be used: {}.", reader.faults.join("; ")))
}

/// What the server's tool gets: a token that stands for a payment method and is worth nothing.
pub fn arguments(session: &Session, token: &str) -> Value {
    json!({
        "checkout_session_id": session.id,
        "buyer": {
            "first_name": "Test", "last_name": "Buyer",
            "email": "buyer@example.com", "phone_number": "+15555550100",
        },
        "payment_data": {
            "token": token,
            "provider": session.shown.provider,
            "billing_address": {
                "name": "Test Buyer", "line_one": "1 Test Street", "city": "San Francisco",
                "state": "CA", "country": "US", "postal_code": "94107",
            },
        },
    })
}

/// The order of a server that has no such tool.
pub fn made_up(session: &Session, id: &str) -> Value {
    json!({ "id": id, "checkout_session_id": session.id, "status": "completed", "permalink_url": "" })
}

/// The order in the tool's result.
///
/// # Errors
/// What the server says against the payment, or that its result holds no order.
pub fn order(session: &Session, result: &Value) -> Result<Value, String> {
    let said = text_of(result);
    if result.get("isError") == Some(&Value::Bool(true)) {
        return Err(said.unwrap_or_else(|| format!("{TOOL} reported an error without saying which.")));
    }
    let structured = result.get("structuredContent").unwrap_or(&Value::Null);
    if let Some(refusal) = refusal(structured) {
        return Err(refusal);
    }
    let order = structured.get("order").filter(|order| order.is_object());
    let Some(order) = order else {
        return Err(format!("The result of {TOOL} holds no structuredContent.order."));
    };
    let member = |key: &str| order.get(key).filter(|value| !value.is_null()).cloned();
    Ok(json!({
        "id": member("id"),
        "checkout_session_id": member("checkout_session_id").unwrap_or_else(|| json!(session.id)),
        "status": member("status").or_else(|| structured.get("status").cloned()),
        "permalink_url": member("permalink_url").unwrap_or_else(|| json!("")),
    }))
}

/// The first message of type `error`.
fn refusal(structured: &Value) -> Option<String> {
    let messages = structured.get("messages")?.as_array()?;
    let error = messages.iter().find(|message| message["type"] == "error")?;
    let content = error["content"].as_str().or_else(|| error["code"].as_str());
    Some(text::shown(content.unwrap_or("The server refused the payment."), TEXT_LIMIT))
}

fn text_of(result: &Value) -> Option<String> {
    let blocks = result.get("content")?.as_array()?;
    let said = blocks.iter().find_map(|block| block.get("text")?.as_str())?;
    Some(text::shown(said, TEXT_LIMIT))
}

struct Reader<'a> {
    session: &'a Value,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("`{place}` {what}"));
    }

    fn text(&mut self, pointer: &str) -> String {
        match self.session.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty()) {
            Some(text) => text::shown(text, TEXT_LIMIT),
            None => {
                self.fault(&pointer[1..].replace('/', "."), "must be a non-empty string");
                String::new()
            }
        }
    }

    fn currency(&mut self) -> String {
        let code = self.session["currency"].as_str().unwrap_or_default();
        if code.len() != 3 || !code.chars().all(|letter| letter.is_ascii_alphabetic()) {
            self.fault("currency", "must be a code of three letters, such as USD");
        }
        code.to_ascii_uppercase()
    }

    /// The members of a list; one that is missing or empty is a fault.
    fn list(&mut self, key: &str) -> Vec<Value> {
        match self.session[key].as_array().filter(|list| !list.is_empty()) {
            Some(list) if list.len() <= MOST_LINES => list.clone(),
            Some(_) => {
                self.fault(key, &format!("may have {MOST_LINES} entries at most"));
                Vec::new()
            }
            None => {
                self.fault(key, "must be a non-empty list");
                Vec::new()
            }
        }
    }

    fn amount(&mut self, place: &str, value: &Value) -> f64 {
        match value.as_i64().filter(|amount| amount.abs() <= LARGEST) {
            // Exact: it is not larger than what a double holds exactly.
            Some(amount) => amount as f64,
            None => {
                self.fault(place, "must be an integer in the minor unit of the currency");
                0.0
            }
        }
    }

    fn items(&mut self) -> Vec<CheckoutItem> {
        let items = self.list("line_items");
        let read = items.iter().enumerate().map(|(index, item)| {
            let place = |key: &str| format!("line_items[{index}].{key}");
            let quantity = item["item"]["quantity"].as_u64().or_else(|| item["quantity"].as_u64());
            let quantity = quantity.and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0);
            if quantity.is_none() {
                self.fault(&place("item.quantity"), "must be a positive integer");
            }
            let names = [&item["name"], &item["title"], &item["item"]["id"], &item["id"]];
            let name = names.into_iter().find_map(|name| name.as_str().filter(|name| !name.is_empty()));
            CheckoutItem {
                name: text::shown(name.unwrap_or("Item"), TEXT_LIMIT),
                quantity: quantity.unwrap_or_default(),
                total: self.amount(&place("total"), &item["total"]),
            }
        });
        read.collect()
    }

    fn totals(&mut self) -> Vec<CheckoutAmount> {
        let totals = self.list("totals");
        let read: Vec<CheckoutAmount> = totals
            .iter()
            .enumerate()
            .map(|(index, total)| {
                let kind = total["type"].as_str().unwrap_or_default().to_owned();
                let text = total["display_text"].as_str().filter(|text| !text.is_empty()).unwrap_or(&kind);
                CheckoutAmount {
                    text: text::shown(text, TEXT_LIMIT),
                    amount: self.amount(&format!("totals[{index}].amount"), &total["amount"]),
                    kind,
                }
            })
            .collect();
        if !read.is_empty() && !read.iter().any(|total| total.kind == "total") {
            self.fault("totals", "must hold one of type “total”");
        }
        read
    }

    fn links(&mut self) -> Vec<CheckoutLink> {
        let links = self.list("links");
        let read = links.iter().enumerate().filter_map(|(index, link)| {
            let url = link["url"].as_str().unwrap_or_default();
            if !url.starts_with("https://") && !url.starts_with("http://") {
                self.fault(&format!("links[{index}].url"), "must be an address on the web");
                return None;
            }
            let kind = link["type"].as_str().unwrap_or("link").trim_end_matches("_url").replace('_', " ");
            Some(CheckoutLink {
                text: text::shown(&kind, TEXT_LIMIT),
                url: text::shown(url, TEXT_LIMIT * 10),
            })
        });
        read.collect()
    }

    fn remarks(&mut self) -> Vec<String> {
        let mut remarks = Vec::new();
        match self.session.get("payment_mode").and_then(Value::as_str) {
            Some("test") => {}
            Some("live") => remarks.push(
                "The session says payment_mode: live. In ChatGPT this would be a real payment; here it is a test."
                    .to_owned(),
            ),
            _ => self.fault("payment_mode", "must be “test” or “live”"),
        }
        let types: Vec<&str> = self.session["links"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|link| link["type"].as_str())
            .collect();
        for (kind, name) in [("terms_of_use", "terms of use"), ("privacy_policy", "privacy policy")] {
            if !types.contains(&kind) {
                remarks.push(format!("The session links to no {name} ({kind})."));
            }
        }
        remarks
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn session() -> Value {
        json!({
            "id": "cs_1", "payment_mode": "test", "status": "ready_for_payment", "currency": "usd",
            "payment_provider": { "provider": "stripe", "merchant_id": "acme" },
            "line_items": [{ "id": "li_1", "item": { "id": "bag", "quantity": 2 }, "name": "Bag", "total": 6600 }],
            "totals": [
                { "type": "tax", "display_text": "Tax", "amount": 600 },
                { "type": "total", "display_text": "Total", "amount": 6600 },
            ],
            "links": [
                { "type": "terms_of_use", "url": "https://acme.example/terms" },
                { "type": "privacy_policy", "url": "https://acme.example/privacy" },
            ],
        })
    }

    #[test]
    fn a_session_is_read_whole() {
        let amount =
            |kind: &str, text: &str, amount| CheckoutAmount { kind: kind.into(), text: text.into(), amount };
        let link = |text: &str, url: &str| CheckoutLink { text: text.into(), url: url.into() };
        let expected = Checkout {
            merchant: "acme".into(),
            provider: "stripe".into(),
            currency: "USD".into(),
            items: vec![CheckoutItem { name: "Bag".into(), quantity: 2, total: 6600.0 }],
            totals: vec![amount("tax", "Tax", 600.0), amount("total", "Total", 6600.0)],
            links: vec![
                link("terms of use", "https://acme.example/terms"),
                link("privacy policy", "https://acme.example/privacy"),
            ],
            remarks: vec![],
        };
        assert_eq!(read(&session()), Ok(Session { id: "cs_1".into(), shown: expected }));
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        assert_eq!(
            read(&json!({})).unwrap_err(),
            "The checkout session cannot be used: `id` must be a non-empty string; \
             `payment_provider.merchant_id` must be a non-empty string; \
             `payment_provider.provider` must be a non-empty string; \
             `currency` must be a code of three letters, such as USD; \
             `line_items` must be a non-empty list; `totals` must be a non-empty list; \
             `links` must be a non-empty list; `payment_mode` must be “test” or “live”."
        );
        let mut wrong = session();
        wrong["line_items"][0]["item"]["quantity"] = json!(0);
        wrong["totals"] = json!([{ "type": "tax", "amount": 6.6 }]);
        wrong["links"][0]["url"] = json!("javascript:alert(1)");
        assert_eq!(
            read(&wrong).unwrap_err(),
            "The checkout session cannot be used: `line_items[0].item.quantity` must be a positive integer; \
             `totals[0].amount` must be an integer in the minor unit of the currency; \
             `totals` must hold one of type “total”; `links[0].url` must be an address on the web."
        );
    }

    #[test]
    fn a_live_session_is_marked() {
        let mut live = session();
        live["payment_mode"] = json!("live");
        live["links"] = json!([{ "type": "support_url", "url": "https://acme.example/help" }]);
        assert_eq!(
            read(&live).unwrap().shown.remarks,
            [
                "The session says payment_mode: live. In ChatGPT this would be a real payment; here it is a test.",
                "The session links to no terms of use (terms_of_use).",
                "The session links to no privacy policy (privacy_policy).",
            ]
        );
    }

    #[test]
    fn the_order_is_what_the_server_says_and_its_refusal_is_told() {
        let session = read(&session()).unwrap();
        let result = json!({ "structuredContent": { "status": "completed",
            "order": { "id": "o1", "permalink_url": "https://acme.example/o1" } } });
        assert_eq!(
            order(&session, &result),
            Ok(json!({ "id": "o1", "checkout_session_id": "cs_1", "status": "completed",
                "permalink_url": "https://acme.example/o1" }))
        );
        let declined = json!({ "structuredContent": { "messages": [
            { "type": "error", "code": "payment_declined", "content": "The card was declined." }] } });
        assert_eq!(order(&session, &declined), Err("The card was declined.".into()));
        let failed = json!({ "isError": true, "content": [{ "type": "text", "text": "Out of stock" }] });
        assert_eq!(order(&session, &failed), Err("Out of stock".into()));
        let empty = json!({ "content": [] });
        assert_eq!(
            order(&session, &empty),
            Err("The result of complete_checkout holds no structuredContent.order.".into())
        );
    }
}
