//! Files that widgets upload, that the person picks, and that go with a call.
//!
//! A row in the store and the bytes in the data folder, each file under its id, so that no name of anybody's is ever
//! part of a path. [`name`] makes names and types harmless; [`loans`] are the addresses under which a widget may read a
//! file for a while, [`door`] those under which a server may while a call runs. Who may pick or upload is decided in [`crate::screens`].

pub mod door;
mod loans;
pub mod name;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use greenroom_contract::Problem;
use greenroom_contract::file::{FileInfo, NewFile};
use greenroom_store::{FileRow, Store};
use serde_json::Value;
use tokio::sync::Mutex;

use self::loans::Loans;
use crate::aside::aside;
use crate::problems::of_store;
use crate::profile::FileSection;
use crate::time;

/// The folder's name within the data folder.
const FOLDER: &str = "files";

const MEGABYTE: u64 = 1024 * 1024;

#[derive(Debug)]
pub struct Files {
    store: Store,
    folder: PathBuf,
    bounds: FileSection,
    pub loans: Loans,
    /// One file comes in at a time, so that together they stay within the bounds.
    arriving: Mutex<()>,
}

/// How long a file stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Until the person removes it.
    Library,
    /// As long as a connector has it.
    Aside,
}

impl Files {
    pub fn new(store: Store, data_dir: &Path, bounds: FileSection) -> Self {
        let loans = Loans::new(bounds.url_minutes);
        Self { store, folder: data_dir.join(FOLDER), bounds, loans, arriving: Mutex::default() }
    }

    /// Bytes that one file may have.
    pub fn limit(&self) -> u64 {
        u64::from(self.bounds.most_megabytes) * MEGABYTE
    }

    pub async fn add(&self, file: &NewFile, shelf: Shelf) -> Result<FileInfo, Problem> {
        let name = name::harmless(&file.name);
        // Before anything is copied: four letters stand for three bytes.
        if file.base64.len() as u64 / 4 * 3 > self.limit() + 2 {
            return Err(self.too_large(&name));
        }
        let bytes = BASE64.decode(&file.base64).map_err(|_| {
            Problem::invalid(
                format!("What came as the content of “{name}” is no base64."),
                "Send the file again.",
            )
        })?;
        self.keep(&name, &file.mime_type, bytes, shelf).await
    }

    /// Keeps these bytes under a name that is harmless already.
    async fn keep(
        &self,
        name: &str,
        mime_type: &str,
        bytes: Vec<u8>,
        shelf: Shelf,
    ) -> Result<FileInfo, Problem> {
        let size = bytes.len() as u64;
        if size > self.limit() {
            return Err(self.too_large(name));
        }
        let _one_at_a_time = self.arriving.lock().await;
        self.make_room(size).await?;
        let row = FileRow {
            id: format!("file_{}", time::random_token()),
            name: name.to_owned(),
            mime_type: name::media_type(mime_type),
            size: u32::try_from(size).unwrap_or(u32::MAX),
            in_library: shelf == Shelf::Library,
            added_at: time::now(),
        };
        let (folder, path) = (self.folder.clone(), self.path(&row.id));
        let written = aside(move || {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(path, bytes)
        });
        written.await.map_err(|error| unusable(&self.folder, &error))?;
        self.store.insert_file(&row).await.map_err(of_store)?;
        Ok(info(row))
    }

    /// What the person may pick from, newest first.
    pub async fn library(&self) -> Result<Vec<FileInfo>, Problem> {
        let rows = self.store.files().await.map_err(of_store)?;
        Ok(rows.into_iter().rev().filter(|row| row.in_library).map(info).collect())
    }

    pub async fn get(&self, id: &str) -> Result<Option<FileInfo>, Problem> {
        Ok(self.store.file(id).await.map_err(of_store)?.map(info))
    }

    /// None where it is not kept any more.
    pub async fn read(&self, id: &str) -> Result<Option<(FileInfo, Vec<u8>)>, Problem> {
        let Some(row) = self.store.file(id).await.map_err(of_store)? else { return Ok(None) };
        let path = self.path(&row.id);
        let bytes =
            aside(move || std::fs::read(path)).await.map_err(|error| unusable(&self.folder, &error))?;
        Ok(Some((info(row), bytes)))
    }

    /// From now on the widgets of this connector may read it.
    pub async fn give(&self, id: &str, connector_id: &str) -> Result<(), Problem> {
        self.store.grant_file(id, connector_id).await.map_err(of_store)
    }

    pub async fn is_given(&self, id: &str, connector_id: &str) -> Result<bool, Problem> {
        self.store.is_file_granted(id, connector_id).await.map_err(of_store)
    }

    pub async fn remove(&self, id: &str) -> Result<(), Problem> {
        self.store.delete_file(id).await.map_err(of_store)?;
        self.erase(id).await;
        Ok(())
    }

    /// Removes what nobody has any more, and what a crash left behind.
    pub async fn sweep(&self) -> Result<(), Problem> {
        for row in self.store.unused_files().await.map_err(of_store)? {
            self.remove(&row.id).await?;
        }
        let rows = self.store.files().await.map_err(of_store)?;
        let known: HashSet<String> = rows.into_iter().map(|row| row.id).collect();
        let folder = self.folder.clone();
        aside(move || {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let is_known = entry.file_name().to_str().is_some_and(|name| known.contains(name));
                if !is_known {
                    let _ = std::fs::remove_file(entry.path());
                }
            }
        })
        .await;
        Ok(())
    }

    /// The oldest go first that are not in the library.
    async fn make_room(&self, size: u64) -> Result<(), Problem> {
        let most = u64::from(self.bounds.most_megabytes_in_all) * MEGABYTE;
        let rows = self.store.files().await.map_err(of_store)?;
        let mut total = size + rows.iter().map(|row| u64::from(row.size)).sum::<u64>();
        for row in rows.iter().filter(|row| !row.in_library) {
            if total <= most {
                break;
            }
            self.remove(&row.id).await?;
            total -= u64::from(row.size);
        }
        if total <= most {
            return Ok(());
        }
        Err(Problem::invalid(
            format!("The library of files is full: it may hold {} MB.", self.bounds.most_megabytes_in_all),
            "Remove files from it where a widget asks for one.",
        ))
    }

    async fn erase(&self, id: &str) {
        let path = self.path(id);
        // What stays is swept away at the next start.
        let _ = aside(move || std::fs::remove_file(path)).await;
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    pub fn too_large(&self, name: &str) -> Problem {
        Problem::invalid(
            format!("“{name}” is larger than the {} MB that a file may have.", self.bounds.most_megabytes),
            "The bound is most_megabytes in the section files of chatgpt.toml.",
        )
    }
}

/// Whether a path of a widget's origin is meant for a file.
pub fn is_lent_path(path: &str) -> bool {
    path.strip_prefix(loans::ROOT).is_some_and(|rest| rest.starts_with('/'))
}

/// As `window.openai` names a file.
pub fn meta(file: &FileInfo) -> Value {
    serde_json::json!({ "fileId": file.id, "fileName": file.name, "mimeType": file.mime_type })
}

fn info(row: FileRow) -> FileInfo {
    let FileRow { id, name, mime_type, size, added_at, .. } = row;
    FileInfo { id, name, mime_type, size, added_at }
}

fn unusable(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::failed(
        format!("A file in {} cannot be read or written: {error}.", folder.display()),
        "Check that the disk is not full and the folder is writable.",
    )
}
