//! Keys of the whole window on Linux: they are heard before any page gets them, also while a widget has the focus.

use std::ops::ControlFlow;

use greenroom_contract::stage::Way;
use gtk::gdk::keys::constants as keys;
use gtk::gdk::{EventKey, ModifierType};
use gtk::glib::Propagation;
use gtk::prelude::*;
use tauri::WebviewWindow;

/// Calls back when F5 is pressed.
pub fn on_remount(window: &WebviewWindow, pressed: impl Fn() + 'static) -> tauri::Result<()> {
    window.gtk_window()?.connect_key_press_event(move |_, event| {
        if event.keyval() != keys::F5 || !held(event).is_empty() {
            return Propagation::Proceed;
        }
        pressed();
        Propagation::Stop
    });
    Ok(())
}

/// Calls back when F6 or Shift+F6 is pressed. Where the callback goes on so does the key, to the page that has the focus.
pub fn on_pane(
    window: &WebviewWindow,
    pressed: impl Fn(Way) -> ControlFlow<()> + 'static,
) -> tauri::Result<()> {
    window.gtk_window()?.connect_key_press_event(move |_, event| {
        let held = held(event);
        if event.keyval() != keys::F6 || !(held - ModifierType::SHIFT_MASK).is_empty() {
            return Propagation::Proceed;
        }
        match pressed(if held.is_empty() { Way::Forward } else { Way::Backward }) {
            ControlFlow::Break(()) => Propagation::Stop,
            ControlFlow::Continue(()) => Propagation::Proceed,
        }
    });
    Ok(())
}

fn held(event: &EventKey) -> ModifierType {
    event.state() & (ModifierType::CONTROL_MASK | ModifierType::SHIFT_MASK | ModifierType::MOD1_MASK)
}
