//! Widget instances: one for each call with a template and each screen.
//!
//! [`instance`] knows what one instance has been told and what it must still be told; [`context`] is what a widget
//! learns about its surroundings; [`document`] and [`csp`] are what its frame loads; [`bridge`] reads what it says.
//! What is done about it is in [`crate::screens`].

pub mod bridge;
pub mod context;
pub mod csp;
pub mod document;
pub mod instance;
pub mod redirects;
