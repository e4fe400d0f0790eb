//! Screens on no window, for pictures from the command line: the same as on the stage, and nothing beside them.

use std::path::Path;
use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::stage::{Device, Placement, ScreenSetup};
use greenroom_host::{Host, Outgoing};
use gtk::glib::{MainContext, MainLoop};
use gtk::prelude::*;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::oneshot;

use super::crew::{self, Crew};
use super::layout::Layout;
use super::mailbox::Notices;
use super::memory::Memory;
use super::pictures::{LARGEST, side_by_side};
use super::screen::Kitchen;
use super::screens::{self, Screens};
use super::settling::Pose;
use crate::graphics;
use crate::pictures::Picture;

/// The main thread, which serves the screens while another one decides what is done.
pub struct Floor(MainLoop);

/// Ends the main thread's service when it is dropped.
pub struct Shift(MainLoop);

impl Floor {
    /// How text is drawn is settled here and not by the desktop's settings. To be called on the main thread, once.
    pub fn enter() -> Result<Self, Problem> {
        graphics::choose_painter();
        gtk::init().map_err(|_| {
            Problem::failed(
                "A picture needs a display, and there is none.",
                "Run it under xvfb-run: xvfb-run -a greenroom shot …",
            )
        })?;
        if let Some(settings) = gtk::Settings::default() {
            settings.set_gtk_xft_antialias(1);
            settings.set_gtk_xft_hinting(0);
            settings.set_gtk_xft_hintstyle(Some("hintnone"));
            settings.set_gtk_xft_rgba(Some("none"));
            settings.set_gtk_xft_dpi(96 * 1024);
            settings.set_gtk_application_prefer_dark_theme(false);
        }
        Ok(Self(MainLoop::new(None, false)))
    }

    pub fn shift(&self) -> Shift {
        Shift(self.0.clone())
    }

    /// Until the shift ends.
    pub fn serve(self) {
        self.0.run();
    }
}

impl Drop for Shift {
    fn drop(&mut self) {
        let floor = self.0.clone();
        // Within the loop: one that is told to end before it began would never end.
        MainContext::default().invoke(move || {
            screens::with(Screens::end);
            floor.quit();
        });
    }
}

#[derive(Clone)]
pub struct Studio {
    crew: Crew,
}

impl Studio {
    /// Screens for the devices that the host has now. To be called within the runtime, while the floor serves.
    pub async fn open(
        host: Arc<Host>,
        data_dir: &Path,
        to_screens: UnboundedReceiver<Outgoing>,
    ) -> Result<Self, Problem> {
        let line = Arc::new(|errand: crew::Errand| {
            MainContext::default().invoke(errand);
            Ok(())
        });
        let crew = Crew::new(host.clone(), line);
        let (sender, notices) = unbounded_channel();
        let kitchen = Kitchen {
            storage: data_dir.join("screens"),
            host,
            notices: Notices(sender),
            memory: Memory::default(),
            stillness: Some(crew.stillness.clone()),
        };
        let studio = Self { crew: crew.clone() };
        let (opened, is_open) = oneshot::channel();
        let (folder, devices) = (data_dir.join("engine"), studio.crew.host.devices());
        crew.errand(move || {
            let places = places(&devices);
            screens::open(Layout::nowhere(&folder), kitchen, devices);
            screens::with(|screens| screens.place(places, None));
            let _ = opened.send(());
        });
        is_open.await.map_err(|_| crew::closing())?;
        tokio::spawn(crew.clone().deliver(to_screens));
        tokio::spawn(crew.heed(notices, || {}));
        Ok(studio)
    }

    /// Other screens in place of these.
    pub async fn arrange(&self, arrangement: &[ScreenSetup]) -> Result<(), Problem> {
        self.crew.host.arrange(arrangement)?;
        let devices = self.crew.host.devices();
        let placed = self.crew.on_main(move |screens| {
            let places = places(&devices);
            screens.arrange(devices);
            screens.place(places, None);
        });
        placed.await
    }

    pub async fn settled(&self, pose: &Pose<'_>) -> Result<Picture, Problem> {
        self.crew.settled(pose).await
    }
}

fn places(devices: &[Device]) -> Vec<Placement> {
    side_by_side(devices.to_vec(), Some(LARGEST)).into_iter().map(|(_, place)| place).collect()
}
