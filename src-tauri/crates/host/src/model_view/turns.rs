//! When the model gets what a widget handed over: with a message, since that begins a turn.
//!
//! Moments are known to the millisecond. What was handed over in that of a message came before it: a widget provides a
//! context and sends a message in one go, while storing a message takes longer than a millisecond.

use greenroom_contract::conversation::{Conversation, Entry};

pub struct Turns<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Turns<'a> {
    /// The messages of the conversation: when each was said, and its id.
    pub fn of(conversation: &'a Conversation) -> Self {
        let messages = conversation.entries.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.at.as_str(), message.id.as_str())),
            Entry::Call(_) => None,
        });
        Self(messages.collect())
    }

    /// The message that begins the first turn after this moment.
    pub fn after(&self, moment: &str) -> Option<&'a str> {
        self.0.iter().find(|(at, _)| *at >= moment).map(|(_, id)| *id)
    }

    /// Whether a turn began after the one moment and before the other.
    pub fn between(&self, from: &str, to: &str) -> bool {
        self.0.iter().any(|(at, _)| *at > from && *at < to)
    }
}
