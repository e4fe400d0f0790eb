//! Widget instances: one for each call with a template and each screen.
//!
//! [`account`] is what there is to tell a widget about its call, [`instance`] knows what one instance has been told of
//! it and what it must still be told, [`form`] in which form `window.openai` has it; [`rules`] says what a widget may do;
//! [`context`] is what a widget learns about its surroundings; [`document`] and [`start`] are what its frame
//! loads, in its [`sandbox`], and [`observed`] is what was seen there; [`bridge`] reads what it says, with the files that it offers in [`download`]. [`stand_in`] is what may be told in place of the call's own account, with
//! [`overrides`] of the surroundings and the scripts of [`scenario`]. What is done about it is in [`crate::screens`].

pub mod account;
pub mod bridge;
pub mod checkout;
pub mod context;
pub mod document;
pub mod download;
pub mod form;
pub mod instance;
pub mod observed;
pub mod overrides;
pub mod redirects;
pub mod rules;
pub mod sandbox;
pub mod scenario;
pub mod stand_in;
pub mod start;
