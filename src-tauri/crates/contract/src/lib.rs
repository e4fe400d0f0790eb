//! The plain data that crosses from the host to the shell, to the screens and to the widgets.
//!
//! Shapes only: no behaviour beyond constructors, no I/O, no protocol. The TypeScript of the UI is generated
//! from these types, and this crate is the only place that derives it. Identifiers are plain strings, times are
//! RFC 3339 strings in UTC, durations are milliseconds, lengths are CSS pixels. Lengths and durations are never
//! NaN, so their TypeScript is a plain `number`: that is what `specta(type = i32)` on an `f64` says.

pub mod approval;
pub mod call;
pub mod checkout;
pub mod connector;
pub mod conversation;
pub mod edit;
pub mod event;
pub mod file;
pub mod inquiry;
pub mod json;
pub mod model_view;
pub mod observation;
pub mod permission;
pub mod picture;
pub mod problem;
pub mod prompt;
pub mod record;
pub mod sandbox;
pub mod scenario;
pub mod screen;
pub mod settings;
pub mod snapshot;
pub mod stage;
pub mod story;
pub mod tool;
pub mod widget;

pub use json::Json;
pub use problem::{Exchange, Header, Problem, ProblemCode};
