//! The screens of the stage, as the shell places and labels them.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::observation::Conditions;
use crate::picture::SheetWish;

/// A kind of device, as `profiles/devices.toml` describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    pub id: String,
    pub name: String,
    pub form: DeviceForm,
    /// Upright, where it can be turned.
    #[specta(type = i32)]
    pub width: f64,
    #[specta(type = i32)]
    pub height: f64,
    pub user_agent: String,
    pub safe_area: Insets,
    /// Lying on its side.
    pub safe_area_turned: Insets,
    pub touch: bool,
    pub hover: bool,
    /// `navigator.platform`.
    pub platform: String,
    /// `navigator.maxTouchPoints`.
    pub touch_points: u8,
    /// Physical pixels of one CSS pixel.
    #[specta(type = i32)]
    pub pixel_ratio: f64,
    pub cutout: Cutout,
    /// Where its numbers are from, how surely, and of when.
    pub source: String,
}

/// What of the device's body reaches into its screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Cutout {
    None,
    Notch,
    Island,
    /// Of a camera.
    Hole,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Orientation {
    /// As the preset has it.
    #[default]
    Portrait,
    /// Turned by a quarter.
    Landscape,
}

/// CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Size {
    #[specta(type = i32)]
    pub width: f64,
    #[specta(type = i32)]
    pub height: f64,
}

/// One screen as a person arranged it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScreenSetup {
    /// Also names the folder of what its widgets store: small letters, digits and dashes.
    pub id: String,
    /// The id of a [`Preset`].
    pub preset: String,
    #[serde(default)]
    pub orientation: Orientation,
    /// In place of the preset's, upright.
    #[serde(default)]
    pub size: Option<Size>,
    #[serde(default)]
    pub preferences: Preferences,
}

/// How the person of a screen has set their device. What is absent is as the window and the settings have it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    pub theme: Option<Theme>,
    /// BCP 47, for example `de-CH`.
    pub locale: Option<String>,
    /// Of the IANA's names, for example `Europe/Zurich`.
    pub time_zone: Option<String>,
    pub location: Option<Location>,
    /// In hundredths of the usual size.
    pub text_size: Option<u16>,
    pub reduced_motion: bool,
}

/// Where the person is, as `openai/userLocation` of a call tells it. What is blank is not told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Location {
    pub city: String,
    pub region: String,
    /// Of ISO 3166, for example `CH`.
    pub country: String,
    /// Degrees, as text: ChatGPT sends strings.
    pub latitude: String,
    pub longitude: String,
}

/// The device that a screen is: a preset, as it was turned and sized.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    /// The id of the screen, for example `desktop` or `phone-2`.
    pub id: String,
    pub preset: String,
    pub name: String,
    pub form: DeviceForm,
    #[specta(type = i32)]
    pub width: f64,
    #[specta(type = i32)]
    pub height: f64,
    pub user_agent: String,
    pub safe_area: Insets,
    pub touch: bool,
    pub hover: bool,
    pub platform: String,
    pub touch_points: u8,
    #[specta(type = i32)]
    pub pixel_ratio: f64,
    pub orientation: Orientation,
    /// Where it is not the preset's, upright.
    pub custom_size: Option<Size>,
    pub preferences: Preferences,
    pub cutout: Cutout,
    pub source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DeviceForm {
    Desktop,
    Phone,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Insets {
    #[specta(type = i32)]
    pub top: f64,
    #[specta(type = i32)]
    pub right: f64,
    #[specta(type = i32)]
    pub bottom: f64,
    #[specta(type = i32)]
    pub left: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DisplayMode {
    #[default]
    Inline,
    Pip,
    Fullscreen,
    /// Over the screen, in an instance of its own that another widget asked for.
    Modal,
}

/// The stage as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    pub theme: Theme,
    pub screens: Vec<Screen>,
    /// The rendering engine and its version, for example `WebKitGTK 2.50.6`.
    pub engine: String,
    /// Whether a screen can be cut off where the stage ends, without which it cannot scroll.
    pub cuts_off: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Screen {
    pub device: Device,
    pub shown: bool,
    pub status: ScreenStatus,
    /// The mode of the newest widget on this screen; absent where there is none.
    pub mode: Option<DisplayMode>,
    /// Of the network, towards its widgets.
    pub conditions: Conditions,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum ScreenStatus {
    Loading,
    Live,
    /// Its page has not answered for some seconds.
    Hung {
        since: String,
    },
    /// Its web process has ended.
    Crashed {
        reason: String,
    },
}

/// Where the shell wants a screen: a rectangle of the window in the shell's CSS pixels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    pub screen: String,
    #[specta(type = i32)]
    pub x: f64,
    #[specta(type = i32)]
    pub y: f64,
    #[specta(type = i32)]
    pub width: f64,
    #[specta(type = i32)]
    pub height: f64,
    /// 0.5 draws a page of twice the size of the rectangle.
    #[specta(type = i32)]
    pub zoom: f64,
}

/// A rectangle of the window, in the shell's CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Area {
    #[specta(type = i32)]
    pub x: f64,
    #[specta(type = i32)]
    pub y: f64,
    #[specta(type = i32)]
    pub width: f64,
    #[specta(type = i32)]
    pub height: f64,
}

/// How large the screens are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StageZoom {
    /// So that all of them can be seen.
    #[default]
    Fit,
    /// A CSS pixel of the device is one of the window; the stage scrolls.
    Actual,
}

/// How the window looks; kept between runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    pub theme: Theme,
    /// The screens in their order; none where the profile's are not changed. Only arranging them changes this.
    #[serde(default)]
    pub screens: Vec<ScreenSetup>,
    /// Ids of those that are shown.
    pub shown: Vec<String>,
    #[serde(default)]
    pub zoom: StageZoom,
    /// Width of the workbench beside the stage.
    #[specta(type = i32)]
    pub workbench_width: f64,
    /// What was on the last contact sheet; absent before the first one.
    #[serde(default)]
    pub sheet: Option<SheetWish>,
    /// The share of its pixels from which on a picture differs from the kept one.
    #[serde(default = "one_in_a_thousand")]
    #[specta(type = i32)]
    pub threshold: f64,
}

fn one_in_a_thousand() -> f64 {
    0.001
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::Light,
            screens: Vec::new(),
            shown: vec!["desktop".into(), "phone".into()],
            zoom: StageZoom::Fit,
            workbench_width: 460.0,
            sheet: None,
            threshold: one_in_a_thousand(),
        }
    }
}

/// A part of the window that the keyboard can be in. F6 goes through them in this order, and Shift+F6 back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum Pane {
    Workbench,
    /// What the workbench's page draws around the screens.
    Stage,
    Screen {
        id: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    Forward,
    Backward,
}
