//! A request that is waited for, and that is cancelled at the server when nobody waits any more.

use std::sync::Arc;
use std::time::Duration;

use rmcp::RoleClient;
use rmcp::model::RequestId;
use rmcp::service::{RequestHandle, ServiceError};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::tap::{Record, Tap};

const REASON: &str = "the caller no longer waits for the answer";
/// How long a server may take to hear it.
const TELLING: Duration = Duration::from_secs(5);

/// The cancellations that a session's server is still to be told of.
#[derive(Clone, Debug, Default)]
pub(super) struct Tellings(Arc<watch::Sender<usize>>);

impl Tellings {
    /// Waits until all have been told, or have taken too long to hear it.
    pub(super) async fn done(&self) {
        // The sender is this one's own, so there is no other end to the waiting.
        let _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }
}

#[derive(Debug)]
pub(super) struct Pending {
    id: RequestId,
    /// None once the request is settled.
    handle: Option<RequestHandle<RoleClient>>,
    tap: Arc<Tap>,
    tellings: Tellings,
    /// A future may be dropped outside of the runtime.
    runtime: Handle,
}

/// How waiting ended.
#[derive(Debug)]
pub(super) enum Ended {
    Settled(Record),
    /// The session closed. There is a record if the request had been sent.
    Closed(Option<Record>),
}

impl Pending {
    pub(super) fn new(handle: RequestHandle<RoleClient>, tap: Arc<Tap>, tellings: Tellings) -> Self {
        Self { id: handle.id.clone(), handle: Some(handle), tap, tellings, runtime: Handle::current() }
    }

    pub(super) fn id(&self) -> &RequestId {
        &self.id
    }

    /// Waits until the request is settled one way or the other.
    pub(super) async fn answer(&mut self) -> Ended {
        let Some(handle) = self.handle.as_mut() else { return Ended::Closed(None) };
        let settled = (&mut handle.rx).await;
        let record = self.handle.take().and_then(|handle| self.tap.take(&handle.id));
        if let Ok(Err(ServiceError::TransportSend(error))) = &settled {
            tracing::debug!(%error, "a request was not sent");
        }
        match record {
            Some(record) if settled.is_ok() || record.is_settled() => Ended::Settled(record),
            record => Ended::Closed(record),
        }
    }

    /// What is known so far.
    pub(super) fn record(&self) -> Option<Record> {
        self.handle.as_ref().and_then(|handle| self.tap.get(&handle.id))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let Some(handle) = self.handle.take() else { return };
        let (id, tap, tellings) = (handle.id.clone(), self.tap.clone(), self.tellings.clone());
        tellings.0.send_modify(|count| *count += 1);
        self.runtime.spawn(async move {
            match timeout(TELLING, handle.cancel(Some(REASON.to_owned()))).await {
                Ok(Ok(())) => {}
                told => tracing::debug!(?told, "the server could not be told that a request is cancelled"),
            }
            // Only now: before, the transport may still have begun the record.
            tap.give_up(&id);
            tellings.0.send_modify(|count| *count -= 1);
        });
    }
}
