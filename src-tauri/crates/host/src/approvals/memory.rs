//! Answers that hold for longer than the call that they were given to: for a tool in a conversation, or for a whole app.
//!
//! They are given in [`super::Approvals::answer`], and end when a person takes them back or when a tool that they cover
//! changes, which [`crate::connectors`] finds out.

use greenroom_contract::Problem;
use greenroom_contract::approval::{Approval, Choice, Decision};
use greenroom_contract::event::Event;
use greenroom_contract::permission::{AlwaysCovers, Exception, Remembered, RememberedEnd};
use greenroom_store::RememberedRow;
use serde_json::{Value, json};

use super::Approvals;
use super::verdict::Remembers;
use crate::{problems, time};

/// How far an answer reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    ToolInConversation,
    AppInConversation,
    App,
}

impl Scope {
    /// None where it holds for its call alone.
    pub fn of(choice: Choice, always: AlwaysCovers) -> Option<Self> {
        match (choice, always) {
            (Choice::Deny | Choice::AllowOnce, _) => None,
            (Choice::AllowForConversation | Choice::DenyForConversation, _) => Some(Self::ToolInConversation),
            (Choice::AlwaysAllow, AlwaysCovers::App) => Some(Self::App),
            (Choice::AlwaysAllow, AlwaysCovers::AppInConversation) => Some(Self::AppInConversation),
        }
    }
}

pub fn row(
    approval: &Approval,
    connector_id: &str,
    scope: Scope,
    choice: Choice,
    decision: &Decision,
) -> RememberedRow {
    let conversation_id = (scope != Scope::App).then(|| approval.conversation_id.clone());
    let tool_name = (scope == Scope::ToolInConversation).then(|| approval.card.tool_name.clone());
    RememberedRow {
        id: time::fresh_id(),
        connector_id: connector_id.to_owned(),
        conversation_id,
        tool_name,
        choice: json!(choice).as_str().unwrap_or_default().to_owned(),
        since: decision.at.clone(),
        answered_by: decision.by.clone(),
        call_id: Some(approval.call_id.clone()),
        ended: None,
    }
}

/// None for what another version of the program has stored.
pub fn choice(row: &RememberedRow) -> Option<Choice> {
    serde_json::from_value(Value::String(row.choice.clone())).ok()
}

pub fn remembers(choice: Choice) -> Remembers {
    if choice.outcome().allows() { Remembers::Allow } else { Remembers::Deny }
}

/// As the store keeps it.
pub fn end(reason: &str) -> Value {
    json!(RememberedEnd { at: time::now(), reason: reason.to_owned() })
}

impl Approvals {
    /// The newest answer that holds for a call of this tool in this conversation.
    pub(super) async fn covering(
        &self,
        conversation: &str,
        connector: &str,
        tool: &str,
    ) -> Result<Option<RememberedRow>, Problem> {
        self.store.covering(conversation, connector, tool).await.map_err(problems::of_store)
    }

    /// As [`Approvals::covering`]: its id, what it is, and the words that were answered.
    pub async fn memory(
        &self,
        conversation: &str,
        connector: (&str, &str),
        tool: &str,
    ) -> Result<Option<(String, Remembers, String)>, Problem> {
        let (connector_id, app_name) = connector;
        let Some(row) = self.covering(conversation, connector_id, tool).await? else { return Ok(None) };
        let Some(choice) = choice(&row) else { return Ok(None) };
        let label = self.texts.choices(app_name).into_iter().find(|offered| offered.choice == choice);
        let words = label.map(|label| label.label).unwrap_or_default();
        Ok(Some((row.id, remembers(choice), words)))
    }

    /// Newest first, what has ended among them. `title_of` knows the conversations.
    pub async fn remembered(&self, title_of: impl Fn(&str) -> String) -> Result<Vec<Remembered>, Problem> {
        let rows = self.store.remembered().await.map_err(problems::of_store)?;
        let exceptions = self.store.remembered_exceptions().await.map_err(problems::of_store)?;
        let connectors = self.store.connectors().await.map_err(problems::of_store)?;
        let remembered = rows.into_iter().filter_map(|row| {
            let of_row = exceptions.iter().filter(|exception| exception.remembered_id == row.id);
            let exception = |row: &greenroom_store::ExceptionRow| {
                let end = serde_json::from_value(row.ended.clone()).ok()?;
                Some(Exception { tool_name: row.tool_name.clone(), end })
            };
            let connector = connectors.iter().find(|connector| connector.id == row.connector_id)?;
            Some(Remembered {
                choice: choice(&row)?,
                app_name: connector.name.clone(),
                conversation_title: row.conversation_id.as_deref().map(&title_of),
                exceptions: of_row.filter_map(exception).collect(),
                ended: row.ended.and_then(|ended| serde_json::from_value(ended).ok()),
                id: row.id,
                connector_id: row.connector_id,
                tool_name: row.tool_name,
                conversation_id: row.conversation_id,
                since: row.since,
                by: row.answered_by,
                call_id: row.call_id,
            })
        });
        Ok(remembered.collect())
    }

    /// It covers nothing from now on.
    pub async fn forget(&self, id: &str) -> Result<(), Problem> {
        let _held = self.hold().await;
        let ended = end("You took it back.");
        let held = self.store.end_remembered(id, &ended).await.map_err(problems::of_store)?;
        self.events.tell(Event::Approvals);
        if held { Ok(()) } else { Err(Problem::not_found("This is no longer remembered.")) }
    }
}
