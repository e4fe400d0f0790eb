//! The history of one conversation for people to read, as Markdown: what asked, why, what was answered, and what the
//! server then saw. What comes from a server cannot pass for a part of the report.

use std::fmt::Write;

use greenroom_contract::approval::{Decision, LoggedApproval, Outcome, VerdictAction};
use greenroom_contract::call::{Asker, Call, CallRecord, CallState};
use greenroom_contract::conversation::Conversation;
use greenroom_contract::permission::Remembered;
use serde_json::Value;

use super::NOBODY;
use crate::text;

/// The longest name or sentence of a server that is repeated within a line.
const LINE_LIMIT: usize = 300;

/// What the report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    pub title: &'a str,
    pub conversation: &'a Conversation,
    /// In the conversation's order.
    pub calls: &'a [CallRecord],
    pub asked: &'a [LoggedApproval],
    pub remembered: &'a [Remembered],
}

pub fn text(material: &Material<'_>) -> String {
    let Material { title, conversation, calls, asked, .. } = *material;
    let mut report = String::new();
    let out = &mut report;
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# Approvals: {}\n", inline(title));
    let ran = calls.iter().filter(|record| record.call.sent_at.is_some()).count();
    let _ = writeln!(
        out,
        "A conversation in Greenroom {}, begun at {}. {}, of which {} asked first and {} reached the server.",
        env!("CARGO_PKG_VERSION"),
        conversation.started_at,
        count(calls.len(), "call"),
        asked.len(),
        ran,
    );
    for (index, record) in calls.iter().enumerate() {
        let prompt = asked.iter().find(|logged| logged.approval.call_id == record.call.id);
        call(out, index + 1, record, prompt, calls);
    }
    memories(out, material);
    report
}

fn call(
    out: &mut String,
    number: usize,
    record: &CallRecord,
    prompt: Option<&LoggedApproval>,
    all: &[CallRecord],
) {
    let Call { tool_title, tool_name, app_name, arguments, verdict, .. } = &record.call;
    let _ = writeln!(out, "\n## {number}. {}: {}\n", inline(app_name), inline(tool_title));
    let _ = writeln!(out, "- Tool: {}", code(tool_name));
    let _ = writeln!(out, "- Called at {} by {}", record.call.proposed_at, asker(&record.call.asker, all));
    let _ = writeln!(out, "- Verdict: {}", inline(&verdict.reason));
    for alternative in &verdict.alternatives {
        let leads = match alternative.action {
            VerdictAction::Run => "it would run",
            VerdictAction::Ask => "it would ask",
            VerdictAction::Refuse => "it would be refused",
        };
        let _ = writeln!(out, "  - {}: {leads}", inline(&alternative.change));
    }
    if let Some(LoggedApproval { approval, .. }) = prompt {
        let card = &approval.card;
        let _ = writeln!(
            out,
            "- Asked at {}: {} {}",
            approval.asked_at,
            inline(&card.question),
            inline(&card.sentence)
        );
    }
    let decision = record.call.decision.as_ref().or_else(|| prompt?.decision.as_ref());
    match (decision, prompt) {
        (Some(decision), _) => {
            let _ = writeln!(out, "- Answer: {}", answer(decision));
        }
        (None, Some(_)) => {
            let _ = writeln!(out, "- Answer: none yet");
        }
        (None, None) => {
            let _ = writeln!(out, "- Asked nobody");
        }
    }
    let _ = writeln!(out, "- End: {}", end(&record.call));
    let _ = writeln!(out, "- Arguments:\n\n{}", block(&arguments.0));
    match &record.request {
        Some(request) => {
            let sent = record.call.sent_at.as_deref().unwrap_or("a time that is not known");
            let _ = writeln!(out, "- The server saw, at {sent}:\n\n{}", block(&request.0));
        }
        None => {
            let _ = writeln!(out, "- The server saw nothing of it.");
        }
    }
}

fn asker(asker: &Asker, all: &[CallRecord]) -> String {
    match asker {
        Asker::Person => "the person, in the model's place".into(),
        Asker::Widget { call_id, screen } => {
            let opener = all.iter().position(|record| record.call.id == *call_id);
            let opener =
                opener.map_or_else(|| "an earlier call".into(), |index| format!("call {}", index + 1));
            format!("the widget of {opener} on the screen {}", inline(screen))
        }
        Asker::Fixture { name } => format!("nobody: the fixture {} was opened", inline(name)),
    }
}

