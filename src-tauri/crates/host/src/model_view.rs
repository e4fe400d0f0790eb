//! What the model would have in its context, composed from a conversation. Pure: what it is made of is gathered in
//! [`crate::screens`].

mod items;
mod turns;

use std::collections::HashMap;

use greenroom_contract::call::{Asker, Call};
use greenroom_contract::conversation::{Author, Conversation, Entry, Message};
use greenroom_contract::model_view::{ModelItem, ModelItemKind, ModelView, Reach};
use greenroom_contract::stage::DisplayMode;
use serde_json::Value;

use self::items::Items;
use self::turns::Turns;
use crate::profile::{ModelFacts, Texts};
use crate::tokens;

/// Everything that the view is made of, for one screen.
#[derive(Debug)]
pub struct Material<'a> {
    pub screen: &'a str,
    pub conversation: &'a Conversation,
    /// Those whose tools were called, in the order of their first calls.
    pub apps: &'a [App],
    /// By call.
    pub widgets: &'a HashMap<String, Ended>,
    pub facts: &'a ModelFacts,
    pub texts: &'a Texts,
}

/// A connector as the model knows it.
#[derive(Clone, Debug)]
pub struct App {
    pub name: String,
    pub instructions: Option<String>,
    /// The descriptors of the tools that the model may call, as the server sent them.
    pub tools: Vec<Value>,
}

/// What came of a call: its result, and what its widget says to the model.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    pub result: Option<Value>,
    /// Of its template.
    pub description: Option<String>,
    pub mode: DisplayMode,
    pub state: Option<Provided>,
    pub context: Option<Provided>,
}

/// What a widget handed over for the model, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Provided {
    pub value: Value,
    pub at: String,
}

pub fn compose(material: &Material<'_>) -> ModelView {
    let items = Items { facts: material.facts, texts: material.texts };
    let turns = Turns::of(material.conversation);
    let (mut listed, mut later) = (Vec::new(), Vec::new());
    let mut waiting: Vec<(Option<String>, ModelItem)> = Vec::new();
    for call in calls(material.conversation) {
        let Some(ended) = material.widgets.get(&call.id) else { continue };
        for (item, due) in items.of_widget(call, ended, &turns) {
            match item.reach {
                Reach::Now => waiting.push((due, item)),
                Reach::NextTurn | Reach::Never => later.push(item),
            }
        }
    }
    for app in material.apps {
        listed.extend(items.of_app(app));
    }
    for entry in &material.conversation.entries {
        match entry {
            Entry::Message(message) => {
                let (due, still): (Vec<_>, Vec<_>) =
                    waiting.into_iter().partition(|(turn, _)| turn.as_ref() == Some(&message.id));
                waiting = still;
                listed.extend(due.into_iter().map(|(_, item)| item));
                listed.push(of_message(message));
            }
            Entry::Call(call) if call.asker == Asker::Person => {
                listed.extend(items.of_call(call, material.widgets.get(&call.id)));
            }
            Entry::Call(_) => {}
        }
    }
    listed.extend(later);
    let unseen = material.conversation.entries.iter().filter(|entry| is_unseen(entry)).count();
    ModelView {
        screen: material.screen.to_owned(),
        tokens: listed.iter().filter(|item| item.reach == Reach::Now).map(|item| item.tokens).sum(),
        items: listed,
        estimate: tokens::ESTIMATE.to_owned(),
        unseen_calls: u32::try_from(unseen).unwrap_or(u32::MAX),
    }
}

/// The calls that the model made: a person makes them in its place.
fn calls(conversation: &Conversation) -> impl Iterator<Item = &Call> {
    conversation.entries.iter().filter_map(|entry| match entry {
        Entry::Call(call) if call.asker == Asker::Person => Some(call.as_ref()),
        _ => None,
    })
}

fn is_unseen(entry: &Entry) -> bool {
    matches!(entry, Entry::Call(call) if matches!(call.asker, Asker::Widget { .. }))
}

fn of_message(message: &Message) -> ModelItem {
    match &message.author {
        Author::Person => items::text(ModelItemKind::Message, "", &message.text),
        Author::Widget { app_name } => {
            let mut item = items::text(ModelItemKind::FollowUp, app_name, &message.text);
            item.notes.push(
                "A widget sent it. ChatGPT keeps it out of sight and shows only what the model replies."
                    .into(),
            );
            item
        }
        Author::Model => items::text(ModelItemKind::Reply, "", &message.text),
    }
}

#[cfg(test)]
mod tests;
