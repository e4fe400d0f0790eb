//! How many messages a screen may send. The page sends what widgets say in batches, a few at a time; but a widget can
//! also post to the native handler itself, as fast as it computes, and each message costs the main thread time that the
//! shell needs.

use std::time::{Duration, Instant};

/// A page with lively widgets sends some hundreds in a second; a hostile widget, hundreds of thousands.
pub const LIMIT: u32 = 5_000;

const WINDOW: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug)]
pub struct Flow {
    since: Instant,
    count: u32,
}

impl Flow {
    pub fn new(now: Instant) -> Self {
        Self { since: now, count: 0 }
    }

    /// Counts a message; false if it is one too many for its second.
    pub fn admits(&mut self, now: Instant) -> bool {
        if now.duration_since(self.since) >= WINDOW {
            *self = Self::new(now);
        }
        self.count = self.count.saturating_add(1);
        self.count <= LIMIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_messages_as_the_limit_pass_in_each_second() {
        let start = Instant::now();
        let mut flow = Flow::new(start);
        for second in 0..3 {
            let now = start + WINDOW * second;
            assert_eq!((0..LIMIT).filter(|_| flow.admits(now)).count(), LIMIT as usize);
            assert!(!flow.admits(now));
        }
    }
}
