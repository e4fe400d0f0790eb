//! `greenroom call`: one tool call, by the same road as every other, approval included.

use std::fmt::Write;

use clap::{Args, ValueEnum};
use greenroom_contract::approval::{AlternativeOf, Choice, Verdict, VerdictAction};
use greenroom_contract::call::{Call, CallRecord, CallState, RunRequest};
use greenroom_contract::snapshot::Snapshot;
use greenroom_contract::tool::{Tool, Violation};
use greenroom_contract::{Json, Problem};
use greenroom_host::Host;
use serde_json::Value;

use super::ending::{EXIT_CODES, Ending, Report};
use super::output::{self, line, plain};
use super::server::{Reach, Server};
use super::{Common, arguments, visit};

/// Who is named as having answered the prompt.
pub const BY: &str = "command line";

/// How the command is written. Clap cannot say that a word's meaning depends on an option.
const USAGE: &str = "\
greenroom call [OPTIONS] <URL> <TOOL>
       greenroom call [OPTIONS] --command <COMMAND> <TOOL>";

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, override_usage = USAGE)]
pub struct Request {
    /// The address of an MCP server, such as http://localhost:3000/mcp, or “demo” for the built-in one; none with
    /// --command
    #[arg(value_name = "URL")]
    first: Option<String>,
    /// The tool's name, as `greenroom list` prints it
    #[arg(value_name = "TOOL")]
    second: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) making: Making,
}

/// How a call is made.
#[derive(Debug, Args)]
pub struct Making {
    /// The tool's arguments: a JSON object, @ and the name of a file that holds one, or - for standard input
    #[arg(long, value_name = "JSON|@FILE|-", default_value = "{}")]
    pub(super) args: String,
    /// Give the argument FIELD this file, where the tool takes files; again for each further one
    #[arg(long = "file", value_name = "FIELD=PATH")]
    files: Vec<String>,
    /// Send arguments that do not fit the tool's schema all the same
    #[arg(long)]
    send_anyway: bool,
    /// Answer a call that asks first; without this it is refused
    #[arg(long, value_name = "ANSWER")]
    approve: Option<Approve>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Approve {
    Allow,
    Deny,
}

/// The tool that is called, and where.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub server: Server<'a>,
    pub tool: &'a str,
}

impl Making {
    /// What is answered to whatever asks.
    pub fn choice(&self) -> Choice {
        choice(self.approve)
    }
}

impl Request {
    /// What the two words mean. They are not repeated where they are too many: one may be a secret out of place.
    pub fn place(&self) -> Result<Place<'_>, Problem> {
        place("call", &self.common.reach, (self.first.as_deref(), self.second.as_deref()))
    }
}

/// What the words of a command mean that calls a tool.
pub fn place<'a>(
    command: &str,
    reach: &'a Reach,
    words: (Option<&'a str>, Option<&'a str>),
) -> Result<Place<'a>, Problem> {
    let place = |url, tool| Ok(Place { server: Server { url, reach }, tool });
    match words {
        (Some(url), Some(tool)) if !reach.has_command() => place(Some(url), tool),
        (Some(tool), None) if reach.has_command() => place(None, tool),
        (Some(_), Some(_)) => Err(Problem::invalid(
            "Beside --command there is one word, the tool's name, but two were given.",
            "Quote the whole command: --command 'node server.js'. An address is not needed.",
        )),
        (None, _) if reach.has_command() => Err(Problem::invalid(
            "The name of the tool is missing.",
            format!(
                "It stands beside the options, as in: greenroom {command} --command 'node server.js' TOOL."
            ),
        )),
        (Some(word), None) => Err(Problem::invalid(
            format!("A call takes an address and the name of a tool, but there is only “{word}”."),
            format!(
                "Write both: greenroom {command} URL TOOL. What tools there are says greenroom list URL."
            ),
        )),
        (None, _) => Err(Problem::invalid(
            "A call takes an address and the name of a tool, and both are missing.",
            format!(
                "Write both: greenroom {command} URL TOOL. What tools there are says greenroom list URL."
            ),
        )),
    }
}

pub async fn call(
    host: &Host,
    request: &Request,
    Place { server, tool }: Place<'_>,
    arguments: Value,
) -> Result<Report, Problem> {
    let (connector, snapshot) = visit::connect(host, server).await?;
    let record = make(host, &connector.id, &snapshot, tool, &request.making, arguments).await?;
    report(&record, request)
}

/// Makes the call and waits for its end.
pub async fn make(
    host: &Host,
    connector_id: &str,
    snapshot: &Snapshot,
    tool: &str,
    making: &Making,
    arguments: Value,
) -> Result<CallRecord, Problem> {
    let Some(listed) = snapshot.tools.iter().find(|listed| listed.name == tool) else {
        return Err(unknown(tool, snapshot));
    };
    let arguments = Json(with_files(host, listed, arguments, &making.files).await?);
    if !making.send_anyway {
        let violations = host.check_arguments(connector_id, tool, arguments.clone()).await?;
        if !violations.is_empty() {
            return Err(misfit(tool, &violations));
        }
    }
    let proposal = RunRequest {
        connector_id: connector_id.to_owned(),
        tool_name: tool.to_owned(),
        arguments,
        say: String::new(),
        answers: None,
    };
    let call = host.run_tool(proposal).await?;
    output::progress(&call.invoking);
    settled(host, &call.id, making.approve).await
}

