//! The values of connectors' headers and variables: in the system's keychain, or in a file that only its owner reads.
//!
//! They are nowhere else: not in the database, the log, the record, an export or an event. The keychain is in
//! [`keychain`], the file in [`file`]; which values there are is known by [`crate::connectors`].

mod file;
mod keychain;

use std::path::Path;

use greenroom_contract::Problem;
use tokio::sync::OnceCell;

use self::file::SecretsFile;

/// Where secrets shall be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretsIn {
    /// In the system's keychain; in a file of the data folder where there is none.
    Keychain,
    /// In a file of the data folder.
    Folder,
}

/// Whose value it is, and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret<'a> {
    pub connector_id: &'a str,
    pub kind: SecretKind,
    pub name: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    Header,
    Variable,
}

#[derive(Debug)]
pub struct Secrets {
    wanted: SecretsIn,
    file: SecretsFile,
    /// Found out when it is needed first: asking a keychain may take a while.
    place: OnceCell<Place>,
}

#[derive(Debug)]
enum Place {
    Keychain,
    File { why: String },
}

impl Secrets {
    pub fn new(data_dir: &Path, wanted: SecretsIn) -> Self {
        Self { wanted, file: SecretsFile::new(data_dir), place: OnceCell::new() }
    }

    /// Where they are kept and why there, as a person reads it.
    pub async fn place_text(&self) -> String {
        match self.place().await {
            Place::Keychain => {
                format!("Values of headers and variables are kept in {}.", keychain::NAME)
            }
            Place::File { why } => format!(
                "Values of headers and variables are kept unencrypted in the file {}, which only you can read, \
                 because {why}.",
                self.file.path().display()
            ),
        }
    }

    pub async fn get(&self, secret: Secret<'_>) -> Result<Option<String>, Problem> {
        let key = secret.key();
        if let Place::Keychain = self.place().await {
            let value = keychain::get(&key).await.map_err(|reason| unreachable_keychain(&reason))?;
            if value.is_some() {
                return Ok(value);
            }
        }
        // Also what was put there while there was no keychain.
        self.file.get(&key)
    }

    pub async fn put(&self, secret: Secret<'_>, value: &str) -> Result<(), Problem> {
        let key = secret.key();
        match self.place().await {
            Place::Keychain => {
                keychain::put(&key, value).await.map_err(|reason| unreachable_keychain(&reason))?;
                self.file.remove(&key)
            }
            Place::File { .. } => self.file.put(&key, value),
        }
    }

    /// One that is not there is fine.
    pub async fn remove(&self, secret: Secret<'_>) -> Result<(), Problem> {
        let key = secret.key();
        if let Place::Keychain = self.place().await {
            keychain::remove(&key).await.map_err(|reason| unreachable_keychain(&reason))?;
        }
        self.file.remove(&key)
    }

    async fn place(&self) -> &Place {
        self.place.get_or_init(|| find_place(self.wanted)).await
    }
}

impl Secret<'_> {
    fn key(&self) -> String {
        let kind = match self.kind {
            SecretKind::Header => "header",
            SecretKind::Variable => "variable",
        };
        format!("{}/{kind}/{}", self.connector_id, self.name)
    }
}

async fn find_place(wanted: SecretsIn) -> Place {
    if wanted == SecretsIn::Folder {
        return Place::File { why: "the program was started with a data folder of its own".into() };
    }
    match keychain::probe().await {
        Ok(()) => Place::Keychain,
        Err(reason) => {
            tracing::warn!(reason, "there is no keychain; secrets are kept in a file");
            Place::File { why: format!("this system offers no keychain ({reason})") }
        }
    }
}

fn unreachable_keychain(reason: &str) -> Problem {
    Problem::failed(
        format!("{} cannot be used: {}.", sentence_start(keychain::NAME), reason.trim_end_matches('.')),
        "Unlock it and try again. With --data-dir and a folder of your own, secrets are kept in that folder.",
    )
}

fn sentence_start(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    const TOKEN: Secret<'_> =
        Secret { connector_id: "board", kind: SecretKind::Header, name: "Authorization" };

    #[tokio::test]
    async fn a_value_is_kept_in_a_file_that_only_its_owner_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(folder.path(), SecretsIn::Folder);
        assert_eq!(secrets.get(TOKEN).await.unwrap(), None);
        secrets.put(TOKEN, "Bearer 1").await.unwrap();
        secrets.put(Secret { kind: SecretKind::Variable, ..TOKEN }, "another").await.unwrap();
        secrets.put(TOKEN, "Bearer 2 “ü”").await.unwrap();

        let again = Secrets::new(folder.path(), SecretsIn::Folder);
        assert_eq!(again.get(TOKEN).await.unwrap().as_deref(), Some("Bearer 2 “ü”"));
        let path = folder.path().join("secrets.json");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(
            again.place_text().await,
            format!(
                "Values of headers and variables are kept unencrypted in the file {}, which only you can read, \
                 because the program was started with a data folder of its own.",
                path.display()
            )
        );

        again.remove(TOKEN).await.unwrap();
        again.remove(TOKEN).await.unwrap();
        assert_eq!(again.get(TOKEN).await.unwrap(), None);
        let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(files.len(), 1, "nothing is left lying about: {files:?}");
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_read_is_named_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.json");
        std::fs::write(&path, "{\n  \"a\": 1\n}").unwrap();
        let secrets = Secrets::new(folder.path(), SecretsIn::Folder);
        let problem = secrets.put(TOKEN, "value").await.unwrap_err();
        assert_eq!(
            problem.message,
            format!(
                "The file {} cannot be read: it should be a JSON object of texts, but is not at line 2, column 8.",
                path.display()
            )
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\n  \"a\": 1\n}");
    }
}
