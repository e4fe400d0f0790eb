//! Pictures of screens: what is taken, and how it compares with one that was kept.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Problem;
use crate::stage::{DisplayMode, Theme};

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

/// What a person wants on a contact sheet: the newest result on each device in each theme, mode and locale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetWish {
    /// Ids of presets.
    pub devices: Vec<String>,
    pub themes: Vec<Theme>,
    pub modes: Vec<DisplayMode>,
    /// Of BCP 47; none where the window's is meant.
    pub locales: Vec<String>,
    pub of: PictureOf,
    /// With the device's body around each. A widget alone has none.
    pub framed: bool,
    /// Pixels of one CSS pixel; absent where they are the device's.
    #[specta(type = Option<i32>)]
    pub density: Option<f64>,
}

/// What such a sheet would hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetPlan {
    pub pictures: u32,
    /// Names of devices on which nothing floats, though picture in picture was wanted.
    pub without_pip: Vec<String>,
    /// Of the newest call, which is on it.
    pub tool: String,
    /// What its server was told of the language, as the host's settings or the first screen have it.
    pub locale: Option<String>,
}

/// How the window's contact sheet stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Sheet {
    /// None was made, or it was called off.
    None,
    Taking {
        /// Pictures that are there already.
        taken: u32,
        pictures: u32,
        /// What is being taken.
        label: String,
    },
    Taken {
        pictures: u32,
        /// In pixels.
        width: u32,
        height: u32,
        /// A data URL of the sheet made smaller.
        preview: String,
    },
    Failed {
        problem: Problem,
    },
}

/// Data URLs of pictures that were compared, made smaller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    pub kept: String,
    pub now: String,
    /// The kept picture in pale, with what differs marked. Absent where the two cannot be laid over each other.
    pub difference: Option<String>,
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
        pictures: Compared,
    },
    /// The two cannot be laid over each other; their widths and heights.
    OtherSize { kept: (u32, u32), now: (u32, u32), pictures: Compared },
}
