//! The screens: which are shown, where they stand, how they look.

use greenroom_contract::stage::{DisplayMode, Look, Placement, Stage, Theme};

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn stage() -> Result<Stage> {
    unimplemented!()
}

/// Places the named screens and hides the others.
#[tauri::command]
#[specta::specta]
pub async fn place_screens(placements: Vec<Placement>) -> Result<()> {
    let _ = placements;
    unimplemented!()
}

#[tauri::command]
#[specta::specta]
pub async fn set_theme(theme: Theme) -> Result<()> {
    let _ = theme;
    unimplemented!()
}

/// Switches the newest widget of every screen.
#[tauri::command]
#[specta::specta]
pub async fn set_display_mode(host: HostState<'_>, mode: DisplayMode) -> Result<()> {
    host.set_display_mode(mode).await
}

/// Ends the screen's web process if it still runs and loads its page anew.
#[tauri::command]
#[specta::specta]
pub async fn reload_screen(screen: String) -> Result<()> {
    let _ = screen;
    unimplemented!()
}

#[tauri::command]
#[specta::specta]
pub async fn look() -> Result<Look> {
    unimplemented!()
}

#[tauri::command]
#[specta::specta]
pub async fn save_look(look: Look) -> Result<()> {
    let _ = look;
    unimplemented!()
}
