//! `greenroom list`: what a server offers, as ChatGPT would read it.

use std::fmt::Write;
use std::io::stdout;

use clap::Args;
use greenroom_contract::Problem;
use greenroom_contract::approval::VerdictAction;
use greenroom_contract::snapshot::{Snapshot, Template};
use greenroom_contract::tool::{Annotations, Finding, Tool};
use greenroom_host::{Host, transport_name};

use super::ending::{EXIT_CODES, Report};
use super::output::{self, Ink, line};
use super::server::Server;
use super::{Common, visit};

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Request {
    /// The address of an MCP server, such as http://localhost:3000/mcp, or “demo” for the built-in one
    #[arg(value_name = "URL", required_unless_present = "command", conflicts_with = "command")]
    url: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

pub async fn list(host: &Host, request: &Request) -> Result<Report, Problem> {
    let server = Server { url: request.url.as_deref(), reach: &request.common.reach };
    let (connector, snapshot) = visit::connect(host, server).await?;
    if request.common.json {
        return Ok(Report::done(output::json(&snapshot)?));
    }
    let mut verdicts = Vec::new();
    for tool in &snapshot.tools {
        verdicts.push(host.verdict(&connector.id, &tool.name).await?.action);
    }
    connector.remarks.iter().for_each(|remark| output::note(remark));
    Ok(Report::done(page(&snapshot, &verdicts, Ink::of(&stdout()))))
}

fn page(snapshot: &Snapshot, verdicts: &[VerdictAction], ink: Ink) -> String {
    let mut page = String::new();
    let _ = writeln!(
        page,
        "{} {}, MCP {}{}, {}",
        ink.bold(&line(&snapshot.server_name)),
        line(&snapshot.server_version),
        line(&snapshot.protocol_version),
        snapshot.transport.map(|found| format!(" over {}", transport_name(found))).unwrap_or_default(),
        count(snapshot.tools.len(), "tool"),
    );
    write_findings(&mut page, &snapshot.findings);
    for (tool, verdict) in snapshot.tools.iter().zip(verdicts) {
        write_tool(&mut page, tool, *verdict, ink);
    }
    for template in &snapshot.templates {
        write_template(&mut page, template, ink);
    }
    page
}

fn write_tool(page: &mut String, tool: &Tool, verdict: VerdictAction, ink: Ink) {
    let (name, title) = (line(&tool.name), line(&tool.title));
    let _ = write!(page, "\n{}", ink.bold(&name));
    if title != name {
        let _ = write!(page, "  {title}");
    }
    let mut badges = badges(&tool.annotations);
    badges.push(match verdict {
        VerdictAction::Run => "runs at once",
        VerdictAction::Ask => "asks first",
        VerdictAction::Refuse => "is refused",
    });
    let _ = writeln!(page, "\n  {}", badges.join(", "));
    if let Some(template) = &tool.template {
        let _ = writeln!(page, "  template {}", line(&template.uri));
    }
    write_findings(page, &tool.findings);
}

/// The same words as on the tool's badges in the window.
fn badges(annotations: &Annotations) -> Vec<&'static str> {
    if *annotations == Annotations::default() {
        return vec!["not annotated"];
    }
    let reads = annotations.read_only == Some(true);
    let mut badges = vec![if reads { "read only" } else { "writes" }];
    if !reads && annotations.destructive == Some(true) {
        badges.push("destructive");
    }
    if annotations.open_world == Some(true) {
        badges.push("open world");
    }
    badges
}

fn write_template(page: &mut String, template: &Template, ink: Ink) {
    let mime_type = match template.mime_type.as_str() {
        "" => "no MIME type",
        mime_type => mime_type,
    };
    let bytes = count(template.bytes as usize, "byte");
    let _ = writeln!(page, "\n{}\n  {}, {bytes}", ink.bold(&line(&template.uri)), line(mime_type));
    if let Some(problem) = &template.problem {
        let _ = writeln!(page, "  cannot be shown: {} {}", line(&problem.message), line(&problem.hint));
    }
    write_findings(page, &template.findings);
}

fn write_findings(page: &mut String, findings: &[Finding]) {
    for finding in findings {
        let _ = writeln!(page, "  finding: {}", output::found(finding));
    }
}

fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
