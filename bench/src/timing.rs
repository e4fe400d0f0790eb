//! Taking time, and making something of it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Fault;

/// How long each run took.
#[derive(Debug, Default)]
pub struct Runs(Vec<Duration>);

impl Runs {
    /// Takes the time of one run.
    pub async fn time<T>(&mut self, run: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let started = Instant::now();
        let done = run.await?;
        self.0.push(started.elapsed());
        Ok(done)
    }

    /// Takes a time that was measured elsewhere.
    pub fn add(&mut self, run: Duration) {
        self.0.push(run);
    }

    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub fn slowest(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }

    /// How many of them took longer, as a share of all.
    pub fn share_over(&self, limit: Duration) -> f64 {
        self.0.iter().filter(|run| **run > limit).count() as f64 / self.0.len().max(1) as f64
    }

    pub fn median(&self) -> Duration {
        self.at(50)
    }

    /// The duration that so many percent of the runs do not exceed.
    fn at(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted.get(sorted.len() * percent / 100).or(sorted.last()).copied().unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        json!({
            "runs": self.0.len(),
            "medianMs": milliseconds(self.median()),
            "p10Ms": milliseconds(self.at(10)),
            "p90Ms": milliseconds(self.at(90)),
        })
    }
}

pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
