//! Who listens to a session: what goes over the wire, what its server says of its own accord, and what it asks.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use greenroom_contract::call::Progress;
use greenroom_contract::connector::Connector;
use greenroom_mcp::{Frame, Notice, Observer, Question, Refusal};
use serde_json::Value;

use super::ear::Ear;
use crate::calls::reports::Reports;
use crate::inquiries::{Asked, Inquiries};
use crate::mask::Mask;
use crate::record::{Looks, Record, Recorder};
use crate::text;

/// The longest message of a progress report that is shown.
const LONGEST_REPORT: usize = 500;

/// Those who listen to every session.
#[derive(Clone, Debug)]
pub struct Audience {
    pub record: Arc<Record>,
    pub looks: Arc<Looks>,
    pub reports: Arc<Reports>,
    pub inquiries: Arc<Inquiries>,
}

/// What listens to one session.
#[derive(Debug)]
struct Listener {
    connector_id: String,
    app_name: String,
    mask: Arc<Mask>,
    recorder: Recorder,
    ear: Ear,
    audience: Audience,
}

impl Audience {
    /// For a session that is about to begin. What the recorder hides is hidden in all that is heard.
    pub fn listener(&self, connector: &Connector, recorder: Recorder, ear: Ear) -> Arc<dyn Observer> {
        Arc::new(Listener {
            connector_id: connector.id.clone(),
            app_name: connector.name.clone(),
            mask: recorder.mask(),
            recorder,
            ear,
            audience: self.clone(),
        })
    }
}

impl Observer for Listener {
    fn frame(&self, frame: Frame) {
        self.audience.looks.record(&self.recorder, frame);
    }

    fn notice(&self, notice: Notice) {
        match notice {
            Notice::Progress { tag: Some(call_id), progress, total, message } => {
                let message = message.map(|message| text::shown(&self.mask.own(&message), LONGEST_REPORT));
                self.audience.reports.report(&call_id, Progress { progress, total, message });
            }
            Notice::ListChanged { .. } => self.ear.hear(&notice),
            Notice::Ended { reason } => {
                self.audience.inquiries.cancel(Asked::ByConnector(&self.connector_id));
                self.ear.hear(&Notice::Ended { reason: self.mask.own(&reason).into_owned() });
            }
            // These are on record.
            Notice::Progress { tag: None, .. }
            | Notice::Log { .. }
            | Notice::ResourceUpdated { .. }
            | Notice::Other { .. } => {}
        }
    }

    fn ask(&self, mut question: Question) -> BoxFuture<'static, Result<Value, Refusal>> {
        self.mask.hide(&mut question.params);
        let (connector_id, app_name) = (self.connector_id.clone(), self.app_name.clone());
        Box::pin(self.audience.inquiries.clone().ask(connector_id, app_name, question))
    }
}
