//! Where a screen's messages arrive: the page's own go to the host or the stage, everything else is dropped.
//!
//! Handlers of a webview may run in the middle of another call to it, so they never touch the screens
//! themselves: they leave a notice, which the stage heeds later on the main thread.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Instant;

use greenroom_contract::screen::FromScreen;
use greenroom_host::Host;
use tokio::sync::mpsc::UnboundedSender;

use super::channel::{self, Refusal, Secret};
use super::flow::{self, Flow};
use super::screen::Recipe;

/// Why a screen ends whose page cannot keep what its widgets say.
const OVERRUN: &str = "Its widgets said more than could be heard: over 100,000 messages, or 32 MB, were waiting. It was stopped.";

/// What happened to one load of a screen's page.
#[derive(Debug)]
pub struct Notice {
    pub screen: String,
    pub load: u32,
    pub news: News,
}

#[derive(Debug, PartialEq)]
pub enum News {
    Ready,
    Pong(u32),
    /// The web process is gone, or must go. A sentence says why.
    Ended(String),
}

#[derive(Clone)]
pub struct Notices(pub UnboundedSender<Notice>);

impl Notices {
    /// Nobody listens any more only while the program ends.
    pub fn tell(&self, screen: &str, load: u32, news: News) {
        let _ = self.0.send(Notice { screen: screen.into(), load, news });
    }
}

pub struct Mailbox {
    screen: String,
    load: u32,
    secret: Secret,
    host: Arc<Host>,
    notices: Notices,
    /// What watches such a screen for stillness speaks here as well.
    is_for_pictures: bool,
    refused: Cell<u64>,
    flow: Cell<Flow>,
    closed: Cell<bool>,
}

impl Mailbox {
    pub fn new(recipe: &Recipe, load: u32, secret: Secret) -> Self {
        Self {
            screen: recipe.device.id.clone(),
            load,
            secret,
            host: recipe.host.clone(),
            notices: recipe.notices.clone(),
            is_for_pictures: recipe.stillness.is_some(),
            refused: Cell::new(0),
            flow: Cell::new(Flow::new(Instant::now())),
            closed: Cell::new(false),
        }
    }

    pub fn receive(&self, text: &str) {
        if self.closed.get() {
            return;
        }
        let mut flow = self.flow.get();
        if !flow.admits(Instant::now()) {
            return self.close(format!(
                "Something in it sent more than {} messages in a second; it was stopped.",
                flow::LIMIT
            ));
        }
        self.flow.set(flow);
        match channel::open(&self.secret, text) {
            Ok(FromScreen::Ready) => self.notices.tell(&self.screen, self.load, News::Ready),
            Ok(FromScreen::Pong { number }) => self.notices.tell(&self.screen, self.load, News::Pong(number)),
            Ok(FromScreen::Overrun) => self.close(OVERRUN.to_owned()),
            #[cfg(feature = "probe")]
            Ok(message) => self.host.from_screen(&self.screen, super::probe::without_answers(message)),
            #[cfg(not(feature = "probe"))]
            Ok(message) => self.host.from_screen(&self.screen, message),
            Err(refusal) => self.refuse(&refusal),
        }
    }

    fn close(&self, reason: String) {
        self.closed.set(true);
        self.notices.tell(&self.screen, self.load, News::Ended(reason));
    }

    /// A hostile widget can send millions: the log gets the 1st, 2nd, 4th, 8th, …
    fn refuse(&self, refusal: &Refusal) {
        let count = self.refused.get() + 1;
        self.refused.set(count);
        if count.is_power_of_two() && !self.is_for_pictures {
            tracing::warn!(
                "message {count} that the screen {} had no right to was dropped: {refusal}",
                self.screen
            );
        }
    }
}
