//! How far calls under way are, as their servers report it. The last report of each call counts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::call::Progress;
use tokio::sync::watch;

#[derive(Debug, Default)]
pub struct Reports(Mutex<HashMap<String, watch::Sender<Option<Progress>>>>);

/// The reports about one call, until this is dropped.
#[derive(Debug)]
pub struct Hearing {
    call_id: String,
    heard: watch::Receiver<Option<Progress>>,
    reports: Arc<Reports>,
}

impl Reports {
    pub fn hear(self: &Arc<Self>, call_id: &str) -> Hearing {
        let (report, heard) = watch::channel(None);
        self.lock().insert(call_id.to_owned(), report);
        Hearing { call_id: call_id.to_owned(), heard, reports: self.clone() }
    }

    /// A report about a call that has settled is on the record of the wire only.
    pub fn report(&self, call_id: &str, progress: Progress) {
        if let Some(report) = self.lock().get(call_id) {
            report.send_replace(Some(progress));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, watch::Sender<Option<Progress>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hearing {
    pub fn latest(&self) -> Option<Progress> {
        self.heard.borrow().clone()
    }

    /// Waits until there is something else to say than this.
    pub async fn other_than(&mut self, known: &Option<Progress>) {
        // The other end is there for as long as this one.
        let _ = self.heard.wait_for(|latest| latest != known).await;
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        self.reports.lock().remove(&self.call_id);
    }
}
