//! Prompts that wait for an answer. A call leaves the program only with a [`Permit`], and only this module makes
//! one. The rule is in [`verdict`]; the card's words are in [`prompt`].

pub mod prompt;
pub mod verdict;

use std::sync::{Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::approval::{Approval, Choice, Decision, Outcome, Verdict, VerdictAction};
use greenroom_contract::call::Call;
use greenroom_contract::event::Event;
use greenroom_store::{ApprovalRow, RememberedRow, Store};
use serde_json::Value;
use tokio::sync::oneshot;

use crate::events::Events;
use crate::problems;
use crate::profile::Texts;
use crate::time;

/// Who is named where nobody answered.
const NOBODY: &str = "greenroom";

/// Leave to send one call to its server.
#[derive(Debug)]
pub struct Permit {
    /// How it was allowed; absent where nothing was asked.
    pub decision: Option<Decision>,
}

/// Why a call may not be sent.
#[derive(Debug)]
pub enum Refusal {
    Denied(Decision),
    NotAllowed(Verdict),
}

#[derive(Debug)]
pub struct Approvals {
    store: Store,
    events: Events,
    texts: Texts,
    pending: Mutex<Vec<Pending>>,
}

#[derive(Debug)]
struct Pending {
    approval: Approval,
    connector_id: String,
    answer: oneshot::Sender<Decision>,
}

impl Approvals {
    pub fn new(store: Store, events: Events, texts: Texts) -> Self {
        Self { store, events, texts, pending: Mutex::default() }
    }

    /// Prompts that were open when the program last ended are refusals.
    pub async fn abandon_leftovers(&self) -> Result<(), Problem> {
        for row in self.store.open_approvals().await.map_err(problems::of_store)? {
            self.record(&row.id, &nobody(Outcome::Abandoned)).await?;
        }
        Ok(())
    }

    /// Waits until the call may be sent, or may not. Dropping the future withdraws the prompt.
    pub async fn permit(&self, call: &Call, payload: &Value, description: &str) -> Result<Permit, Refusal> {
        match call.verdict.action {
            VerdictAction::Run => Ok(Permit { decision: None }),
            VerdictAction::Refuse => Err(Refusal::NotAllowed(call.verdict.clone())),
            VerdictAction::Ask => {
                let decision = self.ask(call, payload, description).await;
                match decision.outcome {
                    Outcome::AllowedOnce | Outcome::AllowedForConversation => {
                        Ok(Permit { decision: Some(decision) })
                    }
                    Outcome::Denied | Outcome::Withdrawn | Outcome::Abandoned => {
                        Err(Refusal::Denied(decision))
                    }
                }
            }
        }
    }

    /// Oldest first.
    pub fn pending(&self) -> Vec<Approval> {
        self.lock().iter().map(|pending| pending.approval.clone()).collect()
    }

    pub async fn answer(&self, id: &str, choice: Choice, by: &str) -> Result<(), Problem> {
        let gone = || Problem::not_found("This question has been answered already.");
        let pending = self.take(id).ok_or_else(gone)?;
        let outcome = match choice {
            Choice::Deny => Outcome::Denied,
            Choice::AllowOnce => Outcome::AllowedOnce,
            Choice::AllowForConversation => Outcome::AllowedForConversation,
        };
        let decision = Decision { outcome, by: by.to_owned(), at: time::now() };
        // A prompt whose answer cannot be stored is dropped with its sender, which is a refusal.
        if outcome == Outcome::AllowedForConversation {
            self.remember(&pending).await?;
        }
        self.record(id, &decision).await?;
        let _ = pending.answer.send(decision);
        self.events.tell(Event::Approvals);
        Ok(())
    }

    /// Refuses what waits for a connector that is going away, or everything when the program ends.
    pub async fn abandon(&self, whose: Whose<'_>) {
        let taken: Vec<Pending> = {
            let mut pending = self.lock();
            let (taken, kept) = std::mem::take(&mut *pending).into_iter().partition(|waiting| match whose {
                Whose::Everyone => true,
                Whose::Connector(id) => waiting.connector_id == id,
            });
            *pending = kept;
            taken
        };
        for waiting in taken {
            let decision = nobody(Outcome::Abandoned);
            if let Err(problem) = self.record(&waiting.approval.id, &decision).await {
                tracing::error!(message = problem.message, "a refusal could not be stored");
            }
            let _ = waiting.answer.send(decision);
        }
        self.events.tell(Event::Approvals);
    }

    async fn ask(&self, call: &Call, payload: &Value, description: &str) -> Decision {
        let approval = prompt::approval(call, payload, description, &self.texts);
        let row = ApprovalRow {
            id: approval.id.clone(),
            call_id: call.id.clone(),
            conversation_id: call.conversation_id.clone(),
            body: serde_json::to_value(&approval).unwrap_or_default(),
            asked_at: approval.asked_at.clone(),
            decision: None,
        };
        if let Err(error) = self.store.insert_approval(&row).await {
            tracing::error!(%error, "a prompt could not be stored and counts as refused");
            return nobody(Outcome::Abandoned);
        }
        let (answer, answered) = oneshot::channel();
        let id = approval.id.clone();
        self.lock().push(Pending { approval, connector_id: call.connector_id.clone(), answer });
        let withdrawal = Withdrawal { approvals: self, id };
        self.events.tell(Event::Approvals);
        let decision = answered.await.unwrap_or_else(|_| nobody(Outcome::Abandoned));
        drop(withdrawal);
        decision
    }

    /// The decision for a prompt that was withdrawn because its call was cancelled; stored like any other.
    pub async fn record_withdrawal(&self, call_id: &str) -> Option<Decision> {
        let rows = self.store.open_approvals().await.ok()?;
        let row = rows.into_iter().find(|row| row.call_id == call_id)?;
        let decision = nobody(Outcome::Withdrawn);
        self.record(&row.id, &decision).await.ok()?;
        Some(decision)
    }

    async fn record(&self, id: &str, decision: &Decision) -> Result<(), Problem> {
        let value = serde_json::to_value(decision).unwrap_or_default();
        self.store.settle_approval(id, &value).await.map_err(problems::of_store)
    }

    async fn remember(&self, pending: &Pending) -> Result<(), Problem> {
        let row = RememberedRow {
            conversation_id: pending.approval.conversation_id.clone(),
            connector_id: pending.connector_id.clone(),
            tool_name: pending.approval.tool_name.clone(),
            since: time::now(),
        };
        self.store.remember(&row).await.map_err(problems::of_store)
    }

    fn take(&self, id: &str) -> Option<Pending> {
        let mut pending = self.lock();
        let index = pending.iter().position(|waiting| waiting.approval.id == id)?;
        Some(pending.remove(index))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Pending>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose prompts to abandon.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    Everyone,
    Connector(&'a str),
}

/// Takes the card away when nobody waits for its answer any more.
struct Withdrawal<'a> {
    approvals: &'a Approvals,
    id: String,
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        if self.approvals.take(&self.id).is_some() {
            self.approvals.events.tell(Event::Approvals);
        }
    }
}

fn nobody(outcome: Outcome) -> Decision {
    Decision { outcome, by: NOBODY.into(), at: time::now() }
}
