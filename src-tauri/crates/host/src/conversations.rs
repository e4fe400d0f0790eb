//! The conversation that the screens show, and the earlier ones. What a call does is in [`crate::calls`].

use greenroom_contract::Problem;
use greenroom_contract::call::{Asker, Call};
use greenroom_contract::conversation::{
    Author, Conversation, ConversationSummary, Entry, MentionedApp, Message, Scroll,
};
use greenroom_contract::event::Event;
use greenroom_store::{ConversationRow, EntryRow, ExchangeRow, Store};
use serde_json::Value;

use crate::events::Events;
use crate::problems;
use crate::time;

const MESSAGE: &str = "message";
const CALL: &str = "call";
/// Longest title in the list of conversations.
const TITLE_LIMIT: usize = 60;

#[derive(Clone, Debug)]
pub struct Conversations {
    store: Store,
    events: Events,
}

/// Whether the newest message waits for the person who plays the model: nothing was called for it, and nothing answered.
pub fn awaits_model(conversation: &Conversation) -> bool {
    match conversation.entries.last() {
        Some(Entry::Message(message)) => message.author != Author::Model,
        Some(Entry::Call(_)) | None => false,
    }
}

/// The newest message that the model has not closed with one of its own, and how many calls were made for it.
pub fn open_turn(conversation: &Conversation) -> Option<(&Message, u32)> {
    let mut calls = 0;
    for entry in conversation.entries.iter().rev() {
        match entry {
            Entry::Call(call) if call.asker == Asker::Person => calls += 1,
            Entry::Call(_) => {}
            Entry::Message(message) if message.author == Author::Model => return None,
            Entry::Message(message) => return Some((message, calls)),
        }
    }
    None
}

/// What somebody says.
#[derive(Debug)]
pub struct NewMessage<'a> {
    pub author: Author,
    pub text: &'a str,
    pub scroll: Scroll,
    pub apps: Vec<MentionedApp>,
}

impl<'a> NewMessage<'a> {
    pub fn of(author: Author, text: &'a str) -> Self {
        Self { author, text, scroll: Scroll::Follow, apps: Vec::new() }
    }
}

impl Conversations {
    pub fn new(store: Store, events: Events) -> Self {
        Self { store, events }
    }

    /// The id of the current conversation; the first one is begun here.
    pub async fn current_id(&self) -> Result<String, Problem> {
        match self.store.current_conversation().await.map_err(problems::of_store)? {
            Some(id) => Ok(id),
            None => self.begin().await,
        }
    }

    pub async fn current(&self) -> Result<Conversation, Problem> {
        let id = self.current_id().await?;
        self.read(&id).await
    }

    /// Newest first.
    pub async fn list(&self) -> Result<Vec<ConversationSummary>, Problem> {
        let rows = self.store.summaries().await.map_err(problems::of_store)?;
        let summaries = rows.into_iter().map(|row| ConversationSummary {
            title: title(row.first_message),
            id: row.id,
            started_at: row.started_at,
            calls: u32::try_from(row.calls).unwrap_or(u32::MAX),
        });
        Ok(summaries.collect())
    }

    /// As the list has it.
    pub async fn title(&self, id: &str) -> Result<String, Problem> {
        let summary = self.list().await?.into_iter().find(|summary| summary.id == id);
        Ok(summary.map(|summary| summary.title).unwrap_or_default())
    }

    pub async fn start(&self) -> Result<Conversation, Problem> {
        let id = self.begin().await?;
        self.events.tell(Event::Conversation);
        self.read(&id).await
    }

    pub async fn open(&self, id: &str) -> Result<Conversation, Problem> {
        let conversation = self.read(id).await?;
        self.store.set_current_conversation(id).await.map_err(problems::of_store)?;
        self.events.tell(Event::Conversation);
        Ok(conversation)
    }

    pub async fn say(&self, conversation_id: &str, message: NewMessage<'_>) -> Result<(), Problem> {
        let NewMessage { author, text, scroll, apps } = message;
        let message =
            Message { id: time::fresh_id(), author, text: text.to_owned(), at: time::now(), scroll, apps };
        let row = EntryRow {
            id: message.id.clone(),
            conversation_id: conversation_id.to_owned(),
            kind: MESSAGE.to_owned(),
            body: serde_json::to_value(&message).unwrap_or_default(),
        };
        self.store.put_entry(&row).await.map_err(problems::of_store)?;
        self.events.tell(Event::Conversation);
        Ok(())
    }

