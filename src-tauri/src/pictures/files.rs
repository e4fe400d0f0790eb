//! Pictures as files.

use std::io::ErrorKind;
use std::path::Path;

use greenroom_contract::Problem;

use super::Picture;

/// `None` where there is no such file.
pub fn read(path: &Path) -> Result<Option<Picture>, Problem> {
    let unreadable = |reason: String| {
        Problem::failed(
            format!("The picture {} cannot be read: {reason}.", path.display()),
            "Remove it, and keep a new one.",
        )
    };
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error.to_string())),
    };
    Picture::from_png(&bytes).map(Some).map_err(unreadable)
}

/// Makes the folder that it is to be in.
pub fn write(path: &Path, picture: &Picture) -> Result<(), Problem> {
    let unwritten = |reason: String| {
        Problem::failed(
            format!("The picture {} cannot be written: {reason}.", path.display()),
            "Name another place.",
        )
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| unwritten(error.to_string()))?;
    }
    let bytes = picture.to_png().map_err(|error| unwritten(error.to_string()))?;
    std::fs::write(path, bytes).map_err(|error| unwritten(error.to_string()))
}
