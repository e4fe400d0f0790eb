//! Sends a message by POST and makes out what the reply is: an answer, events, or why it is neither.

use std::collections::HashMap;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Response, StatusCode};
use rmcp::model::{RequestId, ServerJsonRpcMessage};

use super::body::{self, Unread};
use super::client::HttpClient;
use super::events::Events;
use super::failure;
use super::send::Request;
use super::stream::{self, EventSource};
use super::trip::Trip;
use super::{ANY, EVENTS, JSON, SESSION_ID};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::reading;
use crate::tap::{Oddity, Outgoing, Source, Taken};
use crate::wire::{self, DISCOVER, INITIALIZE};

/// A response to a POST, read as far as can be.
pub(super) enum Reply {
    /// Success without an answer, as notifications get it.
    Accepted,
    Answer(Box<ServerJsonRpcMessage>),
    Events(Events),
    SessionExpired,
}

impl HttpClient {
    /// The reply, and the session id in its headers.
    pub(super) async fn post(
        &self,
        outgoing: &Outgoing,
        headers: HashMap<HeaderName, HeaderValue>,
    ) -> Result<(Reply, Option<String>), Error> {
        let in_session = headers.contains_key(&SESSION_ID);
        let id = outgoing.id.as_ref();
        self.tap.exchanged(id, &Exchange::new(Method::POST.as_str(), &self.url));
        let request = Request {
            method: Method::POST,
            accept: ANY,
            headers,
            message: Some(outgoing),
            during: &outgoing.method,
            limit: self.limit_of(&outgoing.method),
        };
        let (response, trip) = self.send(&request).await?;
        self.tap.exchanged(id, &trip.exchange);
        let session =
            response.headers().get(SESSION_ID).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let reply = match id {
            _ if !response.status().is_success() => {
                self.refused(outgoing, response, trip, in_session).await?
            }
            None => {
                self.tap.http_received(String::new(), Source { id, http: Some(&trip.http) });
                Reply::Accepted
            }
            Some(id) => self.accepted(outgoing, id, response, trip).await?,
        };
        Ok((reply, session))
    }

    /// rmcp waits for the handshake's answers without a limit.
    fn limit_of(&self, method: &str) -> Option<Duration> {
        match method {
            DISCOVER => Some(self.discovery),
            INITIALIZE => Some(self.limits.connect),
            _ => None,
        }
    }

