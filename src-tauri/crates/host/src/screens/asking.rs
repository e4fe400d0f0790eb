//! What the host asks a widget: requests of the MCP Apps bridge in the other direction, and the answers that are
//! waited for.

use std::time::Duration;

use greenroom_contract::Problem;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Screens;
use crate::text;
use crate::widgets::bridge::{Refusal, apps};

/// The longest message of a widget's error that is shown.
const LONGEST_MESSAGE: usize = 500;

/// A request that waits for its answer.
#[derive(Debug)]
pub struct Asked {
    /// Dropped with the widget's document or its instance: who waits learns of it.
    pub instance: String,
    id: u64,
    answer: oneshot::Sender<Result<Value, Refusal>>,
}

/// Why a widget gave no result.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error("The widget is no longer shown.")]
    Gone,
    #[error("The widget has not completed its handshake, and nothing may be sent to it before.")]
    NotInitialized,
    #[error("The widget was closed or loaded anew before it answered {0}.")]
    CutOff(String),
    #[error("The widget did not answer {method} within {} seconds.", limit.as_secs())]
    TooLate { method: String, limit: Duration },
    #[error("The widget answered {method} with the error {}: {}", refusal.code, text::shown(&refusal.message, LONGEST_MESSAGE))]
    Refused { method: String, refusal: Refusal },
}

impl Screens {
    /// Asks a widget and waits for its answer, no longer than the limit. Not to be awaited where the widgets of its
    /// screen are heard: the answer comes by that way.
    pub(super) async fn ask_view(
        &self,
        instance: &str,
        method: &str,
        params: Value,
        limit: Duration,
    ) -> Result<Value, NoAnswer> {
        let (id, answer) = self.put_to(instance, method, &params)?;
        let answered = timeout(limit, answer).await;
        match answered {
            Ok(Ok(Ok(result))) => Ok(result),
            Ok(Ok(Err(refusal))) => Err(NoAnswer::Refused { method: method.to_owned(), refusal }),
            Ok(Err(_)) => Err(NoAnswer::CutOff(method.to_owned())),
            Err(_) => {
                self.give_up(instance, id);
                Err(NoAnswer::TooLate { method: method.to_owned(), limit })
            }
        }
    }

    fn put_to(
        &self,
        id: &str,
        method: &str,
        params: &Value,
    ) -> Result<(u64, oneshot::Receiver<Result<Value, Refusal>>), NoAnswer> {
        let mut stage = self.lock();
        let instance = stage.by_id(id).ok_or(NoAnswer::Gone)?;
        if !instance.is_initialized() {
            return Err(NoAnswer::NotInitialized);
        }
        let number = stage.last_asked + 1;
        self.send(&instance.screen, instance.to_apps(apps::request(number, method, params)));
        stage.last_asked = number;
        let (sender, answer) = oneshot::channel();
        stage.asked.push(Asked { instance: id.to_owned(), id: number, answer: sender });
        Ok((number, answer))
    }

    fn give_up(&self, id: &str, number: u64) {
        let mut stage = self.lock();
        stage.asked.retain(|asked| asked.id != number);
        if let Some(instance) = stage.by_id(id) {
            self.send(&instance.screen, instance.to_apps(apps::cancelled(number, "No answer in time.")));
        }
    }

    /// What a widget answers. What nobody waits for any more is dropped.
    pub(super) fn take_answer(&self, instance: &str, id: &Value, outcome: Result<Value, Refusal>) {
        let mut stage = self.lock();
        let place =
            stage.asked.iter().position(|asked| asked.instance == instance && id.as_u64() == Some(asked.id));
        if let Some(place) = place {
            let asked = stage.asked.swap_remove(place);
            // Whoever asked may have gone.
            let _ = asked.answer.send(outcome);
        }
    }
}

impl From<NoAnswer> for Problem {
    fn from(no_answer: NoAnswer) -> Self {
        let hint = match &no_answer {
            NoAnswer::Gone | NoAnswer::CutOff(_) => "Open its conversation and try again.",
            NoAnswer::NotInitialized => {
                "The widget has to send ui/initialize, and ui/notifications/initialized after the answer."
            }
            NoAnswer::TooLate { .. } | NoAnswer::Refused { .. } => {
                "Look at what the widget does with requests of the host; the record has the messages."
            }
        };
        Self::failed(no_answer.to_string(), hint)
    }
}
