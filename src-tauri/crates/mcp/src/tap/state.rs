//! The requests under way, and which of them an answer settles.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rmcp::model::{RequestId, ServerJsonRpcMessage};
use serde_json::Value;

use super::record::Record;
use crate::error::Error;
use crate::reading::Unreadable;
use crate::session::era;
use crate::wire;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) records: HashMap<RequestId, Record>,
    /// What the server asked and was not told yet.
    pub(super) asked: HashMap<RequestId, Asked>,
    /// The request sent last: while connecting, the one that is waited for.
    pub(super) newest: Option<RequestId>,
    /// The failure seen last: while connecting, the reason why it failed.
    pub(super) last_error: Option<Error>,
    pub(super) phase: Phase,
    pub(super) era: Era,
}

/// What the server is known to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Era {
    /// It may ask, too; so it is until it was found to be none that may not.
    #[default]
    Handshake,
    /// From 2026-07-28 on, where only the client sends requests.
    Stateless,
}

/// How far the connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    Connecting,
    Open,
    /// It ended, or we are ending it.
    Over,
}

/// A request of the server's own.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) tag: Option<String>,
    pub(super) at: Instant,
}

/// An answer that found its request.
#[derive(Debug)]
pub(super) struct Settled {
    /// What rmcp gets.
    pub(super) message: ServerJsonRpcMessage,
    pub(super) method: String,
    pub(super) tag: Option<String>,
    pub(super) duration: Option<Duration>,
}

impl State {
    /// Takes an answer into the open record that it settles: that of `id` alone, where it came in reply to that
    /// request, and else the one with its own id. In reply to one request another's id is a mix-up, of which nobody
    /// can say whose result it is.
    pub(super) fn settle(&mut self, id: Option<&RequestId>, answer: Value) -> Option<Settled> {
        let id = self.settled_by(id, &answer)?;
        let record = self.records.get_mut(&id)?;
        record.error = None;
        record.response = Some(answer);
        let (message, error) = era::stand_in(id, record);
        if record.method == wire::DISCOVER && matches!(message, ServerJsonRpcMessage::Response(_)) {
            self.era = Era::Stateless;
        }
        let settled = Settled {
            message,
            method: record.method.clone(),
            tag: record.tag.clone(),
            duration: record.sent.map(|sent| sent.elapsed()),
        };
        if let Some(error) = error {
            record.error = Some(error.clone());
            self.last_error = Some(error);
        }
        Some(settled)
    }

    /// An answer with the id `answered` came that cannot be read; to whom it counts is as in [`State::settle`]. Gives
    /// what rmcp gets in place of it.
    pub(super) fn spoil(
        &mut self,
        id: Option<&RequestId>,
        answered: &Value,
        why: &Unreadable,
    ) -> Option<ServerJsonRpcMessage> {
        let mut open = self.records.iter_mut().filter(|(_, record)| record.response.is_none());
        let (id, record) = open.find(|(own, record)| {
            id.is_none_or(|id| *own == id) && record.request.get("id") == Some(answered)
        })?;
        let reason = format!("the answer to {} {why}", record.method);
        let during = record.method.clone();
        let error = Error::NotMcp { during, reason, exchange: record.boxed_exchange() };
        record.error = Some(error.clone());
        self.last_error = Some(error);
        Some(match record.method.as_str() {
            wire::DISCOVER => era::legacy(id.clone()),
            _ => wire::refusal(id.clone(), 0),
        })
    }

    fn settled_by(&self, id: Option<&RequestId>, answer: &Value) -> Option<RequestId> {
        let mut open = self.records.iter().filter(|(_, record)| record.response.is_none());
        let settled = open.find(|(own, record)| match id {
            Some(id) => *own == id && wire::answers(answer, &record.request),
            None => wire::same_id(answer, &record.request),
        });
        settled.map(|(id, _)| id.clone())
    }

    /// The server ends a subscription of ours, which it does where there is no stream to be closed.
    pub(super) fn unsubscribed(&mut self, notification: &Value) -> Option<ServerJsonRpcMessage> {
        let ended = notification.pointer("/params/requestId")?;
        let ours = |record: &Record| {
            record.method == wire::LISTEN && !record.is_settled() && record.request.get("id") == Some(ended)
        };
        let (id, record) = self.records.iter_mut().find(|(_, record)| ours(record))?;
        record.error = Some(Error::Cancelled { during: record.method.clone() });
        Some(wire::refusal(id.clone(), 0))
    }

    /// The tag of the request in reply to which something came.
    pub(super) fn tag(&self, id: Option<&RequestId>) -> Option<String> {
        self.records.get(id?)?.tag.clone()
    }

    /// The server takes a request of its own back. Gives the tag.
    pub(super) fn taken_back(&mut self, notification: &Value) -> Option<String> {
        let id = serde_json::from_value(notification.pointer("/params/requestId")?.clone()).ok()?;
        self.asked.remove::<RequestId>(&id)?.tag
    }

    /// The tag of the request that a notification is about.
    pub(super) fn tag_of_notification(&self, id: Option<&RequestId>, notification: &Value) -> Option<String> {
        let about = match notification["method"].as_str()? {
            wire::PROGRESS => {
                let token = &notification["params"]["progressToken"];
                self.records.values().find(|record| record.has_progress_token(token))
            }
            wire::CANCELLED => {
                let id = &notification["params"]["requestId"];
                self.records.values().find(|record| record.request.get("id") == Some(id))
            }
            _ => None,
        };
        about.map_or_else(|| self.tag(id), |record| record.tag.clone())
    }
}
