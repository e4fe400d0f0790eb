//! The transport of the revision 2024-11-05, HTTP+SSE: a GET whose response is a stream of events. The first event
//! names the address that takes messages by POST; all that the server has to say comes as further events.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use http::header::CONTENT_TYPE;
use reqwest::{Method, Response};
use rmcp::RoleClient;
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::client::HttpClient;
use super::events::{self, Events};
use super::send::Request;
use super::stream::EventSource;
use super::trip::Trip;
use super::{ANY, EVENTS, body};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::tap::{Outgoing, Source, Tap};
use crate::target::{ClientProfile, HttpTarget, Limits};

/// For the error's sentence.
const OPENING: &str = "the GET that opens the event stream";
/// As that, of an event that cannot be read: what it answers is not known then.
const SOMETHING: &str = "a request";
/// The event that names the address.
const ENDPOINT: &str = "endpoint";
/// Events before it; there should be none.
const MOST_EVENTS: usize = 100;

pub(crate) struct Sse {
    /// Its URL is the address for messages.
    client: HttpClient,
    events: Events,
    source: EventSource,
    /// What was read and not yet asked for: an event may hold a batch.
    read: VecDeque<ServerJsonRpcMessage>,
}

impl fmt::Debug for Sse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sse").field("client", &self.client).finish_non_exhaustive()
    }
}

/// Why there is no connection over this transport.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Nothing shows that the server speaks it.
    Foreign(Error),
    /// It does, for it named an address for messages; what it did then was wrong.
    Own(Error),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Foreign(error) | Fault::Own(error) => error,
        }
    }
}

/// Opens the stream, and waits until it has named the address.
pub(crate) async fn open(
    target: &HttpTarget,
    profile: &ClientProfile,
    limits: Limits,
    tap: Arc<Tap>,
) -> Result<Sse, Fault> {
    let client = super::client(target, profile, limits, tap).map_err(Fault::Foreign)?;
    let after = limits.connect;
    let deadline = Instant::now() + after;
    let response = timeout_at(deadline, client.get()).await;
    let silent = |_| Err(Error::TimedOut { during: OPENING.to_owned(), after, exchange: None });
    let (response, trip) = response.unwrap_or_else(silent).map_err(Fault::Foreign)?;
    let named = timeout_at(deadline, named(client, response, &trip)).await;
    let nameless = |_| {
        let reason = "the event stream names no address for messages".to_owned();
        Err(Fault::Foreign(not_mcp(reason, &trip)))
    };
    named.unwrap_or_else(nameless)
}

/// Waits until the stream has named the address.
async fn named(mut client: HttpClient, response: Response, trip: &Trip) -> Result<Sse, Fault> {
    // A redirection may have led to another path.
    let base = response.url().clone();
    let mut events = events::raw(response, client.limits.body_bytes);
    let source = client.source(None, SOMETHING, trip.clone());
    for _ in 0..MOST_EVENTS {
        let Some(event) = events.next().await else { break };
        let event = event.map_err(|error| Fault::Foreign(source.broke(&error)))?;
        if event.event.as_deref() == Some(ENDPOINT) {
            let named = event.data.unwrap_or_default();
            client.tap.told(named.clone(), source.origin());
            let address = address(&named, &base);
            client.url = address.map_err(|reason| Fault::Own(not_mcp(reason, trip)))?;
            return Ok(Sse { client, events, source, read: VecDeque::new() });
        }
        // Nothing was asked yet, so nothing can be answered.
        source.read(event.data, event.event.as_deref());
    }
    let reason = "the event stream does not begin with an address for messages".to_owned();
    Err(Fault::Foreign(not_mcp(reason, trip)))
}

/// Messages, and the headers with them, go to nobody but the server that the person named.
fn address(named: &str, base: &Url) -> Result<Url, String> {
    let address = base.join(named.trim()).map_err(|error| {
        format!("the event stream names {named:?} for messages, which is no address: {error}")
    })?;
    if address.origin() != base.origin() {
        return Err(format!("the event stream names {address} for messages, which is another server"));
    }
    Ok(address)
}

