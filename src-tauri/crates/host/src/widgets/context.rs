//! What a widget learns about its surroundings, in both languages.

use std::sync::Arc;

use greenroom_contract::settings::HostKind;
use greenroom_contract::stage::{Device, DeviceForm, DisplayMode, Insets, Size, Theme};
use greenroom_contract::widget::EmulatedDevice;
use serde_json::{Value, json};

use crate::profile::Profile;

/// A place to be shown: one device, one theme, one display mode.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    pub profile: &'a Profile,
    pub device: Arc<Device>,
    pub host: HostKind,
    pub theme: Theme,
    pub mode: DisplayMode,
    /// What a modal was opened with; null elsewhere.
    pub params: &'a Value,
}

impl Surroundings<'_> {
    /// The environment part of `window.openai`.
    pub fn globals(&self) -> Value {
        let mut globals = self.mode_globals();
        globals["theme"] = json!(self.theme);
        globals["locale"] = json!(self.locale());
        globals["userAgent"] = json!({
            "device": { "type": self.device_type() },
            "capabilities": { "hover": self.device.hover, "touch": self.device.touch },
        });
        globals
    }

    /// The globals that follow the display mode.
    pub fn mode_globals(&self) -> Value {
        let mut globals = json!({
            "displayMode": self.mode,
            "view": { "mode": self.mode },
            "safeArea": { "insets": self.safe_area() },
            "maxHeight": self.max_height(),
        });
        if !self.params.is_null() {
            globals["view"]["params"] = self.params.clone();
        }
        globals
    }

    /// `hostContext` of `ui/initialize`, whole. `tool` is the descriptor as the server sent it.
    pub fn host_context(&self, tool: &Value) -> Value {
        let mut context = self.mode_context();
        let theme = self.theme_context();
        context["theme"] = theme["theme"].clone();
        context["styles"] = theme["styles"].clone();
        context["availableDisplayModes"] = json!(available_modes(self.device.form));
        context["locale"] = json!(self.locale());
        context["timeZone"] = json!(self.time_zone());
        context["userAgent"] = json!(self.profile.bridge.context.user_agent);
        context["platform"] = json!(self.profile.bridge.context.platform(self.device.form));
        context["deviceCapabilities"] = json!({ "touch": self.device.touch, "hover": self.device.hover });
        context["toolInfo"] = json!({ "id": 1, "tool": tool });
        context
    }

    /// The part of the host context that follows the display mode.
    pub fn mode_context(&self) -> Value {
        json!({
            "displayMode": self.mode,
            "containerDimensions": self.container(),
            "safeAreaInsets": self.safe_area(),
        })
    }

    /// The part of the host context that follows the theme.
    pub fn theme_context(&self) -> Value {
        json!({ "theme": self.theme, "styles": { "variables": self.profile.styles(self.theme, self.host) } })
    }

    /// What our script makes the document take its device for.
    pub fn emulated(&self) -> EmulatedDevice {
        let device = &self.device;
        EmulatedDevice {
            color_scheme: self.theme,
            reduced_motion: device.preferences.reduced_motion,
            hover: device.hover,
            touch_points: device.touch_points,
            platform: device.platform.clone(),
            pixel_ratio: device.pixel_ratio,
            screen: Size { width: device.width, height: device.height },
            orientation: device.orientation,
            safe_area: self.reached_safe_area(),
            text_size: device.preferences.text_size.unwrap_or(100),
            locale: self.locale().to_owned(),
            time_zone: self.time_zone().to_owned(),
        }
    }

    fn locale(&self) -> &str {
        self.device.preferences.locale.as_deref().unwrap_or(&self.profile.client.locale)
    }

    fn time_zone(&self) -> &str {
        self.device.preferences.time_zone.as_deref().unwrap_or(&self.profile.client.time_zone)
    }

    /// Of the device, where the widget's frame reaches into it: at the bottom of a fullscreen one, as the frame stands below
    /// ChatGPT's header and beside a camera. Chosen: no one has measured `env()` inside of ChatGPT's frames.
    fn reached_safe_area(&self) -> Insets {
        match self.mode {
            DisplayMode::Fullscreen => Insets { bottom: self.device.safe_area.bottom, ..Insets::default() },
            DisplayMode::Inline | DisplayMode::Pip | DisplayMode::Modal => Insets::default(),
        }
    }

    fn container(&self) -> Value {
        /// Of the thread, on both sides.
        const MARGINS: f64 = 32.0;
        const BORDERS: f64 = 2.0;
        let layout = &self.profile.layout;
        let thread = layout.inline_max_width.min(self.width_beside_cameras());
        match (self.mode, self.device.form) {
            (DisplayMode::Inline, DeviceForm::Desktop) => json!({ "maxWidth": thread }),
            // As measured on a phone of 390 px.
            (DisplayMode::Inline, DeviceForm::Phone) => json!({ "maxWidth": thread - MARGINS - BORDERS }),
            (DisplayMode::Pip, _) => {
                let widest = layout.inline_max_width.min(self.width_beside_cameras() - MARGINS) - BORDERS;
                json!({ "maxWidth": widest, "maxHeight": self.pip_height() })
            }
            (DisplayMode::Modal, DeviceForm::Desktop) => json!({
                "maxWidth": layout.modal_max_width.min(self.device.width - MARGINS - BORDERS),
                "maxHeight": self.modal_height(),
            }),
            (DisplayMode::Modal, DeviceForm::Phone) => {
                json!({ "maxWidth": self.width_beside_cameras(), "maxHeight": self.modal_height() })
            }
            (DisplayMode::Fullscreen, _) => {
                json!({ "width": self.fullscreen_width(), "height": self.fullscreen_height() })
            }
        }
    }

    fn max_height(&self) -> Option<f64> {
        match self.mode {
            DisplayMode::Inline => None,
            DisplayMode::Pip => Some(self.pip_height()),
            DisplayMode::Fullscreen => Some(self.fullscreen_height()),
            DisplayMode::Modal => Some(self.modal_height()),
        }
    }

    fn fullscreen_width(&self) -> f64 {
        let layout = &self.profile.layout;
        let has_rail = self.device.form == DeviceForm::Desktop && self.device.width >= layout.rail_from_width;
        self.width_beside_cameras() - if has_rail { layout.rail_width } else { 0.0 }
    }

    fn width_beside_cameras(&self) -> f64 {
        let Insets { left, right, .. } = self.device.safe_area;
        self.device.width - left - right
    }

    /// At most so much of the thread, which the composer ends.
    fn pip_height(&self) -> f64 {
        let layout = &self.profile.layout;
        let thread = self.fullscreen_height() - layout.composer_height - self.device.safe_area.bottom;
        layout.pip_max_height.min(thread * layout.pip_share_of_thread)
    }

    fn fullscreen_height(&self) -> f64 {
        self.device.height - self.device.safe_area.top - self.profile.layout.header_height
    }

    /// Without its bar, and with some of the screen to be seen around it.
    fn modal_height(&self) -> f64 {
        const AROUND: f64 = 32.0;
        self.fullscreen_height() - self.device.safe_area.bottom - AROUND
    }

    fn safe_area(&self) -> Insets {
        match self.mode {
            DisplayMode::Inline | DisplayMode::Pip | DisplayMode::Modal => Insets::default(),
            DisplayMode::Fullscreen => {
                let bottom = self.profile.layout.fullscreen_bottom_inset.max(self.device.safe_area.bottom);
                Insets { bottom, ..Insets::default() }
            }
        }
    }

    fn device_type(&self) -> &'static str {
        match self.device.form {
            DeviceForm::Desktop => "desktop",
            DeviceForm::Phone => "mobile",
        }
    }
}

/// Phones have no picture-in-picture.
pub fn available_modes(form: DeviceForm) -> &'static [DisplayMode] {
    match form {
        DeviceForm::Desktop => &[DisplayMode::Inline, DisplayMode::Fullscreen, DisplayMode::Pip],
        DeviceForm::Phone => &[DisplayMode::Inline, DisplayMode::Fullscreen],
    }
}

/// What is granted when a widget asks for a mode.
pub fn granted(form: DeviceForm, wished: DisplayMode) -> DisplayMode {
    match (form, wished) {
        (DeviceForm::Phone, DisplayMode::Pip) => DisplayMode::Fullscreen,
        // A modal is asked for in another way.
        (_, DisplayMode::Modal) => DisplayMode::Inline,
        _ => wished,
    }
}
