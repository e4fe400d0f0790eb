//! Files that a person or a widget gives to the host.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A file that the host keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileInfo {
    /// As widgets and servers name it: `file_…`.
    pub id: String,
    pub name: String,
    pub mime_type: String,
    /// Bytes.
    pub size: u32,
    pub added_at: String,
}

/// A file on its way in. Its name and type are what the sender says; the host makes them harmless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewFile {
    pub name: String,
    /// May be empty.
    pub mime_type: String,
    pub base64: String,
}

/// A file that a widget would have the person keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferedFile {
    /// Harmless, and without a folder.
    pub name: String,
    /// Bytes.
    pub size: u32,
}