fn not_mcp(reason: String, trip: &Trip) -> Error {
    Error::NotMcp { during: OPENING.to_owned(), reason, exchange: Some(Box::new(trip.exchange.clone())) }
}

impl HttpClient {
    /// The stream of events.
    async fn get(&self) -> Result<(Response, Trip), Error> {
        let request = Request {
            method: Method::GET,
            accept: EVENTS,
            headers: HashMap::new(),
            message: None,
            during: OPENING,
            limit: None,
        };
        let (response, trip) = self.send(&request).await?;
        Ok((self.event_stream(response, &trip).await?, trip))
    }

    /// The response, if it is a stream of events.
    async fn event_stream(&self, mut response: Response, trip: &Trip) -> Result<Response, Error> {
        let content_type = response.headers().get(CONTENT_TYPE);
        let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let is_stream = content_type.as_deref().is_some_and(|value| value.starts_with(EVENTS));
        if response.status().is_success() && is_stream {
            return Ok(response);
        }
        let mut exchange = trip.exchange.clone();
        let body = body::read_error(&mut response, &mut exchange).await;
        let body = String::from_utf8_lossy(&body).into_owned();
        self.tap.http_received(body, Source { id: None, http: Some(&trip.http) });
        let during = OPENING.to_owned();
        if !response.status().is_success() {
            let status = response.status().as_u16();
            return Err(Error::Status { during, status, exchange: Box::new(exchange) });
        }
        let said =
            content_type.map_or("no content type".to_owned(), |value| format!("the content type {value}"));
        let reason = format!("{OPENING} was answered with {said}, where HTTP+SSE has {EVENTS}");
        Err(Error::NotMcp { during, reason, exchange: Some(Box::new(exchange)) })
    }

    /// Posts a message. The answer to it comes as an event.
    async fn deliver(&self, outgoing: &Outgoing) -> Result<(), Error> {
        let id = outgoing.id.as_ref();
        self.tap.exchanged(id, &Exchange::new(Method::POST.as_str(), &self.url));
        let request = Request {
            method: Method::POST,
            accept: ANY,
            headers: HashMap::new(),
            message: Some(outgoing),
            during: &outgoing.method,
            limit: Some(self.limits.request),
        };
        let (mut response, mut trip) = self.send(&request).await?;
        let body = body::read_error(&mut response, &mut trip.exchange).await;
        let body = String::from_utf8_lossy(&body).into_owned();
        self.tap.exchanged(id, &trip.exchange);
        let status = response.status();
        let source = Source { id, http: Some(&trip.http) };
        if status.is_success() {
            // Mostly the word "Accepted".
            self.tap.told(body, source);
            return Ok(());
        }
        self.tap.http_received(body, source);
        let (during, exchange) = (outgoing.method.clone(), Box::new(trip.exchange));
        Err(Error::Status { during, status: status.as_u16(), exchange })
    }
}

impl Transport<RoleClient> for Sse {
    type Error = Error;

    fn send(
        &mut self,
        item: ClientJsonRpcMessage,
    ) -> impl Future<Output = Result<(), Error>> + Send + 'static {
        let outgoing = self.client.tap.send(&item);
        let client = self.client.clone();
        async move {
            let outgoing = outgoing?;
            let delivered = client.deliver(&outgoing).await;
            delivered.inspect_err(|error| client.tap.failed(outgoing.id.as_ref(), error))
        }
    }

    async fn receive(&mut self) -> Option<ServerJsonRpcMessage> {
        loop {
            if let Some(message) = self.read.pop_front() {
                return Some(message);
            }
            let error = match self.events.next().await {
                Some(Ok(event)) => {
                    self.read.extend(self.source.read(event.data, event.event.as_deref()));
                    continue;
                }
                Some(Err(error)) => self.source.broke(&error),
                None => self.source.ended(),
            };
            self.client.tap.ended(&error);
            return None;
        }
    }

    async fn close(&mut self) -> Result<(), Error> {
        self.events = stream::empty().boxed();
        Ok(())
    }
}
