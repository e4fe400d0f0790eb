//! `greenroom conformance`: the client that the public conformance suite starts, once for each of its scenarios.
//!
//! It goes the road of every other call: a connector, its snapshot, calls through the approvals, which are all
//! allowed here. What the server asks on the way is accepted. The suite says in the environment which scenario it
//! is and which calls it wants; without that, every tool is called once with arguments that fit its schema, which
//! [`sample`] makes up.

mod sample;

use std::fmt::Write;

use clap::Args;
use greenroom_contract::approval::Choice;
use greenroom_contract::call::{Call, CallRecord, CallState, RunRequest};
use greenroom_contract::inquiry::{InquiryAnswer, Question};
use greenroom_contract::snapshot::Snapshot;
use greenroom_contract::{Json, Problem};
use greenroom_host::Host;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ending::{EXIT_CODES, Ending, Report};
use super::output::{self, line};
use super::server::{Reach, Server};
use super::visit;

const SCENARIO: &str = "MCP_CONFORMANCE_SCENARIO";
const CONTEXT: &str = "MCP_CONFORMANCE_CONTEXT";
/// Who is named as having answered the prompts.
const BY: &str = "conformance suite";
/// The one scenario that asks the client for more than calling tools: to give a schema that it has read to a tool
/// that compares it with what was sent.
const ECHO: Echo = Echo {
    scenario: "json-schema-2020-12-preservation",
    read: "json_schema_2020_12_tool",
    told: "json_schema_echo",
};

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Request {
    /// The address of the suite's server
    #[arg(value_name = "URL")]
    url: String,
    /// Give up if all of it takes longer
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) timeout: Option<u64>,
}

impl Request {
    pub fn url(&self) -> &str {
        &self.url
    }
}

struct Echo {
    scenario: &'static str,
    read: &'static str,
    told: &'static str,
}

/// What the suite says of itself; the rest of it is for authorization.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Context {
    tool_calls: Vec<Wanted>,
}

/// A call that is to be made.
#[derive(Debug, PartialEq, Deserialize)]
struct Wanted {
    name: String,
    #[serde(default)]
    arguments: Value,
}

pub async fn conform(host: &Host, url: &str) -> Result<Report, Problem> {
    // The suite looks at what is offered.
    let reach = Reach::of_a_plain_client();
    let server = Server { url: Some(url), reach: &reach };
    let (connector, snapshot) = visit::connect(host, server).await?;
    let scenario = std::env::var(SCENARIO).unwrap_or_default();
    let mut page = String::new();
    let mut first_problem = None;
    for Wanted { name, arguments } in wanted(&context()?, &snapshot, &scenario) {
        let proposal = RunRequest {
            connector_id: connector.id.clone(),
            tool_name: name,
            arguments: Json(arguments),
            say: String::new(),
            answers: None,
        };
        let call = host.run_tool(proposal).await?;
        let call = settled(host, &call.id).await?.call;
        let _ = writeln!(page, "{}: {}", line(&call.tool_name), outcome(&call));
        first_problem = first_problem.or(call.problem);
    }
    let ending = if first_problem.is_none() { Ending::Done } else { Ending::NotDone };
    Ok(Report { result: page, findings: snapshot.findings, problem: first_problem, ending })
}

fn context() -> Result<Context, Problem> {
    let Ok(context) = std::env::var(CONTEXT) else { return Ok(Context::default()) };
    serde_json::from_str(&context).map_err(|error| {
        Problem::invalid(
            format!("{CONTEXT} is not what the suite writes: {error}."),
            "Leave it to the suite.",
        )
    })
}

fn wanted(context: &Context, snapshot: &Snapshot, scenario: &str) -> Vec<Wanted> {
    if !context.tool_calls.is_empty() {
        let named = context.tool_calls.iter();
        return named
            .map(|call| Wanted { name: call.name.clone(), arguments: call.arguments.clone() })
            .collect();
    }
    let tool = |name: &str| snapshot.tools.iter().find(|tool| tool.name == name);
    if scenario == ECHO.scenario
        && let Some(read) = tool(ECHO.read)
    {
        let arguments = json!({ "schema": read.input_schema.0 });
        return vec![Wanted { name: ECHO.told.to_owned(), arguments }];
    }
    let sampled = snapshot.tools.iter().filter_map(|tool| {
        let arguments = sample::fitting(&tool.input_schema.0);
        if arguments.is_none() {
            output::note(&format!("{} is not called: what fits its schema is unknown.", line(&tool.name)));
        }
        Some(Wanted { name: tool.name.clone(), arguments: arguments? })
    });
    sampled.collect()
}

/// Waits for the end of the call; allows it and accepts what the server asks on the way.
async fn settled(host: &Host, call_id: &str) -> Result<CallRecord, Problem> {
    host.until(|| async {
        for prompt in host.approvals().await?.iter().filter(|prompt| prompt.call_id == call_id) {
            host.answer(&prompt.id, Choice::AllowOnce, BY).await?;
        }
        for inquiry in host.inquiries().await? {
            host.answer_inquiry(&inquiry.id, answer(&inquiry.question)).await?;
        }
        let record = host.call(call_id).await?;
        Ok(record.call.state.is_settled().then_some(record))
    })
    .await
}

fn answer(question: &Question) -> InquiryAnswer {
    match question {
        Question::Form { schema, .. } => {
            InquiryAnswer::Accept { content: Json(sample::filled_in(&schema.0)) }
        }
        // Nobody is there to visit a page.
        Question::Url { .. } => InquiryAnswer::Decline,
        Question::Sampling { .. } => InquiryAnswer::Accept { content: Json(json!({ "text": "A sample." })) },
    }
}

fn outcome(call: &Call) -> String {
    match (&call.state, &call.problem) {
        (CallState::Completed, _) => "completed".to_owned(),
        (CallState::ToolError, _) => "the tool reported an error".to_owned(),
        (_, Some(problem)) => line(&problem.message),
        (state, None) => format!("{state:?}").to_lowercase(),
    }
}
