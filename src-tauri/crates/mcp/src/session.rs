//! One connection to one server: the handshake, requests, the end.
//!
//! Transports are opened in [`handshake`]; which era the server speaks is found out in [`era`]; the server's own
//! requests are answered in [`client`]; following pages is in [`list`], going several rounds in [`rounds`], hearing
//! of changes in [`follow`]; stopping a request that nobody waits for any more is in [`pending`].

mod annotations;
mod client;
pub(crate) mod era;
mod follow;
mod handshake;
mod list;
mod pending;
mod rounds;

use std::sync::Arc;
use std::time::{Duration, Instant};

use rmcp::model::{ClientRequest, CustomRequest, ProtocolVersion};
use rmcp::service::{PeerRequestOptions, RunningService};
use rmcp::{Peer, RoleClient};
use serde_json::Value;
use tokio::sync::Mutex;

use self::client::Client;
use self::handshake::Handshake;
use self::pending::{Ended, Pending, Tellings};
use self::rounds::{Next, Rounds};
use crate::answer::Answer;
use crate::error::{Error, Failure};
use crate::observer::Observer;
use crate::request::{Mark, Request};
use crate::server::Server;
use crate::tap::{Record, Source, Tap};
use crate::target::{ClientProfile, Limits, Target};
use crate::transport::Transport;

/// rmcp drains replies for two seconds and waits five for DELETE; longer than both together nobody waits.
const CLOSING: Duration = Duration::from_secs(8);

/// An open connection. Any number of tasks may use it at once.
#[derive(Debug)]
pub struct Session {
    server: Server,
    transport: Transport,
    limits: Limits,
    /// What the profile offers, as it was sent.
    capabilities: Value,
    tap: Arc<Tap>,
    peer: Peer<RoleClient>,
    tellings: Tellings,
    running: Mutex<RunningService<RoleClient, Client>>,
}

impl Session {
    /// Finds out the server's era and shakes hands.
    ///
    /// # Errors
    /// The exchange that failed, never a summary of several.
    pub async fn connect(
        target: Target,
        profile: &ClientProfile,
        limits: Limits,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, Error> {
        let tap = Arc::new(Tap::new(profile, observer));
        let handshake = Handshake { profile, limits, tap: &tap };
        let (running, transport) = handshake.with(target).await?;
        let peer = running.peer().clone();
        let version = peer.peer_info().map(|info| info.protocol_version.clone());
        let version = version.unwrap_or(ProtocolVersion::LATEST_WITH_INITIALIZE);
        let server = Server::read(tap.introduction(), version.as_str());
        let capabilities = profile.capabilities.clone();
        let (tellings, running) = (Tellings::default(), Mutex::new(running));
        Ok(Self { server, transport, limits, capabilities, tap, peer, tellings, running })
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    pub fn transport(&self) -> Transport {
        self.transport
    }

    /// Sends a request and waits for its answer, within the session's limit. `params` null means none.
    ///
    /// Dropping the future cancels the request at the server.
    ///
    /// # Errors
    /// Whatever kept the result away, with what was sent and received.
    pub async fn request(&self, method: &str, params: Value) -> Result<Answer, Failure> {
        self.request_until(Request::new(method, params), std::future::pending()).await
    }

    /// As [`Session::request`], with what the request says of itself, and given up as soon as `stop` completes.
    /// Unlike dropping the future, that tells what had been sent. The limit is for each round, so that nobody has
    /// to hurry with what the server asks between them; the answer is that of the last.
    ///
    /// # Errors
    /// As [`Session::request`]; [`Error::Cancelled`] where it was given up.
    pub async fn request_until(
        &self,
        request: Request,
        stop: impl Future<Output = ()>,
    ) -> Result<Answer, Failure> {
        let started = Instant::now();
        let mut stop = std::pin::pin!(stop);
        let mut rounds = Rounds::default();
        let mut round = request.clone();
        let ended = loop {
            let answer = self.one_round(round.clone(), stop.as_mut()).await;
            match self.next_round(&request, answer, &mut rounds, stop.as_mut()).await {
                Next::Round(params) => round.params = params,
                Next::End(ended) => break *ended,
            }
        };
        match ended {
            Ok(answer) => Ok(Answer { duration: started.elapsed(), ..answer }),
            Err(failure) => Err(Failure { duration: started.elapsed(), ..failure }),
        }
    }

    async fn one_round(&self, request: Request, stop: impl Future<Output = ()>) -> Result<Answer, Failure> {
        let started = Instant::now();
        let Request { method, params, limit, tag, headers } = request;
        let limit = limit.unwrap_or(self.limits.request);
        let params = Some(params).filter(|params| !params.is_null());
        let mut request = CustomRequest::new(&method, params);
        request.extensions.insert(Mark { tag, headers });
        let request = ClientRequest::CustomRequest(request);
        let sent = self.peer.send_request_with_option(request, PeerRequestOptions::no_options()).await;
        let Ok(handle) = sent else { return Err(failure(Error::Closed, None, started)) };
        let mut pending = Pending::new(handle, self.tap.clone(), self.tellings.clone());
        let during = method;
        let record = tokio::select! {
            ended = pending.answer() => match ended {
                Ended::Settled(record) => record,
                Ended::Closed(record) => return Err(failure(Error::Closed, record, started)),
            },
            () = tokio::time::sleep(limit) => {
                let record = pending.record();
                let exchange = record.as_ref().and_then(Record::boxed_exchange);
                let error = Error::TimedOut { during, after: limit, exchange };
                self.tap.broke(&error, Source { id: Some(pending.id()), http: None });
                return Err(failure(error, record, started));
            }
            () = stop => return Err(failure(Error::Cancelled { during }, pending.record(), started)),
        };
        match record.result() {
            Ok(result) => Ok(Answer {
                request: record.request,
                response: record.response.unwrap_or_default(),
                result,
                exchange: record.exchange,
                duration: started.elapsed(),
            }),
            Err(error) => Err(failure(error, Some(record), started)),
        }
    }

    /// Whether it is of the era without a handshake.
    fn is_modern(&self) -> bool {
        self.server.protocol_version.as_str() >= ProtocolVersion::NO_INITIALIZE.as_str()
    }

    /// Whether the connection has ended; requests fail with [`Error::Closed`] from then on.
    pub fn is_closed(&self) -> bool {
        self.peer.is_transport_closed()
    }

    /// Ends the connection, and with it every request under way. Over HTTP the server is told; and it is told first of
    /// requests that were cancelled just now.
    pub async fn close(&self) {
        self.tellings.done().await;
        self.tap.closing();
        if let Err(error) = self.running.lock().await.close_with_timeout(CLOSING).await {
            tracing::warn!(%error, "the connection did not end as it should");
        }
    }
}

fn failure(error: Error, record: Option<Record>, started: Instant) -> Failure {
    let (request, response, exchange) = match record {
        Some(record) => (Some(record.request), record.response, record.exchange),
        None => (None, None, None),
    };
    Failure { error, request, response, exchange, duration: started.elapsed() }
}
