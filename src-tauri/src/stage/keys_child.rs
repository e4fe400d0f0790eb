//! Keys of the whole window on macOS and Windows. Nothing here hears of keys that are pressed in a screen: F5 works while
//! the workbench has the focus, and F6 leaves the screens out, where nobody could leave one by it.

use std::ops::ControlFlow;

use greenroom_contract::stage::Way;
use tauri::WebviewWindow;

pub fn on_remount(_window: &WebviewWindow, _pressed: impl Fn() + 'static) -> tauri::Result<()> {
    Ok(())
}

pub fn on_pane(
    _window: &WebviewWindow,
    _pressed: impl Fn(Way) -> ControlFlow<()> + 'static,
) -> tauri::Result<()> {
    Ok(())
}
