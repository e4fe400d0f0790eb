//! JSON whose shape belongs to a server or a widget. TypeScript sees `unknown`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

/// Any JSON value, kept as it was on the wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Json(#[specta(type = specta_typescript::Unknown)] pub Value);

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self(value)
    }
}
