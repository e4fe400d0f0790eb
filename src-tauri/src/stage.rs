//! The stage: the part of the window that holds the screens, as the rest of the program reaches it.
//!
//! A [`Stage`] is a handle for any thread. The screens themselves stay on the main thread ([`screens`]); nothing
//! here waits on it. What a screen shows is decided by the host.

mod channel;
#[cfg(target_os = "linux")]
#[path = "stage/confinement_gtk.rs"]
mod confinement;
mod crew;
mod flow;
mod health;
#[cfg_attr(target_os = "linux", path = "stage/keys_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/keys_child.rs")]
mod keys;
#[cfg_attr(target_os = "linux", path = "stage/layout_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/layout_child.rs")]
mod layout;
mod mailbox;
#[cfg_attr(target_os = "linux", path = "stage/memory_linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/memory_other.rs")]
mod memory;
#[cfg_attr(target_os = "linux", path = "stage/network_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/network_child.rs")]
mod network;
mod page;
mod panes;
#[cfg_attr(target_os = "linux", path = "stage/picture_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/picture_child.rs")]
mod picture;
mod pictures;
#[cfg(feature = "probe")]
pub mod probe;
mod scale;
mod screen;
mod screens;
mod settling;
mod sheet;
#[cfg_attr(target_os = "linux", path = "stage/stillness_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/stillness_child.rs")]
mod stillness;
#[cfg_attr(target_os = "linux", path = "stage/studio_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "stage/studio_child.rs")]
pub mod studio;
mod widgets;

pub use pictures::check_density;
pub use settling::Pose;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::observation::Conditions;
use greenroom_contract::stage::{self, Area, Look, Placement, ScreenSetup, ScreenStatus, Theme};
use greenroom_host::{Host, Outgoing};
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_specta::Event as _;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::oneshot;

use crate::bindings::HostEvent;
use crate::look::Looks;
use crew::{Crew, Line};
use layout::Layout;
use mailbox::{News, Notices};
use memory::Memory;
use screen::Kitchen;
use screens::{Outcome, Screens};
use sheet::Sheets;

const HEARTBEAT: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub struct Stage {
    app: AppHandle,
    host: Arc<Host>,
    crew: Crew,
    looks: Looks,
    /// Where the engine keeps what it compiles.
    compiled: PathBuf,
    sheets: Sheets,
    /// The workbench is drawn, and wants its screens in their places.
    usable: Arc<Once>,
}

impl Stage {
    /// A layer for screens, over the shell. They open when the shell places them for the first time: until then their web
    /// processes would only take the processor from its own. To be called on the main thread.
    pub fn open(
        window: &WebviewWindow,
        host: Arc<Host>,
        looks: Looks,
        data_dir: &Path,
        to_screens: UnboundedReceiver<Outgoing>,
    ) -> tauri::Result<Self> {
        let compiled = data_dir.join("engine");
        let app = window.app_handle().clone();
        let line: Line = {
            let app = app.clone();
            Arc::new(move |errand| app.run_on_main_thread(errand).map_err(|error| error.to_string()))
        };
        let usable = Arc::new(Once::new());
        let stage = Self {
            app,
            crew: Crew::new(host.clone(), line),
            host,
            looks,
            compiled,
            sheets: Sheets::default(),
            usable,
        };
        let (sender, notices) = unbounded_channel();
        let memory = Memory::default();
        let kitchen = Kitchen {
            storage: data_dir.join("screens"),
            host: stage.host.clone(),
            notices: Notices(sender.clone()),
            memory: memory.clone(),
            stillness: None,
        };
        stage.show_theme(stage.host.theme());
        screens::open(Layout::over(window, &stage.compiled)?, kitchen, Vec::new());
        let remounting = stage.host.clone();
        keys::on_remount(window, move || {
            let host = remounting.clone();
            tauri::async_runtime::spawn(async move { host.remount_widgets(None).await });
        })?;
        let going = stage.clone();
        keys::on_pane(window, move |way| going.pane_key(way))?;
        tauri::async_runtime::spawn(stage.crew.clone().deliver(to_screens));
        let changed = stage.clone();
        tauri::async_runtime::spawn(stage.crew.clone().heed(notices, move || changed.tell_shell()));
        tauri::async_runtime::spawn(stage.clone().keep_watch());
        tauri::async_runtime::spawn(stage.clone().weigh(memory, Notices(sender)));
        Ok(stage)
    }

