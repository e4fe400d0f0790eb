//! Asking before a call. A call leaves the program only with a [`Permit`], and only this module makes one.
//!
//! The rule is in [`verdict`], the card's words are in [`prompt`], what would be asked without calling in [`preview`].
//! Prompts that wait are in [`waiting`], answers that hold for longer in [`memory`], those that a script gives in
//! [`rehearsal`]; what became of all that was asked is told in [`report`].

pub mod memory;
pub mod preview;
pub mod prompt;
pub mod rehearsal;
pub mod report;
#[cfg(test)]
mod table;
pub mod verdict;
mod waiting;

use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::approval::{
    Approval, Card, Choice, Decision, LoggedApproval, Outcome, Rehearsed, Verdict, VerdictAction,
};
use greenroom_contract::call::{Call, CallState};
use greenroom_store::{ApprovalRow, RememberedRow, Store};
use jiff::Timestamp;
use tokio::sync::{Mutex, MutexGuard, oneshot};
use tokio::time::{Instant, sleep_until};

use crate::events::Events;
use crate::problems;
use crate::profile::asking::CardTexts;
use crate::settings::CurrentSettings;
use crate::time;

use self::memory::Scope;
use self::rehearsal::Rehearsals;
use self::waiting::{Claim, Waiting};

/// Who is named where nobody answered.
pub const NOBODY: &str = "greenroom";
/// Who is named where a script answered.
const REHEARSAL: &str = "rehearsal";

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

/// Which prompts are refused when something happens to a connector.
#[derive(Clone, Copy, Debug)]
pub enum Concerned<'a> {
    Connector,
    Tools(&'a [String]),
}

#[derive(Debug)]
pub struct Approvals {
    store: Store,
    events: Events,
    settings: Arc<CurrentSettings>,
    texts: CardTexts,
    rehearsals: Rehearsals,
    waiting: Waiting,
    /// Held while it changes what is remembered, or what that is about. See [`Approvals::hold`].
    memory: Mutex<()>,
}

impl Approvals {
    pub fn new(store: Store, events: Events, settings: Arc<CurrentSettings>, texts: CardTexts) -> Self {
        let rehearsals = Rehearsals::new(store.clone(), events.clone());
        let waiting = Waiting::new(events.clone());
        Self { store, events, settings, texts, rehearsals, waiting, memory: Mutex::default() }
    }

    pub fn rehearsals(&self) -> &Rehearsals {
        &self.rehearsals
    }

    pub fn texts(&self) -> &CardTexts {
        &self.texts
    }

    /// Prompts that were open when the program last ended are refusals.
    pub async fn refuse_leftovers(&self) -> Result<(), Problem> {
        for row in self.store.open_approvals().await.map_err(problems::of_store)? {
            self.record(&row.id, &nobody(Outcome::Crashed)).await?;
        }
        Ok(())
    }

    /// How the prompt of a call was answered, from disk.
    pub async fn decision_of(&self, call_id: &str) -> Result<Option<Decision>, Problem> {
        let row = self.store.approval_of(call_id).await.map_err(problems::of_store)?;
        Ok(row.and_then(|row| row.decision).and_then(|decision| serde_json::from_value(decision).ok()))
    }

    /// All that was asked in a conversation, oldest first. `state_of` says how a call stands.
    pub async fn log(
        &self,
        conversation_id: &str,
        state_of: impl Fn(&str) -> Option<CallState>,
    ) -> Result<Vec<LoggedApproval>, Problem> {
        let rows = self.store.approvals(conversation_id).await.map_err(problems::of_store)?;
        // One that another version of the program asked may not be readable; its call tells what became of it.
        let logged = rows.into_iter().filter_map(|row| {
            let decision = row.decision.and_then(|decision| serde_json::from_value(decision).ok());
            let approval: Approval = serde_json::from_value(row.body).ok()?;
            let call_state = state_of(&approval.call_id)?;
            Some(LoggedApproval { approval, decision, call_state })
        });
        Ok(logged.collect())
    }

