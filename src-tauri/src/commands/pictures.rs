//! Pictures of the screens: saved, copied, kept and compared.

use std::path::Path;

use greenroom_contract::picture::{Comparison, PictureRequest, PictureTaken};
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

/// All screens that are shown, labelled, on one picture.
#[tauri::command]
#[specta::specta]
pub async fn save_contact_sheet(
    app: tauri::AppHandle,
    stage: StageState<'_>,
    request: PictureRequest,
) -> Result<Option<PictureTaken>> {
    let sheet = stage.contact_sheet(&request).await?;
    save(&app, &sheet, "contact-sheet.png").await
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

#[tauri::command]
#[specta::specta]
pub async fn compare_picture(
    stage: StageState<'_>,
    baselines: BaselinesState<'_>,
    request: PictureRequest,
) -> Result<Comparison> {
    let picture = stage.picture(&request).await?;
    baselines.compare(&stage.picture_name(&request).await?, &picture)
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
