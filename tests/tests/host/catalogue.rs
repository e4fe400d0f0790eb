//! The public catalogue of what a host of MCP Apps does (ext-apps, pull request 726), row by row: a module is a family
//! of rows, a test is a row. Where ChatGPT was measured to differ, on 2026-07-22, the test says what it does.
//!
//! The rows that need a real document are in `tests/tests/window/catalogue.rs`.

mod capabilities;
mod context;
mod dimensions;
mod display;
mod lifecycle;
mod links;
mod messages;
mod played;
mod resources;
mod security;
mod tools;
mod visibility;
