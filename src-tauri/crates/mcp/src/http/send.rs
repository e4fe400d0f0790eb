//! Sends one HTTP request, and again where a redirection on the same origin says so.

use std::collections::HashMap;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Response};
use url::Url;

use super::client::HttpClient;
use super::trip::Trip;
use super::{JSON, body, failure, headers};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::tap::{Outgoing, Source};

const MOST_REDIRECTIONS: usize = 3;

/// What to send.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) method: Method,
    pub(super) accept: &'static str,
    pub(super) headers: HashMap<HeaderName, HeaderValue>,
    pub(super) message: Option<&'a Outgoing>,
    /// The MCP method, for the error's sentence.
    pub(super) during: &'a str,
    /// A limit on the whole exchange, where rmcp itself waits without one.
    pub(super) limit: Option<Duration>,
}

impl HttpClient {
    /// The response, whatever its status, and the exchange so far.
    pub(super) async fn send(&self, request: &Request<'_>) -> Result<(Response, Trip), Error> {
        let id = request.message.and_then(|message| message.id.as_ref());
        let mut url = self.url.clone();
        for _ in 0..=MOST_REDIRECTIONS {
            let built = self.build(request, &url)?;
            let mut trip = Trip::begin(self.tap.next_exchange(), &built);
            match request.message {
                Some(message) => self.tap.sent(message, Some(&trip.http)),
                None => self.tap.http_sent(&trip.http),
            }
            let mut response = self.http.execute(built).await.map_err(|error| {
                let limit = request.limit.unwrap_or(self.limits.connect);
                let error = failure::name(&error, &url, request.during, limit, &trip.exchange);
                self.tap.broke(&error, Source { id, http: Some(&trip.http) });
                error
            })?;
            trip.answered(response.status().as_u16(), response.headers());
            if !response.status().is_redirection() {
                return Ok((response, trip));
            }
            let body = body::read_error(&mut response, &mut trip.exchange).await;
            let body = String::from_utf8_lossy(&body).into_owned();
            self.tap.http_received(body, Source { id, http: Some(&trip.http) });
            url = self.follow(request.during, &url, &response, trip.exchange)?;
        }
        Err(Error::NotMcp {
            during: request.during.to_owned(),
            reason: format!("{} was redirected more than {MOST_REDIRECTIONS} times", request.during),
            exchange: Some(Box::new(Exchange::new(request.method.as_str(), &url))),
        })
    }

    /// MCP's own headers win over those of the request, and these over the constant ones.
    fn build(&self, request: &Request<'_>, url: &Url) -> Result<reqwest::Request, Error> {
        let mut headers = self.headers.clone();
        if let Some(message) = request.message {
            headers.extend(headers::parse(&message.mark.headers)?);
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        }
        headers.insert(ACCEPT, HeaderValue::from_static(request.accept));
        headers.extend(request.headers.clone());
        let mut builder = self.http.request(request.method.clone(), url.clone()).headers(headers);
        if let Some(message) = request.message {
            builder = builder.body(message.text.clone());
        }
        if let Some(limit) = request.limit {
            builder = builder.timeout(limit);
        }
        builder.build().map_err(|error| Error::Setup { reason: failure::reason(&error) })
    }

    /// Where to send the request again. Only 307 and 308 keep method and body, and only on the same origin
    /// is the other end the one that the person named.
    fn follow(
        &self,
        during: &str,
        from: &Url,
        response: &Response,
        exchange: Exchange,
    ) -> Result<Url, Error> {
        let status = response.status().as_u16();
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let to = location.and_then(|location| from.join(location).ok());
        match to {
            Some(to) if matches!(status, 307 | 308) && to.origin() == from.origin() => Ok(to),
            _ => Err(Error::Redirected {
                during: during.to_owned(),
                status,
                to: to
                    .map(String::from)
                    .or(location.map(str::to_owned))
                    .unwrap_or_else(|| "nowhere".to_owned()),
                exchange: Box::new(exchange),
            }),
        }
    }
}
