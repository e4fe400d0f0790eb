//! When a picture is taken: the widget has loaded and knows its result, nothing is under way, nothing changes, and two
//! pictures in a row are the same.

use std::cell::Cell;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::conversation::Entry;
use greenroom_contract::stage::ScreenStatus;
use greenroom_contract::widget::Handshake;
use greenroom_host::Host;
use tokio::time::timeout;

use super::matrix::Combination;
use super::{Order, visit};
use crate::headless::call::BY;
use crate::pictures::Picture;
use crate::stage::studio::Studio;

/// How long a screen may take to settle.
const PATIENCE: Duration = Duration::from_secs(15);

pub async fn settled(
    host: &Host,
    studio: &Studio,
    call_id: &str,
    combination: &Combination,
    order: &Order<'_>,
) -> Result<Picture, Problem> {
    let awaited = Awaited { host, studio, call_id, screen: &combination.screen, told: Cell::new("") };
    let taking = async {
        tokio::select! {
            picture = awaited.two_alike(order) => picture,
            problem = answer_prompts(host, order) => Err(problem),
        }
    };
    match timeout(PATIENCE, taking).await {
        Ok(picture) => picture,
        Err(_) => Err(awaited.unsettled(&combination.label()).await),
    }
}

/// A screen that is to settle.
struct Awaited<'a> {
    host: &'a Host,
    studio: &'a Studio,
    call_id: &'a str,
    screen: &'a str,
    /// What was missing last, by what the host knows; blank where nothing is.
    told: Cell<&'static str>,
}

impl Awaited<'_> {
    async fn two_alike(&self, order: &Order<'_>) -> Result<Picture, Problem> {
        let mut before = None;
        loop {
            visit::until(self.host, async || self.is_ready().await).await?;
            self.studio.stillness(self.screen).await;
            let mode = self.host.mode(self.screen);
            let now = self.studio.picture(self.screen, order.of, order.density).await?;
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

    /// Whether the widget has all that the host has for it.
    async fn is_ready(&self) -> Result<Option<()>, Problem> {
        match self.studio.status(self.screen).await? {
            Some(ScreenStatus::Live) => {}
            Some(ScreenStatus::Crashed { reason }) => {
                return Err(Problem::failed(format!("The screen has stopped. {reason}"), ""));
            }
            _ => return Ok(self.not_yet("its page is still loading")),
        }
        let conversation = self.host.conversation().await?;
        let is_open = |entry: &Entry| matches!(entry, Entry::Call(call) if !call.state.is_settled());
        if conversation.entries.iter().any(is_open) {
            return Ok(self.not_yet("a call of the widget has not come back"));
        }
        let widgets = self.host.widgets(self.call_id).await?;
        let Some(widget) = widgets.iter().find(|widget| widget.screen == self.screen) else {
            return Ok(Some(()));
        };
        if widget.sandbox.is_none() {
            return Ok(self.not_yet("its widget has not loaded"));
        }
        if widget.handshake == Handshake::Introduced {
            return Ok(self.not_yet("its widget has sent ui/initialize, but no ui/notifications/initialized"));
        }
        self.told.set("");
        Ok(Some(()))
    }

    fn not_yet(&self, what: &'static str) -> Option<()> {
        self.told.set(what);
        None
    }

    async fn unsettled(&self, label: &str) -> Problem {
        let reason = match self.told.get() {
            "" => self.studio.hindrance(self.screen),
            told => told,
        };
        Problem::failed(
            format!("{label} did not settle within {} seconds: {reason}.", PATIENCE.as_secs()),
            "Look at it in the window: the record shows what the widget waits for.",
        )
    }
}

/// Nobody is here whom the widgets' calls could ask. Ends only where that cannot be said.
async fn answer_prompts(host: &Host, order: &Order<'_>) -> Problem {
    let answered = visit::until(host, async || {
        for prompt in host.approvals().await? {
            // The call may have been called off meanwhile.
            let _ = host.answer(&prompt.id, order.making.choice(), BY).await;
        }
        Ok(None::<()>)
    });
    match answered.await {
        Ok(()) => std::future::pending().await,
        Err(problem) => problem,
    }
}