    /// A success, where an answer is due.
    async fn accepted(
        &self,
        outgoing: &Outgoing,
        id: &RequestId,
        response: Response,
        trip: Trip,
    ) -> Result<Reply, Error> {
        let during = outgoing.method.clone();
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            JSON => self.json(outgoing, id, response, trip).await,
            EVENTS => {
                self.tap.http_received(String::new(), Source { id: Some(id), http: Some(&trip.http) });
                let source = self.source(Some(id.clone()), &during, trip);
                if !matches!(during.as_str(), DISCOVER | INITIALIZE) {
                    return Ok(Reply::Events(source.events(response)));
                }
                let answer = source.answer(response).await;
                let missing =
                    || self.tap.get(id).and_then(|record| record.result().err()).unwrap_or(Error::Closed);
                answer.map(|answer| Reply::Answer(Box::new(answer))).ok_or_else(missing)
            }
            _ => Err(self.no_mcp(outgoing, response, trip).await),
        }
    }

    async fn json(
        &self,
        outgoing: &Outgoing,
        id: &RequestId,
        mut response: Response,
        mut trip: Trip,
    ) -> Result<Reply, Error> {
        let read = body::read(&mut response, self.limits.body_bytes, &mut trip.exchange).await;
        self.tap.exchanged(Some(id), &trip.exchange);
        let source = Source { id: Some(id), http: Some(&trip.http) };
        let body = read.map_err(|unread| {
            let error = self.unread(unread, &outgoing.method, &trip.exchange);
            self.tap.broke(&error, source);
            error
        })?;
        let Taken { messages, oddity } = self.tap.received_bytes(body, source);
        match <[ServerJsonRpcMessage; 1]>::try_from(messages) {
            Ok([message]) if is_settling(&message) => Ok(Reply::Answer(Box::new(message))),
            Ok([_]) => Err(no_answer(outgoing, None, trip.exchange)),
            Err(messages) if messages.iter().any(is_settling) => Ok(Reply::Events(stream::of(messages))),
            Err(_) => Err(no_answer(outgoing, oddity, trip.exchange)),
        }
    }

    fn unread(&self, unread: Unread, during: &str, exchange: &Exchange) -> Error {
        match unread {
            Unread::TooLarge => Error::TooLarge {
                during: during.to_owned(),
                limit: self.limits.body_bytes,
                exchange: Some(Box::new(exchange.clone())),
            },
            Unread::Broken(error) => {
                let limit = self.limit_of(during).unwrap_or(self.limits.connect);
                failure::name(&error, &self.url, during, limit, exchange)
            }
        }
    }

    /// A success that carries neither JSON nor events.
    async fn no_mcp(&self, outgoing: &Outgoing, mut response: Response, mut trip: Trip) -> Error {
        let during = outgoing.method.clone();
        let content_type =
            response.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let said =
            content_type.map_or("no content type".to_owned(), |value| format!("the content type {value}"));
        let status = response.status().as_u16();
        let body = body::read_error(&mut response, &mut trip.exchange).await;
        let source = Source { id: outgoing.id.as_ref(), http: Some(&trip.http) };
        self.tap.http_received(String::from_utf8_lossy(&body).into_owned(), source);
        let reason = match body.is_empty() {
            true => format!("{during} was answered with HTTP {status} and an empty body"),
            false => format!("{during} was answered with {said}, where MCP has {JSON} or {EVENTS}"),
        };
        Error::NotMcp { during, reason, exchange: Some(Box::new(trip.exchange)) }
    }

    /// Anything but a success. A JSON-RPC error in the body is the server's answer all the same, unless it is
    /// about who we are.
    async fn refused(
        &self,
        outgoing: &Outgoing,
        mut response: Response,
        mut trip: Trip,
        in_session: bool,
    ) -> Result<Reply, Error> {
        let status = response.status();
        let body = body::read_error(&mut response, &mut trip.exchange).await;
        let Trip { exchange, http, .. } = trip;
        let id = outgoing.id.as_ref();
        let source = Source { id, http: Some(&http) };
        self.tap.exchanged(id, &exchange);
        let expired = status == StatusCode::NOT_FOUND && in_session;
        let about_access = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        if id.is_some() && !expired && !about_access && is_error(&body) {
            let answer = self.tap.received_bytes(body, source).messages.into_iter().find(is_settling);
            return match answer {
                Some(answer) => Ok(Reply::Answer(Box::new(answer))),
                None => Err(self.status(outgoing, status, exchange)),
            };
        }
        self.tap.http_received(String::from_utf8_lossy(&body).into_owned(), source);
        let error = self.status(outgoing, status, exchange);
        if expired {
            self.tap.failed(id, &error);
            return Ok(Reply::SessionExpired);
        }
        Err(error)
    }

    fn status(&self, outgoing: &Outgoing, status: StatusCode, exchange: Exchange) -> Error {
        Error::Status {
            during: outgoing.method.clone(),
            status: status.as_u16(),
            exchange: Box::new(exchange),
        }
    }

    pub(super) fn source(&self, id: Option<RequestId>, during: &str, trip: Trip) -> EventSource {
        EventSource {
            id,
            during: during.to_owned(),
            url: self.url.clone(),
            limits: self.limits,
            trip,
            tap: self.tap.clone(),
        }
    }
}

/// Whether a body is a JSON-RPC error.
fn is_error(body: &[u8]) -> bool {
    let message = reading::read(body);
    message.is_ok_and(|message| wire::objection(&message).is_none() && message.get("error").is_some())
}

pub(super) fn is_settling(message: &ServerJsonRpcMessage) -> bool {
    matches!(message, ServerJsonRpcMessage::Response(_) | ServerJsonRpcMessage::Error(_))
}

/// What to say of JSON that does not answer the request.
fn no_answer(outgoing: &Outgoing, oddity: Option<Oddity>, exchange: Exchange) -> Error {
    let during = outgoing.method.clone();
    let reason = match oddity {
        Some(Oddity::Unreadable(why)) => format!("the answer to {during} {why}"),
        Some(Oddity::NoMessage(objection)) => {
            format!("the answer to {during} is JSON but no JSON-RPC message: {objection}")
        }
        Some(Oddity::Stray(id)) => {
            format!("the answer to {during} has the id {id}, but the request's is {}", outgoing.value["id"])
        }
        Some(Oddity::Question(method)) => format!(
            "{during} was answered with a request, {method}, which no server may send in the stateless era of MCP"
        ),
        None => format!("{during} was answered with a message that is no answer"),
    };
    Error::NotMcp { during, reason, exchange: Some(Box::new(exchange)) }
}
