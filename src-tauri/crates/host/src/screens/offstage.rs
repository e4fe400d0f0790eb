//! Screens that are offstage, for pictures only: nobody sees them, none is among the person's, and nothing of them stays.
//!
//! They show what every screen shows, so a widget that calls tools does so there as well, and the person is asked about
//! it. What a widget stores there is gone with the screen, and what passes between it and the host is not recorded.

use greenroom_contract::Problem;
use greenroom_contract::call::{Asker, Call};
use greenroom_contract::conversation::Entry;
use greenroom_contract::event::Event;
use greenroom_contract::stage::ScreenSetup;
use greenroom_store::WidgetStateRow;
use serde_json::Value;

use super::Screens;
use super::stage::Stage;
use crate::problems;
use crate::widgets::bridge::Wish;
use crate::widgets::instance::Instance;

impl Screens {
    /// These are offstage from now on, in place of others. Their widgets are made with the next drawing.
    pub fn put_offstage(&self, setups: &[ScreenSetup]) -> Result<(), Problem> {
        self.devices.put_offstage(setups)?;
        let mut stage = self.lock();
        stage.states_offstage.retain(|(_, screen), _| self.devices.is_offstage(screen));
        drop(stage);
        self.observing.forget_others(|screen| self.devices.get(screen).is_some());
        self.events.tell(Event::Conversation);
        Ok(())
    }

    /// None is offstage any more. What their widgets have asked for and is not answered yet is called off.
    pub async fn clear_offstage(&self) -> Result<(), Problem> {
        let entries = self.conversations.current().await?.entries;
        let is_theirs = |call: &Call| matches!(&call.asker, Asker::Widget { screen, .. } if self.devices.is_offstage(screen));
        for entry in &entries {
            if let Entry::Call(call) = entry
                && !call.state.is_settled()
                && is_theirs(call)
            {
                self.calls.cancel(&call.id);
            }
        }
        self.put_offstage(&[])
    }

    /// What these widgets and the host say to each other goes on the record from now on, but for those offstage.
    pub(super) fn record_widgets(&self, stage: &Stage) {
        self.tap.follow(stage.instances.iter().filter(|own| !self.devices.is_offstage(&own.screen)));
    }

    /// Whether the wish is for somebody who sees the widget, and nobody does.
    pub(super) fn lacks_person(&self, instance: &Instance, wish: &Wish) -> bool {
        let is_for_person = matches!(
            wish,
            Wish::FollowUp { .. }
                | Wish::OpenLink { .. }
                | Wish::UploadFile { .. }
                | Wish::SelectFiles
                | Wish::Download(_)
                | Wish::CheckOut(_)
        );
        is_for_person && self.devices.is_offstage(&instance.screen)
    }

    /// What the call's widget has stored on a screen.
    pub(super) async fn widget_state(&self, call_id: &str, screen: &str) -> Result<Option<Value>, Problem> {
        if self.devices.is_offstage(screen) {
            let place = (call_id.to_owned(), screen.to_owned());
            return Ok(self.lock().states_offstage.get(&place).cloned());
        }
        self.store.widget_state(call_id, screen).await.map_err(problems::of_store)
    }

    pub(super) async fn put_widget_state(&self, row: WidgetStateRow) -> Result<(), Problem> {
        if self.devices.is_offstage(&row.screen) {
            self.lock().states_offstage.insert((row.call_id, row.screen), row.state);
            return Ok(());
        }
        self.store.put_widget_state(&row).await.map_err(problems::of_store)
    }
}
