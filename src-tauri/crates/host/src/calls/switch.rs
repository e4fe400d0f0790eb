//! Stopping calls that are under way: each has a switch, and whoever raises it says why.

use greenroom_contract::approval::Outcome;
use greenroom_contract::call::Asker;
use tokio::sync::watch;

/// Why a call is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Cancelled,
    ConnectorDeleted,
    /// Its connector leads to another server now.
    ConnectorMoved,
    ProgramEnds,
}

/// Whose calls to stop.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    Everyone,
    Connector(&'a str),
}

/// A call under way, seen from outside.
#[derive(Clone, Debug)]
pub struct UnderWay {
    pub connector_id: String,
    pub asker: Asker,
    stop: watch::Sender<Option<Stop>>,
}

/// The switch, seen from the call.
#[derive(Debug)]
pub struct Switch(watch::Receiver<Option<Stop>>);

impl Stop {
    /// How a prompt ends whose call is stopped.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Cancelled => Outcome::Withdrawn,
            Self::ConnectorDeleted | Self::ConnectorMoved | Self::ProgramEnds => Outcome::Abandoned,
        }
    }
}

impl UnderWay {
    pub fn new(connector_id: &str, asker: &Asker) -> (Self, Switch) {
        let (stop, raised) = watch::channel(None);
        (Self { connector_id: connector_id.to_owned(), asker: asker.clone(), stop }, Switch(raised))
    }

    /// The first reason stands.
    pub fn stop(&self, why: Stop) {
        self.stop.send_if_modified(|reason| {
            let is_first = reason.is_none();
            reason.get_or_insert(why);
            is_first
        });
    }

    /// Waits until the call has settled.
    pub async fn settled(&self) {
        self.stop.closed().await;
    }

    pub fn is_of(&self, whose: Whose<'_>) -> bool {
        match whose {
            Whose::Everyone => true,
            Whose::Connector(id) => self.connector_id == id,
        }
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
