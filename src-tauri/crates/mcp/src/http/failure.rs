//! Names what went wrong below HTTP: the name, the connection, TLS, or the connection midway.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use rustls::CertificateError;
use url::Url;

use super::resolve::NoSuchHost;
use crate::error::Error;
use crate::exchange::Exchange;

/// The failure of sending a request or of reading its response; `limit` is the one it was subject to.
pub(super) fn name(
    error: &reqwest::Error,
    url: &Url,
    during: &str,
    limit: Duration,
    exchange: &Exchange,
) -> Error {
    let exchange = Box::new(exchange.clone());
    let during = during.to_owned();
    if error.is_timeout() {
        return Error::TimedOut { during, after: limit, exchange: Some(exchange) };
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    if find::<NoSuchHost>(error).is_some() {
        return Error::HostNotFound { host, exchange };
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return match tls {
            rustls::Error::InvalidCertificate(certificate) => {
                Error::Certificate { host, reason: certificate_reason(certificate), exchange }
            }
            other => Error::Tls { host, reason: tls_reason(other), exchange },
        };
    }
    if let Some(http) = find::<hyper::Error>(error).filter(|error| error.is_parse()) {
        let reason = format!("the response to {during} is no HTTP that can be read: {}", reason(http));
        return Error::NotMcp { during, reason, exchange: Some(exchange) };
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

fn certificate_reason(error: &CertificateError) -> String {
    use CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, Other, UnknownIssuer,
    };
    match error {
        // A certificate that may sign others, as its own signer: rustls has no name of its own for it.
        Other(other) if other.to_string() == "CaUsedAsEndEntity" => {
            "its certificate is signed by itself, and by no authority that this machine trusts".to_owned()
        }
        UnknownIssuer => "its certificate is from no authority that this machine trusts".to_owned(),
        Expired | ExpiredContext { .. } => "its certificate has expired".to_owned(),
        NotValidForName | NotValidForNameContext { .. } => "its certificate is for another name".to_owned(),
        other => format!("its certificate is not accepted ({other})"),
    }
}

fn find<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| cause(*error))
}

/// What lies under an error. `source` of an I/O error skips what it wraps.
fn cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_certificate_is_explained() {
        let reasons = [CertificateError::UnknownIssuer, CertificateError::Expired, CertificateError::Revoked]
            .map(|certificate| certificate_reason(&certificate));
        assert_eq!(
            reasons,
            [
                "its certificate is from no authority that this machine trusts",
                "its certificate has expired",
                "its certificate is not accepted (Revoked)",
            ]
        );
    }
}
