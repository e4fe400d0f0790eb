//! The built program without a window.

mod command_line;
mod conformance;
mod gallery;
mod replay;
mod shot;
mod terminal;
