//! What a widget and the host say to each other, on its way to the record: read as far as a list shows it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use greenroom_contract::record::{Direction, FrameKind};
use greenroom_contract::widget::Language;
use serde_json::Value;

use super::recorder::{Content, Queue, Source};

/// Requests of one widget whose answers are awaited; what a flood brings beyond is recorded without its duration.
const MOST_OPEN: usize = 4096;

/// The kind of a message of `window.openai` that brings globals. The first ones are in the document.
const GLOBALS: &str = "globals";

/// Where a widget is, and of which call.
#[derive(Clone, Debug)]
pub struct Place {
    pub screen: String,
    pub instance: String,
    pub call_id: String,
}

/// One message, read.
#[derive(Debug)]
pub struct Message {
    pub place: Arc<Place>,
    pub at: SystemTime,
    pub language: Language,
    pub direction: Direction,
    pub kind: FrameKind,
    /// Of an answer, that of its request. May be empty, as may be the id.
    pub method: String,
    /// As JSON.
    pub id: String,
    pub is_error: bool,
    pub text: String,
    /// Of an answer: since its request.
    pub duration: Option<Duration>,
}

/// Records the messages of one widget.
#[derive(Debug)]
pub struct BridgeRecorder {
    queue: Queue,
    source: Arc<Source>,
    place: Arc<Place>,
    /// Requests without an answer yet: method, and when it was asked.
    open: Mutex<HashMap<Key, (String, Instant)>>,
}

/// Ids are of a language, and of the side that gave them.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    language: &'static str,
    asker: &'static str,
    id: String,
}

/// What a message is, by its form.
struct Form<'a> {
    kind: FrameKind,
    method: &'a str,
    id: String,
    is_error: bool,
}

impl BridgeRecorder {
    pub(super) fn new(queue: Queue, source: Source, place: Place) -> Self {
        Self { queue, source: Arc::new(source), place: Arc::new(place), open: Mutex::default() }
    }

    pub fn heard(&self, language: Language, message: &Value) {
        self.record(language, Direction::FromWidget, message);
    }

    pub fn told(&self, language: Language, message: &Value) {
        self.record(language, Direction::ToWidget, message);
    }

    fn record(&self, language: Language, direction: Direction, message: &Value) {
        let form = match language {
            Language::Apps => of_apps(message),
            Language::Openai => of_openai(message),
        };
        let (method, duration) = self.paired(language, direction, &form);
        let message = Message {
            place: self.place.clone(),
            at: SystemTime::now(),
            language,
            direction,
            kind: form.kind,
            method,
            id: form.id,
            is_error: form.is_error,
            text: message.to_string(),
            duration,
        };
        self.queue.put(&self.source, Content::Bridge(message));
    }

    /// Keeps a request until its answer comes, which has the same method, after so long.
    fn paired(
        &self,
        language: Language,
        direction: Direction,
        form: &Form<'_>,
    ) -> (String, Option<Duration>) {
        let asker = match (form.kind, direction) {
            (FrameKind::Request, Direction::FromWidget) | (FrameKind::Answer, Direction::ToWidget) => {
                "widget"
            }
            (FrameKind::Request | FrameKind::Answer, _) => "host",
            _ => return (form.method.to_owned(), None),
        };
        let language = match language {
            Language::Apps => "apps",
            Language::Openai => "openai",
        };
        let key = Key { language, asker, id: form.id.clone() };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if form.kind == FrameKind::Answer {
            return open
                .remove(&key)
                .map_or_else(Default::default, |(method, at)| (method, Some(at.elapsed())));
        }
        if open.len() < MOST_OPEN {
            open.insert(key, (form.method.to_owned(), Instant::now()));
        }
        (form.method.to_owned(), None)
    }
}

fn of_apps(message: &Value) -> Form<'_> {
    let id = message.get("id").filter(|id| !id.is_null());
    let method = message.get("method").and_then(Value::as_str);
    let has = |member: &str| message.get(member).is_some();
    let kind = match (method, id) {
        (Some(_), Some(_)) => FrameKind::Request,
        (Some(_), None) => FrameKind::Notification,
        (None, _) if has("result") || has("error") => FrameKind::Answer,
        (None, _) => FrameKind::Oddity,
    };
    Form {
        kind,
        method: method.unwrap_or_default(),
        id: id.map(Value::to_string).unwrap_or_default(),
        is_error: kind == FrameKind::Answer && has("error"),
    }
}

/// The shapes are those of [`greenroom_contract::widget`].
fn of_openai(message: &Value) -> Form<'_> {
    let id = message.get("id").map(Value::to_string).unwrap_or_default();
    let says = message.get("kind").and_then(Value::as_str);
    let method = message.get("method").and_then(Value::as_str);
    let (kind, method) = match (says, method) {
        (None, Some(method)) => (FrameKind::Request, method),
        (Some("result" | "error"), _) => (FrameKind::Answer, ""),
        (Some(GLOBALS), _) => (FrameKind::Notification, GLOBALS),
        _ => (FrameKind::Oddity, ""),
    };
    Form { kind, method, id, is_error: says == Some("error") }
}
