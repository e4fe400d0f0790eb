//! The screens of the window. They live on the main thread, where native views must be; the rest of the program
//! reaches them through [`super::Stage`].

use std::cell::{OnceCell, RefCell};
use std::time::{Duration, Instant};

use greenroom_contract::screen::ToScreen;
use greenroom_contract::stage::{Area, Device, Placement, ScreenStatus};
use jiff::Timestamp;
use tokio::sync::oneshot;
use wry::WebView;

use super::channel;
use super::health::Step;
use super::layout::{self, Layout, Still};
use super::mailbox::{News, Notice};
use super::network::Hindrance;
use super::scale;
use super::screen::{Kitchen, Screen};
use super::stillness::Stillness;

thread_local! {
    static SCREENS: OnceCell<RefCell<Screens>> = const { OnceCell::new() };
}

pub struct Screens {
    layout: Layout,
    kitchen: Kitchen,
    screens: Vec<Screen>,
    /// Beside the person's, for pictures only.
    offstage: Vec<Screen>,
}

/// Whether the shell must be told.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    Same,
    Changed,
}

/// Opens the screens on this thread, once.
pub fn open(layout: Layout, kitchen: Kitchen, devices: Vec<Device>) {
    let open = |device| Screen::open(kitchen.recipe(device), &layout);
    let screens = devices.into_iter().map(open).collect();
    SCREENS.with(|cell| {
        if cell.set(RefCell::new(Screens { layout, kitchen, screens, offstage: Vec::new() })).is_err() {
            tracing::error!("the screens were opened twice");
        }
    });
}

/// Nothing happens on a thread without screens.
pub fn with<T>(ask: impl FnOnce(&mut Screens) -> T) -> Option<T> {
    SCREENS.with(|cell| cell.get().map(|screens| ask(&mut screens.borrow_mut())))
}

impl Screens {
    pub fn statuses(&self) -> Vec<(String, ScreenStatus)> {
        self.screens.iter().map(|screen| (screen.id().to_owned(), screen.status.clone())).collect()
    }

    /// Ends the screens that are not among these devices, opens those that are new, and loads anew what is another kind
    /// of device now.
    pub fn arrange(&mut self, devices: Vec<Device>) {
        for screen in &mut self.screens {
            if !devices.iter().any(|device| device.id == screen.id()) {
                screen.end();
            }
        }
        let mut before = std::mem::take(&mut self.screens);
        for device in devices {
            let known = before.iter().position(|screen| screen.id() == device.id);
            self.screens.push(match known {
                Some(index) => {
                    let mut screen = before.swap_remove(index);
                    screen.become_device(device, &self.layout);
                    screen
                }
                None => Screen::open(self.kitchen.recipe(device), &self.layout),
            });
        }
    }

    /// In place of those that were offstage, which end: screens for these devices, each where the engine draws all of it
    /// and nobody sees it. They keep nothing on disk.
    pub fn put_offstage(&mut self, places: Vec<(Device, Placement)>, stillness: &Stillness) {
        self.clear_offstage();
        for (device, place) in places {
            let mut screen = Screen::open(self.kitchen.recipe_offstage(device, stillness), &self.layout);
            screen.place(Some(place), &self.layout);
            self.offstage.push(screen);
        }
    }

    pub fn clear_offstage(&mut self) {
        for mut screen in self.offstage.drain(..) {
            screen.end();
        }
    }

