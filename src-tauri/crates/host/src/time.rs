//! The clock and the source of identifiers.

use jiff::Timestamp;
use uuid::Uuid;

/// Now, as RFC 3339 in UTC with milliseconds.
pub fn now() -> String {
    format!("{:.3}", Timestamp::now())
}

/// A fresh identifier; later ones sort after earlier ones.
pub fn fresh_id() -> String {
    Uuid::now_v7().simple().to_string()
}
