//! Carries between the host and the screens, which stay on the main thread: messages to them, news of them, and errands.
//!
//! Nothing here waits on the main thread, nor knows by which loop that runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::screen::{FromScreen, ToScreen};
use greenroom_contract::stage::ScreenStatus;
use greenroom_host::{Host, Outgoing};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::{Mutex, Notify, oneshot};

use super::channel;
use super::mailbox::{News, Notice};
use super::screens::{self, Outcome, Screens};
use super::stillness::Stillness;

/// Messages to the screens in one go.
const MOST_AT_ONCE: usize = 256;

/// Something to be done on the main thread.
pub type Errand = Box<dyn FnOnce() + Send>;

/// Puts errands in line for the main thread. The error says why it takes none.
pub type Line = Arc<dyn Fn(Errand) -> Result<(), String> + Send + Sync>;

#[derive(Clone)]
pub struct Crew {
    pub host: Arc<Host>,
    line: Line,
    /// Held by who takes a picture: a screen poses for one at a time.
    pub camera: Arc<Mutex<()>>,
    /// Of the screens that are there for pictures only.
    pub stillness: Stillness,
    /// The status of a screen has changed.
    pub stirred: Arc<Notify>,
}

impl Crew {
    pub fn new(host: Arc<Host>, line: Line) -> Self {
        Self { host, line, camera: Arc::default(), stillness: Stillness::default(), stirred: Arc::default() }
    }

    /// What comes while the main thread is busy goes out in one go: each script costs it time that the shell needs.
    pub async fn deliver(self, mut to_screens: UnboundedReceiver<Outgoing>) {
        let mut waiting = Vec::new();
        while to_screens.recv_many(&mut waiting, MOST_AT_ONCE).await > 0 {
            let mut parcels: BTreeMap<String, Vec<Arc<ToScreen>>> = BTreeMap::new();
            for (screen, message) in waiting.drain(..) {
                #[cfg(feature = "probe")]
                super::probe::saw(&screen, &message);
                parcels.entry(screen).or_default().push(message);
            }
            for (screen, messages) in parcels {
                let script = match channel::delivery(&messages) {
                    Ok(script) => script,
                    Err(error) => {
                        tracing::error!("messages to the screen {screen} cannot be written: {error}");
                        continue;
                    }
                };
                if self.on_main(move |screens| screens.run(&screen, &script)).await.is_err() {
                    return;
                }
            }
        }
    }

    /// The host hears that a page is ready after its screen counts as live, or its first view would be dropped.
    pub async fn heed(self, mut notices: UnboundedReceiver<Notice>, changed: impl Fn()) {
        while let Some(notice) = notices.recv().await {
            let ready = (notice.news == News::Ready).then(|| notice.screen.clone());
            let Ok(outcome) = self.on_main(|screens| screens.heed(notice)).await else { return };
            if outcome == Outcome::Changed {
                changed();
                self.stirred.notify_waiters();
                if let Some(screen) = ready {
                    self.host.from_screen(&screen, FromScreen::Ready);
                }
            }
        }
    }

    /// Asks the screens and waits for the answer. Fails only while the program ends.
    pub async fn on_main<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Screens) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        self.soon(move |screens| {
            let _ = answer.send(ask(screens));
        });
        answered.await.map_err(|_| closing())
    }

    /// Nothing where there is no such screen.
    pub async fn status(&self, screen: &str) -> Result<Option<ScreenStatus>, Problem> {
        let name = screen.to_owned();
        self.on_main(move |screens| screens.get(&name).map(|screen| screen.status.clone())).await
    }

    pub fn soon(&self, act: impl FnOnce(&mut Screens) + Send + 'static) {
        self.errand(|| {
            screens::with(act);
        });
    }

    /// For what must not find the screens in use.
    pub fn errand(&self, act: impl FnOnce() + Send + 'static) {
        if let Err(error) = (self.line)(Box::new(act)) {
            tracing::debug!("the window is closing: {error}");
        }
    }
}

pub fn closing() -> Problem {
    Problem::cancelled("The window is closing.")
}
