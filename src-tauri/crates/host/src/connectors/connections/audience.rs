//! Who listens to a session: what goes over the wire, what its server says of its own accord, and what it asks.

use std::sync::Arc;

use greenroom_contract::connector::Connector;
use greenroom_mcp::{Frame, Nobody, Notice, Observer, Question, Refusal, Target};
use serde_json::Value;

use super::ear::Ear;
use crate::record::{Record, Recorder};

/// Those who listen to every session.
#[derive(Clone, Debug)]
pub struct Audience {
    record: Arc<Record>,
}

/// What listens to one session.
#[derive(Debug)]
struct Listener {
    recorder: Recorder,
    ear: Ear,
}

impl Audience {
    pub fn new(record: Arc<Record>) -> Self {
        Self { record }
    }

    /// For a session that is about to begin. What the target holds of secrets is masked in its record.
    pub fn listener(&self, connector: &Connector, target: &Target, ear: Ear) -> Arc<dyn Observer> {
        Arc::new(Listener { recorder: self.record.recorder(&connector.id, &connector.name, target), ear })
    }
}

impl Observer for Listener {
    fn frame(&self, frame: Frame) {
        self.recorder.record(frame);
    }

    fn notice(&self, notice: Notice) {
        match notice {
            Notice::ListChanged { .. } | Notice::Ended { .. } => self.ear.hear(&notice),
            Notice::Progress { .. }
            | Notice::Log { .. }
            | Notice::ResourceUpdated { .. }
            | Notice::Other { .. } => tracing::debug!(?notice, "a server said something"),
        }
    }

    fn ask(&self, question: Question) -> futures_util::future::BoxFuture<'static, Result<Value, Refusal>> {
        Nobody.ask(question)
    }
}
