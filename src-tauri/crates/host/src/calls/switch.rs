//! Calls that are under way, and stopping them: each has a switch, and whoever raises it says why.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::approval::Outcome;
use greenroom_contract::call::Asker;
use tokio::sync::watch;

use crate::time;

/// Calls that one widget may have under way at once. A widget that asks in a loop must not bury the person.
pub const MOST_OF_A_WIDGET: usize = 16;

/// Why a call is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Cancelled,
    ConnectorDeleted,
    /// Its connector leads to another server now.
    ConnectorMoved,
    ConnectorDisabled,
    WindowClosed,
    Quit,
    /// Found out at the next start.
    Crashed,
}

/// Whose calls to stop.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    Everyone,
    Connector(&'a str),
}

/// All calls under way, by id.
#[derive(Debug, Default)]
pub struct Switchboard(Mutex<HashMap<String, UnderWay>>);

/// A call under way, seen from outside.
#[derive(Clone, Debug)]
struct UnderWay {
    connector_id: String,
    asker: Asker,
    stop: watch::Sender<Option<Stop>>,
}

/// A call's place among those under way, until this is dropped.
#[derive(Debug)]
pub struct Admission {
    pub id: String,
    pub switch: Switch,
    board: Arc<Switchboard>,
}

/// The switch, seen from the call.
#[derive(Debug)]
pub struct Switch(watch::Receiver<Option<Stop>>);

impl Stop {
    /// How a prompt ends whose call is stopped.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Cancelled => Outcome::Withdrawn,
            Self::ConnectorDeleted => Outcome::ConnectorDeleted,
            Self::ConnectorMoved => Outcome::ConnectorMoved,
            Self::ConnectorDisabled => Outcome::ConnectorDisabled,
            Self::WindowClosed => Outcome::WindowClosed,
            Self::Quit => Outcome::Quit,
            Self::Crashed => Outcome::Crashed,
        }
    }
}

impl Switchboard {
    /// A new call, before anything else is done for it: from here on it counts, and can be stopped.
    pub fn admit(self: &Arc<Self>, connector_id: &str, asker: &Asker) -> Result<Admission, Problem> {
        let mut calls = self.lock();
        if is_full(&calls, asker) {
            let message = format!("This widget has {MOST_OF_A_WIDGET} calls under way already.");
            return Err(Problem::invalid(message, "Wait for one of them to settle."));
        }
        let (stop, raised) = watch::channel(None);
        let id = time::fresh_id();
        let call = UnderWay { connector_id: connector_id.to_owned(), asker: asker.clone(), stop };
        calls.insert(id.clone(), call);
        Ok(Admission { id, switch: Switch(raised), board: self.clone() })
    }

    /// Whether the asker may have no more calls under way.
    pub fn is_full(&self, asker: &Asker) -> bool {
        is_full(&self.lock(), asker)
    }

    /// A call that has settled already is left as it is.
    pub fn cancel(&self, id: &str) {
        if let Some(call) = self.lock().get(id) {
            call.stop(Stop::Cancelled);
        }
    }

    /// Stops calls and waits until their ends are on disk.
    pub async fn stop(&self, whose: Whose<'_>, why: Stop) {
        let stopped: Vec<UnderWay> = self.lock().values().filter(|call| call.is_of(whose)).cloned().collect();
        for call in &stopped {
            call.stop(why);
        }
        for call in &stopped {
            // The call lets go of its switch when it has settled.
            call.stop.closed().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, UnderWay>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_full(calls: &HashMap<String, UnderWay>, asker: &Asker) -> bool {
    let of_asker = || calls.values().filter(|call| call.asker == *asker).count();
    *asker != Asker::Person && of_asker() >= MOST_OF_A_WIDGET
}

impl UnderWay {
    /// The first reason stands.
    fn stop(&self, why: Stop) {
        self.stop.send_if_modified(|reason| {
            let is_first = reason.is_none();
            reason.get_or_insert(why);
            is_first
        });
    }

    fn is_of(&self, whose: Whose<'_>) -> bool {
        match whose {
            Whose::Everyone => true,
            Whose::Connector(id) => self.connector_id == id,
        }
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.board.lock().remove(&self.id);
    }
}

impl Switch {
    pub fn now(&self) -> Option<Stop> {
        *self.0.borrow()
    }

    pub async fn raised(&mut self) -> Stop {
        if self.0.wait_for(Option::is_some).await.is_err() {
            // Nobody is left who could stop the call.
            std::future::pending::<()>().await;
        }
        self.now().unwrap_or(Stop::Cancelled)
    }
}
