//! What the black-box tests stand on: real MCP servers by others, an MCP server of our own that can be told to
//! misbehave, one that knows nothing else, the host without a window, and the real window driven from outside.
//!
//! Everything here panics with a sentence where a test could not go on.

pub mod apps_bridge;
pub mod collector;
pub mod database;
pub mod desk;
pub mod fixture;
pub mod gallery;
pub mod hostile;
pub mod lives;
pub mod mortal;
pub mod process;
pub mod program;
pub mod rehearsal;
pub mod servers;
pub mod shown;
pub mod style_server;
pub mod test_host;
pub mod traced;
pub mod widget;
pub mod window;
