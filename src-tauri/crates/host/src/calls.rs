//! Tool calls: propose → verdict → (ask) → run → settle.
//!
//! This is the only road by which a `tools/call` leaves the program, for people, widgets and scripts alike. The
//! rule and the prompt are in [`crate::approvals`]; what goes into the request is in [`request`], with its files in [`attachments`]; a call's way to
//! its server and back is in [`run`]; stopping calls is in [`switch`]; checking arguments before they are sent is
//! in [`crate::schema`].

mod attachments;
pub mod outcome;
pub mod reports;
pub mod request;
mod run;
mod switch;
mod turns;
mod warning;

use std::sync::Arc;

use greenroom_contract::approval::{Decision, Outcome, Verdict};
use greenroom_contract::call::{Asker, Call, CallRecord, CallState, RunRequest};
use greenroom_contract::connector::{Connector, Endpoint};
use greenroom_contract::conversation::Author;
use greenroom_contract::permission::{ApprovalPreview, ConnectorPermissions};
use greenroom_contract::settings::Settings;
use greenroom_contract::tool::Tool;
use greenroom_contract::{Json, Problem};
use greenroom_store::Store;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::approvals::preview::preview;
use crate::approvals::prompt::{self, Subject};
use crate::approvals::verdict::{Circumstances, Memory, Rules, Voice, verdict};
use crate::approvals::{Approvals, NOBODY, Refusal};
use crate::connectors::{self, Connectors};
use crate::conversations::{Conversations, NewMessage};
use crate::devices::Devices;
use crate::files::Files;
use crate::findings;
use crate::inquiries::{Asked, Inquiries};
use crate::problems;
use crate::profile::Levels;
use crate::settings::CurrentSettings;
use crate::time;

use self::outcome::Ended;
use self::reports::Reports;
use self::request::{Form, Of};
pub use self::switch::{MOST_OF_A_WIDGET, Stop, Whose};
use self::switch::{Switch, Switchboard};
use self::turns::{Turn, Turns};

#[derive(Debug)]
pub struct Calls {
    store: Store,
    settings: Arc<CurrentSettings>,
    connectors: Arc<Connectors>,
    conversations: Conversations,
    approvals: Arc<Approvals>,
    inquiries: Arc<Inquiries>,
    reports: Arc<Reports>,
    files: Arc<Files>,
    devices: Arc<Devices>,
    switchboard: Arc<Switchboard>,
    turns: Turns,
}

/// What calls stand on.
#[derive(Debug)]
pub struct Means {
    pub store: Store,
    pub settings: Arc<CurrentSettings>,
    pub connectors: Arc<Connectors>,
    pub conversations: Conversations,
    pub approvals: Arc<Approvals>,
    pub inquiries: Arc<Inquiries>,
    pub reports: Arc<Reports>,
    pub files: Arc<Files>,
    pub devices: Arc<Devices>,
}

/// What somebody wants to be called.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub conversation_id: String,
    pub connector_id: String,
    pub tool_name: String,
    pub arguments: Value,
    pub asker: Asker,
}

/// What a call was proposed, judged and asked about for.
#[derive(Debug)]
struct Aim {
    tool: Tool,
    form: Form,
    /// Where the connector led then.
    endpoint: Endpoint,
}

/// A call at its end. `result` is the server's `CallToolResult` as it was on the wire.
#[derive(Clone, Debug)]
pub struct Settled {
    pub call: Call,
    pub result: Option<Value>,
}

impl Calls {
    pub fn new(means: Means) -> Self {
        let Means {
            store,
            settings,
            connectors,
            conversations,
            approvals,
            inquiries,
            reports,
            files,
            devices,
        } = means;
        let (switchboard, turns) = (Arc::default(), Turns::default());
        Self {
            store,
            settings,
            connectors,
            conversations,
            approvals,
            inquiries,
            reports,
            files,
            devices,
            switchboard,
            turns,
        }
    }

    /// Calls that the program's end cut off. What waited for an answer was refused; what was allowed and not sent yet
    /// is not sent any more; what ran has no known end.
    pub async fn settle_leftovers(&self) -> Result<(), Problem> {
        for mut call in self.conversations.unsettled_calls().await? {
            let decision = match call.state {
                CallState::AwaitingApproval => self.approvals.decision_of(&call.id).await?,
                _ => None,
            };
            let ended = match (call.state, decision) {
                (CallState::AwaitingApproval, Some(decision)) if decision.outcome.allows() => {
                    call.decision = Some(decision);
                    Ended::stopped(Stop::Crashed, &call)
                }
                (CallState::AwaitingApproval, Some(decision)) => Ended::refused(decision),
                // It ended before its prompt was on disk.
                (CallState::AwaitingApproval, None) => {
                    Ended::refused(Decision { outcome: Outcome::Crashed, by: NOBODY.into(), at: time::now() })
                }
                _ => Ended::stopped(Stop::Crashed, &call),
            };
            ended.write(&mut call);
            self.conversations.put_call(&call).await?;
        }
        Ok(())
    }

