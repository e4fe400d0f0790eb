//! Questions of widgets to the person, and what the person is told of them. What each asks for, and what follows from
//! the answer, is beside: a link in [`super::links`].

use greenroom_contract::prompt::{Asks, PromptAnswer, ScreenPrompt};
use tokio::sync::oneshot;

use super::Screens;
use super::stage::OpenPrompt;
use crate::time;
use crate::widgets::instance::Instance;

impl Screens {
    /// Puts a question on the widget's screen and waits. One that nobody can answer any more is declined. A widget that
    /// asks in a loop must not bury the person, so each has one question at a time.
    pub(super) async fn ask_person(&self, instance: &Instance, asks: Asks) -> Result<PromptAnswer, String> {
        let answered = self.put_prompt(instance, asks)?;
        self.redraw.notify_one();
        Ok(answered.await.unwrap_or(PromptAnswer::Declined))
    }

    /// Puts a notice in the place of a question; nobody waits for it.
    pub(super) fn tell_person(&self, instance: &Instance, asks: Asks) {
        if let Err(message) = self.put_prompt(instance, asks) {
            tracing::warn!(app = instance.app_name, message, "the person could not be told");
        }
        self.redraw.notify_one();
    }

    pub(super) fn settle_prompt(&self, screen: &str, prompt: &str, answer: PromptAnswer) {
        let mut stage = self.lock();
        let index = stage.prompts.iter().position(|open| open.screen == screen && open.prompt.id == prompt);
        if let Some(index) = index {
            let _ = stage.prompts.remove(index).answer.send(answer);
        }
        drop(stage);
        self.redraw.notify_one();
    }

    fn put_prompt(&self, instance: &Instance, asks: Asks) -> Result<oneshot::Receiver<PromptAnswer>, String> {
        let mut stage = self.lock();
        // A notice that still stands must not keep its widget from asking.
        let is_notice = |open: &OpenPrompt| matches!(open.prompt.asks, Asks::SeeSaved { .. });
        stage.prompts.retain(|open| open.instance != instance.id || !is_notice(open));
        if stage.prompts.iter().any(|open| open.instance == instance.id) {
            return Err("This widget waits for an answer to another question already.".into());
        }
        if stage.by_id(&instance.id).is_none() {
            return Err("This widget is no longer shown.".into());
        }
        let (answer, answered) = oneshot::channel();
        stage.prompts.push(OpenPrompt {
            screen: instance.screen.clone(),
            instance: instance.id.clone(),
            prompt: ScreenPrompt { id: time::fresh_id(), app_name: instance.app_name.clone(), asks },
            answer,
        });
        Ok(answered)
    }
}
