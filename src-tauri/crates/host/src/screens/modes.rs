//! The display modes of widgets: who may change them. What widgets are told of it is in [`super::around`].

use futures_util::future::join_all;
use greenroom_contract::event::Event;
use greenroom_contract::settings::HostKind;
use greenroom_contract::stage::DisplayMode;

use super::Screens;
use super::mounting;
use crate::widgets::context;
use crate::widgets::instance::Instance;

impl Screens {
    /// The mode of the newest widget on a screen.
    pub fn mode(&self, screen: &str) -> Option<DisplayMode> {
        self.lock().newest(screen).map(|instance| instance.mode)
    }

    /// Switches the newest widget of each of the person's screens.
    pub async fn set_newest_mode(&self, mode: DisplayMode) {
        let devices = self.devices.now();
        join_all(devices.iter().map(|device| self.set_newest_mode_on(&device.id, mode))).await;
    }

    /// Switches the newest widget of one screen, offstage or not.
    pub async fn set_newest_mode_on(&self, screen: &str, mode: DisplayMode) {
        let newest = self.lock().newest(screen).map(|instance| instance.id.clone());
        if let (Some(id), Some(device)) = (newest, self.devices.get(screen)) {
            self.set_mode(&id, context::granted(device.form, mode)).await;
        }
    }

    /// The person used the screen's own controls.
    pub(super) async fn choose_mode(&self, screen: &str, instance: &str, mode: DisplayMode) {
        let form = self.devices.get(screen).map(|device| device.form);
        let known = self.lock().by_id(instance).is_some_and(|instance| instance.screen == screen);
        if let Some(form) = form.filter(|_| known) {
            self.set_mode(instance, context::granted(form, mode)).await;
        }
    }

    /// Only one widget of a screen is out of line at a time. Not to be awaited where widgets are heard: one that is
    /// loaded anew for its mode takes leave first.
    pub(super) async fn set_mode(&self, id: &str, mode: DisplayMode) {
        let is_news = self.lock().by_id(id).is_some_and(|instance| instance.mode != mode);
        let is_loaded_anew = is_news && self.loads_anew(mode);
        if is_loaded_anew {
            self.take_leave(&[id.to_owned()]).await;
        }
        let mut stage = self.lock();
        let Some(own) = stage.by_id(id).filter(|own| own.modal().is_none()) else { return };
        let screen = own.screen.clone();
        if is_loaded_anew {
            mounting::replace_frame(&mut stage, id);
        }
        let before = self.around(&stage);
        let in_transcript = |own: &&mut Instance| own.screen == screen && own.modal().is_none();
        for instance in stage.instances.iter_mut().filter(in_transcript) {
            instance.mode = if instance.id == id { mode } else { DisplayMode::Inline };
        }
        self.tell_news(&stage, &before);
        drop(stage);
        self.events.tell(Event::Stage);
    }

    /// Whether a switch to this mode loads the widget anew: ChatGPT puts it into another frame for fullscreen
    /// (observed, August 2026).
    fn loads_anew(&self, mode: DisplayMode) -> bool {
        mode == DisplayMode::Fullscreen && self.settings.now().widgets.host == HostKind::Chatgpt
    }
}
