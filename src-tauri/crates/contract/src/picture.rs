//! Pictures of screens: what is taken, and how it compares with one that was kept.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What of a screen is on a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PictureOf {
    /// As large as the device.
    #[default]
    Screen,
    /// The newest widget alone, in its whole height.
    Widget,
    /// As wide as the device and as high as all that is in it.
    Conversation,
}

/// A picture that a person wants of a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureRequest {
    pub screen: String,
    pub of: PictureOf,
    /// With the device's body around it. A widget alone has none.
    pub framed: bool,
    /// Pixels of one CSS pixel; absent where they are the device's.
    #[specta(type = Option<i32>)]
    pub density: Option<f64>,
}

/// A picture that was taken, in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureTaken {
    pub width: u32,
    pub height: u32,
    /// Where it was saved; absent where it went to the clipboard.
    pub path: Option<String>,
}

/// How a picture compares with the one that was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Comparison {
    /// None was kept of the same call, device and look.
    NoneKept,
    /// As few pixels differ as may.
    Same { different: u32 },
    Different {
        different: u32,
        /// Of all pixels, between 0 and 1.
        #[specta(type = i32)]
        share: f64,
        /// Where the kept picture is saved in pale, with what differs marked.
        marked: String,
    },
    /// The two cannot be laid over each other; their widths and heights.
    OtherSize { kept: (u32, u32), now: (u32, u32) },
}
