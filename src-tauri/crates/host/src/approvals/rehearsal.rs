//! Rehearsals: answers that a script gives in a person's place, in one conversation. What was given to which call is on
//! disk before the card is drawn, so that no answer is given twice.

use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::approval::Choice;
use greenroom_contract::call::Call;
use greenroom_contract::event::Event;
use greenroom_contract::story::{Answer, AnswerScript, GivenAnswer, Rehearsal};
use greenroom_store::Store;
use serde_json::json;

use crate::events::Events;
use crate::{problems, time};

/// More answers than a person would ever click through.
const MOST_ANSWERS: usize = 1000;
/// A card that is seen for longer is better answered by hand.
const LONGEST_PAUSE: u32 = 600_000;

#[derive(Debug)]
pub struct Rehearsals {
    store: Store,
    events: Events,
    /// Held while an answer is chosen: two prompts at once get two answers.
    choosing: tokio::sync::Mutex<()>,
}

/// What the script has for a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Counted from 0.
    pub step: u32,
    pub answer: Answer,
    pub pause: Duration,
}

impl Rehearsals {
    pub fn new(store: Store, events: Events) -> Self {
        Self { store, events, choosing: tokio::sync::Mutex::default() }
    }

    /// The script of a conversation, if it has one. One that cannot be read counts as none.
    pub async fn of(&self, conversation_id: &str) -> Result<Option<Rehearsal>, Problem> {
        let body = self.store.rehearsal(conversation_id).await.map_err(problems::of_store)?;
        Ok(body.and_then(|body| serde_json::from_value(body).ok()))
    }

    /// From its first answer on; without a script, nothing is rehearsed any more.
    pub async fn set(&self, conversation_id: &str, script: Option<AnswerScript>) -> Result<(), Problem> {
        let _held = self.choosing.lock().await;
        let stored = match script {
            Some(script) => {
                check(&script)?;
                let rehearsal = Rehearsal { given: vec![None; script.answers.len()], script };
                self.store.put_rehearsal(conversation_id, &json!(rehearsal)).await
            }
            None => self.store.delete_rehearsal(conversation_id).await,
        };
        stored.map_err(problems::of_store)?;
        self.events.tell(Event::Approvals);
        Ok(())
    }

    /// The answer for the prompt of this call, which is given from now on. None where the person answers.
    pub async fn next(&self, conversation_id: &str, call: &Call) -> Option<Next> {
        let _held = self.choosing.lock().await;
        let mut rehearsal = self.of(conversation_id).await.ok()??;
        let step = step_for(&rehearsal, &call.tool_name)?;
        let given =
            GivenAnswer { call_id: call.id.clone(), tool_name: call.tool_name.clone(), at: time::now() };
        *rehearsal.given.get_mut(step)? = Some(given);
        if let Err(error) = self.store.put_rehearsal(conversation_id, &json!(rehearsal)).await {
            tracing::error!(%error, "a rehearsal could not be stored, so the person is asked");
            return None;
        }
        self.events.tell(Event::Approvals);
        let answer = rehearsal.script.answers.get(step)?.answer;
        let pause = Duration::from_millis(rehearsal.script.pause_milliseconds.into());
        (answer != Answer::AskMe).then_some(Next { step: u32::try_from(step).ok()?, answer, pause })
    }
}

/// # Errors
/// Where it has too many answers or too long a pause.
pub fn check(script: &AnswerScript) -> Result<(), Problem> {
    if script.answers.len() > MOST_ANSWERS {
        let message = format!("The rehearsal has {} answers.", script.answers.len());
        return Err(Problem::invalid(message, format!("{MOST_ANSWERS} are the most.")));
    }
    if script.pause_milliseconds > LONGEST_PAUSE {
        let message = format!("The pause before each answer is {} milliseconds.", script.pause_milliseconds);
        return Err(Problem::invalid(message, format!("{LONGEST_PAUSE} are the most.")));
    }
    Ok(())
}

/// The first answer that is not given yet and is not meant for another tool.
fn step_for(rehearsal: &Rehearsal, tool_name: &str) -> Option<usize> {
    let answers = rehearsal.script.answers.iter().zip(&rehearsal.given);
    answers
        .enumerate()
        .find(|(_, (answer, given))| {
            given.is_none() && answer.tool.as_deref().is_none_or(|tool| tool == tool_name)
        })
        .map(|(step, _)| step)
}

pub fn words(answer: Answer) -> &'static str {
    match answer {
        Answer::Deny => "Deny",
        Answer::AllowOnce => "Allow once",
        Answer::AllowForConversation => "Allow for this conversation",
        Answer::AlwaysAllow => "Always allow",
        Answer::DenyForConversation => "Deny for this conversation",
        Answer::TimeOut => "No answer in time",
        Answer::AskMe => "Ask me",
    }
}

/// What is answered; none where nothing is.
pub fn choice(answer: Answer) -> Option<Choice> {
    match answer {
        Answer::Deny => Some(Choice::Deny),
        Answer::AllowOnce => Some(Choice::AllowOnce),
        Answer::AllowForConversation => Some(Choice::AllowForConversation),
        Answer::AlwaysAllow => Some(Choice::AlwaysAllow),
        Answer::DenyForConversation => Some(Choice::DenyForConversation),
        Answer::TimeOut | Answer::AskMe => None,
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::story::ScriptedAnswer;
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn an_answer_goes_to_the_next_prompt_or_to_the_next_of_its_tool() {
        let answer = |tool: Option<&str>, answer| ScriptedAnswer { tool: tool.map(str::to_owned), answer };
        let answers = vec![
            answer(Some("clear"), Answer::Deny),
            answer(None, Answer::AllowOnce),
            answer(None, Answer::TimeOut),
        ];
        let script = AnswerScript { answers, pause_milliseconds: 0 };
        let mut rehearsal = Rehearsal { given: vec![None; 3], script };
        let mut give = |tool: &str| {
            let step = step_for(&rehearsal, tool)?;
            rehearsal.given[step] =
                Some(GivenAnswer { call_id: String::new(), tool_name: tool.to_owned(), at: String::new() });
            Some(step)
        };
        let steps = ["add", "clear", "clear", "add"].map(&mut give);
        assert_eq!(steps, [Some(1), Some(0), Some(2), None]);
    }
}
