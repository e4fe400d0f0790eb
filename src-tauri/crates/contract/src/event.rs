//! What the host tells the shell when something has changed. The shell asks again for what it shows.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::stage::Pane;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Event {
    /// The list, or one connector's name, status or snapshot.
    Connectors,
    /// Entries of the current conversation, or which one is current.
    Conversation,
    /// One call moved on.
    Call {
        id: String,
    },
    /// What is known of a call's widgets.
    Widgets {
        call: String,
    },
    /// A prompt was raised or answered.
    Approvals,
    /// A server asked something, or was answered.
    Inquiries,
    /// Frames were recorded, or the record was cleared.
    Record,
    Settings,
    /// How the contact sheet goes on that is being made, or that it is done.
    Sheet,
    /// A screen's status or mode, or the theme.
    Stage,
    /// By the keyboard the person went on to this part of the window.
    Pane {
        pane: Pane,
    },
}
