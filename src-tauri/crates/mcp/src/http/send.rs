//! Sends one HTTP request, and again where a redirection on the same origin says so.

use std::collections::HashMap;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Response};
use serde_json::Value;
use url::Url;

use super::client::HttpClient;
use super::{body, failure};
use crate::error::Error;
use crate::exchange::Exchange;

const MOST_REDIRECTIONS: usize = 3;

/// What to send.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) method: Method,
    pub(super) accept: &'static str,
    pub(super) headers: HashMap<HeaderName, HeaderValue>,
    pub(super) body: Option<&'a Value>,
    /// The MCP method, for the error's sentence.
    pub(super) during: &'a str,
    /// A limit on the whole exchange, where rmcp itself waits without one.
    pub(super) limit: Option<Duration>,
}

impl HttpClient {
    /// The response, whatever its status, and the exchange so far.
    pub(super) async fn send(&self, request: &Request<'_>) -> Result<(Response, Exchange), Error> {
        let mut url = self.url.clone();
        for _ in 0..=MOST_REDIRECTIONS {
            let mut exchange = Exchange::new(request.method.as_str(), &url);
            let sent = self.build(request, &url).send().await;
            let mut response = sent.map_err(|error| {
                let limit = request.limit.unwrap_or(self.limits.connect);
                failure::name(&error, &url, request.during, limit, &exchange)
            })?;
            exchange.answered(response.status().as_u16(), response.headers());
            if !response.status().is_redirection() {
                return Ok((response, exchange));
            }
            body::read_error(&mut response, &mut exchange).await;
            url = self.follow(request.during, &url, &response, exchange)?;
        }
        Err(Error::NotMcp {
            during: request.during.to_owned(),
            reason: format!("{} was redirected more than {MOST_REDIRECTIONS} times", request.during),
            exchange: Some(Box::new(Exchange::new(request.method.as_str(), &url))),
        })
    }

    fn build(&self, request: &Request<'_>, url: &Url) -> reqwest::RequestBuilder {
        let mut builder =
            self.http.request(request.method.clone(), url.clone()).header(ACCEPT, request.accept);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if let Some(body) = request.body {
            builder = builder.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        match request.limit {
            Some(limit) => builder.timeout(limit),
            None => builder,
        }
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
