//! Everything that must survive a crash, in one SQLite file, and the record of the wire in another: one module a
//! table, each with its row, its queries and its tests.
//!
//! Rows are plain: identifiers and times are strings made by the host, and what has a richer shape is JSON whose
//! meaning is the host's. Deliberately elsewhere: how the window looks (the shell's own settings) and secrets
//! (the keychain of the operating system).

mod approvals;
mod connectors;
mod conversations;
mod error;
mod exchanges;
mod files;
mod fixtures;
mod frames;
mod rehearsals;
mod remembered;
#[cfg(test)]
mod scratch;
mod settings;
mod snapshots;
mod store;
mod templates;
mod widget_state;
mod widgets;

pub use approvals::ApprovalRow;
pub use connectors::ConnectorRow;
pub use conversations::{ConversationRow, EntryRow, SummaryRow};
pub use error::{Result, StoreError};
pub use exchanges::ExchangeRow;
pub use files::FileRow;
pub use frames::{FrameBody, FrameBounds, FrameFilter, FrameRow, FrameTotals, Frames, WholeFrame};
pub use remembered::{ExceptionRow, ForgottenTool, RememberedRow};
pub use snapshots::SnapshotRow;
pub use store::{Lasting, Store};
pub use widget_state::WidgetStateRow;
pub use widgets::WidgetRow;
