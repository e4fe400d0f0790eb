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
    /// Absent while an answer is being stored: the card stays until that is on disk, and no other answer counts.
    answer: Option<oneshot::Sender<Decision>>,
}

/// A prompt that somebody is answering.
#[derive(Debug)]
struct Claim {
    answer: oneshot::Sender<Decision>,
    /// What is to be remembered if the answer covers the conversation.
    permission: RememberedRow,
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

    /// Waits until the call may be sent, or may not, or is withdrawn with an outcome of the caller's.
    pub async fn permit(
        &self,
        call: &Call,
        payload: &Value,
        description: &str,
        withdrawn: impl Future<Output = Outcome>,
    ) -> Result<Permit, Refusal> {
        match call.verdict.action {
            VerdictAction::Run => Ok(Permit { decision: None }),
            VerdictAction::Refuse => Err(Refusal::NotAllowed(call.verdict.clone())),
            VerdictAction::Ask => {
                let decision = self.ask(call, payload, description, withdrawn).await;
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

    /// Whether an answer for the conversation covers this tool.
    pub async fn is_remembered(
        &self,
        conversation: &str,
        connector: &str,
        tool: &str,
    ) -> Result<bool, Problem> {
        let rows = self.store.remembered(conversation).await.map_err(problems::of_store)?;
        Ok(rows.iter().any(|row| row.connector_id == connector && row.tool_name == tool))
    }

    /// The first answer counts; whoever comes later is told so. One that covers the conversation also answers the
    /// prompts for the same tool that wait already, such as that of the same widget on another screen.
    pub async fn answer(&self, id: &str, choice: Choice, by: &str) -> Result<(), Problem> {
        let claim = self.claim(id).ok_or_else(|| Problem {
            hint: "The first answer counts.".into(),
            ..Problem::not_found("This question has been answered already.")
        })?;
        let outcome = match choice {
            Choice::Deny => Outcome::Denied,
            Choice::AllowOnce => Outcome::AllowedOnce,
            Choice::AllowForConversation => Outcome::AllowedForConversation,
        };
        let decision = Decision { outcome, by: by.to_owned(), at: time::now() };
        let Claim { answer, permission } = claim;
        if outcome != Outcome::AllowedForConversation {
            return self.settle(id, answer, decision.clone(), self.record(id, &decision)).await;
        }
        let stored = self.record_and_remember(id, &decision, &permission);
        self.settle(id, answer, decision.clone(), stored).await?;
        for (id, answer) in self.claim_covered(&permission) {
            self.settle(&id, answer, decision.clone(), self.record(&id, &decision)).await?;
        }
        Ok(())
    }

    /// Hands the answer over once it is stored. One that cannot be stored is dropped with its sender, which is a
    /// refusal.
    async fn settle(
        &self,
        id: &str,
        answer: oneshot::Sender<Decision>,
        decision: Decision,
        storing: impl Future<Output = Result<(), Problem>>,
    ) -> Result<(), Problem> {
        let stored = storing.await;
        self.take_away(id);
        if stored.is_ok() {
            let _ = answer.send(decision);
        }
        stored
    }

    async fn ask(
        &self,
        call: &Call,
        payload: &Value,
        description: &str,
        withdrawn: impl Future<Output = Outcome>,
    ) -> Decision {
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
        let (answer, mut answered) = oneshot::channel();
        let card = Card { approvals: self, id: approval.id.clone() };
        self.lock().push(Pending { approval, connector_id: call.connector_id.clone(), answer: Some(answer) });
        // An answer for the conversation may have come since the verdict, and have covered what waited then.
        let covered = self.is_remembered(&call.conversation_id, &call.connector_id, &call.tool_name).await;
        if covered.unwrap_or(false) && self.claim(&card.id).is_some() {
            return self.conclude(&card.id, nobody(Outcome::AllowedForConversation)).await;
        }
        self.events.tell(Event::Approvals);
        let decision = tokio::select! {
            decision = &mut answered => decision,
            outcome = withdrawn => match self.claim(&card.id) {
                Some(_) => Ok(self.conclude(&card.id, nobody(outcome)).await),
                // An answer is being stored: it counts.
                None => answered.await,
            }
        };
        decision.unwrap_or_else(|_| nobody(Outcome::Abandoned))
    }

    /// What nobody answers but follows all the same. One that cannot be stored allows nothing.
    async fn conclude(&self, id: &str, decision: Decision) -> Decision {
        match self.record(id, &decision).await {
            Ok(()) => decision,
            Err(problem) => {
                tracing::error!(message = problem.message, "a decision could not be stored");
                match decision.outcome {
                    Outcome::Withdrawn | Outcome::Denied => decision,
                    _ => nobody(Outcome::Abandoned),
                }
            }
        }
    }

    async fn record(&self, id: &str, decision: &Decision) -> Result<(), Problem> {
        let value = serde_json::to_value(decision).unwrap_or_default();
        self.store.settle_approval(id, &value).await.map_err(problems::of_store)
    }

    async fn record_and_remember(
        &self,
        id: &str,
        decision: &Decision,
        permission: &RememberedRow,
    ) -> Result<(), Problem> {
        let value = serde_json::to_value(decision).unwrap_or_default();
        self.store.settle_and_remember(id, &value, permission).await.map_err(problems::of_store)
    }

    /// The right to answer a prompt; only one gets it.
    fn claim(&self, id: &str) -> Option<Claim> {
        let mut pending = self.lock();
        let waiting = pending.iter_mut().find(|waiting| waiting.approval.id == id)?;
        let answer = waiting.answer.take()?;
        let permission = RememberedRow {
            conversation_id: waiting.approval.conversation_id.clone(),
            connector_id: waiting.connector_id.clone(),
            tool_name: waiting.approval.tool_name.clone(),
            since: time::now(),
        };
        Some(Claim { answer, permission })
    }

    /// The right to answer every prompt that a permission covers and that nobody is answering.
    fn claim_covered(&self, permission: &RememberedRow) -> Vec<(String, oneshot::Sender<Decision>)> {
        let mut pending = self.lock();
        let covered = pending.iter_mut().filter(|waiting| {
            waiting.connector_id == permission.connector_id
                && waiting.approval.conversation_id == permission.conversation_id
                && waiting.approval.tool_name == permission.tool_name
        });
        covered.filter_map(|waiting| Some((waiting.approval.id.clone(), waiting.answer.take()?))).collect()
    }

    fn take_away(&self, id: &str) {
        let mut pending = self.lock();
        let before = pending.len();
        pending.retain(|waiting| waiting.approval.id != id);
        let was_there = pending.len() < before;
        drop(pending);
        if was_there {
            self.events.tell(Event::Approvals);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Pending>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the card away when nobody waits for its answer any more.
struct Card<'a> {
    approvals: &'a Approvals,
    id: String,
}

impl Drop for Card<'_> {
    fn drop(&mut self) {
        self.approvals.take_away(&self.id);
    }
}

fn nobody(outcome: Outcome) -> Decision {
    Decision { outcome, by: NOBODY.into(), at: time::now() }
}
