//! Tool calls: propose → verdict → (ask) → run → settle.
//!
//! This is the only road by which a `tools/call` leaves the program, for people, widgets and scripts alike. The
//! rule and the prompt are in [`crate::approvals`]; what goes into the request is in [`request`]; stopping
//! calls is in [`switch`]; checking arguments before they are sent is in [`crate::schema`].

pub mod outcome;
pub mod request;
mod switch;

use std::sync::Arc;

use greenroom_contract::approval::{Decision, Outcome, Verdict};
use greenroom_contract::call::{Asker, Call, CallRecord, CallState};
use greenroom_contract::tool::Tool;
use greenroom_contract::{Json, Problem};
use greenroom_mcp::{Answer, Error, Failure, Request};
use greenroom_store::{ExchangeRow, Store};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::approvals::verdict::{Circumstances, Memory, verdict};
use crate::approvals::{Approvals, Permit, Refusal};
use crate::connectors::Connectors;
use crate::conversations::Conversations;
use crate::findings;
use crate::problems;
use crate::profile::Profile;
use crate::time;

use self::outcome::Ended;
pub use self::switch::{Stop, Whose};
use self::switch::{Switch, Switchboard};

#[derive(Debug)]
pub struct Calls {
    store: Store,
    profile: Arc<Profile>,
    connectors: Arc<Connectors>,
    conversations: Conversations,
    approvals: Arc<Approvals>,
    switchboard: Arc<Switchboard>,
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

/// A call at its end. `result` is the server's `CallToolResult` as it was on the wire.
#[derive(Clone, Debug)]
pub struct Settled {
    pub call: Call,
    pub result: Option<Value>,
}

impl Calls {
    pub fn new(
        store: Store,
        profile: Arc<Profile>,
        connectors: Arc<Connectors>,
        conversations: Conversations,
        approvals: Arc<Approvals>,
    ) -> Self {
        Self { store, profile, connectors, conversations, approvals, switchboard: Arc::default() }
    }

    /// Calls that the program's end cut off. What waited for an answer was refused; what ran has no known end.
    pub async fn settle_leftovers(&self) -> Result<(), Problem> {
        for mut call in self.conversations.unsettled_calls().await? {
            let ended = match call.state {
                CallState::AwaitingApproval => Ended::refused(Decision {
                    outcome: Outcome::Abandoned,
                    by: "greenroom".into(),
                    at: time::now(),
                }),
                _ => Ended::stopped(Stop::ProgramEnds, &call),
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
        connector_id: &str,
        tool: &Tool,
    ) -> Result<Verdict, Problem> {
        self.judge(conversation_id, connector_id, tool, &Asker::Person).await
    }

    /// Stores the call and sets it going. The receiver gets it when it has settled.
    pub async fn propose(
        self: &Arc<Self>,
        proposal: Proposal,
    ) -> Result<(Call, oneshot::Receiver<Settled>), Problem> {
        let mut admission = self.switchboard.admit(&proposal.connector_id, &proposal.asker)?;
        let connector = self.connectors.get(&proposal.connector_id).await?;
        let tool = self.connectors.tool(&proposal.connector_id, &proposal.tool_name).await?;
        let verdict =
            self.judge(&proposal.conversation_id, &proposal.connector_id, &tool, &proposal.asker).await?;
        let call = outcome::proposed(&admission.id, &proposal, &connector.name, &tool, verdict);
        self.connectors.pin(&connector, &call, &tool).await?;
        self.conversations.put_call(&call).await?;

        let (done, settled) = oneshot::channel();
        let calls = self.clone();
        let proposed = call.clone();
        tokio::spawn(async move {
            let settled = calls.drive(call, &tool, &mut admission.switch).await;
            drop(admission);
            let _ = done.send(settled);
        });
        Ok((proposed, settled))
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
        let row = self.store.exchange(id).await.map_err(problems::of_store)?;
        let response = row.and_then(|row| row.response);
        Ok(response.and_then(|mut response| response.get_mut("result").map(Value::take)))
    }

    async fn judge(
        &self,
        conversation_id: &str,
        connector_id: &str,
        tool: &Tool,
        asker: &Asker,
    ) -> Result<Verdict, Problem> {
        let rows = self.store.remembered(conversation_id).await.map_err(problems::of_store)?;
        let known = rows.iter().any(|row| row.connector_id == connector_id && row.tool_name == tool.name);
        let remembered = if known { Memory::AllowedForConversation } else { Memory::Nothing };
        Ok(verdict(Circumstances {
            annotations: &tool.annotations,
            visibility: &tool.visibility,
            asker,
            remembered,
        }))
    }

    async fn drive(&self, mut call: Call, tool: &Tool, switch: &mut Switch) -> Settled {
        let ended = self.ask_and_run(&mut call, tool, switch).await;
        ended.write(&mut call);
        if let Err(problem) = self.conversations.put_call(&call).await {
            outcome::unsaved(&mut call, problem);
            tracing::error!(call = call.id, "the end of a call could not be stored");
        }
        Settled { call, result: ended.result() }
    }

    async fn ask_and_run(&self, call: &mut Call, tool: &Tool, switch: &mut Switch) -> Ended {
        let params = request::params(call, &self.profile);
        let payload = json!({ "method": request::METHOD, "params": params });
        let withdrawn = async { switch.raised().await.outcome() };
        match self.approvals.permit(call, &payload, &tool.description, withdrawn).await {
            Ok(permit) => self.send(permit, call, params, switch).await.unwrap_or_else(Ended::failed),
            Err(Refusal::Denied(decision)) => Ended::refused(decision),
            Err(Refusal::NotAllowed(verdict)) => Ended::not_allowed(&verdict),
        }
    }

    /// Sends the call to its server. Only a permit opens this door.
    async fn send(
        &self,
        permit: Permit,
        call: &mut Call,
        params: Value,
        switch: &mut Switch,
    ) -> Result<Ended, Problem> {
        call.state = CallState::Running;
        call.decision = permit.decision;
        self.conversations.put_call(call).await?;
        let session = tokio::select! {
            session = self.connectors.session(&call.connector_id) => session?,
            why = switch.raised() => return Ok(Ended::stopped(why, call)),
        };
        if let Some(why) = switch.now() {
            return Ok(Ended::stopped(why, call));
        }
        call.sent_at = Some(time::now());
        self.conversations.put_call(call).await?;
        let stop = async {
            switch.raised().await;
        };
        let request = Request {
            limit: Some(self.profile.call_limit()),
            tag: Some(call.id.clone()),
            ..Request::new(request::METHOD, params)
        };
        let answer = session.request_until(request, stop).await;
        self.keep_exchange(&call.id, &answer).await?;
        Ok(match (answer, switch.now()) {
            (Err(Failure { error: Error::Cancelled { .. }, duration, .. }), Some(why)) => {
                Ended::stopped(why, call).after(duration)
            }
            (answer, _) => Ended::of(answer),
        })
    }

    async fn keep_exchange(&self, call_id: &str, answer: &Result<Answer, Failure>) -> Result<(), Problem> {
        let (request, response, exchange) = match answer {
            Ok(answer) => (Some(&answer.request), Some(&answer.response), answer.exchange.as_ref()),
            Err(failure) => (failure.request.as_ref(), failure.response.as_ref(), failure.exchange.as_ref()),
        };
        let row = ExchangeRow {
            call_id: call_id.to_owned(),
            request: request.cloned(),
            response: response.cloned(),
            exchange: exchange.map(|exchange| json!(problems::exchange(exchange))),
        };
        self.store.put_exchange(&row).await.map_err(problems::of_store)
    }
}
