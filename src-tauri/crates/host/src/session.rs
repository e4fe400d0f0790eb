//! A connection to a connector's server, as the rest of the host has it: nothing that comes of it holds the person's
//! secrets, even if the server repeats them. So they are neither stored nor shown, and no widget gets them.
//!
//! What a server says unasked loses them in [`crate::connectors`], the record of the wire in [`crate::record`].

use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_mcp as mcp;
use greenroom_mcp::{Answer, Error, Exchange, Listing, Request, Server};
use serde_json::Value;

use crate::mask::Mask;
use crate::problems;

#[derive(Debug)]
pub struct Session {
    session: mcp::Session,
    server: Server,
    mask: Arc<Mask>,
}

/// A request without a result, and what was sent and received all the same.
#[derive(Debug)]
pub struct Failure {
    pub end: End,
    pub problem: Problem,
    pub request: Option<Value>,
    pub response: Option<Value>,
    pub exchange: Option<Exchange>,
    pub duration: Duration,
}

/// How a request ended that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Cancelled,
    TimedOut,
    Failed,
}

impl Session {
    pub fn new(session: mcp::Session, mask: Arc<Mask>) -> Self {
        let mut server = session.server().clone();
        for text in [&mut server.name, &mut server.version, &mut server.protocol_version] {
            *text = mask.own(text).into_owned();
        }
        server.instructions = server.instructions.map(|text| mask.own(&text).into_owned());
        for value in [&mut server.capabilities, &mut server.raw] {
            mask.hide(value);
        }
        Self { session, server, mask }
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    pub fn transport(&self) -> mcp::Transport {
        self.session.transport()
    }

    pub fn mask(&self) -> &Mask {
        &self.mask
    }

    pub async fn request(&self, method: &str, params: Value) -> Result<Answer, Failure> {
        self.request_until(Request::new(method, params), std::future::pending()).await
    }

    pub async fn request_until(
        &self,
        request: Request,
        stop: impl Future<Output = ()>,
    ) -> Result<Answer, Failure> {
        match self.session.request_until(request, stop).await {
            Ok(answer) => Ok(self.mask.answer(answer)),
            Err(failure) => Err(Failure::of(failure, &self.mask)),
        }
    }

    pub async fn list(&self, method: &str, key: &str) -> Result<Listing, Failure> {
        let listing = self.session.list(method, key).await;
        let mut listing = listing.map_err(|failure| Failure::of(failure, &self.mask))?;
        listing.items.iter_mut().for_each(|item| self.mask.hide(item));
        listing.notes.iter_mut().for_each(|note| *note = self.mask.own(note).into_owned());
        Ok(listing)
    }

    pub async fn follow(&self) {
        self.session.follow().await;
    }

    pub fn is_closed(&self) -> bool {
        self.session.is_closed()
    }

    pub async fn close(&self) {
        self.session.close().await;
    }
}

impl Failure {
    fn of(failure: mcp::Failure, mask: &Mask) -> Self {
        let hidden = |value: Option<Value>| {
            value.map(|mut value| {
                mask.hide(&mut value);
                value
            })
        };
        Self {
            end: match failure.error {
                Error::Cancelled { .. } => End::Cancelled,
                Error::TimedOut { .. } => End::TimedOut,
                _ => End::Failed,
            },
            problem: problems::of(&failure.error, mask),
            request: hidden(failure.request),
            response: hidden(failure.response),
            exchange: failure.exchange.map(|exchange| mask.exchange(exchange)),
            duration: failure.duration,
        }
    }
}
