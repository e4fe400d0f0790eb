//! The table of what is promised: each row of `tests/contract.toml` names the test that proves it, the test exists,
//! nothing is missing that the project and the published schema name, and `tests/README.md` shows the same table.
//! `UPDATE_README=1` writes it there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use greenroom_tests::apps_bridge::schema;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::Value as Json;
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
    tests: Vec<Test>,
}

struct Test {
    /// From the project's folder.
    file: String,
    name: String,
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
        let [what, says, tests @ ..] = row.as_array().unwrap().as_slice() else {
            panic!("a row is what it is about, what it says, and its tests: {row:?}")
        };
        let tests = tests.iter().map(|test| {
            let (file, name) = test.as_str().unwrap().split_once("::").unwrap_or_default();
            Test { file: file.to_owned(), name: name.to_owned() }
        });
        Row { what: text_of(what), says: text_of(says), tests: tests.collect() }
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
        if row.tests.is_empty() {
            missing.push(format!("{}: no test", row.what));
        }
        for Test { file, name } in &row.tests {
            let exists =
                fs::read_to_string(root().join(file)).is_ok_and(|source| names_a_test(&source, file, name));
            if !exists {
                missing.push(format!("{}: {file}::{name}", row.what));
            }
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
        let is_test = previous.starts_with("#[") && previous.contains("test");
        previous = line;
        is_test && line.trim_start_matches("async ").starts_with(&format!("fn {name}("))
    })
}

/// What the rows of a section are about: whatever stands in backticks.
fn named(title: &str) -> BTreeSet<String> {
    let sections = sections();
    let section = sections.iter().find(|section| section.title == title);
    let rows = &section.unwrap_or_else(|| panic!("there is no section {title}")).rows;
    let words = rows.iter().flat_map(|row| row.what.split('`').skip(1).step_by(2));
    words.map(str::to_owned).collect()
}

/// Fails with the names that have no row.
fn expect_rows(title: &str, names: impl IntoIterator<Item = impl Into<String>>) {
    let named = named(title);
    let missing = names.into_iter().map(Into::into).filter(|name: &String| !named.contains(name));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<String>::new(), "without a row in “{title}”");
}

fn keys(value: &Json) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_name_and_member_of_window_openai_has_a_row() {
    let profile = root().join("src-tauri/crates/host/profiles/chatgpt.toml");
    let profile: Table = toml::from_str(&fs::read_to_string(profile).unwrap()).unwrap();
    for list in ["names", "members"] {
        expect_rows("`window.openai`", profile["openai"][list].as_array().unwrap().iter().map(text_of));
    }
}

#[tokio::test]
async fn every_global_of_window_openai_has_a_row() {
    let shown = Shown::both().await;
    let board = shown.test.frame("desktop", &shown.board).await;
    let (_, globals) = shown.test.document("desktop", &board).await;
    expect_rows("`window.openai`", keys(&globals));
}

#[test]
fn whatever_the_schema_of_mcp_apps_names_has_a_row() {
    let schema = schema::published();
    let definitions = schema["$defs"].as_object().unwrap().values();
    let methods = definitions.filter_map(|one| one.pointer("/properties/method/const")?.as_str());
    expect_rows("Messages of the MCP Apps bridge", methods);
    let members = |definition: &str| keys(&schema["$defs"][definition]["properties"]);
    let answer = "What the host answers to `ui/initialize`";
    for definition in ["McpUiInitializeResult", "McpUiHostCapabilities", "McpUiHostContext"] {
        expect_rows(answer, members(definition));
    }
    let in_meta = |definition| members(definition).into_iter().map(|key| format!("_meta.ui.{key}"));
    expect_rows("Keys of a tool", in_meta("McpUiToolMeta"));
    expect_rows("Keys of a template", in_meta("McpUiResourceMeta"));
}

/// A test of the catalogue is named after its row: `csp_audit_log` in `security.rs` is `security/csp-audit-log`.
#[test]
fn the_public_catalogue_is_there_row_by_row() {
    const TITLE: &str = "The public catalogue of hosts";
    assert_eq!(named(TITLE).len(), 45, "as many as the catalogue has");
    let sections = sections();
    let rows = &sections.iter().find(|section| section.title == TITLE).unwrap().rows;
    for row in rows.iter().filter(|row| row.tests[0].file.contains("/host/catalogue/")) {
        let file = Path::new(&row.tests[0].file).file_stem().unwrap().to_str().unwrap();
        let named_after = format!("`{file}/{}`", row.tests[0].name).replace('_', "-");
        assert_eq!(row.what, named_after);
    }
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
        let rows = section.rows.iter().map(|Row { what, says, tests }| {
            let escaped = |text: &str| text.replace('|', "\\|");
            let tests: Vec<String> =
                tests.iter().map(|Test { file, name }| format!("`{file}`: `{name}`")).collect();
            format!("| {} | {} | {} |\n", escaped(what), escaped(says), tests.join("<br>"))
        });
        let head = format!("\n### {}\n\n| What | What holds | Test |\n| --- | --- | --- |\n", section.title);
        head + &rows.collect::<String>()
    };
    sections().iter().map(section).collect::<String>() + "\n"
}
