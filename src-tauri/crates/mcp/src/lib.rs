//! An MCP client that keeps what really went over the wire.
//!
//! One [`Session`] is one connection to one server, over Streamable HTTP or over a pipe inside this process.
//! rmcp runs the lifecycle, the ids, the streams and cancellation; the HTTP layer ([`http`]) and the reading
//! of messages ([`tap`]) are our own, because rmcp's typed results drop fields and lose a whole list over one
//! malformed entry. Callers get raw JSON, and with every failure the HTTP exchange behind it.
//!
//! Deliberately elsewhere: what a tool, a template or an approval means, and what may be called at all.

mod answer;
mod error;
mod exchange;
mod frame;
mod http;
mod in_process;
mod notice;
mod observer;
mod pipe;
#[cfg(test)]
mod properties;
mod reading;
mod request;
mod server;
mod session;
mod stdio;
mod tap;
mod target;
mod transport;
mod wire;

pub use answer::{Answer, Listing};
pub use error::{Error, Failure};
pub use exchange::Exchange;
pub use frame::{Direction, Frame, FrameHttp, FrameKind};
pub use observer::{Nobody, Notice, Observer, Question, Refusal};
pub use request::Request;
pub use server::Server;
pub use session::Session;
pub use target::{Certificates, ClientProfile, Command, HttpTarget, Limits, Protocol, REVISIONS, Target};
pub use transport::Transport;
