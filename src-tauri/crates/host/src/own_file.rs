//! Files of our own kinds: JSON that a person can read and change, told from others by a key that holds the version.

use greenroom_contract::Problem;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::text;

/// In bytes. Results of many megabytes are real.
const LARGEST: usize = 32 * 1024 * 1024;
/// The longest part of a message of the reader that is repeated.
const REASON_LIMIT: usize = 300;

/// A kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The member that holds the version, such as `greenroomFixture`.
    pub key: &'static str,
    /// What a person calls it, such as "fixture".
    pub name: &'static str,
    pub version: u64,
}

impl Kind {
    /// # Errors
    /// Says where in the file what is wrong.
    pub fn read<T: DeserializeOwned>(self, text: &str) -> Result<T, Problem> {
        let Self { key, name, version } = self;
        let choose = format!("Choose a file that was saved as a {name}.");
        if text.len() > LARGEST {
            let message = format!("The file has more than {} MB.", LARGEST / (1024 * 1024));
            return Err(Problem::invalid(message, choose));
        }
        let text = text.trim_start_matches('\u{feff}');
        let value: Value = serde_json::from_str(text).map_err(|error| self.fault(&error))?;
        match value.get(key).map(Value::as_u64) {
            Some(Some(ours)) if ours == version => {}
            None => {
                return Err(Problem::invalid(format!("This is no {name}: it has no `{key}`."), choose));
            }
            Some(Some(newer)) if newer > version => {
                return Err(Problem::invalid(
                    format!("This {name} is of version {newer}; this Greenroom reads version {version}."),
                    "Open it with the Greenroom that saved it, or a newer one.",
                ));
            }
            Some(_) => {
                return Err(Problem::invalid(
                    format!("There is no such version of a {name} as {}.", shown(&value[key].to_string())),
                    format!("`{key}` should be {version}."),
                ));
            }
        }
        serde_json::from_str(text).map_err(|error| self.fault(&error))
    }

    fn fault(self, error: &serde_json::Error) -> Problem {
        let (line, column) = (error.line(), error.column());
        let whole = error.to_string();
        let place = format!(" at line {line} column {column}");
        let reason = shown(whole.strip_suffix(&place).unwrap_or(&whole));
        let what = match error.classify() {
            Category::Data => format!("is no {}", self.name),
            _ => "is not JSON".into(),
        };
        Problem::invalid(
            format!("The file {what}: at line {line}, column {column}: {reason}."),
            "Correct it there, and open the file again.",
        )
    }
}

fn shown(reason: &str) -> String {
    text::shown(reason, REASON_LIMIT)
}
