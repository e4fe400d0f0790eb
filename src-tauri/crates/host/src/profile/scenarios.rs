//! How scenarios go, and what ChatGPT was seen to do in each.

use std::collections::BTreeMap;
use std::time::Duration;

use greenroom_contract::scenario::Scenario;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenarios {
    pause_seconds: f64,
    partial_seconds: f64,
    late_result_seconds: f64,
    ready_seconds: f64,
    pub gone_reason: String,
    pub seen: BTreeMap<Scenario, Seen>,
}

/// What is known of ChatGPT, and from where.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub text: String,
    pub source: String,
}

/// No scenario takes longer between two steps.
const LONGEST: f64 = 3600.0;

impl Scenarios {
    /// Between two steps.
    pub fn pause(&self) -> Duration {
        seconds(self.pause_seconds)
    }

    /// Between two beginnings of an input.
    pub fn partial(&self) -> Duration {
        seconds(self.partial_seconds)
    }

    pub fn late_result(&self) -> Duration {
        seconds(self.late_result_seconds)
    }

    /// The time that a mounted widget has to complete its handshake. One that speaks only `window.openai` never does.
    pub fn ready(&self) -> Duration {
        seconds(self.ready_seconds)
    }
}

fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds.clamp(0.0, LONGEST)).unwrap_or_default()
}
