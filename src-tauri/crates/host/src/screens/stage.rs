//! The state of the screens: instances, open prompts of widgets, and what was last drawn.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use greenroom_contract::call::Call;
use greenroom_contract::prompt::{PromptAnswer, ScreenPrompt};
use greenroom_contract::screen::ScreenView;
use greenroom_contract::stage::{Device, DisplayMode, Theme};
use serde_json::Value;
use tokio::sync::oneshot;

use super::asking::Asked;
use super::mounting;
use super::scenarios::Run;
use crate::time;
use crate::widgets::instance::{Closed, Identity, Instance, Modal, Mount, OwnFrame, Renewal};
use crate::widgets::sandbox::origin;
use crate::widgets::stand_in::StandIn;

#[derive(Debug, Default)]
pub struct Stage {
    pub theme: Theme,
    /// In the order of their calls.
    pub instances: Vec<Instance>,
    /// Oldest first.
    pub prompts: Vec<OpenPrompt>,
    /// What the host asked widgets, and they have not answered yet.
    pub asked: Vec<Asked>,
    /// The id of the newest of them.
    pub last_asked: u64,
    /// By call: what stands in for its own account.
    pub stand_ins: HashMap<String, StandIn>,
    /// By call: the scenario that was run last.
    pub runs: HashMap<String, Run>,
    /// The number of the newest run of any scenario.
    pub last_run: u64,
    /// By call and screen: what widgets stored on screens that are offstage.
    pub states_offstage: HashMap<(String, String), Value>,
    /// By screen: the view that its page has.
    pub drawn: HashMap<String, ScreenView>,
}

/// A widget asks for something and the person has not answered yet.
#[derive(Debug)]
pub struct OpenPrompt {
    pub screen: String,
    /// The widget's instance: the prompt goes with it.
    pub instance: String,
    pub prompt: ScreenPrompt,
    pub answer: oneshot::Sender<PromptAnswer>,
}

