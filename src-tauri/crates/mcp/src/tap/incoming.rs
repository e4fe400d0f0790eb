//! What comes: told apart, put on the record, and handed to whom it is for. Which request an answer settles is in
//! [`super::state`].

use std::time::Instant;

use rmcp::model::ServerJsonRpcMessage;
use serde_json::Value;

use super::state::{Asked, Era};
use super::{Source, Tap, from_server};
use crate::frame::{Frame, FrameKind};
use crate::notice;
use crate::reading::{self, Unreadable};
use crate::wire;

/// What became of something that came.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// What rmcp gets in place of it. Nothing for a notification; several for a batch.
    pub(crate) messages: Vec<ServerJsonRpcMessage>,
    /// What was off, if nothing else can be made of it.
    pub(crate) oddity: Option<Oddity>,
}

/// Why something that came is nothing to go on with.
#[derive(Debug)]
pub(crate) enum Oddity {
    /// Goes on where a sentence has said what it is.
    Unreadable(String),
    NoMessage(&'static str),
    /// An answer with this id, which is not that of the request or of any open one.
    Stray(Value),
    /// A request with this method, where a server may not send any.
    Question(String),
}

impl Tap {
    /// Something came that should be one message, or a batch of them.
    pub(crate) fn received(&self, text: String, source: Source<'_>) -> Taken {
        match reading::read(text.as_bytes()) {
            Ok(Value::Array(messages)) if !messages.is_empty() => {
                let mut all = Taken::default();
                for message in messages {
                    let taken = self.take_message(message.to_string(), message, source);
                    all.messages.extend(taken.messages);
                    all.oddity = all.oddity.or(taken.oddity);
                }
                all
            }
            Ok(message) => self.take_message(text, message, source),
            Err(error) => self.unreadable(text, &error, source),
        }
    }

    /// As [`Tap::received`], where it is not even known to be text.
    pub(crate) fn received_bytes(&self, bytes: Vec<u8>, source: Source<'_>) -> Taken {
        match String::from_utf8(bytes) {
            Ok(text) => self.received(text, source),
            Err(error) => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                self.odd(text, Oddity::Unreadable("is no text in UTF-8".to_owned()), source)
            }
        }
    }

    fn take_message(&self, text: String, message: Value, source: Source<'_>) -> Taken {
        if let Some(objection) = wire::objection(&message) {
            return self.odd(text, Oddity::NoMessage(objection), source);
        }
        if wire::is_answer(&message) {
            return self.take_answer(text, message, source);
        }
        match message.get("id") {
            Some(_) => self.take_question(text, message, source),
            None => self.take_notification(text, message, source),
        }
    }

    fn take_answer(&self, text: String, answer: Value, source: Source<'_>) -> Taken {
        let id = answer.get("id").cloned();
        let settled = self.lock().settle(source.id, answer);
        let Some(settled) = settled else {
            self.noise(source.id, &text);
            let tag = self.lock().tag(source.id);
            self.observer.frame(Frame {
                id: id.clone(),
                tag,
                ..from_server(FrameKind::Answer, text, source)
            });
            return Taken { oddity: Some(Oddity::Stray(id.unwrap_or_default())), ..Taken::default() };
        };
        self.observer.frame(Frame {
            id,
            method: Some(settled.method),
            tag: settled.tag,
            duration: settled.duration,
            ..from_server(FrameKind::Answer, text, source)
        });
        Taken { messages: vec![settled.message], oddity: None }
    }

    fn take_question(&self, text: String, message: Value, source: Source<'_>) -> Taken {
        let Some(id) = wire::request_id(&message) else {
            return self.odd(
                text,
                Oddity::NoMessage("its \"id\" is neither text nor a whole number"),
                source,
            );
        };
        let method = wire::method(&message);
        let (tag, era) = {
            let state = self.lock();
            (state.tag(source.id), state.era)
        };
        let of_kind = |kind, text| Frame {
            id: message.get("id").cloned(),
            method: Some(method.clone()),
            tag: tag.clone(),
            ..from_server(kind, text, source)
        };
        if era == Era::Stateless {
            // There is no way to answer it either.
            self.noise(source.id, &text);
            self.observer.frame(of_kind(FrameKind::Oddity, text));
            return Taken { oddity: Some(Oddity::Question(method)), ..Taken::default() };
        }
        let asked = Asked { method: method.clone(), tag: tag.clone(), at: Instant::now() };
        self.lock().asked.insert(id.clone(), asked);
        self.observer.frame(of_kind(FrameKind::Request, text));
        Taken { messages: vec![wire::question(id, message, tag)], oddity: None }
    }

    fn take_notification(&self, text: String, message: Value, source: Source<'_>) -> Taken {
        let (tag, unsubscribed) = {
            let mut state = self.lock();
            match message["method"] == wire::CANCELLED {
                true => (state.taken_back(&message), state.unsubscribed(&message)),
                false => (state.tag_of_notification(source.id, &message), None),
            }
        };
        self.observer.frame(Frame {
            method: Some(wire::method(&message)),
            tag: tag.clone(),
            ..from_server(FrameKind::Notification, text, source)
        });
        let messages = wire::cancellation(&message).into_iter().chain(unsubscribed).collect();
        self.observer.notice(notice::of(message, tag));
        Taken { messages, oddity: None }
    }

    /// The request that it should have answered fails with the reason, where that much can be made out.
    fn unreadable(&self, text: String, error: &Unreadable, source: Source<'_>) -> Taken {
        let message = reading::answered_id(&text).and_then(|id| self.lock().spoil(source.id, &id, error));
        let odd = self.odd(text, Oddity::Unreadable(error.to_string()), source);
        Taken { messages: message.into_iter().collect(), ..odd }
    }

    fn odd(&self, text: String, oddity: Oddity, source: Source<'_>) -> Taken {
        self.noise(source.id, &text);
        let tag = self.lock().tag(source.id);
        self.observer.frame(Frame { tag, ..from_server(FrameKind::Oddity, text, source) });
        Taken { oddity: Some(oddity), ..Taken::default() }
    }
}
