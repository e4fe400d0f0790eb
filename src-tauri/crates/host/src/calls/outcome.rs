//! How a call begins and ends, as its record says it.

use std::time::Duration;

use greenroom_contract::approval::{Decision, Outcome, Verdict, VerdictAction};
use greenroom_contract::call::{Call, CallState};
use greenroom_contract::tool::{Finding, Tool};
use greenroom_contract::{Json, Problem};
use greenroom_mcp::Answer;
use greenroom_store::ExchangeRow;
use serde_json::Value;

use super::{Proposal, Stop};
use crate::session::{End, Failure};
use crate::text;
use crate::time;

/// The longest name of a content type that is repeated.
const KIND_LIMIT: usize = 64;

pub fn proposed(id: &str, proposal: &Proposal, app_name: &str, tool: &Tool, verdict: Verdict) -> Call {
    let state =
        if verdict.action == VerdictAction::Ask { CallState::AwaitingApproval } else { CallState::Running };
    Call {
        id: id.to_owned(),
        conversation_id: proposal.conversation_id.clone(),
        connector_id: proposal.connector_id.clone(),
        app_name: app_name.to_owned(),
        tool_name: tool.name.clone(),
        tool_title: tool.title.clone(),
        arguments: Json(proposal.arguments.clone()),
        asker: proposal.asker.clone(),
        state,
        verdict,
        decision: None,
        invoking: tool.invoking.clone(),
        invoked: tool.invoked.clone(),
        template: tool.template.clone(),
        proposed_at: time::now(),
        sent_at: None,
        settled_at: None,
        duration_ms: None,
        problem: None,
        progress: None,
        warning: None,
    }
}

/// The end could not be written to disk: it is not shown as having gone well.
pub fn unsaved(call: &mut Call, problem: Problem) {
    call.state = CallState::Failed;
    call.problem = Some(problem);
}

/// The end of a call.
#[derive(Debug)]
pub struct Ended {
    state: CallState,
    decision: Option<Decision>,
    duration: Option<Duration>,
    problem: Option<Problem>,
    result: Option<Value>,
    /// What went over the wire, where anything did.
    exchange: Option<ExchangeRow>,
}

impl Ended {
    fn as_state(state: CallState) -> Self {
        Self { state, decision: None, duration: None, problem: None, result: None, exchange: None }
    }

    pub fn of(answer: Result<Answer, Failure>) -> Self {
        match answer {
            Ok(answer) => {
                let is_error =
                    answer.result.get("isError").is_some_and(|flag| flag != false && !flag.is_null());
                let state = if is_error { CallState::ToolError } else { CallState::Completed };
                Self { duration: Some(answer.duration), result: Some(answer.result), ..Self::as_state(state) }
            }
            Err(failure) => {
                let state =
                    if failure.end == End::TimedOut { CallState::TimedOut } else { CallState::Failed };
                Self {
                    duration: Some(failure.duration),
                    problem: Some(failure.problem),
                    ..Self::as_state(state)
                }
            }
        }
    }

    pub fn refused(decision: Decision) -> Self {
        let state = match decision.outcome {
            Outcome::Withdrawn => CallState::Cancelled,
            _ => CallState::Denied,
        };
        Self { decision: Some(decision), ..Self::as_state(state) }
    }

    /// What a person refused earlier is refused as if they had done it now; anything else says why.
    pub fn not_allowed(verdict: &Verdict) -> Self {
        let is_refused_anew = verdict.remembered.is_some();
        let problem = (!is_refused_anew).then(|| Problem::failed(verdict.reason.clone(), ""));
        Self { problem, ..Self::as_state(CallState::Denied) }
    }

    pub fn failed(problem: Problem) -> Self {
        Self { problem: Some(problem), ..Self::as_state(CallState::Failed) }
    }

    /// The call was stopped before it had an answer.
    pub fn stopped(why: Stop, call: &Call) -> Self {
        let event = match why {
            Stop::Cancelled => return Self::as_state(CallState::Cancelled),
            Stop::ConnectorDeleted => "The connector was deleted",
            Stop::ConnectorMoved => "The connector was given another address",
            Stop::ConnectorDisabled => "The connector was disabled",
            Stop::WindowClosed => "The window was closed",
            Stop::Quit => "Greenroom ended",
            Stop::Crashed => "Greenroom ended unexpectedly",
        };
        Self::failed(match call.sent_at {
            Some(_) => Problem::failed(
                format!("{event} while the call was running, so its result is unknown."),
                "The server may have carried it out. Look there before running it again.",
            ),
            None => Problem::failed(
                format!("{event} before the call was sent."),
                "The server has seen nothing of it.",
            ),
        })
    }

