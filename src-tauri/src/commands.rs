//! The commands of the shell, one file a subject. Each takes a typed request, calls one function and returns.

pub mod approvals;
pub mod calls;
pub mod connectors;
pub mod conversations;
pub mod inquiries;
pub mod pictures;
pub mod record;
pub mod rehearsal;
pub mod sandbox;
pub mod settings;
pub mod stage;
pub mod tools;
pub mod transfer;
pub mod widgets;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_host::Host;
use tauri_plugin_dialog::FileDialogBuilder;
use tokio::sync::oneshot;

type HostState<'a> = tauri::State<'a, Arc<Host>>;
type Result<T> = std::result::Result<T, Problem>;

/// Asks the person where to save. Nothing where they changed their mind.
async fn save_path(dialog: FileDialogBuilder<tauri::Wry>) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    dialog.save_file(move |path| {
        let _ = answer.send(path);
    });
    chosen.await.ok().flatten()?.into_path().ok()
}

/// Asks where to save, and writes there. Returns the path, or nothing where the person changed their mind.
async fn save_text(dialog: FileDialogBuilder<tauri::Wry>, text: &str) -> Result<Option<String>> {
    let Some(path) = save_path(dialog).await else { return Ok(None) };
    std::fs::write(&path, text).map_err(|error| unwritten(&path, &error))?;
    Ok(Some(path.display().to_string()))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Problem {
    Problem::failed(
        format!("{} could not be written: {error}.", path.display()),
        "Choose another place and save again.",
    )
}
