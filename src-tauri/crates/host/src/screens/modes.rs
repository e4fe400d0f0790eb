//! Theme, display modes and the arrangement of the screens: who may change them, and telling the widgets what is different
//! around them. What a screen can be is in [`crate::devices`].

use futures_util::future::join_all;
use greenroom_contract::event::Event;
use greenroom_contract::settings::HostKind;
use greenroom_contract::stage::{DeviceForm, DisplayMode, ScreenSetup, Theme};
use greenroom_contract::widget::ToOpenai;
use greenroom_contract::{Json, Problem};
use serde_json::{Value, json};

use super::Screens;
use super::mounting;
use super::stage::Stage;
use crate::widgets::bridge::apps;
use crate::widgets::context::{self, Surroundings};
use crate::widgets::instance::Instance;
use crate::widgets::overrides;
use crate::widgets::stand_in::StandIn;

impl Screens {
    pub fn theme(&self) -> Theme {
        self.lock().theme
    }

    pub fn set_theme(&self, theme: Theme) {
        let mut stage = self.lock();
        if stage.theme == theme {
            return;
        }
        stage.theme = theme;
        for instance in &stage.instances {
            let Some(surroundings) = self.surroundings(instance, theme) else { continue };
            let told = (json!({ "theme": theme }), surroundings.theme_context());
            self.tell_context(instance, stage.stand_ins.get(&instance.call_id), told);
        }
        drop(stage);
        self.events.tell(Event::Stage);
    }

    /// Widgets that stay are told what is different around them; those of new screens are made with the next drawing.
    pub fn arrange(&self, arrangement: &[ScreenSetup]) -> Result<(), Problem> {
        let mut stage = self.lock();
        let theme = stage.theme;
        let tool = Value::Null;
        let around = |instance: &Instance| {
            let surroundings = self.surroundings(instance, theme)?;
            Some((surroundings.globals(), surroundings.host_context(&tool)))
        };
        let before: Vec<_> = stage.instances.iter().map(around).collect();
        self.devices.arrange(arrangement)?;
        for instance in &mut stage.instances {
            // What floats on a desktop has no place on a phone.
            let form = self.devices.get(&instance.screen).map(|device| device.form);
            if instance.mode == DisplayMode::Pip && form == Some(DeviceForm::Phone) {
                instance.mode = DisplayMode::Inline;
            }
        }
        for (instance, before) in stage.instances.iter().zip(before) {
            let (Some(before), Some(after)) = (before, around(instance)) else { continue };
            let globals = overrides::difference(&before.0, &after.0);
            let context = overrides::difference(&before.1, &after.1);
            let told = (Value::Object(globals), Value::Object(context));
            self.tell_context(instance, stage.stand_ins.get(&instance.call_id), told);
        }
        drop(stage);
        self.events.tell(Event::Conversation);
        self.events.tell(Event::Stage);
        Ok(())
    }

    /// The mode of the newest widget on a screen.
    pub fn mode(&self, screen: &str) -> Option<DisplayMode> {
        self.lock().newest(screen).map(|instance| instance.mode)
    }

    /// Switches the newest widget of every screen.
    pub async fn set_newest_mode(&self, mode: DisplayMode) {
        let devices = self.devices.now();
        let switches = devices.iter().map(|device| async move {
            let newest = self.lock().newest(&device.id).map(|instance| instance.id.clone());
            if let Some(id) = newest {
                self.set_mode(&id, context::granted(device.form, mode)).await;
            }
        });
        join_all(switches).await;
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
        let theme = stage.theme;
        let Some(own) = stage.by_id(id).filter(|own| own.modal().is_none()) else { return };
        let screen = own.screen.clone();
        if is_loaded_anew {
            mounting::replace_frame(&mut stage, id);
        }
        let Stage { instances, stand_ins, .. } = &mut *stage;
        let in_transcript = |own: &&mut Instance| own.screen == screen && own.modal().is_none();
        for instance in instances.iter_mut().filter(in_transcript) {
            let next = if instance.id == id { mode } else { DisplayMode::Inline };
            if instance.mode == next {
                continue;
            }
            let Some(before) = self.surroundings(instance, theme) else { continue };
            let after = Surroundings { mode: next, ..before.clone() };
            let globals = overrides::difference(&before.mode_globals(), &after.mode_globals());
            let context = overrides::difference(&before.mode_context(), &after.mode_context());
            instance.mode = next;
            let told = (Value::Object(globals), Value::Object(context));
            self.tell_context(instance, stand_ins.get(&instance.call_id), told);
        }
        drop(stage);
        self.events.tell(Event::Stage);
    }

    /// Whether a switch to this mode loads the widget anew: ChatGPT puts it into another frame for fullscreen
    /// (observed, August 2026).
    fn loads_anew(&self, mode: DisplayMode) -> bool {
        mode == DisplayMode::Fullscreen && self.settings.now().widgets.host == HostKind::Chatgpt
    }

    /// What a person overrode stays as it is.
    fn tell_context(
        &self,
        instance: &Instance,
        stand_in: Option<&StandIn>,
        (globals, context): (Value, Value),
    ) {
        let overridden = stand_in.map(StandIn::globals).unwrap_or_default();
        let globals = overrides::without(globals, &overridden);
        let context = match self.surroundings(instance, Theme::default()) {
            Some(surroundings) => {
                overrides::without(context, &overrides::context(&overridden, &surroundings))
            }
            None => context,
        };
        self.tell_surroundings(instance, globals, context);
    }

    /// A document that is yet to come begins with all of it.
    pub(super) fn tell_surroundings(&self, instance: &Instance, globals: Value, context: Value) {
        if !instance.has_document() {
            return;
        }
        let has_news = |told: &Value| told.as_object().is_some_and(|told| !told.is_empty());
        if has_news(&globals) {
            let globals = ToOpenai::Globals { globals: Json(globals) };
            self.send(&instance.screen, instance.to_openai(&globals));
        }
        if instance.is_initialized() && has_news(&context) {
            self.send(&instance.screen, instance.to_apps(apps::context_changed(context)));
        }
    }

    pub(super) fn surroundings<'a>(
        &'a self,
        instance: &'a Instance,
        theme: Theme,
    ) -> Option<Surroundings<'a>> {
        let device = self.devices.get(&instance.screen)?;
        let params = instance.modal().map_or(&Value::Null, |modal| &modal.params);
        let host = self.settings.now().widgets.host;
        Some(Surroundings { profile: &self.profile, device, host, theme, mode: instance.mode, params })
    }
}
