//! Where messages from the screens wait: the person's in one lane, and the widgets' of each screen in another, so
//! that no widget can keep the person, or another screen, waiting. Within a lane they keep their order.
//!
//! How much may wait in a widgets' lane is decided by the screen's page: it sends a batch only as an earlier one was
//! dealt with, and keeps the rest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use greenroom_contract::screen::{FromScreen, ToScreen};
use greenroom_contract::widget::{self, Language};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::Screens;
use crate::widgets::rules::Gesture;

pub struct Inbox {
    screens: Arc<Screens>,
    /// Messages come from threads that know of none.
    runtime: Handle,
    person: mpsc::UnboundedSender<(String, FromScreen)>,
    /// Of batches, by screen. One begins with the first batch, and ends when the next begins after its screen has gone.
    widgets: Mutex<HashMap<String, Lane>>,
}

type Lane = mpsc::UnboundedSender<Vec<widget::Said>>;

/// What a widget said.
#[derive(Debug)]
pub struct Said {
    pub instance: String,
    pub generation: u32,
    pub gesture: Gesture,
    pub language: Language,
    pub message: Value,
}

impl Inbox {
    pub fn open(screens: &Arc<Screens>) -> Self {
        let (person, messages) = mpsc::unbounded_channel();
        tokio::spawn(heed_person(screens.clone(), messages));
        Self { screens: screens.clone(), runtime: Handle::current(), person, widgets: Mutex::default() }
    }

    /// Returns at once. The lanes end with the program, so nothing is lost before.
    pub fn put(&self, screen: &str, message: FromScreen) {
        match message {
            FromScreen::Widgets { messages } => {
                if let Some(lane) = self.lane(screen) {
                    let _ = lane.send(messages);
                }
            }
            message => {
                let _ = self.person.send((screen.to_owned(), message));
            }
        }
    }

    /// Nothing for what is no screen.
    fn lane(&self, screen: &str) -> Option<Lane> {
        let mut lanes = self.widgets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = lanes.get(screen) {
            return Some(lane.clone());
        }
        let devices = self.screens.devices.all();
        let is_there = |screen: &str| devices.iter().any(|device| device.id == screen);
        lanes.retain(|screen, _| is_there(screen));
        if !is_there(screen) {
            return None;
        }
        let (lane, batches) = mpsc::unbounded_channel();
        self.runtime.spawn(heed_widgets(self.screens.clone(), screen.to_owned(), batches));
        lanes.insert(screen.to_owned(), lane.clone());
        Some(lane)
    }
}

async fn heed_person(screens: Arc<Screens>, mut messages: mpsc::UnboundedReceiver<(String, FromScreen)>) {
    while let Some((screen, message)) = messages.recv().await {
        screens.heed(&screen, message).await;
    }
}

async fn heed_widgets(
    screens: Arc<Screens>,
    screen: String,
    mut batches: mpsc::UnboundedReceiver<Vec<widget::Said>>,
) {
    while let Some(batch) = batches.recv().await {
        for said in batch.into_iter().filter_map(read) {
            screens.hear(&screen, said).await;
        }
        screens.send(&screen, ToScreen::Heard);
    }
}

/// Nothing where it is no JSON that can be read: it speaks neither language then.
fn read(said: widget::Said) -> Option<Said> {
    let widget::Said { instance, generation, gesture, language, text } = said;
    let message = serde_json::from_str(&text).ok()?;
    let gesture = if gesture { Gesture::Recent } else { Gesture::None };
    Some(Said { instance, generation, gesture, language, message })
}
