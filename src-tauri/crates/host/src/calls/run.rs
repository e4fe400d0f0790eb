//! A call that may be sent: its turn, its request, what is heard of it meanwhile, and its answer.

use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::call::{Call, CallState};
use greenroom_mcp::{Answer, Request};
use greenroom_store::ExchangeRow;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};

use super::outcome::Ended;
use super::request;
use super::switch::Switch;
use super::turns::Turn;
use super::{Aim, Calls, warning};
use crate::approvals::Permit;
use crate::session::{End, Failure, Session};
use crate::{problems, time};

/// What a server reports of its progress is written and shown no more often than this.
const REPORT: Duration = Duration::from_millis(250);

impl Calls {
    /// Waits for the call's turn and sends it to its server. Only a permit opens this door. The turn is the caller's
    /// to end, when the call's end is on disk.
    pub(super) async fn send(
        &self,
        permit: Permit,
        call: &mut Call,
        aim: &Aim,
        switch: &mut Switch,
        turn: &mut Option<Turn>,
    ) -> Result<Ended, Problem> {
        let Aim { tool, form, .. } = aim;
        call.decision = permit.decision;
        *turn = self.turns.free(&call.conversation_id);
        if turn.is_none() {
            call.state = CallState::Queued;
            self.conversations.put_call(call).await?;
            *turn = tokio::select! {
                next = self.turns.next(&call.conversation_id) => Some(next),
                why = switch.raised() => return Ok(Ended::stopped(why, call)),
            };
        }
        // One that nobody was asked about has been put as running already.
        if call.state != CallState::Running {
            call.state = CallState::Running;
            self.conversations.put_call(call).await?;
        }
        let session = tokio::select! {
            session = self.connectors.session_at(&call.connector_id, &aim.endpoint) => session?,
            why = switch.raised() => return Ok(Ended::stopped(why, call)),
        };
        // Held until the answer has come: the server may fetch the files until then.
        let attached = self.attach(call, tool).await?;
        let params = form.params((&*call).into(), &attached.arguments);
        let limit = self.settings.now().call_limit_seconds;
        let request = Request {
            limit: Some(Duration::from_secs(limit.into())),
            tag: Some(call.id.clone()),
            headers: form.headers(call),
            ..Request::new(request::METHOD, params.clone())
        };
        if let Some(why) = switch.now() {
            return Ok(Ended::stopped(why, call));
        }
        call.sent_at = Some(time::now());
        self.conversations.put_call_and(call, &sent(&call.id, params, &session)).await?;
        let stop = async {
            switch.raised().await;
        };
        let mut answer = self.follow(call, session.request_until(request, stop)).await;
        let exchange = answered(&call.id, &mut answer);
        let ended = match (answer, switch.now()) {
            (Err(Failure { end: End::Cancelled, duration, .. }), Some(why)) => {
                Ended::stopped(why, call).after(duration)
            }
            (answer, _) => Ended::of(answer),
        };
        Ok(ended.with(exchange))
    }

    /// Until the answer comes: says how far the call is, and that it takes long.
    async fn follow(
        &self,
        call: &mut Call,
        answer: impl Future<Output = Result<Answer, Failure>>,
    ) -> Result<Answer, Failure> {
        let (sent, after) = (Instant::now(), self.settings.now().call_warning_seconds);
        let mut hearing = self.reports.hear(&call.id);
        let mut next_report = sent;
        let mut answer = std::pin::pin!(answer);
        loop {
            let known = call.progress.clone();
            let report = async {
                hearing.other_than(&known).await;
                sleep_until(next_report).await;
            };
            tokio::select! {
                answer = &mut answer => {
                    call.progress = hearing.latest();
                    call.warning = warning::afterwards(sent.elapsed(), after, self.settings.chatgpt_limit());
                    return answer;
                }
                () = sleep_until(sent + Duration::from_secs(after.into())), if call.warning.is_none() => {
                    call.warning = Some(warning::meanwhile(after, self.settings.chatgpt_limit()));
                }
                () = report => {
                    call.progress = hearing.latest();
                    next_report = Instant::now() + REPORT;
                }
            }
            // Not within the select: a write that is given up midway could end after the one of the call's end.
            if let Err(problem) = self.conversations.put_call(call).await {
                tracing::error!(call = call.id, message = problem.message, "progress could not be stored");
            }
        }
    }
}

/// What is about to be sent is on disk before. Its id is known only afterwards.
fn sent(call_id: &str, params: Value, session: &Session) -> ExchangeRow {
    let mut request = json!({ "jsonrpc": "2.0", "method": request::METHOD, "params": params });
    session.mask().hide(&mut request);
    ExchangeRow { call_id: call_id.to_owned(), request: Some(request), response: None, exchange: None }
}

/// Takes what was on the wire out of the answer, which may be megabytes: nothing else needs it.
fn answered(call_id: &str, answer: &mut Result<Answer, Failure>) -> ExchangeRow {
    let (request, response, exchange) = match answer {
        Ok(answer) => (Some(answer.request.take()), Some(answer.response.take()), answer.exchange.as_ref()),
        Err(failure) => (failure.request.take(), failure.response.take(), failure.exchange.as_ref()),
    };
    let exchange = exchange.map(|exchange| json!(problems::exchange(exchange)));
    ExchangeRow { call_id: call_id.to_owned(), request, response, exchange }
}
