//! What WebKitGTK can do and its Rust binding cannot: switching single features off ([`features`], since WebKitGTK 2.42)
//! and blocking loads by their kind ([`filter`]).
//!
//! The one place of the program with unsafe code, and nothing else is in here.
#![cfg(target_os = "linux")]

pub mod features;
pub mod filter;
