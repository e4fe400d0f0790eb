//! Pictures of the screens: saved, copied, kept and compared.

use std::path::Path;

use greenroom_contract::picture::{Comparison, PictureRequest, PictureTaken, Sheet, SheetPlan, SheetWish};
use tauri_plugin_dialog::DialogExt;

use super::Result;
use crate::pictures::{Picture, baselines::Baselines, files};
use crate::stage::Stage;

type StageState<'a> = tauri::State<'a, Stage>;
type BaselinesState<'a> = tauri::State<'a, Baselines>;

/// Takes the picture, then asks where to; nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_picture(
    app: tauri::AppHandle,
    stage: StageState<'_>,
    request: PictureRequest,
) -> Result<Option<PictureTaken>> {
    let picture = stage.picture(&request).await?;
    save(&app, &picture, &format!("{}.png", request.screen)).await
}

/// Puts it on the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_picture(stage: StageState<'_>, request: PictureRequest) -> Result<PictureTaken> {
    let picture = stage.picture(&request).await?;
    let taken = taken(&picture, None);
    stage.copy(picture).await?;
    Ok(taken)
}

/// What a contact sheet of the newest result would hold.
#[tauri::command]
#[specta::specta]
pub async fn sheet_plan(stage: StageState<'_>, wish: SheetWish) -> Result<SheetPlan> {
    stage.sheet_plan(&wish).await
}

/// Begins it. An event tells when `sheet` answers something else.
#[tauri::command]
#[specta::specta]
pub async fn take_sheet(stage: StageState<'_>, wish: SheetWish) -> Result<()> {
    stage.take_sheet(wish).await
}

#[tauri::command]
#[specta::specta]
pub async fn sheet(stage: StageState<'_>) -> Result<Sheet> {
    Ok(stage.sheet())
}

#[tauri::command]
#[specta::specta]
pub async fn cancel_sheet(stage: StageState<'_>) -> Result<()> {
    stage.cancel_sheet();
    Ok(())
}

/// Asks where to; nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_sheet(app: tauri::AppHandle, stage: StageState<'_>) -> Result<Option<PictureTaken>> {
    save(&app, &*stage.taken_sheet()?, "contact-sheet.png").await
}

/// Puts it on the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_sheet(stage: StageState<'_>) -> Result<PictureTaken> {
    let picture = stage.taken_sheet()?;
    let taken = taken(&picture, None);
    stage.copy(Picture::clone(&picture)).await?;
    Ok(taken)
}

/// Later ones of the same tool, device and look are compared with it.
#[tauri::command]
#[specta::specta]
pub async fn keep_picture(
    stage: StageState<'_>,
    baselines: BaselinesState<'_>,
    request: PictureRequest,
) -> Result<PictureTaken> {
    let picture = stage.picture(&request).await?;
    let path = baselines.keep(&stage.picture_name(&request).await?, &picture)?;
    Ok(taken(&picture, Some(&path)))
}

/// It differs from this share of its pixels on.
#[tauri::command]
#[specta::specta]
pub async fn compare_picture(
    stage: StageState<'_>,
    baselines: BaselinesState<'_>,
    request: PictureRequest,
    threshold: f64,
) -> Result<Comparison> {
    let picture = stage.picture(&request).await?;
    baselines.compare(&stage.picture_name(&request).await?, &picture, threshold)
}

async fn save(app: &tauri::AppHandle, picture: &Picture, name: &str) -> Result<Option<PictureTaken>> {
    let dialog = app.dialog().file().set_file_name(name);
    let Some(path) = super::save_path(dialog).await else { return Ok(None) };
    files::write(&path, picture)?;
    Ok(Some(taken(picture, Some(&path))))
}

fn taken(picture: &Picture, path: Option<&Path>) -> PictureTaken {
    let path = path.map(|path| path.display().to_string());
    PictureTaken { width: picture.width, height: picture.height, path }
}
