//! The record as an HTTP Archive. Frames of one exchange become one entry; what did not go over HTTP is left out, such
//! as all that widgets say.

use std::collections::HashMap;

use greenroom_contract::Header;
use greenroom_contract::record::{Direction, FrameDetail, FrameHttp};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::har;

const EVENT_STREAM: &str = "text/event-stream";

/// Exchanges in the order in which they began.
#[derive(Default)]
pub struct Archive {
    exchanges: Vec<Exchange>,
    /// Where each is, by session and number.
    places: HashMap<(u32, u32), usize>,
}

struct Exchange {
    http: FrameHttp,
    app_name: String,
    started: String,
    ended: String,
    sent: Option<String>,
    received: Vec<String>,
}

impl Archive {
    pub fn add(&mut self, detail: FrameDetail) {
        let Some(http) = detail.http else { return };
        let key = (detail.frame.session, http.exchange);
        let place = *self.places.entry(key).or_insert_with(|| {
            self.exchanges.push(Exchange {
                http: http.clone(),
                app_name: detail.frame.app_name,
                started: detail.frame.at.clone(),
                ended: String::new(),
                sent: None,
                received: Vec::new(),
            });
            self.exchanges.len() - 1
        });
        let exchange = &mut self.exchanges[place];
        exchange.ended = detail.frame.at;
        match detail.frame.direction {
            Direction::ToServer if detail.text.is_empty() => {}
            Direction::ToServer => exchange.sent = Some(detail.text),
            Direction::FromServer | Direction::ToWidget | Direction::FromWidget => {
                exchange.http = http;
                exchange.received.push(detail.text);
            }
        }
    }

    pub fn log(&self) -> Value {
        let entries: Vec<Value> = self.exchanges.iter().map(Exchange::entry).collect();
        har::log(entries)
    }
}

impl Exchange {
    fn entry(&self) -> Value {
        let wait = self.http.first_byte_ms.unwrap_or_default();
        let time = milliseconds(&self.started, &self.ended).max(wait);
        json!({
            "startedDateTime": self.started,
            "time": time,
            "request": self.request(),
            "response": self.response(),
            "cache": {},
            "timings": { "send": 0, "wait": wait, "receive": time - wait },
            "comment": self.app_name,
        })
    }

    fn request(&self) -> Value {
        let headers = &self.http.request_headers;
        let mut request = json!({
            "method": self.http.method,
            "url": self.http.url,
            "httpVersion": "",
            "cookies": [],
            "headers": headers,
            "queryString": har::query(&self.http.url),
            "headersSize": -1,
            "bodySize": self.sent.as_ref().map_or(0, String::len),
        });
        if let Some(text) = &self.sent {
            let kind = header(headers, "content-type").unwrap_or("application/json");
            request["postData"] = json!({ "mimeType": kind, "text": text });
        }
        request
    }

    /// Where none came, the status is 0, as browsers write it.
    fn response(&self) -> Value {
        let headers = &self.http.response_headers;
        let kind = header(headers, "content-type").unwrap_or_default();
        let text =
            if kind.starts_with(EVENT_STREAM) { events(&self.received) } else { self.received.concat() };
        json!({
            "status": self.http.status.unwrap_or_default(),
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": headers,
            "content": { "size": text.len(), "mimeType": kind, "text": text },
            "redirectURL": header(headers, "location").unwrap_or_default(),
            "headersSize": -1,
            "bodySize": -1,
        })
    }
}

/// The messages as the stream that they came in.
fn events(messages: &[String]) -> String {
    let lines = |message: &String| message.lines().map(|line| format!("data: {line}\n")).collect::<String>();
    messages.iter().filter(|message| !message.is_empty()).map(|message| lines(message) + "\n").collect()
}

fn header<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
    found.map(|header| header.value.as_str())
}

fn milliseconds(from: &str, to: &str) -> f64 {
    let (Ok(from), Ok(to)) = (from.parse::<Timestamp>(), to.parse::<Timestamp>()) else { return 0.0 };
    to.duration_since(from).as_secs_f64() * 1000.0
}
