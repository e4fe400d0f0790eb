//! What is put in place of what a call brought: edits, fixtures and scenarios.

use greenroom_contract::Json;
use greenroom_contract::call::Call;
use greenroom_contract::edit::{Part, PartView};
use greenroom_contract::scenario::{Scenario, ScenarioView};
use tauri_plugin_dialog::DialogExt;

use super::{HostState, Result};

#[tauri::command]
#[specta::specta]
pub async fn edits(host: HostState<'_>, call: String) -> Result<Vec<PartView>> {
    host.edits(&call).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit(host: HostState<'_>, call: String, part: Part, value: Json) -> Result<Vec<PartView>> {
    host.edit(&call, part, value).await
}

/// All parts, where none is named.
#[tauri::command]
#[specta::specta]
pub async fn reset_edits(host: HostState<'_>, call: String, part: Option<Part>) -> Result<Vec<PartView>> {
    host.reset_edits(&call, part).await
}

/// Asks where to, and writes there. Returns the path, or nothing where the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_fixture(
    app: tauri::AppHandle,
    host: HostState<'_>,
    call: String,
    name: String,
) -> Result<Option<String>> {
    let text = host.fixture(&call, &name).await?;
    super::save_text(app.dialog().file().set_file_name(file_name(&name)), &text).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_fixture(host: HostState<'_>, text: String) -> Result<Call> {
    host.open_fixture(&text).await
}

#[tauri::command]
#[specta::specta]
pub async fn scenarios(host: HostState<'_>, call: String) -> Result<Vec<ScenarioView>> {
    host.scenarios(&call).await
}

#[tauri::command]
#[specta::specta]
pub async fn run_scenario(host: HostState<'_>, call: String, scenario: Scenario) -> Result<()> {
    host.run_scenario(&call, scenario).await
}

#[tauri::command]
#[specta::specta]
pub async fn stop_scenario(host: HostState<'_>, call: String) -> Result<()> {
    host.stop_scenario(&call).await
}

#[tauri::command]
#[specta::specta]
pub async fn reset_scenario(host: HostState<'_>, call: String) -> Result<()> {
    host.reset_scenario(&call).await
}

/// A name that every system takes for a file.
fn file_name(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    if name.is_empty() { "fixture.json".into() } else { format!("{name}.fixture.json") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_holds_nothing_that_a_path_could() {
        assert_eq!(file_name("../Two cards: Ärger"), "two-cards-ärger.fixture.json");
        assert_eq!(file_name("…"), "fixture.json");
    }
}
