//! What the person has set, over what the profile says. Calls and connections begin with the settings of their
//! moment; the record follows them at once. What may be set is in [`check`], the profile's values in [`defaults`].

mod check;
mod defaults;

use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::connector::ClientKind;
use greenroom_contract::event::Event;
use greenroom_contract::settings::{ClientSettings, Settings, SettingsView};
use greenroom_store::Store;
use serde_json::Value;
use tokio::sync::watch;

use crate::events::Events;
use crate::problems;
use crate::profile::{Levels, Profile, asking};

#[derive(Debug)]
pub struct CurrentSettings {
    store: Store,
    events: Events,
    profile: Arc<Profile>,
    now: watch::Sender<Arc<Settings>>,
}

impl CurrentSettings {
    pub async fn open(store: Store, events: Events, profile: Arc<Profile>) -> Result<Self, Problem> {
        let stored = store.settings().await.map_err(problems::of_store)?;
        // Settings of another version that cannot be read stay where they are until others are saved.
        let defaults = defaults::settings(&profile);
        let settings = stored.and_then(|body| {
            let mut all = serde_json::to_value(&defaults).unwrap_or_default();
            overlay(&mut all, body);
            let read = serde_json::from_value(all);
            read.inspect_err(|error| tracing::warn!(%error, "the settings cannot be read")).ok()
        });
        let settings = settings.unwrap_or(defaults);
        Ok(Self { store, events, profile, now: watch::Sender::new(Arc::new(settings)) })
    }

    pub fn now(&self) -> Arc<Settings> {
        self.now.borrow().clone()
    }

    pub fn watch(&self) -> watch::Receiver<Arc<Settings>> {
        self.now.subscribe()
    }

    pub fn client(&self, kind: ClientKind) -> ClientSettings {
        let now = self.now();
        match kind {
            ClientKind::Chatgpt => now.chatgpt.clone(),
            ClientKind::Plain => now.plain.clone(),
        }
    }

    /// Seconds after which ChatGPT itself gives a call up, whatever the person has set.
    pub fn chatgpt_limit(&self) -> u32 {
        self.profile.limits.call_seconds
    }

    /// What each permission level asks for.
    pub fn levels(&self) -> &Levels {
        &self.profile.levels
    }

    /// `secrets` says where secrets are kept.
    pub fn view(&self, secrets: String) -> SettingsView {
        SettingsView {
            settings: Settings::clone(&self.now()),
            defaults: defaults::settings(&self.profile),
            secrets,
            sources: defaults::sources(&self.profile),
            levels: asking::facts(&self.profile.levels),
        }
    }

    /// Settings that differ in nothing from the profile's follow it when it changes.
    ///
    /// # Errors
    /// Also where a value cannot be used; then nothing changes.
    pub async fn save(&self, settings: Settings) -> Result<(), Problem> {
        check::settings(&settings)?;
        let stored = if settings == defaults::settings(&self.profile) {
            self.store.delete_settings().await
        } else {
            self.store.put_settings(&serde_json::to_value(&settings).unwrap_or_default()).await
        };
        stored.map_err(problems::of_store)?;
        self.now.send_replace(Arc::new(settings));
        self.events.tell(Event::Settings);
        Ok(())
    }
}

/// What was saved, over the defaults: a setting that an older version did not have is as the profile says. Settings
/// are in sections, or stand alone; what is within one belongs to whoever wrote it.
fn overlay(defaults: &mut Value, saved: Value) {
    let (Some(defaults), Value::Object(saved)) = (defaults.as_object_mut(), saved) else { return };
    for (name, value) in saved {
        match (defaults.get_mut(&name), value) {
            (Some(Value::Object(section)), Value::Object(saved)) => section.extend(saved),
            (_, value) => drop(defaults.insert(name, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_older_version_did_not_know_is_as_the_profile_says() {
        let mut all =
            json!({ "limit": 60, "client": { "name": "a", "meta": { "x": 1 } }, "widgets": { "y": 2 } });
        overlay(&mut all, json!({ "limit": 30, "client": { "meta": { "z": 3 } } }));
        assert_eq!(
            all,
            json!({ "limit": 30, "client": { "name": "a", "meta": { "z": 3 } }, "widgets": { "y": 2 } })
        );
    }
}
