//! Which calls ask, what was answered, and answers in a person's place.

use greenroom_contract::approval::{Approval, Choice, LoggedApproval, Verdict};
use greenroom_contract::permission::{ApprovalPreview, ConnectorPermissions, Remembered};
use greenroom_contract::story::{AnswerScript, Rehearsal, Replay};

use super::{Host, Result};
use crate::approvals::report::{self, Material};

impl Host {
    /// Which of its calls ask from now on; calls that were proposed already go on as they are.
    pub async fn set_permissions(&self, id: &str, permissions: ConnectorPermissions) -> Result<()> {
        self.connectors.set_permissions(id, permissions).await
    }

    /// What would be asked of its tools, level by level. Nothing is called.
    pub async fn approval_preview(&self, id: &str) -> Result<ApprovalPreview> {
        let connector = self.connectors.get(id).await?;
        let snapshot = self.connectors.snapshot(id).await?;
        let tools = snapshot.as_ref().map_or(&[][..], |snapshot| &snapshot.tools);
        Ok(self.calls.preview(&connector, tools).await)
    }

    pub async fn verdict(&self, connector_id: &str, tool_name: &str) -> Result<Verdict> {
        let tool = self.connectors.tool(connector_id, tool_name).await?;
        let conversation = self.conversations.current_id().await?;
        let connector = self.connectors.get(connector_id).await?;
        self.calls.verdict(&conversation, &connector, &tool).await
    }

    pub async fn approvals(&self) -> Result<Vec<Approval>> {
        Ok(self.approvals.pending())
    }

    /// `by` is the screen that it was answered on, or `shell`.
    pub async fn answer(&self, approval_id: &str, choice: Choice, by: &str) -> Result<()> {
        self.approvals.answer(approval_id, choice, by).await
    }

    /// All that was asked in the current conversation, oldest first.
    pub async fn approval_log(&self) -> Result<Vec<LoggedApproval>> {
        let conversation = self.conversations.current().await?;
        let state_of = |id: &str| conversation.call(id).map(|call| call.state);
        self.approvals.log(&conversation.id, state_of).await
    }

    /// What was answered for longer than one call, newest first, with what no longer holds.
    pub async fn remembered(&self) -> Result<Vec<Remembered>> {
        let conversations = self.conversations.list().await?;
        let title =
            |id: &str| conversations.iter().find(|known| known.id == id).map(|known| known.title.clone());
        self.approvals.remembered(|id| title(id).unwrap_or_default()).await
    }

    /// Takes an answer back.
    pub async fn forget(&self, remembered: &str) -> Result<()> {
        self.approvals.forget(remembered).await
    }

    /// What was asked in the current conversation, why, what was answered, and what the servers then saw: Markdown.
    pub async fn approval_report(&self) -> Result<String> {
        let conversation = self.conversations.current().await?;
        let mut calls = Vec::new();
        for call in conversation.calls() {
            calls.push(self.calls.record(&call.id).await?);
        }
        Ok(report::text(&Material {
            title: &self.conversations.title(&conversation.id).await?,
            conversation: &conversation,
            calls: &calls,
            asked: &self.approval_log().await?,
            remembered: &self.remembered().await?,
        }))
    }

    /// Makes the calls of a story in a new conversation, one after the other, and gives its answers. One without calls
    /// gives its answers in the current conversation. Returns when it has begun.
    pub async fn open_story(&self, text: &str) -> Result<()> {
        self.stories.open(text).await
    }

    /// The current conversation as a story.
    pub async fn story(&self) -> Result<String> {
        self.stories.text(&self.conversations.current().await?, &self.approval_log().await?).await
    }

    /// As [`Host::open_story`], with a connector in place of the story's own, and to the end.
    pub async fn replay(&self, text: &str, connector_id: &str) -> Result<Replay> {
        self.stories.replay(text, connector_id).await
    }

    /// The script that answers in the current conversation.
    pub async fn rehearsal(&self) -> Result<Option<Rehearsal>> {
        let conversation = self.conversations.current_id().await?;
        self.approvals.rehearsals().of(&conversation).await
    }

    /// From its first answer on. Without a script the person answers again, and a story that plays makes no more calls.
    pub async fn set_rehearsal(&self, script: Option<AnswerScript>) -> Result<()> {
        let conversation = self.conversations.current_id().await?;
        if script.is_none() {
            self.stories.stop();
        }
        self.approvals.rehearsals().set(&conversation, script).await
    }
}
