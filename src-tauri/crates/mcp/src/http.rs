//! Our HTTP layer under rmcp's Streamable HTTP, and the older HTTP+SSE in [`sse`].
//!
//! rmcp decides when to POST, GET and DELETE and with which headers; what happens on the wire, and what a
//! response means, is decided here: [`client`] is what rmcp drives, [`send`] sends and follows redirections,
//! [`reply`] makes out what came, [`body`] reads with a limit, [`events`] and [`stream`] read server-sent events,
//! [`failure`] names what went wrong below HTTP, and [`trip`] is one exchange as it is shown and recorded.

mod body;
mod client;
mod events;
mod failure;
mod headers;
mod reply;
mod resolve;
mod send;
pub(crate) mod sse;
mod stream;
mod trip;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderName;
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::common::client_side_sse::ExponentialBackoff;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use url::{Host, Url};

use self::client::HttpClient;
use crate::error::Error;
use crate::tap::Tap;
use crate::target::{Certificates, ClientProfile, HttpTarget, Limits, Protocol};

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";
const ANY: &str = "application/json, text/event-stream";
const SESSION_ID: HeaderName = HeaderName::from_static("mcp-session-id");
/// Reconnections in a row before a broken event stream is given up.
const RECONNECTIONS: usize = 3;
/// Requests at once; a slow tool must not keep a template waiting.
const REQUESTS_AT_ONCE: usize = 64;
/// A legacy server may leave an unknown request unanswered; then the handshake must still have its time. It must
/// be less than the ten seconds after which rmcp stops waiting: a refusal after that would confuse it.
const DISCOVERY: Duration = Duration::from_secs(8);

/// A transport to one URL.
pub(crate) fn transport(
    target: &HttpTarget,
    profile: &ClientProfile,
    limits: Limits,
    tap: Arc<Tap>,
) -> Result<StreamableHttpClientTransport<HttpClient>, Error> {
    let client = client(target, profile, limits, tap)?;
    let mut config = StreamableHttpClientTransportConfig::with_uri(client.url.as_str())
        .max_concurrent_requests(REQUESTS_AT_ONCE)
        .max_sse_event_size(limits.body_bytes);
    let mut backoff = ExponentialBackoff::default();
    backoff.max_times = Some(RECONNECTIONS);
    backoff.max_delay = Some(Duration::from_secs(2));
    config.retry_config = Arc::new(backoff);
    Ok(StreamableHttpClientTransport::with_client(client, config))
}

fn client(
    target: &HttpTarget,
    profile: &ClientProfile,
    limits: Limits,
    tap: Arc<Tap>,
) -> Result<HttpClient, Error> {
    let headers = headers::constant(profile, target)?;
    let url = target.url.clone();
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::UnsupportedScheme { scheme: url.scheme().to_owned() });
    }
    let http = reqwest_client(target, limits)?;
    Ok(HttpClient { http, url, headers, limits, discovery: discovery_limit(profile, limits), tap })
}

fn discovery_limit(profile: &ClientProfile, limits: Limits) -> Duration {
    match profile.protocol {
        Protocol::Negotiated => DISCOVERY.min(limits.connect / 2),
        Protocol::Forced(_) => limits.connect,
    }
}

fn reqwest_client(target: &HttpTarget, limits: Limits) -> Result<reqwest::Client, Error> {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(limits.connect)
        .dns_resolver(Arc::new(resolve::Resolver));
    if target.certificates == Certificates::Any {
        builder = builder.tls_danger_accept_invalid_certs(true).tls_danger_accept_invalid_hostnames(true);
    }
    if is_loopback(&target.url) {
        builder = builder.no_proxy();
        if target.url.scheme() == "http" {
            // No redirection leads elsewhere, so the certificates of this machine need not be read, which takes long.
            builder = builder.tls_backend_preconfigured(no_tls());
        }
    }
    builder.build().map_err(|error| Error::Setup { reason: failure::reason(&error) })
}

/// Trusts nobody.
fn no_tls() -> rustls::ClientConfig {
    let roots = rustls::RootCertStore::empty();
    rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}

/// A proxy has no way to this machine's own servers.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_reached_without_a_proxy() {
        let urls =
            ["http://localhost:1/", "https://app.localhost/", "http://127.8.9.1/", "http://[::1]:3000/mcp"];
        assert_eq!(urls.map(|url| is_loopback(&Url::parse(url).unwrap())), [true; 4]);
        let urls = ["http://example.com/", "http://notlocalhost/", "http://10.0.0.1/", "http://[fe80::1]/"];
        assert_eq!(urls.map(|url| is_loopback(&Url::parse(url).unwrap())), [false; 4]);
    }
}