    /// Hides the screens that no placement names.
    pub fn place(&mut self, mut placements: Vec<Placement>, within: Option<Area>) {
        self.layout.cut_off(within);
        for screen in &mut self.screens {
            let named = placements.iter().position(|placement| placement.screen == screen.id());
            screen.place(named.map(|index| placements.swap_remove(index)), &self.layout);
        }
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Those that can be seen and used, in their order.
    pub fn enterable(&self) -> Vec<&Screen> {
        self.screens.iter().filter(|screen| layout::ENTERED_BY_KEYS && screen.is_in_sight()).collect()
    }

    pub fn run(&self, id: &str, script: &str) {
        if let Some(screen) = self.get(id) {
            screen.run(script);
        }
    }

    pub fn get(&self, id: &str) -> Option<&Screen> {
        self.screens.iter().chain(&self.offstage).find(|screen| screen.id() == id)
    }

    pub fn webview(&self, id: &str) -> Option<&WebView> {
        self.get(id)?.webview()
    }

    /// Lets a screen pose for a picture, if it is live.
    pub fn pose(&mut self, id: &str, size: (f64, f64)) -> Result<(), ScreenStatus> {
        let gone = || ScreenStatus::Crashed { reason: String::new() };
        let mut all = self.screens.iter_mut().chain(&mut self.offstage);
        let screen = all.find(|screen| screen.id() == id).ok_or_else(gone)?;
        if screen.status != ScreenStatus::Live {
            return Err(screen.status.clone());
        }
        screen.pose(size, &self.layout);
        Ok(())
    }

    /// Brings a screen back to its place; one that nobody sees there stays as it is. Answers the size that its page has
    /// then.
    pub fn rest(&mut self, id: &str) -> Option<(f64, f64)> {
        let screen = self.screens.iter_mut().find(|screen| screen.id() == id)?;
        if screen.is_for_pictures() {
            return None;
        }
        screen.rest(&self.layout);
        screen.placement().map(scale::page_size)
    }

    /// Puts what is seen of a screen over it; `done` is told, or dropped where there is nothing to see.
    pub fn cover(&self, id: &str, done: oneshot::Sender<()>) {
        let Some(screen) = self.get(id).filter(|screen| !screen.is_for_pictures()) else { return };
        let (Some(webview), Some(place)) = (screen.webview(), screen.placement()) else { return };
        let (id, place) = (id.to_owned(), place.clone());
        layout::still(webview, move |still| {
            with(|screens| screens.put_still(&id, still, &place));
            let _ = done.send(());
        });
    }

    pub fn uncover(&mut self, id: &str) {
        if let Some(screen) = self.screens.iter_mut().find(|screen| screen.id() == id) {
            screen.set_still(None, &self.layout);
        }
    }

    fn put_still(&mut self, id: &str, still: Still, place: &Placement) {
        if let Some(screen) = self.screens.iter_mut().find(|screen| screen.id() == id) {
            self.layout.cover(&still, place);
            screen.set_still(Some(still), &self.layout);
        }
    }

    pub fn reload(&mut self, id: &str) {
        if let Some(screen) = self.screens.iter_mut().find(|screen| screen.id() == id) {
            screen.load_anew(&self.layout);
        }
    }

    pub fn hinder(&mut self, id: &str, hindrance: Option<Hindrance>) {
        if let Some(screen) = self.screens.iter_mut().find(|screen| screen.id() == id) {
            screen.hinder(hindrance);
        }
    }

    /// Removes what widgets have stored, on every screen, and loads the pages anew.
    pub fn clear_data(&mut self) -> wry::Result<()> {
        for screen in &mut self.screens {
            screen.clear_data(&self.layout)?;
        }
        Ok(())
    }

    /// Ends every web process. The screens are gone after that.
    pub fn end(&mut self) {
        self.clear_offstage();
        for mut screen in self.screens.drain(..) {
            screen.end();
        }
    }

    /// Asks every page whether it is there, and ends those that have been silent for longer than they may. To be called
    /// about every second.
    pub fn tick(&mut self, now: Instant, patience: Option<Duration>) -> Outcome {
        let mut outcome = Outcome::Same;
        for screen in self.screens.iter_mut().chain(&mut self.offstage) {
            if let ScreenStatus::Crashed { .. } = screen.status {
                continue;
            }
            match screen.health.tick(now) {
                Step::Wait => {}
                Step::Ping(number) => ping(screen, number),
                Step::Hung(silence) => {
                    let since = Timestamp::now() - silence;
                    screen.set_status(ScreenStatus::Hung { since: format!("{since:.3}") }, &self.layout);
                    outcome = Outcome::Changed;
                }
            }
            let silence = screen.health.silence(now);
            if let Some(patience) = patience.filter(|patience| silence >= Some(*patience)) {
                screen.end();
                let reason = format!("It did not answer for {} seconds and was stopped.", patience.as_secs());
                screen.set_status(ScreenStatus::Crashed { reason }, &self.layout);
                outcome = Outcome::Changed;
            }
        }
        outcome
    }

    pub fn heed(&mut self, notice: Notice) -> Outcome {
        let mut all = self.screens.iter_mut().chain(&mut self.offstage);
        let Some(screen) = all.find(|screen| screen.id() == notice.screen) else {
            return Outcome::Same;
        };
        if screen.load != notice.load {
            return Outcome::Same;
        }
        match notice.news {
            News::Ready => {
                screen.health.ready();
                screen.set_status(ScreenStatus::Live, &self.layout);
            }
            News::Pong(number) => {
                let was_hung = matches!(screen.status, ScreenStatus::Hung { .. });
                if !(screen.health.pong(number) && was_hung) {
                    return Outcome::Same;
                }
                screen.set_status(ScreenStatus::Live, &self.layout);
            }
            News::Ended(reason) => {
                screen.end();
                screen.set_status(ScreenStatus::Crashed { reason }, &self.layout);
            }
        }
        Outcome::Changed
    }
}

fn ping(screen: &Screen, number: u32) {
    match channel::delivery(&[ToScreen::Ping { number }]) {
        Ok(script) => screen.run(&script),
        Err(error) => tracing::error!("a ping cannot be written: {error}"),
    }
}
