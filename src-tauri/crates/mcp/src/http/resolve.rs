//! Name resolution whose failure can be told from every other failure to connect.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

#[derive(Debug, Error)]
#[error("{0}")]
pub(super) struct NoSuchHost(String);

#[derive(Debug)]
pub(super) struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The port is set by the client.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let addresses: Vec<SocketAddr> = found.map_err(|error| NoSuchHost(error.to_string()))?.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