    /// What the rules say about a tool that the person would run in this conversation.
    pub async fn verdict(
        &self,
        conversation_id: &str,
        connector: &Connector,
        tool: &Tool,
    ) -> Result<Verdict, Problem> {
        self.judge(conversation_id, connector, tool, &Asker::Person).await
    }

    /// What would be asked of a connector's tools, level by level. Nothing is called.
    pub async fn preview(&self, connector: &Connector, tools: &[Tool]) -> ApprovalPreview {
        let form = self.form(connector, &Asker::Person);
        let settings = self.settings.now();
        let payload = |tool: &Tool, arguments: &Value| {
            let of = Of { conversation_id: "…", tool_name: &tool.name, asker: &Asker::Person };
            request::payload(form.params(of, arguments))
        };
        let rules = rules(connector, &settings, self.settings.levels());
        preview(&connector.name, tools, rules, self.approvals.texts(), payload)
    }

    /// As [`Calls::propose`], for the person in the model's place, under a message of theirs.
    pub async fn run(
        self: &Arc<Self>,
        conversation_id: &str,
        request: RunRequest,
    ) -> Result<(Call, oneshot::Receiver<Settled>), Problem> {
        let tool = self.connectors.tool(&request.connector_id, &request.tool_name).await?;
        let connector = self.connectors.get(&request.connector_id).await?;
        connectors::usable(&connector)?;
        if request.answers.is_none() {
            let said = match request.say.trim() {
                "" => format!("{}: {}", connector.name, tool.title),
                said => said.to_owned(),
            };
            let message = NewMessage::of(Author::Person, &said);
            self.conversations.say(conversation_id, message).await?;
        }
        self.propose(Proposal {
            conversation_id: conversation_id.to_owned(),
            connector_id: request.connector_id,
            tool_name: request.tool_name,
            arguments: request.arguments.0,
            asker: Asker::Person,
        })
        .await
    }

    /// Stores the call and sets it going. The receiver gets it when it has settled.
    pub async fn propose(
        self: &Arc<Self>,
        proposal: Proposal,
    ) -> Result<(Call, oneshot::Receiver<Settled>), Problem> {
        let mut admission = self.switchboard.admit(&proposal.connector_id, &proposal.asker)?;
        let connector = self.connectors.get(&proposal.connector_id).await?;
        connectors::usable(&connector)?;
        let tool = self.connectors.tool(&proposal.connector_id, &proposal.tool_name).await?;
        let verdict = self.judge(&proposal.conversation_id, &connector, &tool, &proposal.asker).await?;
        let call = outcome::proposed(&admission.id, &proposal, &connector.name, &tool, verdict);
        self.connectors.pin(&connector, &call, &tool).await?;
        self.conversations.put_call(&call).await?;

        let (done, settled) = oneshot::channel();
        let calls = self.clone();
        let proposed = call.clone();
        let form = self.form(&connector, &proposed.asker);
        let aim = Aim { tool, form, endpoint: connector.endpoint };
        tokio::spawn(async move {
            let settled = calls.drive(call, &aim, &mut admission.switch).await;
            drop(admission);
            let _ = done.send(settled);
        });
        Ok((proposed, settled))
    }

    /// A widget's call is of the person of its screen; the person's own are of the first screen.
    fn form(&self, connector: &Connector, asker: &Asker) -> Form {
        let device = match asker {
            Asker::Widget { screen, .. } => self.devices.get(screen),
            _ => self.devices.now().first().cloned(),
        };
        let preferences = device.map(|device| device.preferences.clone()).unwrap_or_default();
        Form::new(connector.client, self.settings.client(connector.client), preferences)
    }

    /// Whether the asker may have no more calls under way.
    pub fn is_full(&self, asker: &Asker) -> bool {
        self.switchboard.is_full(asker)
    }

    /// A call that has settled already is left as it is.
    pub fn cancel(&self, id: &str) {
        self.switchboard.cancel(id);
    }

    /// Stops calls and waits until their ends are on disk.
    pub async fn stop(&self, whose: Whose<'_>, why: Stop) {
        self.switchboard.stop(whose, why).await;
    }

