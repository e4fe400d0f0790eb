//! Why the program cannot start, as it is printed.

use std::path::PathBuf;

use greenroom_contract::Problem;

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("The folder for its data, {}, cannot be used: {source}. Name another one with --data-dir.", path.display())]
    DataDir { path: PathBuf, source: std::io::Error },
    #[error("{} {}", .0.message, .0.hint)]
    Host(Box<Problem>),
    #[error("There is no display to open a window on. Is DISPLAY or WAYLAND_DISPLAY set?")]
    NoDisplay,
    #[error("The file with the window's look cannot be used: {0}.")]
    Look(#[from] tauri_plugin_store::Error),
    #[error("The window cannot be opened: {0}.")]
    Window(#[from] tauri::Error),
    #[error(
        "The program was built without the place for the probe in the widget script: build ui/dist anew."
    )]
    #[cfg(feature = "probe")]
    NoSeam,
}

impl From<Problem> for StartError {
    fn from(problem: Problem) -> Self {
        Self::Host(Box::new(problem))
    }
}
