//! The table of what is promised: each row of `tests/contract.toml` names the test that proves it, the test exists, and
//! `tests/README.md` shows the same table. `UPDATE_README=1` writes it there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pretty_assertions::assert_eq;
use toml::{Table, Value};

const BEGIN: &str =
    "<!-- the contract: written by `UPDATE_README=1 cargo test -p greenroom-tests --test contract` -->\n";
const END: &str = "<!-- the end of the contract -->\n";

struct Section {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    says: String,
    /// The file from the project's folder, and the name of the test in it.
    test: (String, String),
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sections() -> Vec<Section> {
    let text = fs::read_to_string(root().join("tests/contract.toml")).unwrap();
    let table: Table = toml::from_str(&text).unwrap();
    let sections = table["section"].as_array().unwrap().iter();
    sections.map(|section| Section { title: text_of(&section["title"]), rows: rows(section) }).collect()
}

fn rows(section: &Value) -> Vec<Row> {
    let row = |row: &Value| {
        let [what, says, test] = row.as_array().unwrap().as_slice() else {
            panic!("a row is what it is about, what it says, and its test: {row:?}")
        };
        let (file, name) = test.as_str().unwrap().split_once("::").unwrap_or_default();
        Row { what: text_of(what), says: text_of(says), test: (file.to_owned(), name.to_owned()) }
    };
    section["rows"].as_array().unwrap().iter().map(row).collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn every_row_has_a_test_that_exists() {
    let mut missing = Vec::new();
    for row in sections().iter().flat_map(|section| &section.rows) {
        let (file, name) = &row.test;
        let exists =
            fs::read_to_string(root().join(file)).is_ok_and(|source| names_a_test(&source, file, name));
        if !exists {
            missing.push(format!("{}: {file}::{name}", row.what));
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// Whether a Rust test or one of the pages has this name. A Rust test is a function right below its attribute.
fn names_a_test(source: &str, file: &str, name: &str) -> bool {
    if !file.ends_with(".rs") {
        return ["\"", "'", "`"].iter().any(|quote| source.contains(&format!("test({quote}{name}{quote}")));
    }
    let mut previous = "";
    source.lines().map(str::trim).any(|line| {
        let is_test = previous.contains("test]");
        previous = line;
        is_test && line.trim_start_matches("async ").starts_with(&format!("fn {name}("))
    })
}

#[test]
fn no_row_stands_twice_in_a_section() {
    for section in sections() {
        let names: BTreeSet<&str> = section.rows.iter().map(|row| row.what.as_str()).collect();
        assert_eq!(names.len(), section.rows.len(), "{}", section.title);
    }
}

#[test]
fn the_readme_shows_the_table() {
    let path = root().join("tests/README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    let table = table();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(shown, table, "UPDATE_README=1 writes it anew");
    }
}

fn table() -> String {
    let section = |section: &Section| {
        let rows = section.rows.iter().map(|Row { what, says, test: (file, name) }| {
            let escaped = |text: &str| text.replace('|', "\\|");
            format!("| {} | {} | `{file}`: `{name}` |\n", escaped(what), escaped(says))
        });
        let head = format!("\n### {}\n\n| What | What holds | Test |\n| --- | --- | --- |\n", section.title);
        head + &rows.collect::<String>()
    };
    sections().iter().map(section).collect::<String>() + "\n"
}