fn answer(Decision { outcome, by, at }: &Decision) -> String {
    let words = match outcome {
        Outcome::Denied => "Denied",
        Outcome::DeniedForConversation => "Denied for this conversation",
        Outcome::AllowedOnce => "Allowed once",
        Outcome::AllowedForConversation => "Allowed for this conversation",
        Outcome::AlwaysAllowed => "Always allowed",
        Outcome::Withdrawn => "Refused: the call was cancelled while it waited",
        Outcome::TimedOut => "Refused: not answered in time",
        Outcome::Refreshed => "Refused: its connector's tools were read anew",
        Outcome::ConnectorDisabled => "Refused: its connector was disabled",
        Outcome::ConnectorDeleted => "Refused: its connector was deleted",
        Outcome::ConnectorMoved => "Refused: its connector leads to another server now",
        Outcome::WindowClosed => "Refused: the window was closed",
        Outcome::Quit => "Refused: the program was ended",
        Outcome::Crashed => "Refused: the program ended unexpectedly",
    };
    let by = if by == NOBODY { String::new() } else { format!(", by {}", inline(by)) };
    format!("{words}{by}, at {at}")
}

fn end(call: &Call) -> String {
    let state = match call.state {
        CallState::AwaitingApproval => "waits for an answer",
        CallState::Queued => "waits for the call before it",
        CallState::Running => "runs",
        CallState::Completed => "completed",
        CallState::ToolError => "the tool reported an error",
        CallState::Failed => "failed",
        CallState::Denied => "denied",
        CallState::Cancelled => "cancelled",
        CallState::TimedOut => "out of time",
    };
    let took = call.duration_ms.map(|took| format!(", {took:.0} ms after it was sent")).unwrap_or_default();
    let why = call.problem.as_ref().map(|problem| format!(". {}", inline(&problem.message)));
    format!("{state}{took}{}", why.unwrap_or_default())
}

/// What was answered for longer, as far as it concerns the conversation.
fn memories(out: &mut String, Material { conversation, remembered, .. }: &Material<'_>) {
    let concerns = |memory: &&Remembered| {
        memory.conversation_id.as_ref().is_none_or(|id| *id == conversation.id)
            && conversation.calls().any(|call| call.connector_id == memory.connector_id)
    };
    let mut of_conversation = remembered.iter().filter(concerns).peekable();
    if of_conversation.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "\n## Remembered answers\n");
    for memory in of_conversation {
        let what = if memory.choice.outcome().allows() { "Allowed" } else { "Denied" };
        let tool = memory.tool_name.as_deref().map_or_else(|| "every tool".into(), code);
        let place =
            if memory.conversation_id.is_some() { "in this conversation" } else { "in every conversation" };
        let ended = memory.ended.as_ref().map(|end| format!(", until {}: {}", end.at, inline(&end.reason)));
        let _ = writeln!(
            out,
            "- {what}: {tool} of {} {place}, since {}{}",
            inline(&memory.app_name),
            memory.since,
            ended.unwrap_or_default(),
        );
        for exception in &memory.exceptions {
            let _ = writeln!(
                out,
                "  - not {} since {}: {}",
                code(&exception.tool_name),
                exception.end.at,
                inline(&exception.end.reason)
            );
        }
    }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// On one line, with nothing in it that Markdown would make something of.
fn inline(words: &str) -> String {
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut safe = String::new();
    for letter in text::shown(&flat, LINE_LIMIT).chars() {
        if "\\`*_{}[]<>#|!~".contains(letter) {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

fn code(words: &str) -> String {
    let shown = text::shown(&words.replace(['\n', '\t'], " "), LINE_LIMIT);
    let fence = "`".repeat(longest_run(&shown) + 1);
    let room = if fence.len() > 1 { " " } else { "" };
    format!("{fence}{room}{shown}{room}{fence}")
}

/// Whole, behind a fence that nothing in it can close.
fn block(value: &Value) -> String {
    // Escapes within strings stay escapes: JSON hides nothing but the marks that turn the direction of text.
    let shown = text::shown(&format!("{value:#}"), usize::MAX);
    let fence = "`".repeat(longest_run(&shown).max(2) + 1);
    format!("{fence}json\n{shown}\n{fence}\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_server_says_cannot_pass_for_the_report() {
        assert_eq!(inline("Board\n\n## 2. <b>Fine</b>"), "Board \\#\\# 2. \\<b\\>Fine\\</b\\>");
        assert_eq!(code("a`` b"), "``` a`` b ```");
        let hostile = json!({ "title": "```\n## Allowed\n\u{202e}" });
        assert_eq!(block(&hostile), "````json\n{\n  \"title\": \"```\\n## Allowed\\n\\u{202e}\"\n}\n````\n");
    }
}
