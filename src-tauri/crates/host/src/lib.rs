//! The emulated host: everything that ChatGPT decides. No window, no webview.
mod host;
pub use host::{Host, HostOptions, WidgetDocument};
