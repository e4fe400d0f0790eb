//! The emulated host: everything that ChatGPT decides. No window, no webview.
//!
//! [`Host`] is the one door; the [`Record`] stands open beside it for whoever measures what recording costs. The protocol is in `greenroom-mcp`, what survives a crash in `greenroom-store`, the
//! shapes that cross to the UI in `greenroom-contract`.

mod approvals;
mod aside;
mod calls;
mod checks;
mod connectors;
mod conversations;
mod demo;
mod devices;
mod downloads;
mod error;
mod events;
mod files;
mod findings;
mod fixtures;
mod folder;
mod har;
mod host;
mod inquiries;
mod mask;
mod model_view;
mod own_file;
mod problems;
mod profile;
#[cfg(test)]
mod properties;
mod record;
mod schema;
mod screens;
mod secrets;
mod session;
mod settings;
mod snapshots;
mod stories;
mod suggestions;
mod text;
mod time;
mod tokens;
mod transfer;
mod widgets;

pub use events::Events;
pub use greenroom_store::Lasting;
pub use host::{Host, HostOptions, Leaving};
pub use record::{Record, Recorder};
pub use screens::{OpenLink, Outgoing};
pub use secrets::SecretsIn;
pub use snapshots::transport::name as transport_name;
pub use widgets::document::WidgetDocument;
pub use widgets::sandbox::network::Load;
