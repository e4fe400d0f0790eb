//! What goes out: the message as it is sent, the record that a request begins, and its frames.

use std::time::{Duration, Instant, SystemTime};

use rmcp::model::{ClientJsonRpcMessage, RequestId};
use serde_json::Value;

use super::state::Asked;
use super::{Record, Tap};
use crate::error::Error;
use crate::frame::{Direction, Frame, FrameHttp, FrameKind};
use crate::request::Mark;
use crate::wire;

#[derive(Debug)]
pub(crate) struct Outgoing {
    /// The id by which rmcp knows a request; none for notifications and replies.
    pub(crate) id: Option<RequestId>,
    /// Of a reply, what it is.
    pub(crate) method: String,
    pub(crate) value: Value,
    /// `value` as it goes over the wire.
    pub(crate) text: String,
    /// What belongs to this request alone.
    pub(crate) mark: Mark,
    duration: Option<Duration>,
}

impl Tap {
    /// Encodes a message and, if it is a request, begins its record.
    pub(crate) fn send(&self, message: &ClientJsonRpcMessage) -> Result<Outgoing, Error> {
        let value = self.wire.encode(message).map_err(|error| Error::Setup { reason: error.to_string() })?;
        let mut outgoing = Outgoing {
            id: None,
            method: wire::method(&value),
            text: value.to_string(),
            value,
            mark: Mark::default(),
            duration: None,
        };
        let mut state = self.lock();
        match message {
            ClientJsonRpcMessage::Request(request) => {
                outgoing.mark = Mark::of(&request.request);
                let record = Record::new(&outgoing.method, outgoing.value.clone(), &outgoing.mark);
                state.records.insert(request.id.clone(), record);
                state.newest = Some(request.id.clone());
                outgoing.id = Some(request.id.clone());
            }
            ClientJsonRpcMessage::Notification(_) => {
                outgoing.mark.tag = state.tag_of_notification(None, &outgoing.value);
            }
            ClientJsonRpcMessage::Response(response) => outgoing.replies_to(state.asked.remove(&response.id)),
            ClientJsonRpcMessage::Error(error) => {
                outgoing.replies_to(error.id.as_ref().and_then(|id| state.asked.remove(id)));
            }
        }
        Ok(outgoing)
    }

    /// A message leaves; over HTTP as part of an exchange, of which there may be several.
    pub(crate) fn sent(&self, outgoing: &Outgoing, http: Option<&FrameHttp>) {
        self.with(outgoing.id.as_ref(), |record| record.sent = record.sent.or_else(|| Some(Instant::now())));
        let kind = match (&outgoing.id, outgoing.value.get("method")) {
            (Some(_), _) => FrameKind::Request,
            (None, Some(_)) => FrameKind::Notification,
            (None, None) => FrameKind::Answer,
        };
        self.observer.frame(Frame {
            at: SystemTime::now(),
            direction: Direction::ToServer,
            kind,
            method: Some(outgoing.method.clone()),
            id: outgoing.value.get("id").cloned(),
            tag: outgoing.mark.tag.clone(),
            text: outgoing.text.clone(),
            duration: outgoing.duration,
            http: http.cloned(),
        });
    }
}

impl Outgoing {
    fn replies_to(&mut self, asked: Option<Asked>) {
        let Some(asked) = asked else { return };
        self.method = asked.method;
        self.mark.tag = asked.tag;
        self.duration = Some(asked.at.elapsed());
    }
}
