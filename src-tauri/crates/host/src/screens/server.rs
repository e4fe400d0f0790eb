//! Between a widget and its own server. A tool is called by the one road that every call takes; anything else that the
//! widget asks is passed through, and what the server refuses reaches it in the server's own code and words. That the
//! server's lists changed is passed on as well, where the host declares that it does so.

use std::sync::Arc;

use greenroom_contract::call::{Asker, CallState};
use serde_json::Value;

use super::Screens;
use crate::calls::{Proposal, Settled};
use crate::connectors::List;
use crate::widgets::bridge::{Granted, Question, Refusal, apps};
use crate::widgets::instance::Instance;
use crate::widgets::rules::Breach;

/// Passes on what servers say of their lists, until the program ends.
pub async fn pass_on_changes(screens: Arc<Screens>) {
    loop {
        for (connector, list) in screens.connectors.changes().next().await {
            screens.tell_change(&connector, list);
        }
    }
}

impl Screens {
    /// ChatGPT was not seen to declare it, and so its widgets are told nothing.
    fn tell_change(&self, connector_id: &str, list: List) {
        let capability = match list {
            List::Tools => "/serverTools/listChanged",
            List::Resources => "/serverResources/listChanged",
        };
        let host = self.profile.bridge.host(self.settings.now().widgets.host);
        if host.capabilities.pointer(capability) != Some(&Value::Bool(true)) {
            return;
        }
        let stage = self.lock();
        let concerned = |own: &&Instance| own.connector_id == connector_id && own.is_initialized();
        for instance in stage.instances.iter().filter(concerned) {
            self.send(&instance.screen, instance.to_apps(apps::list_changed(list.name())));
        }
    }

    pub(super) async fn call_tool(
        &self,
        instance: &Instance,
        name: String,
        arguments: Value,
    ) -> Result<Granted, Refusal> {
        self.note_visibility(instance, &name).await;
        let asker = Asker::Widget { call_id: instance.call_id.clone(), screen: instance.screen.clone() };
        if self.calls.is_full(&asker) {
            self.note(&instance.id, Breach::ManyCalls);
        }
        let proposal = Proposal {
            conversation_id: instance.conversation_id.clone(),
            connector_id: instance.connector_id.clone(),
            tool_name: name,
            arguments,
            asker,
        };
        let (_, settled) = self.calls.propose(proposal).await.map_err(|problem| problem.message)?;
        let Settled { call, result } = settled.await.map_err(|_| "The call was cut off.".to_owned())?;
        if let Some(result) = result {
            return Ok(Granted::Called(result));
        }
        let error = self.calls.error(&call.id).await.map_err(|problem| problem.message)?;
        Err(match (error, call.problem) {
            (Some(error), _) => Refusal::read(&error),
            (None, Some(problem)) => problem.message.into(),
            (None, None) if call.state == CallState::Denied => self.profile.texts.denied.clone().into(),
            (None, None) if call.state == CallState::Cancelled => {
                "The tool call was cancelled.".to_owned().into()
            }
            (None, None) => "The tool call failed.".to_owned().into(),
        })
    }

    /// Whether the call is allowed all the same is for the verdict to say.
    async fn note_visibility(&self, instance: &Instance, name: &str) {
        let Ok(Some(snapshot)) = self.connectors.snapshot(&instance.connector_id).await else { return };
        let Some(tool) = snapshot.tools.iter().find(|tool| tool.name == name) else { return };
        let meta = tool.raw.0.get("_meta");
        let says = |pointer: &str| meta.is_some_and(|meta| meta.pointer(pointer).is_some());
        let name = name.to_owned();
        if !tool.visibility.app {
            self.note(&instance.id, Breach::HiddenTool { name });
        } else if !says("/ui/visibility") && !says("/openai~1widgetAccessible") {
            self.note(&instance.id, Breach::UnsaidVisibility { name });
        }
        self.news.raise(&instance.call_id);
    }

    pub(super) async fn ask_server(
        &self,
        instance: &Instance,
        question: Question,
        params: Value,
    ) -> Result<Granted, Refusal> {
        let _place = instance.life.questions.place().await;
        let session = self.connectors.session(&instance.connector_id).await;
        let session = session.map_err(|problem| problem.message)?;
        match session.request(question.method(), params).await {
            Ok(answer) => Ok(Granted::Answer(answer.result)),
            Err(failure) => Err(match failure.response.as_ref().and_then(|response| response.get("error")) {
                Some(error) => Refusal::read(error),
                None => failure.problem.message.into(),
            }),
        }
    }
}
