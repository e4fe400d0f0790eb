//! Where messages from the screens wait: the person's in one lane, and the widgets' of each screen in another, so
//! that no widget can keep the person, or another screen, waiting. Within a lane they keep their order.
//!
//! How much may wait in a widgets' lane is decided by the screen's page: it sends a batch only as an earlier one was
//! dealt with, and keeps the rest.

use std::collections::HashMap;
use std::sync::Arc;

use greenroom_contract::screen::{FromScreen, ToScreen};
use greenroom_contract::widget::{self, Language};
use serde_json::Value;
use tokio::sync::mpsc;

use super::Screens;
use crate::widgets::rules::Gesture;

#[derive(Debug)]
pub struct Inbox {
    person: mpsc::UnboundedSender<(String, FromScreen)>,
    /// Of batches, by screen.
    widgets: HashMap<String, mpsc::UnboundedSender<Vec<widget::Said>>>,
}

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
        let widgets = screens.profile.devices.iter().map(|device| {
            let (lane, batches) = mpsc::unbounded_channel();
            tokio::spawn(heed_widgets(screens.clone(), device.id.clone(), batches));
            (device.id.clone(), lane)
        });
        Self { person, widgets: widgets.collect() }
    }

    /// Returns at once. The lanes end with the program, so nothing is lost before.
    pub fn put(&self, screen: &str, message: FromScreen) {
        match message {
            FromScreen::Widgets { messages } => {
                if let Some(lane) = self.widgets.get(screen) {
                    let _ = lane.send(messages);
                }
            }
            message => {
                let _ = self.person.send((screen.to_owned(), message));
            }
        }
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
