//! Whether a screen's page still answers. One ping is under way at a time; time is passed in.
//!
//! Sending pings and telling the shell is done by [`super::screens`].

use std::time::{Duration, Instant};

/// A page that has not answered for so long is hung. With a ping a second, this is noticed within five seconds.
const PATIENCE: Duration = Duration::from_millis(3500);

/// A page may take so long until it first says that it is ready.
const LOADING_PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Health {
    awaited: Awaited,
    next_number: u32,
}

#[derive(Debug, PartialEq)]
enum Awaited {
    Nothing,
    Ready {
        until: Instant,
    },
    Pong {
        number: u32,
        until: Instant,
    },
    /// Too late already; this number, or `Ready`, still makes it live again.
    Overdue {
        number: Option<u32>,
        since: Instant,
    },
}

/// What is to be done now.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Wait,
    Ping(u32),
    /// It has been silent for so long and has just run out of time. Said once.
    Hung(Duration),
}

impl Health {
    /// Of a page that is being loaded.
    pub fn loading(now: Instant) -> Self {
        Self { awaited: Awaited::Ready { until: now + LOADING_PATIENCE }, next_number: 1 }
    }

    /// To be called about every second.
    pub fn tick(&mut self, now: Instant) -> Step {
        match self.awaited {
            Awaited::Nothing => {
                let number = self.next_number;
                self.next_number = number.wrapping_add(1);
                self.awaited = Awaited::Pong { number, until: now + PATIENCE };
                Step::Ping(number)
            }
            Awaited::Ready { until } if now >= until => self.overdue(None, LOADING_PATIENCE, now),
            Awaited::Pong { number, until } if now >= until => self.overdue(Some(number), PATIENCE, now),
            _ => Step::Wait,
        }
    }

    /// The page runs.
    pub fn ready(&mut self) {
        self.awaited = Awaited::Nothing;
    }

    /// True if this answers the ping under way.
    pub fn pong(&mut self, answered: u32) -> bool {
        let awaited = match self.awaited {
            Awaited::Pong { number, .. } => Some(number),
            Awaited::Overdue { number, .. } => number,
            _ => None,
        };
        let matches = awaited == Some(answered);
        if matches {
            self.awaited = Awaited::Nothing;
        }
        matches
    }

    /// For how long a hung page has been silent.
    pub fn silence(&self, now: Instant) -> Option<Duration> {
        match self.awaited {
            Awaited::Overdue { since, .. } => Some(now.duration_since(since)),
            _ => None,
        }
    }

    fn overdue(&mut self, number: Option<u32>, silence: Duration, now: Instant) -> Step {
        self.awaited = Awaited::Overdue { number, since: now - silence };
        Step::Hung(silence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn a_page_that_answers_is_pinged_every_second() {
        let start = Instant::now();
        let mut health = Health::loading(start);
        health.ready();
        for second in 1..=3u32 {
            assert_eq!(health.tick(start + seconds(second.into())), Step::Ping(second));
            assert!(health.pong(second));
        }
    }

    #[test]
    fn a_page_is_hung_some_seconds_after_an_unanswered_ping_and_live_again_when_it_answers() {
        let start = Instant::now();
        let mut health = Health::loading(start);
        health.ready();
        assert_eq!(health.tick(start), Step::Ping(1));
        assert_eq!(health.tick(start + seconds(3)), Step::Wait);
        assert_eq!(health.silence(start + seconds(3)), None);
        assert_eq!(health.tick(start + seconds(4)), Step::Hung(PATIENCE));
        assert_eq!(health.tick(start + seconds(5)), Step::Wait);
        assert_eq!(health.silence(start + seconds(9)), Some(seconds(5) + PATIENCE));
        assert!(!health.pong(2), "an answer to no question");
        assert!(health.pong(1));
        assert!(!health.pong(1), "an answer given twice");
        assert_eq!(health.silence(start + seconds(9)), None);
        assert_eq!(health.tick(start + seconds(6)), Step::Ping(2));
    }

    #[test]
    fn a_page_that_never_becomes_ready_is_hung_but_may_still_come() {
        let start = Instant::now();
        let mut health = Health::loading(start);
        assert_eq!(health.tick(start + seconds(19)), Step::Wait);
        assert_eq!(health.tick(start + seconds(20)), Step::Hung(LOADING_PATIENCE));
        health.ready();
        assert_eq!(health.tick(start + seconds(21)), Step::Ping(1));
    }
}
