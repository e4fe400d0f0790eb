//! Connectors from `mcp.json`-style files and into one.
//!
//! Which program's shape a file has is found out in [`shape`], one server of it is read in [`entry`], and [`export`]
//! writes. Adding what was read is done by [`crate::connectors`].

mod entry;
mod export;
mod shape;

use std::collections::HashMap;

use greenroom_contract::Problem;
use greenroom_contract::connector::{
    Connector, ConnectorDraft, Endpoint, EndpointDraft, ImportItem, ImportPlan, NoteWeight, SecretDraft,
};

use crate::connectors::draft;
use crate::text;

pub use self::export::{address, text as export};

/// No list of servers is as large; what is, was picked by mistake.
const LARGEST: usize = 4 * 1024 * 1024;

/// More than anybody has.
const MOST_SERVERS: usize = 500;

/// Longest part of a file that is quoted in a sentence.
const QUOTE: usize = 80;

/// What a file holds, with the values of secrets.
#[derive(Debug)]
pub struct Import {
    shape: String,
    items: Vec<ImportItem>,
    notes: Vec<String>,
}

impl Import {
    /// # Errors
    /// Where the text as a whole is no such file. What is wrong with one server is said with its item.
    pub fn read(file: &str, existing: &[Connector]) -> Result<Self, Problem> {
        if file.len() > LARGEST {
            let message = format!("The file has more than {} MB.", LARGEST / (1024 * 1024));
            return Err(Problem::invalid(message, "Choose the file in which the MCP servers are listed."));
        }
        let found = shape::find(file)?;
        if found.servers.len() > MOST_SERVERS {
            let message =
                format!("The file lists {} servers; {MOST_SERVERS} are read at most.", found.servers.len());
            return Err(Problem::invalid(message, "Split the file."));
        }
        let mut notes = found.notes;
        let mut items: Vec<ImportItem> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (key, value) in found.servers {
            let item = item(&key, &found.path, value, existing);
            match places.get(&key) {
                Some(place) => {
                    notes.push(format!("“{}” is in the file twice; the last one counts.", shown(&key)));
                    items[*place] = item;
                }
                None => {
                    places.insert(key, items.len());
                    items.push(item);
                }
            }
        }
        if items.is_empty() {
            notes.push("There are no servers in the file.".into());
        }
        Ok(Self { shape: found.shape, items, notes })
    }

    /// As the shell sees it: what is secret stays where it is.
    pub fn plan(self) -> ImportPlan {
        let hide = |mut item: ImportItem| {
            let ConnectorDraft { headers, environment, .. } = &mut item.draft;
            headers.iter_mut().chain(environment).for_each(|secret| secret.value = None);
            item
        };
        ImportPlan { shape: self.shape, items: self.items.into_iter().map(hide).collect(), notes: self.notes }
    }

    /// The drafts of the chosen items, in the order of the file.
    ///
    /// # Errors
    /// Where a chosen one is not there or cannot be added.
    pub fn chosen(self, keys: &[String]) -> Result<Vec<ConnectorDraft>, Problem> {
        if let Some(missing) = keys.iter().find(|key| !self.items.iter().any(|item| item.key == **key)) {
            return Err(Problem::invalid(
                format!("“{}” is not in the file.", shown(missing)),
                "Read the file again and choose anew.",
            ));
        }
        let chosen = self.items.into_iter().filter(|item| keys.contains(&item.key));
        chosen.map(|item| item.problem.map_or(Ok(item.draft), Err)).collect()
    }
}

fn item(key: &str, path: &str, value: serde_json::Value, existing: &[Connector]) -> ImportItem {
    let entry = entry::read(key, &format!("{path}{}", entry::step(key)), &value);
    let mut notes = entry.notes;
    let mut problem = entry.problem;
    let errors = || draft::notes(&entry.draft).into_iter().filter(|note| note.weight == NoteWeight::Error);
    if problem.is_none()
        && let Some(error) = errors().next()
    {
        problem = Some(Problem::invalid(error.text, "Correct it in the file."));
    }
    if problem.is_none() {
        notes.extend(already_there(&entry.draft, existing));
    }
    ImportItem {
        key: key.to_owned(),
        summary: summary(&entry.draft.endpoint),
        draft: entry.draft,
        notes,
        problem,
    }
}

fn already_there(draft: &ConnectorDraft, existing: &[Connector]) -> Option<String> {
    let endpoint = draft::endpoint(draft).ok()?;
    let twin = existing.iter().find(|connector| connector.endpoint == endpoint)?;
    let what = match endpoint {
        Endpoint::Stdio { .. } => "command",
        Endpoint::Demo | Endpoint::Http { .. } | Endpoint::Sse { .. } => "address",
    };
    Some(format!("There is a connector with this {what} already: {}.", twin.name))
}

fn summary(endpoint: &EndpointDraft) -> String {
    let whole = match endpoint {
        EndpointDraft::Demo => "",
        EndpointDraft::Http { url } | EndpointDraft::Sse { url } => url,
        EndpointDraft::Stdio { command_line, .. } => command_line,
    };
    text::shown(whole, 2000)
}

/// A word of the file within a sentence.
fn shown(word: &str) -> String {
    text::shown(word, QUOTE)
}

fn without_value(name: &str) -> SecretDraft {
    SecretDraft { name: name.to_owned(), value: None }
}

#[cfg(test)]
mod tests;
