//! What is put in place of what a call brought: edits, fixtures and scenarios.

use greenroom_contract::Json;
use greenroom_contract::call::Call;
use greenroom_contract::edit::{Part, PartView};
use greenroom_contract::scenario::{Scenario, ScenarioView};

use super::{Host, Result};
use crate::fixtures;

impl Host {
    /// What a call's widgets are told, part by part.
    pub async fn edits(&self, call_id: &str) -> Result<Vec<PartView>> {
        self.screens.edits(call_id).await
    }

    /// Puts something else in place of a part. Neither the call nor the server knows of it.
    pub async fn edit(&self, call_id: &str, part: Part, value: Json) -> Result<Vec<PartView>> {
        self.screens.edit(call_id, part, value.0).await?;
        self.screens.edits(call_id).await
    }

    /// Back to what the call brought; all parts, where none is named.
    pub async fn reset_edits(&self, call_id: &str, part: Option<Part>) -> Result<Vec<PartView>> {
        self.screens.reset_edits(call_id, part).await?;
        self.screens.edits(call_id).await
    }

    /// What a call's widgets are told, edits included, as the text of a file.
    pub async fn fixture(&self, call_id: &str, name: &str) -> Result<String> {
        let call = self.conversations.call(call_id).await?;
        let connector = self.connectors.get(&call.connector_id).await?;
        let fixture = self.screens.as_fixture(&call).await?;
        let rehearsal = self.approvals.rehearsals().of(&call.conversation_id).await?;
        let answers = rehearsal.map(|rehearsal| rehearsal.script);
        Ok(fixtures::text(name.trim(), &connector, &call.tool_name, fixture, answers))
    }

    /// Puts what such a file says into the current conversation. Nothing is called.
    pub async fn open_fixture(&self, text: &str) -> Result<Call> {
        fixtures::open(text, &self.connectors, &self.conversations, self.approvals.rehearsals()).await
    }

    /// What may happen to a call's widgets, and how far it has come.
    pub async fn scenarios(&self, call_id: &str) -> Result<Vec<ScenarioView>> {
        self.screens.scenarios(call_id).await
    }

    /// Plays a scenario from its start, beside everything else.
    pub async fn run_scenario(&self, call_id: &str, scenario: Scenario) -> Result<()> {
        self.screens.run_scenario(call_id, scenario).await
    }

    pub async fn stop_scenario(&self, call_id: &str) -> Result<()> {
        self.screens.stop_scenario(call_id);
        Ok(())
    }

    /// Back to what the widgets are told without it.
    pub async fn reset_scenario(&self, call_id: &str) -> Result<()> {
        self.screens.reset_scenario(call_id).await;
        Ok(())
    }
}
