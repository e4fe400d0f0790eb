//! `greenroom replay`: the calls of a story, one after the other, with its answers in a person's place.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use greenroom_contract::Problem;
use greenroom_contract::approval::Choice;
use greenroom_contract::call::CallState;
use greenroom_contract::story::{Replay, ReplayedCall};
use greenroom_host::Host;

use super::call::BY;
use super::ending::{EXIT_CODES, Ending, Report};
use super::output::{self, line};
use super::server::Server;
use super::{Common, visit};

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Request {
    /// A story, as the window saves it
    #[arg(value_name = "STORY")]
    story: PathBuf,
    /// The address of an MCP server, such as http://localhost:3000/mcp, or “demo” for the built-in one
    #[arg(value_name = "URL", required_unless_present = "command", conflicts_with = "command")]
    url: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
    /// Write there what asked, why, what was answered, and what the server then saw, as Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Request {
    pub fn story(&self) -> Result<String, Problem> {
        std::fs::read_to_string(&self.story).map_err(|error| {
            Problem::invalid(
                format!("The story {} cannot be read: {error}.", self.story.display()),
                "Save one in the window: Activity, Approvals, Save story.",
            )
        })
    }
}

pub async fn replay(host: &Host, request: &Request, story: &str) -> Result<Report, Problem> {
    let server = Server { url: request.url.as_deref(), reach: &request.common.reach };
    let (connector, _) = visit::connect(host, server).await?;
    let replay = tokio::select! {
        replay = host.replay(story, &connector.id) => replay?,
        problem = deny_what_waits(host) => return Err(problem),
    };
    if let Some(path) = &request.report {
        let report = host.approval_report().await?;
        std::fs::write(path, report)
            .map_err(|error| visit::unable(&format!("{} cannot be written", path.display()), &error))?;
    }
    let result = if request.common.json { output::json(&replay)? } else { page(&replay) };
    let deviation = deviation(&replay);
    let ending = if deviation.is_some() { Ending::NotDone } else { Ending::Done };
    Ok(Report { problem: deviation, ending, ..Report::done(result) })
}

/// Nobody is here whom the script could leave a prompt to. Ends only where that cannot be said.
async fn deny_what_waits(host: &Host) -> Problem {
    let denied = host.until(|| async {
        for prompt in host.approvals().await? {
            if prompt.rehearsed.is_none() {
                // The call may have been called off meanwhile.
                let _ = host.answer(&prompt.id, Choice::Deny, BY).await;
            }
        }
        Ok(None::<()>)
    });
    match denied.await {
        Ok(()) => std::future::pending().await,
        Err(problem) => problem,
    }
}

fn page(replay: &Replay) -> String {
    let mut page = String::new();
    for (number, call) in (1..).zip(&replay.calls) {
        let told = if as_told(call) { String::new() } else { format!(", not {}", expected(call)) };
        let _ = writeln!(page, "{number}. {}: {}{told}", line(&call.tool_name), words(call.state));
    }
    page
}

fn as_told(call: &ReplayedCall) -> bool {
    call.expected.is_none_or(|expected| expected == call.state)
}

fn expected(call: &ReplayedCall) -> &'static str {
    call.expected.map_or("", words)
}

/// The first call that ended otherwise than the story tells.
fn deviation(replay: &Replay) -> Option<Problem> {
    let (number, call) = (1..).zip(&replay.calls).find(|(_, call)| !as_told(call))?;
    let name = line(&call.tool_name);
    Some(Problem::failed(
        format!("Call {number}, {name}, ended as {}; the story says {}.", words(call.state), expected(call)),
        "Write a report with --report FILE to see what was asked and sent.",
    ))
}

fn words(state: CallState) -> &'static str {
    match state {
        CallState::AwaitingApproval => "waiting for an answer",
        CallState::Queued => "waiting for another call",
        CallState::Running => "running",
        CallState::Completed => "completed",
        CallState::ToolError => "tool error",
        CallState::Failed => "failed",
        CallState::Denied => "denied",
        CallState::Cancelled => "cancelled",
        CallState::TimedOut => "out of time",
    }
}
