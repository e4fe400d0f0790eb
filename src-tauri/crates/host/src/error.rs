//! Why the host cannot start. Failures of a running host are [`greenroom_contract::Problem`]s.

use std::path::PathBuf;

use greenroom_contract::Problem;
use greenroom_store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the built-in profile of ChatGPT cannot be read: {0}")]
    Profile(String),
    #[error("{} cannot be used: {reason}", path.display())]
    Overrides { path: PathBuf, reason: String },
    #[error("Greenroom is already running with the data folder {}", path.display())]
    FolderTaken { path: PathBuf },
    #[error("the data folder {} cannot be used: {source}", path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<StartError> for Problem {
    fn from(error: StartError) -> Self {
        let hint = match &error {
            StartError::Profile(_) => "This is a fault of the program; please report it.",
            StartError::Overrides { .. } => "Correct the file, or move it away to use the built-in profile.",
            StartError::FolderTaken { .. } => "Use its window, or start with --data-dir and another folder.",
            StartError::Folder { .. } => "Make it writable, or start with --data-dir and another folder.",
            StartError::Store(_) => {
                "Start with --data-dir and another folder, or mend this one. Nothing was deleted."
            }
        };
        Problem::failed(sentence(&error.to_string()), hint)
    }
}

/// Errors of libraries begin in lower case and end without a stop; people read sentences. Lines that are quoted at
/// the end stay as they are.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut sentence: String = first.to_uppercase().collect();
    sentence.push_str(letters.as_str());
    if !sentence.contains(":\n") && !sentence.ends_with(['.', '?', '!', '…']) {
        sentence.push('.');
    }
    sentence
}
