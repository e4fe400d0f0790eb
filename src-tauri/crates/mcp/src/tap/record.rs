//! What is known of one request so far.

use std::time::Instant;

use serde_json::Value;

use crate::error::Error;
use crate::exchange::Exchange;
use crate::request::Mark;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) method: String,
    pub(crate) request: Value,
    pub(crate) response: Option<Value>,
    pub(crate) exchange: Option<Exchange>,
    pub(crate) error: Option<Error>,
    pub(crate) tag: Option<String>,
    /// When it left; none before.
    pub(super) sent: Option<Instant>,
    /// What came in place of an answer.
    pub(super) noise: Option<String>,
}

impl Record {
    pub(super) fn new(method: &str, request: Value, mark: &Mark) -> Self {
        Self {
            method: method.to_owned(),
            request,
            response: None,
            exchange: None,
            error: None,
            tag: mark.tag.clone(),
            sent: None,
            noise: None,
        }
    }

    pub(crate) fn boxed_exchange(&self) -> Option<Box<Exchange>> {
        self.exchange.clone().map(Box::new)
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.error.is_some() || self.response.is_some()
    }

    /// Whether progress under this token is the request's own.
    pub(super) fn has_progress_token(&self, token: &Value) -> bool {
        self.request.pointer("/params/_meta/progressToken") == Some(token)
    }

    /// The result, or why there is none.
    pub(crate) fn result(&self) -> Result<Value, Error> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let Some(response) = &self.response else { return Err(self.no_answer()) };
        match response.get("error") {
            Some(error) => Err(self.rpc_error(error)),
            None => Ok(response.get("result").cloned().unwrap_or_default()),
        }
    }

    pub(crate) fn rpc_error(&self, error: &Value) -> Error {
        Error::Rpc {
            code: error.get("code").and_then(Value::as_i64).unwrap_or_default(),
            message: error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned(),
            data: error.get("data").cloned(),
            exchange: self.boxed_exchange(),
        }
    }

    fn no_answer(&self) -> Error {
        Error::NoAnswer {
            during: self.method.clone(),
            noise: self.noise.clone(),
            exchange: self.boxed_exchange(),
        }
    }
}