    pub async fn now(&self) -> Result<stage::Stage, Problem> {
        let mut statuses = self.on_main(|screens| screens.statuses()).await?;
        let shown = self.looks.look().shown;
        let screens = self.host.devices().into_iter().map(|device| stage::Screen {
            shown: shown.contains(&device.id),
            status: status_of(&mut statuses, &device.id),
            mode: self.host.mode(&device.id),
            conditions: self.host.conditions(&device.id),
            device,
        });
        let version = wry::webview_version().unwrap_or_else(|_| "of an unknown version".into());
        Ok(stage::Stage {
            theme: self.host.theme(),
            screens: screens.collect(),
            engine: format!("{} {version}", layout::ENGINE),
            cuts_off: layout::CUTS_OFF,
        })
    }

    /// The screens are these from now on, and kept so. Those that stay go on; one that is another device now is loaded
    /// anew.
    pub async fn arrange(&self, arrangement: Vec<ScreenSetup>) -> Result<(), Problem> {
        let known = self.host.devices();
        self.host.arrange(&arrangement)?;
        let before = self.looks.look();
        // Whoever adds a screen wants to see it.
        let is_seen = |id: &str| {
            before.shown.iter().any(|shown| shown == id) || !known.iter().any(|device| device.id == id)
        };
        let ids: Vec<&str> = arrangement.iter().map(|screen| screen.id.as_str()).collect();
        let mut shown: Vec<String> = ids.iter().filter(|id| is_seen(id)).map(|id| (*id).to_owned()).collect();
        if shown.is_empty() {
            shown.extend(ids.first().map(|id| (*id).to_owned()));
        }
        self.looks.save_look(&Look { screens: arrangement, shown, ..before });
        let devices = self.host.devices();
        self.on_main(move |screens| screens.arrange(devices)).await?;
        self.tell_shell();
        Ok(())
    }

    /// Places the named screens and hides the others. What of them is outside of `within` is cut off, where the system
    /// can do that.
    pub async fn place(&self, placements: Vec<Placement>, within: Option<Area>) -> Result<(), Problem> {
        for placement in &placements {
            self.known(&placement.screen)?;
            if placement.zoom <= 0.0 || placement.width < 0.0 || placement.height < 0.0 {
                let Placement { screen, width, height, zoom, .. } = placement;
                return Err(Problem::invalid(
                    format!("The screen {screen} cannot be {width} by {height} pixels at zoom {zoom}."),
                    "Its zoom must be above 0, and its width and height not below 0.",
                ));
            }
        }
        let mut is_first = false;
        self.usable.call_once(|| is_first = true);
        if is_first {
            tracing::info!("the window can be used");
            let devices = self.host.devices();
            self.on_main(move |screens| screens.arrange(devices)).await?;
        }
        self.on_main(move |screens| screens.place(placements, within)).await
    }

    pub async fn reload(&self, screen: String) -> Result<(), Problem> {
        self.known(&screen)?;
        self.on_main(move |screens| screens.reload(&screen)).await?;
        self.tell_shell();
        Ok(())
    }

    /// The network of a screen is like this from now on, also for widgets that are shown.
    pub async fn set_conditions(&self, screen: &str, conditions: Conditions) -> Result<(), Problem> {
        self.known(screen)?;
        let conditions = self.host.set_conditions(screen, conditions)?;
        let (screen, folder) = (screen.to_owned(), self.compiled.clone());
        let (tell, prepared) = oneshot::channel();
        self.crew.errand(move || {
            let name = screen.clone();
            network::prepare(&folder, &name, &conditions, move |hindrance| {
                screens::with(|screens| screens.hinder(&screen, hindrance));
                let _ = tell.send(());
            });
        });
        prepared.await.map_err(|_| crew::closing())
    }

