//! Gathers what the model would have in its context; composing it is in [`crate::model_view`].

use std::collections::HashMap;

use greenroom_contract::Problem;
use greenroom_contract::call::{Asker, Call};
use greenroom_contract::conversation::{Conversation, Entry};
use greenroom_contract::model_view::ModelView;
use greenroom_contract::snapshot::Template;
use serde_json::Value;

use super::Screens;
use crate::model_view::{self, App, Ended, Material, Provided};
use crate::problems;

impl Screens {
    /// Of the current conversation, as it is on one screen: each has widgets of its own.
    pub async fn model_view(&self, screen: &str) -> Result<ModelView, Problem> {
        if self.devices.get(screen).is_none() {
            return Err(Problem::not_found(format!("There is no screen “{screen}”.")));
        }
        let conversation = self.conversations.current().await?;
        let mut widgets = HashMap::new();
        for call in calls(&conversation) {
            widgets.insert(call.id.clone(), self.ended(call, screen).await?);
        }
        Ok(model_view::compose(&Material {
            screen,
            apps: &self.apps(&conversation).await?,
            conversation: &conversation,
            widgets: &widgets,
            facts: &self.profile.model,
            texts: &self.profile.texts,
        }))
    }

    async fn ended(&self, call: &Call, screen: &str) -> Result<Ended, Problem> {
        let result = if call.state.is_settled() { self.calls.result(&call.id).await? } else { None };
        let state = self.store.widget_state_row(&call.id, screen).await.map_err(problems::of_store)?;
        let state = state.filter(|row| !row.state.is_null());
        let pin = self.connectors.pinned(&call.id).await?;
        let description = pin.and_then(|pin| description(&pin.template));
        let stage = self.lock();
        let shown = stage.shown(&call.id, screen);
        Ok(Ended {
            result,
            description,
            mode: shown.map(|instance| instance.mode).unwrap_or_default(),
            state: state.map(|row| Provided { value: row.state, at: row.updated_at }),
            context: shown.and_then(|instance| instance.life.model_context.clone()),
        })
    }

    async fn apps(&self, conversation: &Conversation) -> Result<Vec<App>, Problem> {
        let mut apps: Vec<(&str, App)> = Vec::new();
        for call in calls(conversation) {
            if apps.iter().any(|(id, _)| *id == call.connector_id) {
                continue;
            }
            let snapshot = self.connectors.snapshot(&call.connector_id).await?;
            let tools = snapshot.iter().flat_map(|snapshot| &snapshot.tools);
            let tools: Vec<Value> =
                tools.filter(|tool| tool.visibility.model).map(|tool| tool.raw.0.clone()).collect();
            let instructions = snapshot.as_ref().and_then(|snapshot| snapshot.instructions.clone());
            apps.push((&call.connector_id, App { name: call.app_name.clone(), instructions, tools }));
        }
        Ok(apps.into_iter().map(|(_, app)| app).collect())
    }
}

/// What the model is told of a template that is shown: `openai/widgetDescription`, and what the resource says of itself
/// only where that is missing (documented 2026-02-02).
fn description(template: &Template) -> Option<String> {
    let own = template.meta.0.get("openai/widgetDescription").and_then(Value::as_str);
    let text = own.unwrap_or(&template.description);
    (template.problem.is_none() && !text.is_empty()).then(|| text.to_owned())
}

/// Those that the model made.
fn calls(conversation: &Conversation) -> impl Iterator<Item = &Call> {
    conversation.entries.iter().filter_map(|entry| match entry {
        Entry::Call(call) if call.asker == Asker::Person => Some(call.as_ref()),
        _ => None,
    })
}
