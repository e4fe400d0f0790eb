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
use tokio::sync::watch;

use crate::events::Events;
use crate::problems;
use crate::profile::Profile;

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
        let settings = stored.and_then(|body| {
            let read = serde_json::from_value(body);
            read.inspect_err(|error| tracing::warn!(%error, "the settings cannot be read")).ok()
        });
        let settings = settings.unwrap_or_else(|| defaults::settings(&profile));
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

    /// `secrets` says where secrets are kept.
    pub fn view(&self, secrets: String) -> SettingsView {
        SettingsView {
            settings: Settings::clone(&self.now()),
            defaults: defaults::settings(&self.profile),
            secrets,
            sources: defaults::sources(&self.profile),
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
