//! The list of test ids in `tests/README.md` names exactly those that the source has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::project::root;

const LIST: &str = "tests/README.md";
const HEADING: &str = "\n## Test ids\n";

/// What stands before an id in the source, and what ends it. The variable part of a template is written `…`.
const PLACES: [(&str, char); 6] = [
    ("data-testid=\"", '"'),
    ("testId=\"", '"'),
    ("testId: \"", '"'),
    ("data-testid={`", '`'),
    ("testId={`", '`'),
    ("testId: `", '`'),
];

pub fn check() -> Result<(), Failure> {
    let mut found = BTreeSet::new();
    collect(&root().join("ui/src"), &mut found)?;
    let listed = listed(&read(&root().join(LIST))?);
    let missing = found.difference(&listed).map(|id| format!("{LIST} does not list `{id}`."));
    let stale =
        listed.difference(&found).map(|id| format!("{LIST} lists `{id}`, which ui/src does not have."));
    let sentences: Vec<String> = missing.chain(stale).collect();
    if sentences.is_empty() { Ok(()) } else { Err(Failure::TestIds(sentences)) }
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) -> Result<(), Failure> {
    let unreadable = |cause| Failure::Unreadable { path: folder.display().to_string(), cause };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            collect(&path, found)?;
        } else if name.ends_with(".tsx") && !name.ends_with(".test.tsx") {
            found.extend(ids(&read(&path)?));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|cause| Failure::Unreadable { path: path.display().to_string(), cause })
}

fn ids(source: &str) -> Vec<String> {
    let starts =
        PLACES.iter().flat_map(|(start, end)| source.split(start).skip(1).map(move |rest| (rest, end)));
    starts.filter_map(|(rest, end)| rest.split_once(*end)).map(|(id, _)| without_variables(id)).collect()
}

/// `tab-…` for `tab-${tab}`.
fn without_variables(id: &str) -> String {
    let mut parts = id.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |id, part| id + "…" + part.split_once('}').map_or("", |(_, rest)| rest))
}

/// The first cell of each row of the tables under the heading, where it is code.
fn listed(text: &str) -> BTreeSet<String> {
    let (_, list) = text.split_once(HEADING).unwrap_or_default();
    let rows = list.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    rows.map(|(id, _)| id.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{ids, listed};

    #[test]
    fn ids_are_found_however_they_are_written() {
        let source = "<a data-testid=\"back\" /><B testId={`${testId}-omit`} /><p data-testid={`tab-${tab}`}>\
                      const C = { testId: \"deny\" }; const E = { testId: `on-${screen}` }; <D testId={controlId(path)} data-testid={testId} />";

        assert_eq!(ids(source), ["back", "deny", "tab-…", "…-omit", "on-…"]);
    }

    #[test]
    fn the_list_is_the_first_column_of_the_tables_under_its_heading() {
        let text = "| `file.rs` | x |\n\n## Test ids\n\n| Id | What |\n| --- | --- |\n| `back` | leads to `start` |\n`gone` is not in a table\n";

        assert_eq!(listed(text), ["back".to_owned()].into());
    }
}
