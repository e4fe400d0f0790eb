//! Fixtures: what a widget is told, as a file that can be opened again and again, without any call.
//!
//! [`file`] reads and writes them. What is done with an open one is in [`crate::screens`].

mod file;

use greenroom_contract::Problem;
use greenroom_contract::approval::{Verdict, VerdictAction};
use greenroom_contract::call::{Asker, Call, CallState};
use greenroom_contract::connector::Connector;
use greenroom_contract::story::AnswerScript;
use serde_json::json;

use self::file::FixtureFile;
pub use self::file::Origin;
use crate::approvals::rehearsal::Rehearsals;
use crate::calls::Proposal;
use crate::calls::outcome;
use crate::connectors::Connectors;
use crate::conversations::Conversations;
use crate::text;
use crate::time;
use crate::transfer::address;
use crate::widgets::stand_in::Fixture;

/// The longest name of a connector, a tool or a fixture that is repeated.
const NAME_LIMIT: usize = 200;

/// The text of a file.
pub fn text(
    name: &str,
    connector: &Connector,
    tool: &str,
    fixture: Fixture,
    answers: Option<AnswerScript>,
) -> String {
    FixtureFile::new(name, Origin::of(connector), tool, fixture, answers).text()
}

/// Puts what a file says into the current conversation, as a call that was never made. Its answers are given there from
/// now on.
pub async fn open(
    text: &str,
    connectors: &std::sync::Arc<Connectors>,
    conversations: &Conversations,
    rehearsals: &Rehearsals,
) -> Result<Call, Problem> {
    let file = FixtureFile::read(text)?;
    let connector = connector(&file.connector, &connectors.list().await?)?;
    let tool = connectors.tool(&connector.id, &file.tool).await?;
    if tool.template.is_none() {
        return Err(Problem::invalid(
            format!("The tool “{}” of {} shows no widget.", shown(&file.tool), shown(&connector.name)),
            "Refresh the connector if it should by now.",
        ));
    }
    let proposal = Proposal {
        conversation_id: conversations.current_id().await?,
        connector_id: connector.id.clone(),
        tool_name: file.tool.clone(),
        arguments: file.input.clone(),
        asker: Asker::Fixture { name: file.name.clone() },
    };
    let verdict = Verdict {
        action: VerdictAction::Run,
        reason: "A fixture was opened: nothing was called.".into(),
        alternatives: Vec::new(),
        remembered: None,
    };
    let mut call = outcome::proposed(&time::fresh_id(), &proposal, &connector.name, &tool, verdict);
    call.state = state(&file);
    call.settled_at = Some(call.proposed_at.clone());
    if let Some(answers) = file.answers.clone() {
        rehearsals.set(&call.conversation_id, Some(answers)).await?;
    }
    connectors.pin(&connector, &call, &tool).await?;
    conversations.put_fixture(&call, &json!(file.into_fixture())).await?;
    Ok(call)
}

impl Origin {
    pub fn of(connector: &Connector) -> Self {
        Self { name: connector.name.clone(), address: address(&connector.endpoint) }
    }
}

/// By its address, and where nothing has that one, by its name.
pub fn connector(origin: &Origin, all: &[Connector]) -> Result<Connector, Problem> {
    let by_address = all.iter().find(|connector| address(&connector.endpoint) == origin.address);
    let found = by_address.or_else(|| all.iter().find(|connector| connector.name == origin.name));
    found.cloned().ok_or_else(|| {
        let (name, address) = (shown(&origin.name), shown(&origin.address));
        Problem::invalid(
            format!("There is no connector with the address {address}, and none with the name “{name}”."),
            "Create the connector that the file was saved from, or name another one in the file.",
        )
    })
}

fn state(file: &FixtureFile) -> CallState {
    let is_error = |result: &serde_json::Value| result.get("isError") == Some(&serde_json::Value::Bool(true));
    match (&file.result, &file.cancelled) {
        (Some(result), _) if is_error(result) => CallState::ToolError,
        (None, Some(_)) => CallState::Cancelled,
        _ => CallState::Completed,
    }
}

fn shown(name: &str) -> String {
    text::shown(name, NAME_LIMIT)
}
