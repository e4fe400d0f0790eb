//! What our script in a widget's document begins with: the first globals, and what its host offers.

use greenroom_contract::Json;
use greenroom_contract::observation::{Conditions, Inserted};
use greenroom_contract::settings::{HostKind, WidgetSettings};
use greenroom_contract::widget::{EmulatedDevice, WidgetStart};
use serde_json::Value;

use crate::profile::Profile;

pub fn start(
    globals: Value,
    profile: &Profile,
    settings: &WidgetSettings,
    conditions: Conditions,
    device: EmulatedDevice,
) -> WidgetStart {
    let openai = &profile.openai;
    let (names, members) = match settings.host {
        HostKind::Chatgpt => (openai.names.clone(), openai.members.clone()),
        // A host of the specification has no such object; the script still measures heights for it.
        HostKind::Spec => (Vec::new(), Vec::new()),
    };
    WidgetStart {
        globals: Json(globals),
        names,
        members,
        upload_bytes: openai.upload_bytes,
        gestures: settings.gestures,
        gesture_milliseconds: openai.gesture_milliseconds,
        conditions,
        device,
        // Known when the script is put into its document.
        inserted: Inserted::default(),
    }
}
