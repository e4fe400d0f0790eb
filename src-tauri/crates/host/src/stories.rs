//! Stories: calls and answers as a file, to be clicked through in the window and replayed by a test. The answers are given
//! by [`crate::approvals::rehearsal`].

use std::sync::{Arc, Mutex, PoisonError};

use greenroom_contract::approval::{LoggedApproval, Outcome};
use greenroom_contract::call::{Asker, CallState, RunRequest};
use greenroom_contract::conversation::Conversation;
use greenroom_contract::story::{Answer, AnswerScript, Replay, ReplayedCall, ScriptedAnswer};
use greenroom_contract::{Json, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::AbortHandle;

use crate::approvals::{Approvals, rehearsal};
use crate::calls::Calls;
use crate::connectors::{self, Connectors};
use crate::conversations::Conversations;
use crate::fixtures::{self, Origin};
use crate::own_file::Kind;

const KIND: Kind = Kind { key: "greenroomStory", name: "story", version: 1 };
/// Before a saved answer is given again: long enough to see the card.
const PAUSE_MILLISECONDS: u32 = 1500;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoryFile {
    /// The version; also what tells the file from others.
    greenroom_story: u64,
    /// Whose tools are called; absent where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connector: Option<Origin>,
    #[serde(default)]
    calls: Vec<StoryCall>,
    #[serde(default)]
    answers: Vec<ScriptedAnswer>,
    #[serde(default)]
    pause_milliseconds: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoryCall {
    tool: String,
    #[serde(default = "nothing")]
    arguments: Value,
    /// How it ends; a replay that ends otherwise has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<CallState>,
}

fn nothing() -> Value {
    json!({})
}

/// What stories are played on.
#[derive(Clone, Debug)]
struct Instruments {
    connectors: Arc<Connectors>,
    conversations: Conversations,
    approvals: Arc<Approvals>,
    calls: Arc<Calls>,
}

#[derive(Debug)]
pub struct Stories {
    instruments: Instruments,
    /// The one that plays, or played last.
    playing: Mutex<Option<AbortHandle>>,
}

impl Stories {
    pub fn new(
        connectors: Arc<Connectors>,
        conversations: Conversations,
        approvals: Arc<Approvals>,
        calls: Arc<Calls>,
    ) -> Self {
        let instruments = Instruments { connectors, conversations, approvals, calls };
        Self { instruments, playing: Mutex::default() }
    }

    /// The text of a file: the person's calls of the conversation's first connector, and a script that is attached to it;
    /// where none is, the answers that were given.
    pub async fn text(
        &self,
        conversation: &Conversation,
        asked: &[LoggedApproval],
    ) -> Result<String, Problem> {
        let ours: Vec<_> = conversation.calls().filter(|call| call.asker == Asker::Person).collect();
        let origin = match ours.first() {
            Some(first) => Some(Origin::of(&self.instruments.connectors.get(&first.connector_id).await?)),
            None => None,
        };
        let attached = self.instruments.approvals.rehearsals().of(&conversation.id).await?;
        let AnswerScript { answers, pause_milliseconds } = attached.map_or_else(
            || AnswerScript { answers: answers(asked), pause_milliseconds: PAUSE_MILLISECONDS },
            |rehearsal| rehearsal.script,
        );
        if ours.is_empty() && answers.is_empty() {
            return Err(Problem::invalid(
                "There is no story yet: nothing was called in this conversation, and nothing is rehearsed.",
                "Run a tool, or write a script of answers.",
            ));
        }
        let of_first =
            |connector_id: &str| ours.first().is_some_and(|first| first.connector_id == connector_id);
        let calls = ours.iter().filter(|call| of_first(&call.connector_id)).map(|call| StoryCall {
            tool: call.tool_name.clone(),
            arguments: call.arguments.0.clone(),
            ends: call.state.is_settled().then_some(call.state),
        });
        let file = StoryFile {
            greenroom_story: KIND.version,
            connector: origin,
            calls: calls.collect(),
            answers,
            pause_milliseconds,
        };
        Ok(format!("{:#}\n", serde_json::to_value(file).unwrap_or_default()))
    }

    /// Begins to play it, beside everything else. The one that played before makes no more calls.
    pub async fn open(&self, text: &str) -> Result<(), Problem> {
        let file = read(text)?;
        let Instruments { connectors, conversations, approvals, .. } = &self.instruments;
        let script = file.script();
        if file.calls.is_empty() {
            let conversation = conversations.current_id().await?;
            return approvals.rehearsals().set(&conversation, Some(script)).await;
        }
        let connector = match &file.connector {
            Some(origin) => fixtures::connector(origin, &connectors.list().await?)?,
            None => return Err(nobody()),
        };
        connectors::usable(&connector)?;
        self.instruments.check(&connector.id, &file.calls).await?;
        self.stop();
        let conversation = conversations.start().await?;
        approvals.rehearsals().set(&conversation.id, Some(script)).await?;
        let instruments = self.instruments.clone();
        let playing = tokio::spawn(async move {
            let played = instruments.play(&conversation.id, &connector.id, file.calls).await;
            if let Err(problem) = played {
                tracing::warn!(message = problem.message, "a story broke off");
            }
        });
        *self.lock() = Some(playing.abort_handle());
        Ok(())
    }

    /// Plays it with this connector, to its end.
    pub async fn replay(&self, text: &str, connector_id: &str) -> Result<Replay, Problem> {
        let file = read(text)?;
        self.instruments.check(connector_id, &file.calls).await?;
        let conversation = self.instruments.conversations.start().await?;
        self.instruments.approvals.rehearsals().set(&conversation.id, Some(file.script())).await?;
        let calls = self.instruments.play(&conversation.id, connector_id, file.calls).await?;
        Ok(Replay { conversation_id: conversation.id, calls })
    }

    /// The call that it has made goes on.
    pub fn stop(&self) {
        if let Some(playing) = self.lock().take() {
            playing.abort();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<AbortHandle>> {
        self.playing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Instruments {
    /// Nothing is called where a tool is missing.
    async fn check(&self, connector_id: &str, calls: &[StoryCall]) -> Result<(), Problem> {
        for call in calls {
            self.connectors.tool(connector_id, &call.tool).await?;
        }
        Ok(())
    }

    /// Each call after the end of the one before. A call that is cancelled ends the story.
    async fn play(
        &self,
        conversation_id: &str,
        connector_id: &str,
        calls: Vec<StoryCall>,
    ) -> Result<Vec<ReplayedCall>, Problem> {
        let mut replayed = Vec::new();
        for StoryCall { tool, arguments, ends } in calls {
            let request = RunRequest {
                connector_id: connector_id.to_owned(),
                tool_name: tool,
                arguments: Json(arguments),
                say: String::new(),
                answers: None,
            };
            let (call, settled) = self.calls.run(conversation_id, request).await?;
            let Ok(settled) = settled.await else { break };
            let state = settled.call.state;
            replayed.push(ReplayedCall {
                call_id: call.id,
                tool_name: call.tool_name,
                state,
                expected: ends,
            });
            if state == CallState::Cancelled {
                break;
            }
        }
        Ok(replayed)
    }
}

impl StoryFile {
    fn script(&self) -> AnswerScript {
        AnswerScript { answers: self.answers.clone(), pause_milliseconds: self.pause_milliseconds }
    }
}

fn read(text: &str) -> Result<StoryFile, Problem> {
    let file: StoryFile = KIND.read(text)?;
    rehearsal::check(&file.script())?;
    Ok(file)
}

fn nobody() -> Problem {
    Problem::invalid(
        "The story makes calls, but names no connector.",
        "Add `connector` with its name and address.",
    )
}

/// The answers that people gave, each for its tool. What nobody answered is left to a person again.
fn answers(asked: &[LoggedApproval]) -> Vec<ScriptedAnswer> {
    let answer = |logged: &LoggedApproval| {
        let answer = match logged.decision.as_ref()?.outcome {
            Outcome::Denied => Answer::Deny,
            Outcome::DeniedForConversation => Answer::DenyForConversation,
            Outcome::AllowedOnce => Answer::AllowOnce,
            Outcome::AllowedForConversation => Answer::AllowForConversation,
            Outcome::AlwaysAllowed => Answer::AlwaysAllow,
            Outcome::TimedOut => Answer::TimeOut,
            Outcome::Withdrawn
            | Outcome::Refreshed
            | Outcome::ConnectorDisabled
            | Outcome::ConnectorDeleted
            | Outcome::ConnectorMoved
            | Outcome::WindowClosed
            | Outcome::Quit
            | Outcome::Crashed => Answer::AskMe,
        };
        Some(ScriptedAnswer { tool: Some(logged.approval.card.tool_name.clone()), answer })
    };
    asked.iter().filter_map(answer).collect()
}
