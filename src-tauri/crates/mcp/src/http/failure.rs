//! Names what went wrong below HTTP: the name, the connection, TLS, or the connection midway.

use std::error::Error as StdError;
use std::io;

use url::Url;

use super::resolve::NoSuchHost;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::target::Limits;

/// The failure of sending a request or of reading its response.
pub(super) fn name(error: &reqwest::Error, url: &Url, during: &str, limits: Limits, exchange: &Exchange) -> Error {
    let exchange = Box::new(exchange.clone());
    let during = during.to_owned();
    if error.is_timeout() {
        return Error::TimedOut { during, after: limits.connect, exchange: Some(exchange) };
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    if find::<NoSuchHost>(error).is_some() {
        return Error::HostNotFound { host, exchange };
    }
    if let Some(tls) = find_tls(error) {
        return Error::Tls { host, reason: tls_reason(tls), exchange };
    }
    if !error.is_connect() {
        return Error::Disconnected { during, reason: reason(error), exchange: Some(exchange) };
    }
    if find::<io::Error>(error).is_some_and(|error| error.kind() == io::ErrorKind::ConnectionRefused) {
        let port = url.port_or_known_default().unwrap_or_default();
        return Error::Refused { address: format!("{host}:{port}"), exchange };
    }
    Error::Unreachable { host, reason: reason(error), exchange }
}

/// The innermost cause: reqwest's own text repeats the URL, secrets in it included.
pub(super) fn reason(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

fn tls_reason(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidMessage(_) => "the server does not speak TLS on this port".to_owned(),
        other => other.to_string(),
    }
}

fn find_tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    // I/O errors hide what they wrap: `source` skips it.
    let wrapped = |error: &'a (dyn StdError + 'static)| error.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref();
    causes(error).find_map(|cause| cause.downcast_ref().or_else(|| wrapped(cause)))
}

fn find<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| StdError::source(*error))
}
