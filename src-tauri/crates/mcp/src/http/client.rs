//! The HTTP client that rmcp's Streamable HTTP worker drives: POST, GET and DELETE. What a reply to a POST
//! means is in [`super::reply`].

use std::collections::HashMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::BoxStream;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::Method;
use rmcp::model::{ClientJsonRpcMessage, RequestId};
use rmcp::transport::streamable_http_client::{
    SseError, StreamableHttpClient, StreamableHttpError, StreamableHttpPostResponse,
};
use sse_stream::Sse;
use url::Url;

use super::reply::Reply;
use super::send::Request;
use super::{ANY, EVENTS, SESSION_ID};
use crate::error::Error;
use crate::session::era;
use crate::tap::{Source, Tap};
use crate::target::Limits;
use crate::wire::DISCOVER;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// One server's URL, and where what is exchanged with it is recorded.
#[derive(Clone, Debug)]
pub(crate) struct HttpClient {
    pub(super) http: reqwest::Client,
    pub(super) url: Url,
    /// Sent with every request.
    pub(super) headers: HeaderMap,
    pub(super) limits: Limits,
    /// How long `server/discover` may take.
    pub(super) discovery: Duration,
    pub(super) tap: Arc<Tap>,
}

impl HttpClient {
    /// When nobody waits for the answer any more.
    async fn given_up(&self, id: Option<&RequestId>) {
        match id {
            Some(id) => self.tap.given_up(id).await,
            None => pending().await,
        }
    }
}

fn header(value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|error| Error::Setup { reason: error.to_string() })
}

impl StreamableHttpClient for HttpClient {
    type Error = Error;

    async fn post_message(
        &self,
        _uri: Arc<str>,
        message: ClientJsonRpcMessage,
        session_id: Option<Arc<str>>,
        _auth_header: Option<String>,
        mut headers: HashMap<HeaderName, HeaderValue>,
    ) -> Result<StreamableHttpPostResponse, StreamableHttpError<Error>> {
        if let Some(session_id) = session_id {
            headers.insert(SESSION_ID, header(&session_id).map_err(StreamableHttpError::Client)?);
        }
        let outgoing = self.tap.send(&message).map_err(StreamableHttpError::Client)?;
        let posted = tokio::select! {
            posted = self.post(&outgoing, headers) => posted,
            () = self.given_up(outgoing.id.as_ref()) => {
                Err(Error::Cancelled { during: outgoing.method.clone() })
            }
        };
        match posted {
            Ok((Reply::Accepted, _)) => Ok(StreamableHttpPostResponse::Accepted),
            Ok((Reply::Answer(message), session)) => Ok(StreamableHttpPostResponse::Json(*message, session)),
            Ok((Reply::Events(events), session)) => Ok(StreamableHttpPostResponse::Sse(events, session)),
            Ok((Reply::SessionExpired, _)) => Err(StreamableHttpError::SessionExpired),
            Err(error) => {
                self.tap.failed(outgoing.id.as_ref(), &error);
                match outgoing.id {
                    Some(id) if outgoing.method == DISCOVER && era::may_be_legacy(&error) => {
                        Ok(StreamableHttpPostResponse::Json(era::legacy(id), None))
                    }
                    _ => Err(StreamableHttpError::Client(error)),
                }
            }
        }
    }

    async fn delete_session(
        &self,
        _uri: Arc<str>,
        session_id: Arc<str>,
        _auth_header: Option<String>,
        mut headers: HashMap<HeaderName, HeaderValue>,
    ) -> Result<(), StreamableHttpError<Error>> {
        headers.insert(SESSION_ID, header(&session_id).map_err(StreamableHttpError::Client)?);
        let request = Request {
            method: Method::DELETE,
            accept: ANY,
            headers,
            message: None,
            during: "closing",
            limit: None,
        };
        let (response, trip) = self.send(&request).await.map_err(StreamableHttpError::Client)?;
        tracing::debug!(status = response.status().as_u16(), "the session was closed");
        self.tap.http_received(String::new(), Source { id: None, http: Some(&trip.http) });
        Ok(())
    }

    async fn get_stream(
        &self,
        _uri: Arc<str>,
        session_id: Option<Arc<str>>,
        last_event_id: Option<String>,
        _auth_header: Option<String>,
        mut headers: HashMap<HeaderName, HeaderValue>,
    ) -> Result<BoxStream<'static, Result<Sse, SseError>>, StreamableHttpError<Error>> {
        let extra = [(SESSION_ID, session_id.as_deref()), (LAST_EVENT_ID, last_event_id.as_deref())];
        for (name, value) in extra.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            headers.insert(name, header(value).map_err(StreamableHttpError::Client)?);
        }
        let during = "the stream of the server's own messages";
        let request =
            Request { method: Method::GET, accept: EVENTS, headers, message: None, during, limit: None };
        let (response, trip) = self.send(&request).await.map_err(StreamableHttpError::Client)?;
        self.tap.http_received(String::new(), Source { id: None, http: Some(&trip.http) });
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let offered =
            response.status().is_success() && content_type.is_some_and(|value| value.starts_with(EVENTS));
        if !offered {
            return Err(StreamableHttpError::ServerDoesNotSupportSse);
        }
        Ok(self.source(None, during, trip).events(response))
    }
}
