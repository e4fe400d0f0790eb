//! One call at a time in each conversation, as ChatGPT does it: in the order in which they were allowed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Gate, OwnedMutexGuard};

/// Who may run, by conversation. A conversation in which nothing runs is forgotten.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<String, Weak<Gate<()>>>>);

/// A call's turn, until this is dropped.
#[derive(Debug)]
pub struct Turn {
    _held: OwnedMutexGuard<()>,
}

impl Turns {
    /// The turn, if nobody has it or waits for it.
    pub fn free(&self, conversation_id: &str) -> Option<Turn> {
        self.gate(conversation_id).try_lock_owned().ok().map(|held| Turn { _held: held })
    }

    /// Waits behind those who came before.
    pub async fn next(&self, conversation_id: &str) -> Turn {
        Turn { _held: self.gate(conversation_id).lock_owned().await }
    }

    fn gate(&self, conversation_id: &str) -> Arc<Gate<()>> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gate) = gates.get(conversation_id).and_then(Weak::upgrade) {
            return gate;
        }
        gates.retain(|_, gate| gate.strong_count() > 0);
        let gate = Arc::default();
        gates.insert(conversation_id.to_owned(), Arc::downgrade(&gate));
        gate
    }
}