async fn with_files(host: &Host, tool: &Tool, mut given: Value, files: &[String]) -> Result<Value, Problem> {
    for file in files {
        let (field, file) = arguments::file(file)?;
        if !tool.file_params.contains(&field) {
            let takes = match tool.file_params.as_slice() {
                [] => "It takes no files: openai/fileParams is not in its _meta.".to_owned(),
                names => format!("Its openai/fileParams names: {}.", names.join(", ")),
            };
            return Err(Problem::invalid(format!("“{field}” of “{}” is no file.", tool.name), takes));
        }
        let kept = host.add_file(file).await?;
        arguments::put(&mut given, &tool.input_schema.0, &field, &kept);
    }
    Ok(given)
}

/// Waits for the end of the call, and answers its prompt on the way.
async fn settled(host: &Host, call_id: &str, approve: Option<Approve>) -> Result<CallRecord, Problem> {
    let choice = choice(approve);
    host.until(|| async {
        let prompts = host.approvals().await?;
        if let Some(prompt) = prompts.iter().find(|prompt| prompt.call_id == call_id) {
            host.answer(&prompt.id, choice, BY).await?;
        }
        let record = host.call(call_id).await?;
        Ok(record.call.state.is_settled().then_some(record))
    })
    .await
}

fn choice(approve: Option<Approve>) -> Choice {
    match approve {
        Some(Approve::Allow) => Choice::AllowOnce,
        Some(Approve::Deny) | None => Choice::Deny,
    }
}

fn report(record: &CallRecord, request: &Request) -> Result<Report, Problem> {
    let result = record.response.as_ref().and_then(|response| response.0.get("result"));
    let printed = match result {
        _ if request.common.json => output::json(record)?,
        Some(result) => text(result)?,
        None => String::new(),
    };
    let (ending, problem) = ending(&record.call, &request.making);
    Ok(Report { result: printed, findings: record.findings.clone(), problem, ending })
}

/// How the command ends after the call has, and what there is to say of it.
pub fn ending(call: &Call, making: &Making) -> (Ending, Option<Problem>) {
    let told = |otherwise: &str| call.problem.clone().unwrap_or_else(|| Problem::failed(otherwise, ""));
    match call.state {
        CallState::Completed => (Ending::Done, None),
        CallState::ToolError => (Ending::ToolError, Some(Problem::failed("The tool reported an error.", ""))),
        CallState::Denied => (Ending::Refused, Some(refusal(call, making.approve))),
        CallState::Cancelled => (Ending::NotDone, Some(told("The call was cancelled."))),
        CallState::TimedOut => (Ending::NotDone, Some(told("The server did not answer in time."))),
        CallState::Failed | CallState::AwaitingApproval | CallState::Queued | CallState::Running => {
            (Ending::NotDone, Some(told("The call has no known end.")))
        }
    }
}

fn refusal(call: &Call, approve: Option<Approve>) -> Problem {
    match (&call.problem, approve) {
        (Some(problem), _) => problem.clone(),
        (None, Some(_)) => Problem::failed("The call was denied, as --approve says. Nothing was sent.", ""),
        (None, None) => Problem::failed(
            format!("Nothing was sent. {}{}", call.verdict.reason, remedy(&call.verdict)),
            "Answer beforehand with --approve allow or --approve deny.",
        ),
    }
}

/// What the server could say of the tool, and the call would not ask.
fn remedy(verdict: &Verdict) -> String {
    let mut of_tool = verdict.alternatives.iter().filter(|one| one.of == AlternativeOf::Tool);
    let runs = of_tool.find(|one| one.action == VerdictAction::Run);
    runs.map(|one| format!(" With {} it would run.", one.change)).unwrap_or_default()
}

/// A result for people: its content, then what it holds for widgets and programs.
fn text(result: &Value) -> Result<String, Problem> {
    let Some(fields) = result.as_object() else { return output::json(result).map(|json| plain(&json)) };
    let mut text = String::new();
    for block in fields.get("content").and_then(Value::as_array).into_iter().flatten() {
        let _ = writeln!(text, "{}", content(block));
    }
    if let Some(structured) = fields.get("structuredContent") {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&plain(&output::json(structured)?));
    }
    Ok(text)
}

/// One block of the content. What is no text is named in brackets; `--json` has it in full.
fn content(block: &Value) -> String {
    let said = |pointer: &str| block.pointer(pointer).and_then(Value::as_str);
    let kind = said("/type").unwrap_or("content without a type");
    match (said("/text"), said("/resource/text")) {
        (Some(text), _) if kind == "text" => return plain(text.trim_end_matches('\n')),
        (_, Some(text)) if kind == "resource" => {
            let uri = said("/resource/uri").unwrap_or("no URI");
            return format!("[resource {}]\n{}", line(uri), plain(text.trim_end_matches('\n')));
        }
        _ => {}
    }
    let details = ["/name", "/uri", "/mimeType", "/resource/uri", "/resource/mimeType"];
    let words: Vec<String> =
        std::iter::once(kind).chain(details.into_iter().filter_map(said)).map(line).collect();
    format!("[{}]", words.join(" "))
}

fn unknown(tool: &str, snapshot: &Snapshot) -> Problem {
    let names: Vec<&str> = snapshot.tools.iter().map(|tool| tool.name.as_str()).collect();
    let hint = match names.as_slice() {
        [] => "It lists no tools.".to_owned(),
        names => format!("It has: {}.", names.join(", ")),
    };
    Problem::invalid(format!("The server lists no tool “{tool}”."), hint)
}

fn misfit(tool: &str, violations: &[Violation]) -> Problem {
    let mut message = format!("The arguments do not fit the schema of “{tool}”. Nothing was sent.");
    for Violation { pointer, text } in violations {
        let place = if pointer.is_empty() { "the arguments" } else { pointer };
        let _ = write!(message, "\n  {place}: {text}");
    }
    Problem::invalid(message, "Correct them, or send them as they are with --send-anyway.")
}
