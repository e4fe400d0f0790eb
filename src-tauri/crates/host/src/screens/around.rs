//! What is around widgets (device, theme, mode): changing it, and telling them what is different then. What a screen can be
//! is in [`crate::devices`]; the modes are in [`super::modes`].

use greenroom_contract::event::Event;
use greenroom_contract::stage::{DeviceForm, DisplayMode, ScreenSetup, Theme};
use greenroom_contract::widget::{EmulatedDevice, ToOpenai};
use greenroom_contract::{Json, Problem};
use serde_json::Value;

use super::Screens;
use super::stage::Stage;
use crate::widgets::bridge::apps;
use crate::widgets::context::Surroundings;
use crate::widgets::instance::Instance;
use crate::widgets::overrides;
use crate::widgets::stand_in::StandIn;

/// What a widget can know of it: globals, host context, and what its script emulates.
#[derive(Debug)]
pub(super) struct Around {
    globals: Value,
    context: Value,
    device: EmulatedDevice,
}

impl Screens {
    pub fn theme(&self) -> Theme {
        self.lock().theme
    }

    /// Of the window. A screen can have one of its own.
    pub fn set_theme(&self, theme: Theme) {
        let mut stage = self.lock();
        if stage.theme == theme {
            return;
        }
        let before = self.around(&stage);
        stage.theme = theme;
        self.tell_news(&stage, &before);
        drop(stage);
        self.events.tell(Event::Stage);
    }

    /// Widgets that stay are told what is different around them; those of new screens are made with the next drawing.
    pub fn arrange(&self, arrangement: &[ScreenSetup]) -> Result<(), Problem> {
        let mut stage = self.lock();
        let before = self.around(&stage);
        self.devices.arrange(arrangement)?;
        for instance in &mut stage.instances {
            // What floats on a desktop has no place on a phone.
            let form = self.devices.get(&instance.screen).map(|device| device.form);
            if instance.mode == DisplayMode::Pip && form == Some(DeviceForm::Phone) {
                instance.mode = DisplayMode::Inline;
            }
        }
        self.tell_news(&stage, &before);
        drop(stage);
        self.events.tell(Event::Conversation);
        self.events.tell(Event::Stage);
        Ok(())
    }

    /// By the place of the instance.
    pub(super) fn around(&self, stage: &Stage) -> Vec<Option<Around>> {
        let tool = Value::Null;
        let around = |instance: &Instance| {
            let surroundings = self.surroundings(instance, stage.theme)?;
            Some(Around {
                globals: surroundings.globals(),
                context: surroundings.host_context(&tool),
                device: surroundings.emulated(),
            })
        };
        stage.instances.iter().map(around).collect()
    }

    /// Tells each widget what is different now, and nothing else.
    pub(super) fn tell_news(&self, stage: &Stage, before: &[Option<Around>]) {
        for ((instance, before), after) in stage.instances.iter().zip(before).zip(self.around(stage)) {
            let (Some(before), Some(after)) = (before, after) else { continue };
            // First: a widget may ask for its style in the events that follow.
            if instance.has_document() && before.device != after.device {
                let device = ToOpenai::Device { device: after.device };
                self.send(&instance.screen, instance.to_openai(&device));
            }
            let globals = overrides::difference(&before.globals, &after.globals);
            let context = overrides::difference(&before.context, &after.context);
            let told = (Value::Object(globals), Value::Object(context));
            self.tell_context(instance, stage.stand_ins.get(&instance.call_id), told);
        }
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
        let theme = device.preferences.theme.unwrap_or(theme);
        let params = instance.modal().map_or(&Value::Null, |modal| &modal.params);
        let host = self.settings.now().widgets.host;
        Some(Surroundings { profile: &self.profile, device, host, theme, mode: instance.mode, params })
    }
}
