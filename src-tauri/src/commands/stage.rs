//! The screens: which are shown, where they stand, how they look.

use greenroom_contract::stage::{self, Area, DisplayMode, Look, Placement, Preset, ScreenSetup, Theme, Way};

use super::{HostState, Result};
use crate::stage::Stage;

type StageState<'a> = tauri::State<'a, Stage>;

#[tauri::command]
#[specta::specta]
pub async fn stage(stage: StageState<'_>) -> Result<stage::Stage> {
    stage.now().await
}

/// What a screen can be.
#[tauri::command]
#[specta::specta]
pub async fn presets(host: HostState<'_>) -> Result<Vec<Preset>> {
    Ok(host.presets())
}

/// The screens are these from now on, in this order. Those that stay go on.
#[tauri::command]
#[specta::specta]
pub async fn arrange_screens(stage: StageState<'_>, arrangement: Vec<ScreenSetup>) -> Result<()> {
    stage.arrange(arrangement).await
}

/// Places the named screens and hides the others.
#[tauri::command]
#[specta::specta]
pub async fn place_screens(
    stage: StageState<'_>,
    placements: Vec<Placement>,
    within: Option<Area>,
) -> Result<()> {
    stage.place(placements, within).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_theme(stage: StageState<'_>, theme: Theme) -> Result<()> {
    stage.set_theme(theme);
    Ok(())
}

/// Switches the newest widget of every screen.
#[tauri::command]
#[specta::specta]
pub async fn set_display_mode(host: HostState<'_>, mode: DisplayMode) -> Result<()> {
    host.set_display_mode(mode).await
}

/// Loads the widgets of the current conversation anew, or those of one of its calls, with their input, result and
/// state. No tool is called.
#[tauri::command]
#[specta::specta]
pub async fn remount_widgets(host: HostState<'_>, call: Option<String>) -> Result<()> {
    host.remount_widgets(call.as_deref()).await;
    Ok(())
}

/// Ends the screen's web process if it still runs and loads its page anew.
#[tauri::command]
#[specta::specta]
pub async fn reload_screen(stage: StageState<'_>, screen: String) -> Result<()> {
    stage.reload(screen).await
}

#[tauri::command]
#[specta::specta]
pub async fn look(stage: StageState<'_>) -> Result<Look> {
    Ok(stage.look())
}

#[tauri::command]
#[specta::specta]
pub async fn save_look(stage: StageState<'_>, look: Look) -> Result<()> {
    stage.save_look(look)
}

/// Goes on by the keyboard from the workbench's page to the screens. An event says where that led.
#[tauri::command]
#[specta::specta]
pub async fn enter_screens(stage: StageState<'_>, way: Way) -> Result<()> {
    stage.enter_screens(way).await
}
