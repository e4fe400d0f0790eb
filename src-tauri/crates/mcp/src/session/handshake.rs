//! Opens the transport that a target asks for, and shakes hands over it; where the protocol says so, over another
//! one after that.

use std::sync::Arc;
use std::time::Instant;

use rmcp::service::{ClientInitializeError, RunningService};
use rmcp::transport::IntoTransport;
use rmcp::{ClientLifecycleMode, ClientServiceExt, RoleClient};

use super::client::Client;
use super::era;
use crate::error::Error;
use crate::http;
use crate::http::sse::{self, Fault};
use crate::in_process;
use crate::stdio;
use crate::tap::Tap;
use crate::target::{ClientProfile, Command, HttpTarget, Limits, Protocol, Target};
use crate::transport::Transport;
use crate::wire::{DISCOVER, INITIALIZE};

type Running = RunningService<RoleClient, Client>;

/// Who connects, and within what.
pub(super) struct Handshake<'a> {
    pub(super) profile: &'a ClientProfile,
    pub(super) limits: Limits,
    pub(super) tap: &'a Arc<Tap>,
}

impl Handshake<'_> {
    pub(super) async fn with(&self, target: Target) -> Result<(Running, Transport), Error> {
        match target {
            Target::Http(target) => self.over_http(target).await,
            Target::Sse(target) => Ok((self.over_sse(&target).await?, Transport::Sse)),
            Target::Stdio(command) => Ok((self.with_command(&command).await?, Transport::Stdio)),
            Target::InProcess(stream) => {
                let transport = in_process::transport(stream, self.limits, self.tap.clone());
                Ok((self.over(transport, self.lifecycle()?).await?, Transport::InProcess))
            }
        }
    }

    /// A server that knows nothing to do with `initialize` may be one of the first revision. Where it names no address
    /// for messages it is not, and what it said to `initialize` is what counts.
    async fn over_http(&self, target: HttpTarget) -> Result<(Running, Transport), Error> {
        let started = Instant::now();
        let transport = http::transport(&target, self.profile, self.limits, self.tap.clone())?;
        let error = match self.over(transport, self.lifecycle()?).await {
            Ok(running) => return Ok((running, Transport::StreamableHttp)),
            Err(error) => error,
        };
        if !may_be_sse(&error) {
            return Err(error);
        }
        match self.again(started).over_sse(&target).await {
            Ok(running) => Ok((running, Transport::Sse)),
            Err(Fault::Foreign(_)) => Err(error),
            Err(Fault::Own(fault)) => Err(fault),
        }
    }

    async fn over_sse(&self, target: &HttpTarget) -> Result<Running, Fault> {
        let started = Instant::now();
        let transport = sse::open(target, self.profile, self.limits, self.tap.clone()).await?;
        let rest = Handshake { limits: self.rest(started), ..*self };
        rest.over(transport, era::handshake_only()).await.map_err(Fault::Own)
    }

    /// Some servers of the older era end when they are asked anything before `initialize`; they are started once
    /// more and not asked.
    async fn with_command(&self, command: &Command) -> Result<Running, Error> {
        let started = Instant::now();
        let transport = stdio::transport(command, self.limits, self.tap.clone())?;
        let first = self.over(transport, self.lifecycle()?).await;
        let asked_too_early = matches!(&first, Err(Error::Exited { .. }))
            && self.profile.protocol == Protocol::Negotiated
            && self.tap.newest_method().as_deref() == Some(DISCOVER);
        if !asked_too_early {
            return first;
        }
        let again = self.again(started);
        let transport = stdio::transport(command, again.limits, self.tap.clone())?;
        again.over(transport, era::handshake_only()).await
    }

    async fn over<T, E, A>(&self, transport: T, lifecycle: ClientLifecycleMode) -> Result<Running, Error>
    where
        T: IntoTransport<RoleClient, E, A>,
        E: std::error::Error + Send + Sync + 'static,
    {
        let client = Client::new(self.profile, self.tap.observer.clone());
        let handshake = client.serve_with_lifecycle(transport, lifecycle);
        match tokio::time::timeout(self.limits.connect, handshake).await {
            Ok(Ok(running)) => Ok(running),
            Ok(Err(error)) => Err(self.tap.why_not_connected().unwrap_or_else(|| unnamed(&error))),
            Err(_) => Err(self.tap.timed_out(self.limits.connect)),
        }
    }

    fn lifecycle(&self) -> Result<ClientLifecycleMode, Error> {
        era::lifecycle(&self.profile.protocol)
    }

    /// Another attempt, in the time that is left.
    fn again(&self, started: Instant) -> Self {
        self.tap.begin_again();
        Handshake { limits: self.rest(started), ..*self }
    }

    fn rest(&self, started: Instant) -> Limits {
        Limits { connect: self.limits.connect.saturating_sub(started.elapsed()), ..self.limits }
    }
}

fn may_be_sse(error: &Error) -> bool {
    match error {
        Error::Status { during, status, .. } => during == INITIALIZE && matches!(status, 400 | 404 | 405),
        // Such a status may also carry a JSON-RPC error.
        Error::Rpc { exchange: Some(exchange), .. } => matches!(exchange.status, Some(404 | 405)),
        _ => false,
    }
}

/// A failed handshake of which the tap saw no failure: the other end went away.
fn unnamed(error: &ClientInitializeError) -> Error {
    Error::Disconnected { during: "the handshake".to_owned(), reason: error.to_string(), exchange: None }
}