impl Stage {
    /// The instances are those of these calls from now on: what is new is made, what is gone ends, and what stays
    /// has the newest template. Returns those whose frames show another one than they should.
    pub fn mount(
        &mut self,
        conversation_id: &str,
        mounts: &[Mount<'_>],
        devices: &[Arc<Device>],
    ) -> Vec<String> {
        let mut outdated = Vec::new();
        let order: HashMap<&str, usize> =
            mounts.iter().enumerate().map(|(index, mount)| (mount.call.id.as_str(), index)).collect();
        self.instances
            .retain(|own| own.conversation_id == conversation_id && order.contains_key(own.call_id.as_str()));
        self.instances.retain(|own| devices.iter().any(|device| device.id == own.screen));
        self.drawn.retain(|screen, _| devices.iter().any(|device| device.id == *screen));
        for (mount, device) in
            mounts.iter().flat_map(|mount| devices.iter().map(move |device| (mount, device)))
        {
            let there = self.instances.iter_mut();
            let is_it = |own: &&mut Instance| {
                own.call_id == mount.call.id && own.screen == device.id && own.modal().is_none()
            };
            match there.into_iter().find(is_it) {
                Some(instance) => {
                    if instance.renew(mount) == Renewal::Outdated {
                        outdated.push(instance.id.clone());
                    }
                }
                None => self.instances.push(Instance::new(identity(mount, device))),
            }
        }
        self.instances.sort_by_key(|own| order.get(own.call_id.as_str()).copied());
        self.drop_orphans();
        self.runs.retain(|call_id, _| order.contains_key(call_id.as_str()));
        for (call_id, stand_in) in &mut self.stand_ins {
            if !order.contains_key(call_id.as_str()) {
                stand_in.stance = None;
            }
        }
        outdated
    }

    /// Opens a modal over the widget's screen.
    ///
    /// # Errors
    /// The widget is gone, or a modal is open there.
    pub fn open_modal(&mut self, opener: &str, modal: Modal, meta: Arc<Value>) -> Result<(), String> {
        let own = self.by_id(opener).ok_or("This widget is no longer shown.")?;
        if self.modal(&own.screen).is_some() {
            return Err("A modal is open on this screen already.".into());
        }
        let place = format!("modal of {}", own.screen);
        let label = origin::of_instance(&own.domain_label, &own.call_id, &place);
        let frame = OwnFrame { id: time::fresh_id(), label, key: time::random_token() };
        let inside = own.inside(modal, frame, meta);
        self.instances.push(inside);
        Ok(())
    }

    /// The widget inside the modal that is open on a screen.
    pub fn modal(&self, screen: &str) -> Option<&Instance> {
        self.instances.iter().find(|own| own.screen == screen && own.modal().is_some())
    }

    /// Ends an instance, and what depends on it.
    pub fn end(&mut self, id: &str) {
        self.instances.retain(|own| own.id != id);
        self.drop_orphans();
    }

    /// Modals without their opener, and questions without their widget.
    fn drop_orphans(&mut self) {
        let openers: HashSet<String> = self
            .instances
            .iter()
            .filter(|own| own.modal().is_none() && own.life.closed == Closed::No)
            .map(|own| own.id.clone())
            .collect();
        self.instances.retain(|own| own.modal().is_none_or(|modal| openers.contains(&modal.opener)));
        let instances = &self.instances;
        self.prompts.retain(|open| instances.iter().any(|own| own.id == open.instance));
        self.asked.retain(|asked| instances.iter().any(|own| own.id == asked.instance));
    }

    /// The widget asked to be dismissed.
    pub fn close(&mut self, id: &str) {
        match self.by_id_mut(id) {
            Some(own) if own.modal().is_none() => {
                own.life.closed = Closed::Yes;
                own.mode = DisplayMode::Inline;
                self.drop_orphans();
            }
            Some(_) => self.end(id),
            None => {}
        }
    }

    /// Puts fresh frames in place of those of a call, also where the widget was closed.
    pub fn remount(&mut self, call_id: &str) {
        for id in self.ids_of(call_id) {
            if let Some(instance) = self.by_id_mut(&id) {
                instance.life.closed = Closed::No;
            }
            mounting::replace_frame(self, &id);
        }
    }

    pub fn ids_of(&self, call_id: &str) -> Vec<String> {
        self.of_call(call_id).map(|own| own.id.clone()).collect()
    }

    /// What stands in for a call's own account; nothing by itself.
    pub fn stand_in(&self, call_id: &str) -> StandIn {
        self.stand_ins.get(call_id).cloned().unwrap_or_default()
    }

    /// Whether a widget of the call must be told something about it, as far as can be said without reading its result.
    pub fn lags_behind(&self, call: &Call) -> bool {
        let stands_in = self.stand_ins.contains_key(&call.id);
        self.of_call(&call.id).any(|instance| stands_in || instance.lags_behind(call))
    }

    /// The screen's page begins anew: it knows nothing, and shows again what its widgets had closed.
    pub fn begin_page(&mut self, screen: &str) {
        self.drawn.remove(screen);
        self.instances.retain(|own| own.screen != screen || own.modal().is_none());
        self.drop_orphans();
        for instance in self.instances.iter_mut().filter(|own| own.screen == screen) {
            instance.life.closed = Closed::No;
        }
    }

    pub fn newest(&self, screen: &str) -> Option<&Instance> {
        self.instances.iter().rev().find(|own| own.screen == screen && own.is_in_sight())
    }

    /// Whether a widget fills the screen.
    pub fn is_fullscreen(&self, screen: &str) -> bool {
        let mut seen = self.instances.iter().filter(|own| own.screen == screen && own.is_in_sight());
        seen.any(|instance| instance.mode == DisplayMode::Fullscreen)
    }

    pub fn of_call(&self, call_id: &str) -> impl Iterator<Item = &Instance> {
        self.instances.iter().filter(move |own| own.call_id == call_id)
    }

    pub fn of_call_mut(&mut self, call_id: &str) -> impl Iterator<Item = &mut Instance> {
        self.instances.iter_mut().filter(move |own| own.call_id == call_id)
    }

    /// The widget that a screen shows for a call.
    pub fn shown(&self, call_id: &str, screen: &str) -> Option<&Instance> {
        self.of_call(call_id).find(|own| own.screen == screen && own.is_in_sight())
    }

    pub fn by_label(&self, screen: &str, label: &str) -> Option<&Instance> {
        self.instances.iter().find(|own| own.label == label && own.screen == screen)
    }

    pub fn by_id(&self, id: &str) -> Option<&Instance> {
        self.instances.iter().find(|own| own.id == id)
    }

    pub fn by_id_mut(&mut self, id: &str) -> Option<&mut Instance> {
        self.instances.iter_mut().find(|own| own.id == id)
    }
}

fn identity<'a>(mount: &Mount<'a>, device: &Device) -> Identity<'a> {
    let domain_label = origin::label(&mount.template.meta.0, mount.root);
    let label = origin::of_instance(&domain_label, &mount.call.id, &device.id);
    let (id, key) = (time::fresh_id(), time::random_token());
    Identity { id, screen: device.id.clone(), domain_label, label, key, mount: *mount }
}
