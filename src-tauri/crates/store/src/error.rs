//! What can go wrong with the database, each as a sentence that names the file. No data is ever deleted to get
//! around a failure.

use std::io;
use std::path::{Path, PathBuf};

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;
use thiserror::Error;

pub type Result<T> = std::result::Result<T, StoreError>;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("The data directory {} cannot be created: {source}. Choose a directory that you may write to.", path.display())]
    Directory { path: PathBuf, source: io::Error },

    #[error(
        "The database {} cannot be written: {message}. Make the file and its directory writable, or choose \
         another data directory.",
        path.display()
    )]
    NotWritable { path: PathBuf, message: String },

    #[error(
        "The file {} is not a database that Greenroom can read, or it is damaged: {message}. Nothing in it was \
         changed. Move it away to start with an empty one.",
        path.display()
    )]
    Damaged { path: PathBuf, message: String },

    #[error(
        "The database {} was made by another version of Greenroom (its schema has change {found}, this program \
         knows changes up to {known}). Nothing in it was changed. Use the newest version, or choose another data \
         directory.",
        path.display()
    )]
    OtherSchema { path: PathBuf, found: i64, known: i64 },

    #[error("The database {} failed: {source}.", path.display())]
    Failed { path: PathBuf, source: sqlx::Error },
}

impl StoreError {
    /// The error of a query or of a connection to the file at `path`.
    pub(crate) fn of_query(path: &Path, source: sqlx::Error) -> Self {
        let path = path.to_owned();
        match (fault(&source), &source) {
            (Some(Fault::NotWritable(message)), _) => Self::NotWritable { path, message },
            (Some(Fault::Damaged(message)), _) => Self::Damaged { path, message },
            (None, sqlx::Error::ColumnDecode { index, source }) => Self::Damaged {
                path,
                message: format!("column {index} does not hold what it should: {source}"),
            },
            (None, _) => Self::Failed { path, source },
        }
    }

    /// The error of bringing the schema of the file at `path` up to date; `known` is the newest change.
    pub(crate) fn of_migration(path: &Path, known: i64, source: MigrateError) -> Self {
        match source {
            MigrateError::VersionMissing(found) | MigrateError::VersionMismatch(found) => {
                Self::OtherSchema { path: path.to_owned(), found, known }
            }
            MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => {
                Self::of_query(path, source)
            }
            other => Self::Failed { path: path.to_owned(), source: other.into() },
        }
    }
}

enum Fault {
    NotWritable(String),
    Damaged(String),
}

/// SQLite's primary result codes, <https://www.sqlite.org/rescode.html>.
fn fault(error: &sqlx::Error) -> Option<Fault> {
    let error: &dyn DatabaseError = error.as_database_error()?;
    let extended: i32 = error.code()?.parse().ok()?;
    let message = error.message().to_owned();
    match extended & 0xff {
        3 | 8 | 10 | 13 | 14 => Some(Fault::NotWritable(message)), // PERM, READONLY, IOERR, FULL, CANTOPEN
        11 | 26 => Some(Fault::Damaged(message)),                  // CORRUPT, NOTADB
        _ => None,
    }
}
