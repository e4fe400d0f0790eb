//! The state of the screens: instances, open questions about links, and what was last drawn.

use std::collections::HashMap;

use greenroom_contract::call::Call;
use greenroom_contract::screen::{LinkPrompt, ScreenView};
use greenroom_contract::snapshot::Template;
use greenroom_contract::stage::{Device, Theme};
use serde_json::Value;
use tokio::sync::oneshot;

use super::wishes::Leave;
use crate::time;
use crate::widgets::instance::{Closed, Identity, Instance};

#[derive(Debug, Default)]
pub struct Stage {
    pub theme: Theme,
    /// In the order of their calls.
    pub instances: Vec<Instance>,
    pub links: Vec<OpenQuestion>,
    /// By screen: the view that its page has.
    pub drawn: HashMap<String, ScreenView>,
}

/// A widget wants a link opened and the person has not said yet.
#[derive(Debug)]
pub struct OpenQuestion {
    pub screen: String,
    pub prompt: LinkPrompt,
    pub answer: oneshot::Sender<Leave>,
}

/// Longest part of an origin that comes from a connector's name.
const NAME_PART: usize = 24;

impl Stage {
    /// Makes the instance of a call on a device, unless it is there already.
    pub fn mount(&mut self, call: &Call, device: &Device, template: &Template, tool: &Value) {
        let there = self.instances.iter_mut().find(|own| own.call_id == call.id && own.screen == device.id);
        if let Some(instance) = there {
            return instance.template_hash.clone_from(&template.hash);
        }
        let id = time::fresh_id();
        let label = format!("{}-{id}", name_part(&call.app_name));
        self.instances.push(Instance::new(Identity {
            id,
            screen: device.id.clone(),
            call,
            tool: tool.clone(),
            template_hash: template.hash.clone(),
            template_meta: template.meta.0.clone(),
            label,
        }));
    }

    pub fn newest(&self, screen: &str) -> Option<&Instance> {
        self.instances.iter().rev().find(|own| own.screen == screen && own.closed == Closed::No)
    }

    pub fn of_call(&self, call_id: &str, screen: &str) -> Option<&Instance> {
        self.instances.iter().find(|own| own.call_id == call_id && own.screen == screen)
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

/// Letters, digits and dashes of a name, so that it can stand in an origin.
fn name_part(name: &str) -> String {
    let dashed: String = name
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .take(NAME_PART)
        .collect();
    let trimmed = dashed.trim_matches('-');
    if trimmed.is_empty() { "widget".into() } else { trimmed.to_owned() }
}
