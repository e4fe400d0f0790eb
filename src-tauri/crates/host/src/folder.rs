//! One program for each data folder: a second one would refuse the prompts and settle the calls of the first.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::StartError;

/// The locked file's name within the data folder. It stays there; the lock ends with the program, however it ends.
const FILE: &str = "greenroom.lock";

/// Held for as long as the data folder is in use.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Makes the folder if it does not exist.
    pub fn take(folder: &Path) -> Result<Self, StartError> {
        let unusable = |source| StartError::Folder { path: folder.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(unusable)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(FILE))
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StartError::FolderTaken { path: folder.to_owned() });
            }
            // Some network file systems have no locks; that is no reason to refuse the folder.
            Err(TryLockError::Error(error)) => tracing::warn!(%error, "the data folder cannot be locked"),
        }
        Ok(Self { _file: file })
    }
}
