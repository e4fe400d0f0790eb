//! The person's download folder: what they agreed to keep is written there, and nothing that is there is touched.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::aside::aside;
use crate::files::name;
use crate::widgets::download::File;

/// Files of one name in a folder: beyond that, something else is wrong.
const MOST_OF_A_NAME: u32 = 10_000;

/// What became of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Of those that were kept, in their order.
    pub paths: Vec<PathBuf>,
    /// Why the next one was not, and none after it.
    pub fault: Option<String>,
}

/// Writes the files into the folder, which is made if it is missing. A name that is taken gets a number.
pub async fn save(folder: &Path, files: Vec<File>) -> Saved {
    let folder = folder.to_owned();
    aside(move || {
        let mut saved = Saved::default();
        for file in files {
            match write(&folder, &file) {
                Ok(path) => saved.paths.push(path),
                Err(error) => {
                    let path = folder.join(&file.name);
                    saved.fault = Some(format!("{} could not be written: {error}.", path.display()));
                    break;
                }
            }
        }
        saved
    })
    .await
}

fn write(folder: &Path, file: &File) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for number in 1..=MOST_OF_A_NAME {
        let path = folder.join(name::numbered(&file.name, number));
        let mut kept = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(kept) => kept,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        if let Err(error) = kept.write_all(&file.bytes) {
            drop(kept);
            // Half a file is worse than none; where even this fails, the first error says why.
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        return Ok(path);
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[tokio::test]
    async fn a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("deep").join(name);
        let file = |bytes: &[u8]| File { name: "a.tar.gz".into(), bytes: bytes.to_vec() };
        let saved = save(&folder.path().join("deep"), vec![file(b"one"), file(b"two")]).await;
        let paths = vec![path("a.tar.gz"), path("a.tar (2).gz")];
        assert_eq!(saved, Saved { paths: paths.clone(), fault: None });
        let read = |path: &PathBuf| std::fs::read(path).unwrap();
        assert_eq!(paths.iter().map(read).collect::<Vec<_>>(), [b"one", b"two"]);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_link_in_the_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join("a.txt")).unwrap();
        let saved = save(folder.path(), vec![File { name: "a.txt".into(), bytes: Vec::new() }]).await;
        assert_eq!(saved, Saved { paths: vec![folder.path().join("a (2).txt")], fault: None });
        assert!(!elsewhere.exists());
    }

    #[tokio::test]
    async fn a_folder_that_is_none_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        std::fs::write(&taken, "").unwrap();
        let saved = save(&taken, vec![File { name: "a.txt".into(), bytes: Vec::new() }]).await;
        let start = format!("{} could not be written: ", taken.join("a.txt").display());
        assert_eq!(saved.paths, Vec::<PathBuf>::new());
        assert!(saved.fault.as_ref().is_some_and(|fault| fault.starts_with(&start)), "{saved:?}");
    }
}
