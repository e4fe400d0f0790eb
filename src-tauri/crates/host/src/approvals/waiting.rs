//! The prompts that wait: who may answer one, and the card that goes when nobody waits for its answer any more.

use std::sync::{Mutex, MutexGuard, PoisonError};

use greenroom_contract::approval::{Approval, Decision};
use greenroom_contract::event::Event;
use greenroom_store::RememberedRow;
use tokio::sync::oneshot;

use crate::events::Events;

/// Oldest first.
#[derive(Debug)]
pub struct Waiting {
    events: Events,
    prompts: Mutex<Vec<Prompt>>,
}

#[derive(Debug)]
pub struct Prompt {
    pub approval: Approval,
    pub connector_id: String,
    /// Absent while an answer is being stored: the card stays until that is on disk, and no other answer counts.
    answer: Option<oneshot::Sender<Decision>>,
}

/// A prompt that somebody is answering.
#[derive(Debug)]
pub struct Claim {
    pub answer: oneshot::Sender<Decision>,
    pub approval: Approval,
    pub connector_id: String,
}

/// Takes the prompt away when it is dropped.
pub struct Card<'a> {
    waiting: &'a Waiting,
    pub id: String,
}

impl Waiting {
    pub fn new(events: Events) -> Self {
        Self { events, prompts: Mutex::default() }
    }

    pub fn list(&self) -> Vec<Approval> {
        self.lock().iter().map(|prompt| prompt.approval.clone()).collect()
    }

    /// Draws the card. The receiver brings the answer, and nothing where whoever gave it was cut off.
    pub fn raise(&self, approval: Approval, connector_id: &str) -> (Card<'_>, oneshot::Receiver<Decision>) {
        let (answer, answered) = oneshot::channel();
        let card = Card { waiting: self, id: approval.id.clone() };
        let connector_id = connector_id.to_owned();
        self.lock().push(Prompt { approval, connector_id, answer: Some(answer) });
        self.events.tell(Event::Approvals);
        (card, answered)
    }

    /// The right to answer a prompt; only one gets it.
    pub fn claim(&self, id: &str) -> Option<Claim> {
        self.claim_all(|prompt| prompt.approval.id == id).pop()
    }

    /// The right to answer every prompt that an answer covers and that nobody is answering.
    pub fn claim_covered(&self, row: &RememberedRow) -> Vec<Claim> {
        self.claim_all(|prompt| {
            let Approval { conversation_id, card, .. } = &prompt.approval;
            prompt.connector_id == row.connector_id
                && row.conversation_id.as_ref().is_none_or(|conversation| conversation == conversation_id)
                && row.tool_name.as_ref().is_none_or(|tool| *tool == card.tool_name)
        })
    }

    /// As [`Waiting::claim_covered`], for those that are concerned.
    pub fn claim_all(&self, concerned: impl Fn(&Prompt) -> bool) -> Vec<Claim> {
        let mut prompts = self.lock();
        let claimed = prompts.iter_mut().filter(|prompt| concerned(prompt)).filter_map(|prompt| {
            let answer = prompt.answer.take()?;
            let (approval, connector_id) = (prompt.approval.clone(), prompt.connector_id.clone());
            Some(Claim { answer, approval, connector_id })
        });
        claimed.collect()
    }

    pub fn take_away(&self, id: &str) {
        let mut prompts = self.lock();
        let before = prompts.len();
        prompts.retain(|prompt| prompt.approval.id != id);
        let was_there = prompts.len() < before;
        drop(prompts);
        if was_there {
            self.events.tell(Event::Approvals);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Prompt>> {
        self.prompts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Card<'_> {
    fn drop(&mut self) {
        self.waiting.take_away(&self.id);
    }
}
