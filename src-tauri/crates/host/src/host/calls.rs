//! Tools that a person runs, the conversations that the calls stand in, and what servers ask meanwhile.

use greenroom_contract::call::{Call, CallRecord, RunRequest};
use greenroom_contract::conversation::{Author, Conversation, ConversationSummary, ModelTurn};
use greenroom_contract::file::{FileInfo, NewFile};
use greenroom_contract::inquiry::{Inquiry, InquiryAnswer};
use greenroom_contract::tool::Violation;
use greenroom_contract::{Json, Problem};

use super::{Host, Result};
use crate::aside::aside;
use crate::conversations::{self, NewMessage};
use crate::files::Shelf;
use crate::schema;
use crate::suggestions;

impl Host {
    pub async fn check_arguments(
        &self,
        connector_id: &str,
        tool_name: &str,
        arguments: Json,
    ) -> Result<Vec<Violation>> {
        let tool = self.connectors.tool(connector_id, tool_name).await?;
        let arguments = self.calls.announced(&arguments.0, &tool).await?;
        Ok(aside(move || schema::violations(&tool.input_schema.0, &arguments)).await)
    }

    /// Keeps a file that a call of the person will be made with. It goes where no call is.
    pub async fn add_file(&self, file: NewFile) -> Result<FileInfo> {
        self.files.add(&file, Shelf::Aside).await
    }

    /// Puts the user's message and the call into the current conversation. Returns the call as proposed.
    pub async fn run_tool(&self, request: RunRequest) -> Result<Call> {
        let conversation = self.conversations.current_id().await?;
        Ok(self.calls.run(&conversation, request).await?.0)
    }

    pub async fn cancel_call(&self, id: &str) -> Result<()> {
        self.calls.cancel(id);
        Ok(())
    }

    pub async fn call(&self, id: &str) -> Result<CallRecord> {
        self.calls.record(id).await
    }

    pub async fn conversation(&self) -> Result<Conversation> {
        self.conversations.current().await
    }

    pub async fn conversations(&self) -> Result<Vec<ConversationSummary>> {
        self.conversations.list().await
    }

    pub async fn start_conversation(&self) -> Result<Conversation> {
        self.conversations.start().await
    }

    pub async fn open_conversation(&self, id: &str) -> Result<Conversation> {
        self.conversations.open(id).await
    }

    /// What waits for the person who plays the model; nothing before the first message, and after the model's own.
    pub async fn model_turn(&self) -> Result<Option<ModelTurn>> {
        let conversation = self.conversations.current().await?;
        let Some((message, calls)) = conversations::open_turn(&conversation) else { return Ok(None) };
        let mut apps = Vec::new();
        for app in self.connectors.mentionable().await? {
            if message.apps.is_empty() || message.apps.contains(&app) {
                let snapshot = self.connectors.snapshot(&app.id).await?;
                apps.push((app, snapshot.map(|snapshot| snapshot.tools.clone()).unwrap_or_default()));
            }
        }
        Ok(Some(ModelTurn {
            suggestions: suggestions::suggestions(&message.text, &apps),
            message: message.clone(),
            calls,
        }))
    }

    /// The sentence that closes the model's turn.
    pub async fn reply_as_model(&self, text: &str) -> Result<()> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::invalid("There is nothing to say.", "Write a sentence first."));
        }
        let conversation = self.conversations.current_id().await?;
        self.conversations.say(&conversation, NewMessage::of(Author::Model, text)).await
    }

    /// What a server asks and nobody has answered yet, oldest first.
    pub async fn inquiries(&self) -> Result<Vec<Inquiry>> {
        Ok(self.inquiries.pending())
    }

    pub async fn answer_inquiry(&self, id: &str, answer: InquiryAnswer) -> Result<()> {
        self.inquiries.answer(id, answer).await
    }
}
