//! Sends a message by POST and makes out what the reply is: an answer, events, or why it is neither.

use std::collections::HashMap;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Response, StatusCode};
use rmcp::model::{RequestId, ServerJsonRpcMessage};
use serde_json::Value;

use super::body::{self, Unread};
use super::client::HttpClient;
use super::failure;
use super::send::Request;
use super::stream::{EventSource, Events};
use super::{ANY, EVENTS, JSON, SESSION_ID};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::reading;
use crate::tap::Outgoing;
use crate::wire::{self, DISCOVER, INITIALIZE};

/// A legacy server may leave an unknown request unanswered; then the handshake must still have its time. It
/// must be less than the ten seconds after which rmcp stops waiting: a refusal after that would confuse it.
const DISCOVER_LIMIT: Duration = Duration::from_secs(8);

/// A response to a POST, read as far as can be.
pub(super) enum Reply {
    /// Success without an answer, as notifications get it.
    Accepted,
    Answer(Box<ServerJsonRpcMessage>),
    Events(Events),
    SessionExpired,
}

impl Reply {
    fn answer(message: ServerJsonRpcMessage) -> Self {
        Self::Answer(Box::new(message))
    }
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
            body: Some(&outgoing.value),
            during: &outgoing.method,
            limit: self.limit_of(&outgoing.method),
        };
        let (response, exchange) = self.send(&request).await?;
        self.tap.exchanged(id, &exchange);
        let session =
            response.headers().get(SESSION_ID).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let reply = match id {
            _ if !response.status().is_success() => {
                self.refused(outgoing, response, exchange, in_session).await?
            }
            None => Reply::Accepted,
            Some(id) => self.accepted(outgoing, id, response, exchange).await?,
        };
        Ok((reply, session))
    }

    /// rmcp waits for the handshake's answers without a limit.
    fn limit_of(&self, method: &str) -> Option<Duration> {
        match method {
            DISCOVER => Some(DISCOVER_LIMIT.min(self.limits.connect / 2)),
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
        exchange: Exchange,
    ) -> Result<Reply, Error> {
        let during = outgoing.method.clone();
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            JSON => self.json(outgoing, id, response, exchange).await,
            EVENTS => {
                let source = self.source(Some(id.clone()), &during, exchange);
                if !matches!(during.as_str(), DISCOVER | INITIALIZE) {
                    return Ok(Reply::Events(source.events(response)));
                }
                let answer = source.answer(response).await;
                let missing =
                    || self.tap.get(id).and_then(|record| record.result().err()).unwrap_or(Error::Closed);
                answer.map(Reply::answer).ok_or_else(missing)
            }
            _ => Err(self.no_mcp(outgoing, response, exchange).await),
        }
    }

    async fn json(
        &self,
        outgoing: &Outgoing,
        id: &RequestId,
        mut response: Response,
        mut exchange: Exchange,
    ) -> Result<Reply, Error> {
        let during = outgoing.method.clone();
        let read = body::read(&mut response, self.limits.body_bytes, &mut exchange).await;
        self.tap.exchanged(Some(id), &exchange);
        let body = read.map_err(|unread| match unread {
            Unread::TooLarge => Error::TooLarge {
                during: during.clone(),
                limit: self.limits.body_bytes,
                exchange: Some(Box::new(exchange.clone())),
            },
            Unread::Broken(error) => {
                let limit = self.limit_of(&during).unwrap_or(self.limits.connect);
                failure::name(&error, &self.url, &during, limit, &exchange)
            }
        })?;
        let not_mcp = |reason: String| Error::NotMcp {
            during: during.clone(),
            reason,
            exchange: Some(Box::new(exchange.clone())),
        };
        let message =
            reading::read(&body).map_err(|error| not_mcp(format!("the answer to {during} {error}")))?;
        let message = out_of_batch(message, &outgoing.value);
        if let Some(objection) = wire::objection(&message) {
            return Err(not_mcp(format!(
                "the answer to {during} is JSON but no JSON-RPC message: {objection}"
            )));
        }
        let got = message.get("id").cloned().unwrap_or_default();
        let is_answer = wire::is_answer(&message);
        let stand_in = if is_answer { self.tap.answered(Some(id), message) } else { None };
        stand_in.map(Reply::answer).ok_or_else(|| match is_answer {
            true => not_mcp(format!(
                "the answer to {during} has the id {got}, but the request's is {}",
                outgoing.value["id"]
            )),
            false => not_mcp(format!("{during} was answered with a message that is no answer")),
        })
    }

    /// A success that carries neither JSON nor events.
    async fn no_mcp(&self, outgoing: &Outgoing, mut response: Response, mut exchange: Exchange) -> Error {
        let during = outgoing.method.clone();
        let content_type =
            response.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let said =
            content_type.map_or("no content type".to_owned(), |value| format!("the content type {value}"));
        let status = response.status().as_u16();
        let body = body::read_error(&mut response, &mut exchange).await;
        let reason = match body.is_empty() {
            true => format!("{during} was answered with HTTP {status} and an empty body"),
            false => format!("{during} was answered with {said}, where MCP has {JSON} or {EVENTS}"),
        };
        Error::NotMcp { during, reason, exchange: Some(Box::new(exchange)) }
    }

    /// Anything but a success. A JSON-RPC error in the body is the server's answer all the same, unless it is
    /// about who we are.
    async fn refused(
        &self,
        outgoing: &Outgoing,
        mut response: Response,
        mut exchange: Exchange,
        in_session: bool,
    ) -> Result<Reply, Error> {
        let status = response.status();
        let body = body::read_error(&mut response, &mut exchange).await;
        let id = outgoing.id.as_ref();
        self.tap.exchanged(id, &exchange);
        if status == StatusCode::NOT_FOUND && in_session {
            self.tap.failed(id, &self.status(outgoing, status, exchange));
            return Ok(Reply::SessionExpired);
        }
        let about_access = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        let message = reading::read(&body).ok().filter(|_| !about_access);
        let answer =
            message.filter(|message| wire::objection(message).is_none() && message.get("error").is_some());
        let stand_in = answer.zip(id).and_then(|(answer, id)| self.tap.answered(Some(id), answer));
        stand_in.map(Reply::answer).ok_or_else(|| self.status(outgoing, status, exchange))
    }

    fn status(&self, outgoing: &Outgoing, status: StatusCode, exchange: Exchange) -> Error {
        Error::Status {
            during: outgoing.method.clone(),
            status: status.as_u16(),
            exchange: Box::new(exchange),
        }
    }

    pub(super) fn source(&self, id: Option<RequestId>, during: &str, exchange: Exchange) -> EventSource {
        EventSource {
            id,
            during: during.to_owned(),
            url: self.url.clone(),
            limits: self.limits,
            exchange,
            tap: self.tap.clone(),
        }
    }
}

/// Revision 2025-03-26 allows several messages in one array: the one that answers the request, if there is.
fn out_of_batch(message: Value, request: &Value) -> Value {
    match message {
        Value::Array(messages) => {
            let answers = |message: &Value| wire::is_answer(message) && wire::answers(message, request);
            let found = messages.iter().find(|message| answers(message)).cloned();
            found.unwrap_or(Value::Array(messages))
        }
        message => message,
    }
}