    /// As long as this is held, nothing is remembered or forgotten, and no prompt is raised. Whoever has it while a tool
    /// changes finds every answer about the earlier one remembered already, or its prompt still to be refused.
    pub async fn hold(&self) -> MutexGuard<'_, ()> {
        self.memory.lock().await
    }

    /// Waits until the call may be sent, or may not, or is withdrawn with an outcome of the caller's. `outdated` says
    /// whether its tool has become another one since the verdict.
    pub async fn permit(
        &self,
        call: &Call,
        card: Card,
        outdated: impl Future<Output = bool>,
        withdrawn: impl Future<Output = Outcome>,
    ) -> Result<Permit, Refusal> {
        match call.verdict.action {
            VerdictAction::Run => Ok(Permit { decision: None }),
            VerdictAction::Refuse => Err(Refusal::NotAllowed(call.verdict.clone())),
            VerdictAction::Ask => {
                let decision = self.ask(call, card, outdated, withdrawn).await;
                if decision.outcome.allows() {
                    Ok(Permit { decision: Some(decision) })
                } else {
                    Err(Refusal::Denied(decision))
                }
            }
        }
    }

    /// Oldest first.
    pub fn pending(&self) -> Vec<Approval> {
        self.waiting.list()
    }

    /// The first answer counts; whoever comes later is told so. One that covers more than its call also answers the
    /// prompts that it covers and that wait already, such as that of the same widget on another screen.
    pub async fn answer(&self, id: &str, choice: Choice, by: &str) -> Result<(), Problem> {
        let too_late = || Problem {
            hint: "The first answer counts.".into(),
            ..Problem::not_found("This question has been answered already.")
        };
        let Some(scope) = Scope::of(choice, self.settings.now().approvals.always_covers) else {
            let claim = self.waiting.claim(id).ok_or_else(too_late)?;
            let decision = decided(choice, by);
            return self.settle(id, claim.answer, decision.clone(), self.record(id, &decision)).await;
        };
        let _held = self.hold().await;
        let claim = self.waiting.claim(id).ok_or_else(too_late)?;
        let decision = decided(choice, by);
        let row = memory::row(&claim.approval, &claim.connector_id, scope, choice, &decision);
        let stored = self.record_and_remember(id, &decision, &row);
        self.settle(id, claim.answer, decision.clone(), stored).await?;
        for Claim { approval, answer, .. } in self.waiting.claim_covered(&row) {
            let id = approval.id;
            self.settle(&id, answer, decision.clone(), self.record(&id, &decision)).await?;
        }
        Ok(())
    }

    /// Refuses prompts of a connector: nobody answered them, and what they asked about is no longer so.
    pub async fn refuse(&self, connector_id: &str, concerned: Concerned<'_>, outcome: Outcome) {
        let claimed = self.waiting.claim_all(|waiting| {
            waiting.connector_id == connector_id
                && match concerned {
                    Concerned::Connector => true,
                    Concerned::Tools(names) => names.contains(&waiting.approval.card.tool_name),
                }
        });
        for Claim { approval, answer, .. } in claimed {
            let (id, decision) = (approval.id, nobody(outcome));
            let stored = self.settle(&id, answer, decision.clone(), self.record(&id, &decision)).await;
            if let Err(problem) = stored {
                tracing::error!(message = problem.message, "a refusal could not be stored");
            }
        }
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
        self.waiting.take_away(id);
        if stored.is_ok() {
            let _ = answer.send(decision);
        }
        stored
    }

    async fn ask(
        &self,
        call: &Call,
        card: Card,
        outdated: impl Future<Output = bool>,
        withdrawn: impl Future<Output = Outcome>,
    ) -> Decision {
        let asked = Timestamp::now();
        let patience = self.settings.now().approvals.timeout_seconds;
        let given_up = (patience > 0).then(|| Duration::from_secs(patience.into()));
        let next = self.rehearsals.next(&call.conversation_id, call).await;
        let approval = Approval {
            id: time::fresh_id(),
            call_id: call.id.clone(),
            conversation_id: call.conversation_id.clone(),
            asker: call.asker.clone(),
            card,
            verdict: call.verdict.clone(),
            asked_at: time::written(asked),
            refused_at: given_up.map(|patience| time::after(asked, patience)),
            rehearsed: next.as_ref().map(|next| Rehearsed {
                step: next.step,
                answer: rehearsal::words(next.answer).into(),
                choice: rehearsal::choice(next.answer),
                at: time::after(asked, next.pause),
            }),
        };
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
            return nobody(Outcome::Crashed);
        }
        let began = Instant::now();
        let held = self.hold().await;
        let meanwhile =
            if outdated.await { Some(Outcome::Refreshed) } else { self.covered_meanwhile(call).await };
        if let Some(outcome) = meanwhile {
            return self.conclude(&approval.id, nobody(outcome)).await;
        }
        let (card, mut answered) = self.waiting.raise(approval, &call.connector_id);
        drop(held);
        let script = async {
            match &next {
                Some(next) => sleep_until(began + next.pause).await,
                None => std::future::pending().await,
            }
        };
        let patience = async {
            match given_up {
                Some(patience) => sleep_until(began + patience).await,
                None => std::future::pending().await,
            }
        };
        let (outcome, by) = tokio::select! {
            decision = &mut answered => return self.heard(call, &card.id, decision.ok()).await,
            outcome = withdrawn => (outcome, NOBODY),
            () = patience => (Outcome::TimedOut, NOBODY),
            () = script => match next.as_ref().and_then(|next| rehearsal::choice(next.answer)) {
                Some(choice) => {
                    // One that came first counts, whoever gave it.
                    let _ = self.answer(&card.id, choice, REHEARSAL).await;
                    return self.heard(call, &card.id, answered.await.ok()).await;
                }
                None => (Outcome::TimedOut, REHEARSAL),
            },
        };
        match self.waiting.claim(&card.id) {
            Some(_) => self.conclude(&card.id, Decision { by: by.into(), ..nobody(outcome) }).await,
            // An answer is being stored: it counts.
            None => self.heard(call, &card.id, answered.await.ok()).await,
        }
    }

    /// Where whoever answered has gone without a word, what they have left on disk counts. If that is nothing, nobody
    /// answered.
    async fn heard(&self, call: &Call, id: &str, said: Option<Decision>) -> Decision {
        if let Some(decision) = said {
            return decision;
        }
        let unheard = self.conclude(id, nobody(Outcome::Crashed)).await;
        self.decision_of(&call.id).await.ok().flatten().unwrap_or(unheard)
    }

    /// An answer that holds for longer may have come since the verdict, and have covered what waited then.
    async fn covered_meanwhile(&self, call: &Call) -> Option<Outcome> {
        let covering = self.covering(&call.conversation_id, &call.connector_id, &call.tool_name).await;
        Some(memory::choice(&covering.ok()??)?.outcome())
    }

    /// What nobody answers but follows all the same. One that cannot be stored allows nothing.
    async fn conclude(&self, id: &str, decision: Decision) -> Decision {
        match self.record(id, &decision).await {
            Ok(()) => decision,
            Err(problem) => {
                tracing::error!(message = problem.message, "a decision could not be stored");
                if decision.outcome.allows() { nobody(Outcome::Crashed) } else { decision }
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
        row: &RememberedRow,
    ) -> Result<(), Problem> {
        let value = serde_json::to_value(decision).unwrap_or_default();
        self.store.settle_and_remember(id, &value, row).await.map_err(problems::of_store)
    }
}

fn decided(choice: Choice, by: &str) -> Decision {
    Decision { outcome: choice.outcome(), by: by.to_owned(), at: time::now() }
}

fn nobody(outcome: Outcome) -> Decision {
    Decision { outcome, by: NOBODY.into(), at: time::now() }
}
