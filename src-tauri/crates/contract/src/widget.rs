//! What a widget and the host say to each other.
//!
//! A widget speaks two languages. `apps` is the MCP Apps bridge: JSON-RPC, whole, as the widget posted it to its
//! parent window. `openai` is the traffic of our `window.openai` script over a message port of its own; its two
//! message shapes are here.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;
use crate::observation::{Conditions, Inserted, LeftOut};
use crate::sandbox::SandboxReport;
use crate::settings::Gestures;
use crate::stage::{DisplayMode, Insets, Orientation, Size, Theme};
use crate::tool::Finding;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    Apps,
    Openai,
}

/// One widget of a call, as it is on one screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetReport {
    pub screen: String,
    pub instance: String,
    pub mode: DisplayMode,
    /// As it reported it, or else as it was measured.
    #[specta(type = Option<i32>)]
    pub height: Option<f64>,
    /// Absent before its document was served.
    pub sandbox: Option<SandboxReport>,
    /// Of its console and its requests.
    pub left_out: LeftOut,
    pub handshake: Handshake,
    /// Absent before `ui/initialize`.
    pub introduction: Option<AppIntroduction>,
    /// `window.openai` without its methods; absent before there is a document.
    pub globals: Option<Json>,
    /// Absent before `ui/initialize`.
    pub host_context: Option<Json>,
    /// Null where it stored none.
    pub state: Json,
    /// The last `ui/update-model-context` that held something.
    pub model_context: Option<Json>,
    /// The last things that it logged, oldest first.
    pub logs: Vec<WidgetLog>,
    /// How often it said that its tools changed.
    pub tool_changes: u32,
    /// What it did against the rules of its host.
    pub findings: Vec<Finding>,
}

/// What a widget said, accepted only from the exact window that `instance` is registered for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    pub instance: String,
    /// Of the frame that it came from.
    pub generation: u32,
    /// Whether the person had just used the widget.
    pub gesture: bool,
    pub language: Language,
    /// JSON, but as text: nothing that one widget says can spoil what is read together with it.
    pub text: String,
}

/// How far a widget came with its host over the MCP Apps bridge. One that only uses `window.openai` needs none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Handshake {
    None,
    /// It sent `ui/initialize`.
    Introduced,
    /// And `ui/notifications/initialized`.
    Complete,
}

/// What a widget says of itself in `ui/initialize`; null where it says nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppIntroduction {
    pub protocol_version: Json,
    pub info: Json,
    pub capabilities: Json,
}

/// A `notifications/message` of a widget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetLog {
    pub at: String,
    pub level: String,
    /// May be empty.
    pub logger: String,
    pub data: Json,
}

/// `window.openai` to host. `method` is the member's name, for example `callTool`; `params` its arguments as an
/// array.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenaiRequest {
    pub id: u32,
    pub method: String,
    pub params: Json,
}

/// Host to `window.openai`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum ToOpenai {
    Result {
        id: u32,
        value: Json,
    },
    Error {
        id: u32,
        message: String,
    },
    /// Globals that changed: write them, then dispatch `openai:set_globals`.
    Globals {
        globals: Json,
    },
    /// The network of the screen is like this from now on.
    Conditions {
        conditions: Conditions,
    },
    /// The device is like this from now on.
    Device {
        device: EmulatedDevice,
    },
}

/// What a widget's document takes for the device that it is on. The engine is one and the same on all screens, so our
/// script in the document makes this of it; see `ui/src/widget/emulation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EmulatedDevice {
    /// `prefers-color-scheme`.
    pub color_scheme: Theme,
    /// `prefers-reduced-motion`.
    pub reduced_motion: bool,
    /// `hover` and `any-hover`.
    pub hover: bool,
    /// `navigator.maxTouchPoints`. With some the pointer is coarse, and the mouse is a finger.
    pub touch_points: u8,
    /// `navigator.platform`.
    pub platform: String,
    /// `devicePixelRatio` and `resolution`.
    #[specta(type = i32)]
    pub pixel_ratio: f64,
    /// `screen.width` and `screen.height`, as the device is held.
    pub screen: Size,
    pub orientation: Orientation,
    /// `env(safe-area-inset-*)`, as the display mode lets the widget reach into it.
    pub safe_area: Insets,
    /// In hundredths of the usual size.
    pub text_size: u16,
    /// `navigator.language`, and what `Intl` uses where none is named.
    pub locale: String,
    /// What `Intl` and `Date` use where none is named.
    pub time_zone: String,
}

/// What our script in a widget's document begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetStart {
    /// All globals, by name.
    pub globals: Json,
    /// What `window.openai` is called on `window`. Without a name the host has no such object.
    pub names: Vec<String>,
    /// The members that the object has besides the globals.
    pub members: Vec<String>,
    /// The largest file that `uploadFile` takes.
    pub upload_bytes: u32,
    pub gestures: Gestures,
    /// How long a gesture counts.
    pub gesture_milliseconds: u32,
    pub conditions: Conditions,
    pub device: EmulatedDevice,
    pub inserted: Inserted,
}