    pub async fn record(&self, id: &str) -> Result<CallRecord, Problem> {
        let call = self.conversations.call(id).await?;
        let row = self.store.exchange(id).await.map_err(problems::of_store)?;
        let (request, response, exchange) =
            row.map_or((None, None, None), |row| (row.request, row.response, row.exchange));
        let mut findings = response.as_ref().map(outcome::findings).unwrap_or_default();
        findings
            .extend(self.connectors.pinned(id).await?.map(|pin| pin.template.findings).unwrap_or_default());
        let findings = findings::bounded(findings);
        Ok(CallRecord {
            call,
            request: request.map(Json),
            response: response.map(Json),
            exchange: exchange.and_then(|exchange| serde_json::from_value(exchange).ok()),
            findings,
        })
    }

    /// The result of a settled call, from disk.
    pub async fn result(&self, id: &str) -> Result<Option<Value>, Problem> {
        self.answer(id, "result").await
    }

    /// The JSON-RPC error that the server gave in place of a result, from disk.
    pub async fn error(&self, id: &str) -> Result<Option<Value>, Problem> {
        self.answer(id, "error").await
    }

    async fn answer(&self, id: &str, member: &str) -> Result<Option<Value>, Problem> {
        let row = self.store.exchange(id).await.map_err(problems::of_store)?;
        let response = row.and_then(|row| row.response);
        Ok(response.and_then(|mut response| response.get_mut(member).map(Value::take)))
    }

    async fn judge(
        &self,
        conversation_id: &str,
        connector: &Connector,
        tool: &Tool,
        asker: &Asker,
    ) -> Result<Verdict, Problem> {
        let named = (connector.id.as_str(), connector.name.as_str());
        let memory = self.approvals.memory(conversation_id, named, &tool.name).await?;
        let settings = self.settings.now();
        Ok(verdict(Circumstances {
            annotations: &tool.annotations,
            visibility: &tool.visibility,
            asker: Voice::of(asker),
            remembered: memory.as_ref().map(|(id, answer, words)| Memory { id, answer: *answer, words }),
            rules: rules(connector, &settings, self.settings.levels()),
        }))
    }

    async fn drive(&self, mut call: Call, aim: &Aim, switch: &mut Switch) -> Settled {
        let mut turn = None;
        let ended = self.ask_and_run(&mut call, aim, switch, &mut turn).await;
        self.inquiries.cancel(Asked::DuringCall(&call.id));
        ended.write(&mut call);
        let stored = match ended.exchange() {
            Some(exchange) => self.conversations.put_call_and(&call, exchange).await,
            None => self.conversations.put_call(&call).await,
        };
        drop(turn);
        match stored {
            Ok(()) => Settled { call, result: ended.result() },
            Err(problem) => {
                tracing::error!(call = call.id, "the end of a call could not be stored");
                outcome::unsaved(&mut call, problem);
                Settled { call, result: None }
            }
        }
    }

    async fn ask_and_run(
        &self,
        call: &mut Call,
        aim: &Aim,
        switch: &mut Switch,
        turn: &mut Option<Turn>,
    ) -> Ended {
        let Aim { tool, form, .. } = aim;
        let announced = match self.announced(&call.arguments.0, tool).await {
            Ok(arguments) => arguments,
            Err(problem) => return Ended::failed(problem),
        };
        let payload = request::payload(form.params((&*call).into(), &announced));
        let card = prompt::card(
            Subject {
                app_name: &call.app_name,
                tool_name: &call.tool_name,
                tool_title: &call.tool_title,
                description: &tool.description,
                arguments: &call.arguments.0,
                payload: &payload,
            },
            self.approvals.texts(),
        );
        let withdrawn = async { switch.raised().await.outcome() };
        let outdated = self.connectors.is_outdated(&call.connector_id, tool);
        match self.approvals.permit(call, card, outdated, withdrawn).await {
            Ok(permit) => self.send(permit, call, aim, switch, turn).await.unwrap_or_else(Ended::failed),
            Err(Refusal::Denied(decision)) => Ended::refused(decision),
            Err(Refusal::NotAllowed(verdict)) => Ended::not_allowed(&verdict),
        }
    }
}

/// What is set for a connector, or for all.
fn rules<'a>(connector: &Connector, settings: &Settings, levels: &'a Levels) -> Rules<'a> {
    let ConnectorPermissions { level, widget_calls } = connector.permissions;
    Rules {
        level: level.unwrap_or(settings.approvals.level),
        widget_calls: widget_calls.unwrap_or(settings.approvals.widget_calls),
        high_risk: settings.approvals.high_risk,
        host: settings.widgets.host,
        levels,
    }
}
