//! Headers beyond MCP's own: the client's, the person's, and those of a single request.

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::target::{ClientProfile, HttpTarget};

/// What goes with every request to the target. The person's own headers win over the client's.
pub(super) fn constant(profile: &ClientProfile, target: &HttpTarget) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, value(USER_AGENT.as_str(), &profile.user_agent)?);
    headers.extend(parse(&profile.headers)?);
    headers.extend(parse(&target.headers)?);
    Ok(headers)
}

pub(super) fn parse(headers: &[(String, String)]) -> Result<HeaderMap, Error> {
    headers.iter().map(|(key, text)| Ok((name(key)?, value(key, text)?))).collect()
}

fn name(text: &str) -> Result<HeaderName, Error> {
    text.parse().map_err(|_| Error::Setup { reason: format!("{text:?} is no name of a header") })
}

/// The value itself is not repeated in the error: it may be a secret.
fn value(name: &str, text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text).map_err(|_| Error::Setup {
        reason: format!(
            "the value of the header {name} has a line break or another character it may not have"
        ),
    })
}
