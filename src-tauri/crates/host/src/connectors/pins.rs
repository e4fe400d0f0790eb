//! What a call's widget is made of. It is settled when the call is made, and stays whatever Refresh brings: as in
//! ChatGPT, an old conversation keeps what it was made with.

use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::connector::{Connector, Reading};
use greenroom_contract::snapshot::Template;
use greenroom_contract::tool::{Finding, Tool};
use greenroom_store::WidgetRow;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::Connectors;
use crate::conversations;
use crate::problems;
use crate::snapshots;

/// Who edits a template has it on the same machine or near it; a call must not wait long for one that hangs.
const READING: Duration = Duration::from_secs(10);

/// The template and the tool that a call was made with.
#[derive(Clone, Debug)]
pub struct Pin {
    /// Its findings are those that came up with this call.
    pub template: Template,
    /// The descriptor as the server sent it.
    pub tool: Value,
}

/// Where a call's template comes from, and of which HTML it is.
#[derive(Clone, Debug)]
pub struct Origin {
    pub connector_id: String,
    pub uri: String,
    pub hash: String,
}

impl Connectors {
    /// Settles what the call's widget will be, before anything of the call is shown. With [`Reading::Live`] the
    /// template is read anew. Calls that widgets make are not drawn, so there is nothing to settle.
    pub async fn pin(
        self: &Arc<Self>,
        connector: &Connector,
        call: &Call,
        tool: &Tool,
    ) -> Result<(), Problem> {
        let Some(reference) = tool.template.as_ref().filter(|_| conversations::is_drawn(call)) else {
            return Ok(());
        };
        let snapshot = self.snapshot(&connector.id).await?;
        let known = snapshot.as_ref().and_then(|snapshot| {
            let template = snapshot.templates.iter().find(|template| template.uri == reference.uri)?;
            Some(Template { findings: Vec::new(), ..template.clone() })
        });
        let (template, html) = match connector.reading {
            Reading::Snapshot => (known, None),
            Reading::Live => self.read_live(&connector.id, &reference.uri, known).await,
        };
        let Some(template) = template else { return Ok(()) };
        let row = WidgetRow {
            call_id: call.id.clone(),
            connector_id: connector.id.clone(),
            hash: template.hash.clone(),
            template: json!(template),
            tool: tool.raw.0.clone(),
        };
        self.store.put_widget(&row, html.as_deref()).await.map_err(problems::of_store)
    }

    /// Absent for calls that show nothing, and for those of a version that settled nothing.
    pub async fn pinned(&self, call_id: &str) -> Result<Option<Pin>, Problem> {
        let row = self.store.widget(call_id).await.map_err(problems::of_store)?;
        Ok(row.and_then(|row| {
            let template = serde_json::from_value(row.template).ok()?;
            Some(Pin { template, tool: row.tool })
        }))
    }

    /// Where the template of a pinned call comes from.
    pub async fn origin(&self, call_id: &str) -> Result<Option<Origin>, Problem> {
        let row = self.store.widget(call_id).await.map_err(problems::of_store)?;
        Ok(row.and_then(|row| {
            let template: Template = serde_json::from_value(row.template).ok()?;
            Some(Origin { connector_id: row.connector_id, uri: template.uri, hash: row.hash })
        }))
    }

    /// The template as it is at this moment, or the known one with a finding that says why it is not newer.
    async fn read_live(
        self: &Arc<Self>,
        id: &str,
        uri: &str,
        known: Option<Template>,
    ) -> (Option<Template>, Option<String>) {
        let read = async {
            let session = self.session(id).await?;
            snapshots::read_template(&session, uri, &self.profile).await
        };
        let reason = match timeout(READING, read).await {
            Ok(Ok((template, html))) => return (Some(template), html),
            Ok(Err(problem)) => problem.message,
            Err(_) => format!("No answer to resources/read within {} seconds.", READING.as_secs()),
        };
        let stale = known.map(|mut template| {
            let text = format!("Live: the template as it was at the last Refresh is shown. {reason}");
            template.findings.push(Finding { path: uri.to_owned(), text });
            template
        });
        (stale, None)
    }
}
