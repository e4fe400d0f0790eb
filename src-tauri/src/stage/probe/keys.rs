//! A key as a person presses it: the window is handed the events that GTK would hand it, and gives them to whatever view has
//! the focus. WebDriver's own keys go to the workbench's page wherever the focus is.

use greenroom_contract::Problem;
use gtk::gdk;
use gtk::glib::translate::ToGlibPtr;
use gtk::prelude::*;
use tauri::{State, WebviewWindow};
use tokio::sync::oneshot;

use super::{Stage, failed};

/// Presses and releases a key by GDK's name for it (`Tab`, `F6`, `Return`, `a`), with those held that are named (`Control`,
/// `Shift`, `Alt`). What comes of it is not waited for.
#[tauri::command]
pub async fn press_key(
    stage: State<'_, Stage>,
    window: WebviewWindow,
    key: String,
    held: Vec<String>,
) -> Result<(), Problem> {
    let (tell, pressed) = oneshot::channel();
    let name = key.clone();
    // Without the screens: the key may lead to them.
    stage.crew.errand(move || {
        let _ = tell.send(window.gtk_window().ok().and_then(|window| press(&window, &key, &held)));
    });
    let pressed = pressed.await.map_err(|_| failed("the window is closing"))?;
    pressed.ok_or_else(|| failed(&format!("the keyboard has no key {name}")))
}

fn press(window: &gtk::ApplicationWindow, name: &str, held: &[String]) -> Option<()> {
    let display = window.display();
    let keymap = gdk::Keymap::for_display(&display)?;
    let wanted = gdk::keys::Key::from_name(name);
    let entry = keymap.entries_for_keyval(*wanted).into_iter().next()?;
    let mut state = held.iter().fold(gdk::ModifierType::empty(), |state, name| state | modifier(name));
    if entry.level() == 1 {
        state |= gdk::ModifierType::SHIFT_MASK;
    }
    let (value, ..) = keymap.translate_keyboard_state(entry.keycode(), state, entry.group())?;
    for kind in [gdk::EventType::KeyPress, gdk::EventType::KeyRelease] {
        let mut event = gdk::Event::new(kind).downcast::<gdk::EventKey>().ok()?;
        event.set_device(Some(&display.default_seat()?.keyboard()?));
        let key = event.as_mut();
        key.window = window.window()?.to_glib_full();
        key.time = gtk::current_event_time();
        key.state = state.bits();
        key.keyval = value;
        key.hardware_keycode = u16::try_from(entry.keycode()).ok()?;
        key.group = u8::try_from(entry.group()).ok()?;
        gtk::main_do_event(&mut event);
    }
    Some(())
}

fn modifier(name: &str) -> gdk::ModifierType {
    match name {
        "Control" => gdk::ModifierType::CONTROL_MASK,
        "Shift" => gdk::ModifierType::SHIFT_MASK,
        "Alt" => gdk::ModifierType::MOD1_MASK,
        _ => gdk::ModifierType::empty(),
    }
}
