//! What a widget wants and only the person can give: each is one question on the widget's screen.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::checkout::Checkout;
use crate::file::{FileInfo, NewFile, OfferedFile};

/// A question that is drawn over the screen until it is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScreenPrompt {
    pub id: String,
    pub app_name: String,
    pub asks: Asks,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Asks {
    /// Whether an outside page may be opened.
    OpenLink { url: String },
    /// Which files the widget may have: some of the library, and new ones.
    PickFiles {
        /// Newest first.
        library: Vec<FileInfo>,
        /// Bytes that one file may have.
        limit: u32,
    },
    /// Whether to pay. Nothing is paid.
    Pay { checkout: Box<Checkout> },
    /// Whether to keep these files in the download folder.
    SaveFiles { files: Vec<OfferedFile>, folder: String },
    /// Where files were kept. Nothing is asked: whatever the answer, it goes.
    SeeSaved {
        paths: Vec<String>,
        /// Why not all of them were; empty where they were.
        fault: String,
    },
}

/// A prompt that ends in any other way was declined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum PromptAnswer {
    Accepted,
    Declined,
    /// Ids of files of the library, and files that join it.
    Picked {
        files: Vec<String>,
        added: Vec<NewFile>,
    },
}
