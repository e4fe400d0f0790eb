//! Plays the scripts of [`crate::widgets::scenario`] on the widgets of a call: one at a time for each call, until it
//! ends, is stopped, or the call is no longer shown.

use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::event::Event;
use greenroom_contract::scenario::{RunState, Scenario, ScenarioRun, ScenarioView};
use serde_json::Value;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use super::Screens;
use super::stage::Stage;
use crate::widgets::account::Account;
use crate::widgets::scenario::{self, Act, Step};
use crate::widgets::stand_in::Stance;

/// A scenario that was run for a call. It stops when this is dropped.
#[derive(Debug)]
pub struct Run {
    number: u64,
    scenario: Scenario,
    state: RunState,
    step: usize,
    task: AbortHandle,
}

/// Which run of which call is played.
struct Played {
    call: Call,
    number: u64,
}

impl Screens {
    /// All scenarios, and how far the one is that was run.
    pub async fn scenarios(&self, call_id: &str) -> Result<Vec<ScenarioView>, Problem> {
        let call = self.conversations.call(call_id).await?;
        let base = self.base(&call).await?;
        let stage = self.lock();
        let run = stage.runs.get(call_id);
        let view = |scenario| {
            let seen = self.profile.scenarios.seen.get(&scenario);
            ScenarioView {
                scenario,
                title: scenario::title(scenario).to_owned(),
                seen: seen.map(|seen| seen.text.clone()).unwrap_or_default(),
                source: seen.map(|seen| seen.source.clone()).unwrap_or_default(),
                steps: self.script(scenario, &base, &call).into_iter().map(|step| step.text).collect(),
                run: run.filter(|run| run.scenario == scenario).map(Run::view),
            }
        };
        Ok(scenario::ALL.map(view).to_vec())
    }

    /// Plays it from the start, in place of another one that may be playing for the call.
    pub async fn run_scenario(self: &Arc<Self>, call_id: &str, scenario: Scenario) -> Result<(), Problem> {
        let call = self.conversations.call(call_id).await?;
        let base = self.base(&call).await?;
        let script = self.script(scenario, &base, &call);
        let mut stage = self.lock();
        if stage.of_call(call_id).next().is_none() {
            return Err(Problem::failed(
                "No screen shows a widget of this call.",
                "Open its conversation; a call whose template cannot be shown has none.",
            ));
        }
        stage.last_run += 1;
        let number = stage.last_run;
        // It waits for the stage before it does anything, so the run is there when it looks.
        let task = tokio::spawn(self.clone().play(Played { call, number }, script)).abort_handle();
        let run = Run { number, scenario, state: RunState::Running, step: 0, task };
        stage.runs.insert(call_id.to_owned(), run);
        Ok(())
    }

    /// What it came to stays until it is reset.
    pub fn stop_scenario(&self, call_id: &str) {
        if let Some(run) = self.lock().runs.get_mut(call_id).filter(|run| run.state == RunState::Running) {
            run.task.abort();
            run.state = RunState::Stopped;
        }
        self.tell_run(call_id);
    }

    /// Back to what the widgets are told without it, in fresh frames.
    pub async fn reset_scenario(&self, call_id: &str) {
        let ids = {
            let mut stage = self.lock();
            stage.runs.remove(call_id);
            let stance = stage.stand_ins.get_mut(call_id).and_then(|stand_in| stand_in.stance.take());
            forget_empty(&mut stage, call_id);
            stance.map(|_| stage.ids_of(call_id)).unwrap_or_default()
        };
        self.tell_run(call_id);
        self.replace_frames(&ids).await;
    }

    async fn play(self: Arc<Self>, played: Played, script: Vec<Step>) {
        for (index, step) in script.into_iter().enumerate() {
            sleep(step.after).await;
            let own = match self.own_account(&played.call).await {
                Ok(own) => own,
                Err(problem) => {
                    tracing::warn!(message = problem.message, "a scenario cannot go on");
                    break;
                }
            };
            if matches!(step.act, Act::Mount(_)) {
                let ids = self.lock().ids_of(&played.call.id);
                self.take_leave(&ids).await;
            }
            if !self.act(&played, index, &own, &step.act) {
                return;
            }
            self.tell_run(&played.call.id);
            if matches!(step.act, Act::Mount(_)) {
                self.until_ready(&played.call, own).await;
            }
        }
        if let Some(run) = self.lock().runs.get_mut(&played.call.id).filter(|run| run.number == played.number)
        {
            run.state = RunState::Finished;
        }
        self.tell_run(&played.call.id);
    }

    /// Whether it was still this run's turn.
    fn act(&self, played: &Played, index: usize, own: &Account, act: &Act) -> bool {
        let call = &played.call;
        let mut stage = self.lock();
        let run = stage.runs.get_mut(&call.id);
        let Some(run) = run.filter(|run| run.number == played.number && run.state == RunState::Running)
        else {
            return false;
        };
        run.step = index;
        match act {
            Act::Mount(stance) => {
                take(&mut stage, &call.id, stance);
                stage.remount(&call.id);
            }
            Act::Turn(stance) => {
                take(&mut stage, &call.id, stance);
                self.bring_up(&mut stage, call, own.clone());
            }
            Act::Partial(arguments) => self.tell_partial(&stage, &call.id, arguments),
        }
        true
    }

    fn tell_partial(&self, stage: &Stage, call_id: &str, arguments: &Value) {
        for instance in stage.of_call(call_id) {
            if let Some(message) = instance.partial_input(arguments) {
                self.send(&instance.screen, message);
            }
        }
    }

    /// Waits until the call's widgets know all that there is to know, or have had their time: a screen may be hidden, and a widget may speak
    /// only `window.openai`.
    async fn until_ready(&self, call: &Call, own: Account) {
        let ready = async {
            loop {
                let news = self.readiness.notified();
                tokio::pin!(news);
                news.as_mut().enable();
                if self.all_are_current(call, &own) {
                    return;
                }
                news.await;
            }
        };
        // Late or not, the script goes on.
        let _ = timeout(self.profile.scenarios.ready(), ready).await;
    }

    fn all_are_current(&self, call: &Call, own: &Account) -> bool {
        let stage = self.lock();
        let account = stage.stand_in(&call.id).account(own.clone(), call);
        stage.of_call(&call.id).all(|instance| instance.is_current(&account))
    }

    async fn base(&self, call: &Call) -> Result<Account, Problem> {
        self.load_fixture(call).await?;
        let own = self.own_account(call).await?;
        Ok(self.lock().stand_in(&call.id).base(own, call))
    }

    fn script(&self, scenario: Scenario, base: &Account, call: &Call) -> Vec<Step> {
        let facts = (&self.profile.scenarios, &self.profile.texts);
        scenario::script(scenario, base, &call.arguments.0, facts)
    }

    fn tell_run(&self, call_id: &str) {
        self.events.tell(Event::Widgets { call: call_id.to_owned() });
        self.redraw.notify_one();
    }
}

impl Run {
    fn view(&self) -> ScenarioRun {
        ScenarioRun { state: self.state, step: u32::try_from(self.step).unwrap_or(u32::MAX) }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn take(stage: &mut Stage, call_id: &str, stance: &Stance) {
    stage.stand_ins.entry(call_id.to_owned()).or_default().stance = Some(stance.clone());
}

/// So that the call counts as its own again.
fn forget_empty(stage: &mut Stage, call_id: &str) {
    if stage.stand_in(call_id) == Default::default() {
        stage.stand_ins.remove(call_id);
    }
}
