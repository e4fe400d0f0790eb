//! What a server asks in the midst of things, where the client's profile says that it may be asked.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Inquiry {
    pub id: String,
    pub connector_id: String,
    pub app_name: String,
    /// The call during which it was asked, where that is known.
    pub call_id: Option<String>,
    pub asked_at: String,
    pub question: Question,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Question {
    /// `elicitation/create` with a form: a flat object.
    Form { message: String, schema: Json },
    /// `elicitation/create` with an address to be visited.
    Url { message: String, url: String },
    /// `sampling/createMessage`: the person writes what the model would.
    Sampling { params: Json },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum InquiryAnswer {
    /// The form's values; `{"text": …}` for sampling; null for an address, which is opened.
    Accept {
        content: Json,
    },
    Decline,
    Cancel,
}