    /// Removes all that widgets have stored on the screens, and loads these anew.
    pub async fn clear_widget_data(&self) -> Result<(), Problem> {
        self.on_main(Screens::clear_data).await?.map_err(|error| {
            Problem::failed(
                format!("What widgets have stored could not be removed: {error}."),
                "Reload the screens and try again.",
            )
        })?;
        self.tell_shell();
        Ok(())
    }

    pub fn set_theme(&self, theme: Theme) {
        self.looks.save_look(&Look { theme, ..self.looks.look() });
        self.host.set_theme(theme);
        self.show_theme(theme);
        self.tell_shell();
    }

    pub fn look(&self) -> Look {
        self.looks.look()
    }

    pub fn save_look(&self, look: Look) -> Result<(), Problem> {
        for device in &look.shown {
            self.known(device)?;
        }
        let before = self.looks.look();
        // The shell may not have heard of another arrangement yet.
        let look = Look { screens: before.screens.clone(), ..look };
        self.looks.save_look(&look);
        if look.theme != before.theme {
            self.set_theme(look.theme);
        } else if look.shown != before.shown {
            self.tell_shell();
        }
        Ok(())
    }

    /// Ends the web processes of all screens. To be called on the main thread.
    pub fn close(&self) {
        screens::with(Screens::end);
    }

    async fn keep_watch(self) {
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        loop {
            heartbeat.tick().await;
            let seconds = self.host.screen_settings().hung_seconds;
            let patience = (seconds > 0).then(|| Duration::from_secs(seconds.into()));
            let ticked = self.on_main(move |screens| screens.tick(Instant::now(), patience)).await;
            let Ok(outcome) = ticked else { return };
            if outcome == Outcome::Changed {
                self.crew.stirred.notify_waiters();
                self.tell_shell();
            }
        }
    }

    /// Ends the screens that hold more memory than they may. Nothing of this touches the main thread, which a screen that
    /// grows may keep busy.
    async fn weigh(self, memory: Memory, notices: Notices) {
        let mut scales = tokio::time::interval(memory::INTERVAL);
        scales.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        loop {
            scales.tick().await;
            let limit = self.host.screen_settings().memory_megabytes;
            for (screen, load, megabytes) in memory.beyond(limit) {
                let reason = format!(
                    "Its widgets held {megabytes} megabytes of memory; {limit} are allowed in the settings. It was stopped."
                );
                notices.tell(&screen, load, News::Ended(reason));
            }
        }
    }

    /// The whole process follows, so `prefers-color-scheme` does in every webview.
    fn show_theme(&self, theme: Theme) {
        self.app.set_theme(Some(match theme {
            Theme::Light => tauri::Theme::Light,
            Theme::Dark => tauri::Theme::Dark,
        }));
    }

    fn tell_shell(&self) {
        self.tell_shell_of(Event::Stage);
    }

    fn tell_shell_of(&self, event: Event) {
        if let Err(error) = HostEvent(event).emit(&self.app) {
            tracing::warn!("the shell was not told about the stage: {error}");
        }
    }

    fn known(&self, screen: &str) -> Result<(), Problem> {
        if self.host.devices().iter().any(|device| device.id == screen) {
            return Ok(());
        }
        Err(Problem::not_found(format!("There is no screen \"{screen}\".")))
    }

    /// Asks the screens and waits for the answer. Fails only while the program ends.
    async fn on_main<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Screens) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.crew.on_main(ask).await
    }
}

fn status_of(statuses: &mut Vec<(String, ScreenStatus)>, id: &str) -> ScreenStatus {
    match statuses.iter().position(|(screen, _)| screen == id) {
        Some(index) => statuses.swap_remove(index).1,
        None => ScreenStatus::Crashed { reason: "It is closed.".into() },
    }
}