    /// Stores the call as it is now, then tells of it.
    pub async fn put_call(&self, call: &Call) -> Result<(), Problem> {
        self.store.put_entry(&row_of(call)).await.map_err(problems::of_store)?;
        self.events.tell(Event::Call { id: call.id.clone() });
        Ok(())
    }

    /// As [`Conversations::put_call`], with what went over the wire for it: one wait for the disk.
    pub async fn put_call_and(&self, call: &Call, exchange: &ExchangeRow) -> Result<(), Problem> {
        self.store.put_call(&row_of(call), exchange).await.map_err(problems::of_store)?;
        self.events.tell(Event::Call { id: call.id.clone() });
        Ok(())
    }

    /// Stores a call that was never made, and what its widget is told.
    pub async fn put_fixture(&self, call: &Call, body: &Value) -> Result<(), Problem> {
        self.store.put_fixture(&row_of(call), body).await.map_err(problems::of_store)?;
        self.events.tell(Event::Call { id: call.id.clone() });
        Ok(())
    }

    pub async fn call(&self, id: &str) -> Result<Call, Problem> {
        let row = self.store.entry(id).await.map_err(problems::of_store)?;
        row.and_then(|row| serde_json::from_value(row.body).ok())
            .ok_or_else(|| Problem::not_found("This call is no longer stored."))
    }

    /// Calls of any conversation that have not come to an end.
    pub async fn unsettled_calls(&self) -> Result<Vec<Call>, Problem> {
        let mut unsettled = Vec::new();
        for row in self.store.conversations().await.map_err(problems::of_store)? {
            let calls = self.entries(&row.id).await?.into_iter().filter_map(|entry| match entry {
                Entry::Call(call) if !call.state.is_settled() => Some(*call),
                _ => None,
            });
            unsettled.extend(calls);
        }
        Ok(unsettled)
    }

    async fn begin(&self) -> Result<String, Problem> {
        let row = ConversationRow { id: time::fresh_id(), started_at: time::now() };
        self.store.insert_conversation(&row).await.map_err(problems::of_store)?;
        self.store.set_current_conversation(&row.id).await.map_err(problems::of_store)?;
        Ok(row.id)
    }

    async fn read(&self, id: &str) -> Result<Conversation, Problem> {
        let row = self.store.conversation(id).await.map_err(problems::of_store)?;
        let row = row.ok_or_else(|| Problem::not_found("This conversation is no longer stored."))?;
        Ok(Conversation { entries: self.entries(id).await?, id: row.id, started_at: row.started_at })
    }

    async fn entries(&self, id: &str) -> Result<Vec<Entry>, Problem> {
        let rows = self.store.entries(id).await.map_err(problems::of_store)?;
        Ok(rows.into_iter().filter_map(entry).collect())
    }
}

/// Whether the call has its place in the transcript. A widget's own calls are the widget's affair.
pub fn is_drawn(call: &Call) -> bool {
    matches!(call.asker, Asker::Person | Asker::Fixture { .. })
}

fn row_of(call: &Call) -> EntryRow {
    EntryRow {
        id: call.id.clone(),
        conversation_id: call.conversation_id.clone(),
        kind: CALL.to_owned(),
        body: serde_json::to_value(call).unwrap_or_default(),
    }
}

/// An entry that this version cannot read stays in the database and is not shown.
fn entry(row: EntryRow) -> Option<Entry> {
    let read = match row.kind.as_str() {
        MESSAGE => serde_json::from_value(row.body).map(Entry::Message),
        _ => serde_json::from_value(row.body).map(|call| Entry::Call(Box::new(call))),
    };
    read.inspect_err(|error| tracing::warn!(id = row.id, %error, "an entry cannot be read")).ok()
}

fn title(first_message: Option<Value>) -> String {
    let message = first_message.and_then(|body| serde_json::from_value::<Message>(body).ok());
    let said = message.map_or_else(|| "New conversation".into(), |message| message.text);
    let text = said.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(TITLE_LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
