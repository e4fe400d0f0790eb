//! Where messages from the screens wait: the person's in one lane, and the widgets' of each screen in another, so
//! that no widget can keep the person, or another screen, waiting. Within a lane they keep their order.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use greenroom_contract::screen::FromScreen;
use greenroom_contract::widget::Language;
use serde_json::Value;
use tokio::sync::mpsc;

use super::Screens;
use crate::widgets::rules::Gesture;

/// Messages of a screen's widgets that may wait. Only a widget that floods its host gets here.
const MOST_WAITING: usize = 4096;

#[derive(Debug)]
pub struct Inbox {
    person: mpsc::UnboundedSender<(String, FromScreen)>,
    /// By screen.
    widgets: HashMap<String, mpsc::Sender<Said>>,
    dropped: AtomicU64,
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
            let (lane, messages) = mpsc::channel(MOST_WAITING);
            tokio::spawn(heed_widgets(screens.clone(), device.id.clone(), messages));
            (device.id.clone(), lane)
        });
        Self { person, widgets: widgets.collect(), dropped: AtomicU64::new(0) }
    }

    /// Returns at once. The lanes end with the program, so nothing is lost before.
    pub fn put(&self, screen: &str, message: FromScreen) {
        let FromScreen::Widget { instance, generation, gesture, language, message } = message else {
            let _ = self.person.send((screen.to_owned(), message));
            return;
        };
        let Some(lane) = self.widgets.get(screen) else { return };
        let gesture = if gesture { Gesture::Recent } else { Gesture::None };
        let said = Said { instance, generation, gesture, language, message: message.0 };
        if lane.try_send(said).is_err() {
            let count = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
            if count.is_power_of_two() {
                tracing::warn!(screen, count, "a widget says more than can be heard; messages are dropped");
            }
        }
    }
}

async fn heed_person(screens: Arc<Screens>, mut messages: mpsc::UnboundedReceiver<(String, FromScreen)>) {
    while let Some((screen, message)) = messages.recv().await {
        screens.heed(&screen, message).await;
    }
}

async fn heed_widgets(screens: Arc<Screens>, screen: String, mut messages: mpsc::Receiver<Said>) {
    while let Some(said) = messages.recv().await {
        screens.hear(&screen, said).await;
    }
}
