//! One HTTP exchange under way: what errors show of it, and what frames carry of it.

use std::time::Instant;

use http::HeaderMap;

use crate::exchange::{self, Exchange};
use crate::frame::FrameHttp;

#[derive(Clone, Debug)]
pub(super) struct Trip {
    pub(super) exchange: Exchange,
    pub(super) http: FrameHttp,
    sent: Instant,
}

impl Trip {
    pub(super) fn begin(number: u32, request: &reqwest::Request) -> Self {
        let exchange = Exchange::new(request.method().as_str(), request.url());
        let http = FrameHttp {
            exchange: number,
            method: exchange.method.clone(),
            url: exchange.url.clone(),
            status: None,
            request_headers: exchange::shown_headers(request.headers()),
            response_headers: Vec::new(),
            first_byte: None,
        };
        Self { exchange, http, sent: Instant::now() }
    }

    /// The response's head is there.
    pub(super) fn answered(&mut self, status: u16, headers: &HeaderMap) {
        self.exchange.answered(status, headers);
        self.http.status = Some(status);
        self.http.response_headers.clone_from(&self.exchange.headers);
        self.http.first_byte = Some(self.sent.elapsed());
    }
}
