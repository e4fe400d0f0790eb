//! Secrets in a file of the data folder: JSON, readable by its owner only, replaced as a whole.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use greenroom_contract::Problem;
use tempfile::NamedTempFile;

const FILE: &str = "secrets.json";

type Values = BTreeMap<String, String>;

#[derive(Debug)]
pub struct SecretsFile {
    path: PathBuf,
    /// One reader or writer at a time.
    turn: Mutex<()>,
}

impl SecretsFile {
    pub fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FILE), turn: Mutex::default() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn get(&self, key: &str) -> Result<Option<String>, Problem> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.read()?.remove(key))
    }

    pub fn put(&self, key: &str, value: &str) -> Result<(), Problem> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut values = self.read()?;
        values.insert(key.to_owned(), value.to_owned());
        self.write(&values)
    }

    pub fn remove(&self, key: &str) -> Result<(), Problem> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut values = self.read()?;
        match values.remove(key) {
            Some(_) => self.write(&values),
            None => Ok(()),
        }
    }

    fn read(&self) -> Result<Values, Problem> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Values::new()),
            Err(error) => return Err(self.unreadable(&error.to_string())),
        };
        // The parser's own words may quote a value.
        serde_json::from_str(&text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            self.unreadable(&format!(
                "it should be a JSON object of texts, but is not at line {line}, column {column}"
            ))
        })
    }

    /// A crash leaves the old file or the new one. A temporary file is its owner's alone from the start.
    fn write(&self, values: &Values) -> Result<(), Problem> {
        let write = || {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            let mut file = NamedTempFile::new_in(folder)?;
            file.write_all(serde_json::to_string_pretty(values)?.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&self.path)?;
            Ok(())
        };
        write().map_err(|error: std::io::Error| {
            Problem::failed(
                format!("The file {} cannot be written: {error}.", self.path.display()),
                "Check that the disk is not full and the data folder is writable.",
            )
        })
    }

    fn unreadable(&self, reason: &str) -> Problem {
        Problem::failed(
            format!("The file {} cannot be read: {reason}.", self.path.display()),
            "Correct it, or move it away and enter the values of headers and variables anew.",
        )
    }
}