    pub fn after(self, duration: Duration) -> Self {
        Self { duration: Some(duration), ..self }
    }

    pub fn with(self, exchange: ExchangeRow) -> Self {
        Self { exchange: Some(exchange), ..self }
    }

    pub fn exchange(&self) -> Option<&ExchangeRow> {
        self.exchange.as_ref()
    }

    pub fn result(self) -> Option<Value> {
        self.result
    }

    pub fn write(&self, call: &mut Call) {
        call.state = self.state;
        call.settled_at = Some(time::now());
        call.duration_ms = self.duration.map(|duration| duration.as_secs_f64() * 1000.0);
        call.problem.clone_from(&self.problem);
        if self.decision.is_some() {
            call.decision.clone_from(&self.decision);
        }
    }
}

/// What is off-spec in a JSON-RPC answer to `tools/call`. An error answer has nothing to look at.
pub fn findings(response: &Value) -> Vec<Finding> {
    let Some(result) = response.get("result") else { return Vec::new() };
    let mut findings = Vec::new();
    let mut find = |path: &str, text: String| findings.push(Finding { path: path.to_owned(), text });
    if !result.is_object() {
        find("$.result", "The result should be an object.".into());
        return findings;
    }
    match result.get("content") {
        None => find("$.result.content", "Missing; MCP requires a list, which may be empty.".into()),
        Some(Value::Array(blocks)) => {
            for (index, block) in blocks.iter().enumerate() {
                if let Some((place, text)) = mistake(block) {
                    find(&format!("$.result.content[{index}]{place}"), text);
                }
            }
        }
        Some(_) => find("$.result.content", "Should be a list.".into()),
    }
    if result.get("isError").is_some_and(|flag| !flag.is_boolean()) {
        find("$.result.isError", "Should be true or false.".into());
    }
    if result.get("structuredContent").is_some_and(|content| !content.is_object()) {
        find(
            "$.result.structuredContent",
            "Should be an object: widgets and older clients expect one.".into(),
        );
    }
    findings
}

/// What is off about one block of content, and where in it.
fn mistake(block: &Value) -> Option<(String, String)> {
    let Some(kind) = block.get("type").and_then(Value::as_str) else {
        return Some((".type".into(), "Missing; each block says what it holds.".into()));
    };
    let texts: &[&str] = match kind {
        "text" => &["text"],
        "image" | "audio" => &["data", "mimeType"],
        "resource_link" => &["uri", "name"],
        "resource" => &[],
        other => {
            let other = text::shown(other, KIND_LIMIT);
            return Some((".type".into(), format!("“{other}” is no content type of MCP.")));
        }
    };
    if let Some(key) = texts.iter().find(|key| !block.get(**key).is_some_and(Value::is_string)) {
        return Some((format!(".{key}"), format!("Should be a string: a block of type {kind} needs it.")));
    }
    let resource = block.get("resource").filter(|_| kind == "resource");
    match (kind, resource.and_then(Value::as_object)) {
        ("resource", None) => {
            Some((".resource".into(), "Should be an object with the resource in it.".into()))
        }
        ("resource", Some(resource)) if !resource.get("uri").is_some_and(Value::is_string) => {
            Some((".resource.uri".into(), "Should be a string: a resource has an address.".into()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_block_that_lacks_what_its_type_needs_is_named() {
        let blocks = json!([
            "text",
            { "type": "text", "text": 7 },
            { "type": "image", "data": "" },
            { "type": "resource" },
            { "type": "resource", "resource": {} },
            { "type": "resource_link", "uri": "file:///a", "name": "a" },
            { "type": "text", "text": "fine" }
        ]);
        let paths =
            findings(&json!({ "result": { "content": blocks } })).into_iter().map(|finding| finding.path);
        assert_eq!(
            paths.collect::<Vec<_>>(),
            [
                "$.result.content[0].type",
                "$.result.content[1].text",
                "$.result.content[2].mimeType",
                "$.result.content[3].resource",
                "$.result.content[4].resource.uri"
            ]
        );
    }

    #[test]
    fn what_is_off_in_an_answer_is_named_with_its_path() {
        let response = json!({ "result": { "content": [{ "type": "video" }], "isError": "no" } });
        let paths: Vec<String> = findings(&response).into_iter().map(|finding| finding.path).collect();
        assert_eq!(paths, ["$.result.content[0].type", "$.result.isError"]);
        assert_eq!(findings(&json!({ "result": { "content": [] } })), []);
    }
}
