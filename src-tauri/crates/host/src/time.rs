//! The clock and the source of identifiers and tokens.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Now, as RFC 3339 in UTC with milliseconds.
pub fn now() -> String {
    written(Timestamp::now())
}

/// Some time, in the same form: later times sort after earlier ones.
pub fn written(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// So long after that time, in the same form. What is beyond all calendars is as late as they go.
pub fn after(time: Timestamp, wait: Duration) -> String {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
    written(time.checked_add(wait).unwrap_or(Timestamp::MAX))
}

/// A fresh identifier; later ones sort after earlier ones.
pub fn fresh_id() -> String {
    Uuid::now_v7().simple().to_string()
}

/// 122 random bits: what nobody who was not told can guess.
pub fn random_token() -> String {
    Uuid::new_v4().simple().to_string()
}
