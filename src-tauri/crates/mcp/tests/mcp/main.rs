//! Sessions against real servers: rmcp's own in this process, and small odd ones over HTTP.

#![allow(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod cancelling;
mod eras;
mod failures;
mod following;
mod frames;
mod greeter;
mod in_process;
mod lists;
mod modern;
mod over_http;
mod questions;
mod requests;
mod revisions;
mod rounds;
mod secure;
mod sessions;
mod sse;
mod stdio;
mod streams;
mod support;
mod watcher;
