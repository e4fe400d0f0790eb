//! When a picture is taken that is to be the same each time: the widget has loaded and knows its result, nothing is under
//! way, nothing changes, and two pictures in a row are the same.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use greenroom_contract::Problem;
use greenroom_contract::conversation::Entry;
use greenroom_contract::picture::PictureOf;
use greenroom_contract::stage::ScreenStatus;
use greenroom_contract::widget::Handshake;
use greenroom_host::Host;
use tokio::time::timeout;

use super::crew::Crew;
use crate::pictures::Picture;

/// How long a screen may take to settle, but for the time in which the person is asked about a call.
const PATIENCE: Duration = Duration::from_secs(15);

/// What is taken of a screen that is there for pictures.
pub struct Pose<'a> {
    /// Whose widget it shows.
    pub call_id: &'a str,
    pub screen: &'a str,
    /// For a person.
    pub label: &'a str,
    pub of: PictureOf,
    pub density: Option<f64>,
}

impl Crew {
    /// # Errors
    /// Where the screen stops, or does not settle in time: the problem says what it waited for.
    pub async fn settled(&self, pose: &Pose<'_>) -> Result<Picture, Problem> {
        let awaited = Awaited { crew: self, pose, told: Mutex::new("") };
        tokio::select! {
            picture = awaited.two_alike() => picture,
            problem = awaited.stopped() => Err(problem),
            problem = out_of_patience(&self.host) => Err(problem.unwrap_or_else(|| awaited.unsettled())),
        }
    }
}

/// A screen that is to settle.
struct Awaited<'a> {
    crew: &'a Crew,
    pose: &'a Pose<'a>,
    /// What was missing last, by what the host knows; blank where nothing is.
    told: Mutex<&'static str>,
}

impl Awaited<'_> {
    async fn two_alike(&self) -> Result<Picture, Problem> {
        let Pose { screen, of, density, .. } = *self.pose;
        let mut events = self.crew.host.subscribe();
        let mut before = None;
        loop {
            while !self.is_ready().await? {
                // Having missed some is as good a reason to look again.
                let _ = events.recv().await;
            }
            self.crew.stillness.reached(screen).await;
            let mode = self.crew.host.mode(screen);
            let now = self.crew.picture(screen, of, density).await?;
            // The page may lag behind what the host has told it.
            if now.seen.state.is_none() || now.seen.mode != mode {
                continue;
            }
            match before.replace(now) {
                Some(before_it) if before.as_ref() == Some(&before_it) => return Ok(before_it.picture),
                _ => {}
            }
        }
    }

    /// Ends only where the screen does.
    async fn stopped(&self) -> Problem {
        let Pose { screen, label, .. } = self.pose;
        loop {
            let stirred = self.crew.stirred.notified();
            match self.crew.status(screen).await {
                Ok(Some(ScreenStatus::Crashed { reason })) => {
                    let message = format!("{label} was not taken: its screen has stopped. {reason}");
                    return Problem::failed(
                        message,
                        "Try again; if it stops again, look at the widget in the window.",
                    );
                }
                Ok(_) => stirred.await,
                Err(problem) => return problem,
            }
        }
    }

    /// Whether the widget has all that the host has for it.
    async fn is_ready(&self) -> Result<bool, Problem> {
        let Self { crew: Crew { host, .. }, pose: Pose { call_id, screen, .. }, .. } = self;
        if self.crew.status(screen).await? != Some(ScreenStatus::Live) {
            return Ok(self.not_yet("its page is still loading"));
        }
        let conversation = host.conversation().await?;
        let is_open = |entry: &Entry| matches!(entry, Entry::Call(call) if !call.state.is_settled());
        if conversation.entries.iter().any(is_open) {
            return Ok(self.not_yet("a call of the widget has not come back"));
        }
        let Some(widget) = host.widget(call_id, screen).await? else { return Ok(true) };
        if widget.sandbox.is_none() {
            return Ok(self.not_yet("its widget has not loaded"));
        }
        if widget.handshake == Handshake::Introduced {
            return Ok(self.not_yet("its widget has sent ui/initialize, but no ui/notifications/initialized"));
        }
        self.tell("");
        Ok(true)
    }

    fn not_yet(&self, what: &'static str) -> bool {
        self.tell(what);
        false
    }

    fn tell(&self, what: &'static str) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = what;
    }

    fn unsettled(&self) -> Problem {
        let reason = match *self.told.lock().unwrap_or_else(PoisonError::into_inner) {
            "" => self.crew.stillness.hindrance(self.pose.screen),
            told => told,
        };
        Problem::failed(
            format!("{} did not settle within {} seconds: {reason}.", self.pose.label, PATIENCE.as_secs()),
            "Look at it in the window: the record shows what the widget waits for.",
        )
    }
}

/// Whoever is asked has time. The problem is that it cannot be said whether somebody is.
async fn out_of_patience(host: &Host) -> Option<Problem> {
    let mut left = PATIENCE;
    loop {
        if let Err(problem) = until_asked(host, Asked::Nobody).await {
            return Some(problem);
        }
        let begun = Instant::now();
        match timeout(left, until_asked(host, Asked::Somebody)).await {
            Err(_) => return None,
            Ok(Err(problem)) => return Some(problem),
            Ok(Ok(())) => left = left.saturating_sub(begun.elapsed()),
        }
    }
}

/// Whether a call waits for the person.
#[derive(PartialEq, Eq)]
enum Asked {
    Nobody,
    Somebody,
}

async fn until_asked(host: &Host, wanted: Asked) -> Result<(), Problem> {
    host.until(|| async {
        let now = if host.approvals().await?.is_empty() { Asked::Nobody } else { Asked::Somebody };
        Ok((now == wanted).then_some(()))
    })
    .await
}
