//! Fresh frames for widgets, and leave-taking before a frame goes.
//!
//! A widget that has completed its handshake is told before its frame goes, and may answer, no longer than the
//! profile's limit. What a fresh frame gets - input, result and state, as after a reload of the conversation - is the
//! affair of [`super::documents`]; no tool is called again.

use std::collections::HashSet;

use futures_util::future::join_all;
use serde_json::json;

use super::Screens;
use super::stage::Stage;
use crate::widgets::instance::{Closed, Instance};

/// The request that precedes the end of a frame.
const TEARDOWN: &str = "ui/resource-teardown";

impl Screens {
    /// Fresh frames for all widgets, or for those of a call, on every screen.
    pub async fn remount(&self, call_id: Option<&str>) {
        let ids = self.ids(|own| call_id.is_none_or(|call| own.call_id == call));
        self.replace_frames(&ids).await;
    }

    /// Fresh frames for the widgets of a connector.
    pub async fn remount_of(&self, connector: &str) {
        let ids = self.ids(|own| own.connector_id == connector);
        self.replace_frames(&ids).await;
    }

    pub(super) async fn replace_frames(&self, ids: &[String]) {
        self.take_leave(ids).await;
        let mut stage = self.lock();
        for id in ids {
            replace_frame(&mut stage, id);
        }
        drop(stage);
        self.redraw.notify_one();
    }

    /// Tells widgets that their frames are about to go, all at once, and waits for their answers within the limit.
    /// Not to be awaited where widgets are heard: the answers come by that way.
    pub(super) async fn take_leave(&self, ids: &[String]) {
        let limit = self.profile.teardown_limit();
        let leaving = ids.iter().map(|id| async move {
            if let Err(no_answer) = self.ask_view(id, TEARDOWN, json!({}), limit).await {
                tracing::debug!(id, "no leave was taken: {no_answer}");
            }
        });
        join_all(leaving).await;
    }

    /// Lets the widgets take leave that are not among these calls' any more.
    pub(super) async fn take_leave_of_others(&self, conversation_id: &str, calls: &HashSet<&str>) {
        let ids =
            self.ids(|own| own.conversation_id != conversation_id || !calls.contains(own.call_id.as_str()));
        if !ids.is_empty() {
            self.take_leave(&ids).await;
        }
    }

    fn ids(&self, mut wanted: impl FnMut(&Instance) -> bool) -> Vec<String> {
        let stage = self.lock();
        let shown = stage.instances.iter().filter(|own| own.life.closed == Closed::No && wanted(own));
        shown.map(|own| own.id.clone()).collect()
    }
}

/// What waits for the old frame's answer, or for the person's to its question, is cut off.
pub fn replace_frame(stage: &mut Stage, id: &str) {
    if let Some(instance) = stage.by_id_mut(id) {
        instance.begin_frame();
        stage.asked.retain(|asked| asked.instance != id);
        stage.prompts.retain(|open| open.instance != id);
    }
}
