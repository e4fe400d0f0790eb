//! What would be asked of a connector's tools, level by level, without calling any; and what there is to say about how
//! its tools are annotated. The rules for annotations are OpenAI's for apps that are submitted (pages on app review and
//! on planning tools, autumn 2026).

use greenroom_contract::approval::VerdictAction;
use greenroom_contract::permission::{ApprovalPreview, LevelOutcome, PermissionLevel, ToolApprovals};
use greenroom_contract::tool::{Annotations, Finding, Tool};
use serde_json::Value;

use super::prompt::{self, Subject};
use super::verdict::{Circumstances, Rules, Voice, brief};
use crate::profile::asking::CardTexts;
use crate::schema::example::example;

/// `payload_of` makes what would be sent, from the arguments.
pub fn preview(
    app_name: &str,
    tools: &[Tool],
    rules: Rules<'_>,
    texts: &CardTexts,
    payload_of: impl Fn(&Tool, &Value) -> Value,
) -> ApprovalPreview {
    let preview = |tool: &Tool| {
        let arguments = example(&tool.input_schema.0);
        let payload = payload_of(tool, &arguments);
        ToolApprovals {
            tool_name: tool.name.clone(),
            tool_title: tool.title.clone(),
            annotations: tool.annotations.clone(),
            levels: PermissionLevel::ALL.into_iter().map(|level| outcome(tool, level, rules)).collect(),
            card: prompt::card(
                Subject {
                    app_name,
                    tool_name: &tool.name,
                    tool_title: &tool.title,
                    description: &tool.description,
                    arguments: &arguments,
                    payload: &payload,
                },
                texts,
            ),
            findings: findings(tool),
        }
    };
    let tools: Vec<ToolApprovals> = tools.iter().map(preview).collect();
    let findings = of_all(&tools, rules);
    ApprovalPreview { level: rules.level, widget_calls: rules.widget_calls, tools, findings }
}

fn outcome(tool: &Tool, level: PermissionLevel, rules: Rules<'_>) -> LevelOutcome {
    let judged = |asker| {
        brief(Circumstances {
            annotations: &tool.annotations,
            visibility: &tool.visibility,
            asker,
            remembered: None,
            rules: Rules { level, ..rules },
        })
    };
    let (person, reason) = judged(Voice::Model);
    LevelOutcome { level, person, widget: judged(Voice::Widget).0, reason }
}

fn findings(tool: &Tool) -> Vec<Finding> {
    let Annotations { read_only, destructive, open_world, .. } = tool.annotations;
    let mut findings = Vec::new();
    let mut find = |path: &str, text: String| findings.push(Finding { path: path.into(), text });
    let hints =
        [("readOnlyHint", read_only), ("destructiveHint", destructive), ("openWorldHint", open_world)];
    let missing: Vec<&str> =
        hints.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        let names = missing.join(", ");
        let text = format!("Missing: {names}. An app that is submitted has all three, as true or false.");
        find("$.annotations", text);
    }
    if read_only == Some(true) && destructive == Some(true) {
        let text = "A tool that only reads destroys nothing: readOnlyHint and destructiveHint are both true.";
        find("$.annotations.destructiveHint", text.into());
    }
    let words = words(&tool.name);
    if read_only == Some(true)
        && let Some(verb) = verb(&words, &WRITING)
    {
        let text = format!("The name says “{verb}”, and readOnlyHint: true says that nothing is changed.");
        find("$.annotations.readOnlyHint", text);
    }
    if read_only != Some(true)
        && destructive == Some(false)
        && let Some(verb) = verb(&words, &DESTROYING)
    {
        let text = format!(
            "The name says “{verb}”, and destructiveHint is false. Deleting and overwriting count as destructive, \
             also where they can be undone."
        );
        find("$.annotations.destructiveHint", text);
    }
    findings
}

/// Words of names that change something.
const WRITING: [&str; 27] = [
    "add", "archive", "book", "buy", "cancel", "clear", "create", "delete", "destroy", "drop", "edit",
    "insert", "move", "pay", "post", "publish", "purchase", "purge", "remove", "rename", "reset", "send",
    "submit", "update", "upload", "upsert", "write",
];
const DESTROYING: [&str; 9] =
    ["clear", "delete", "destroy", "drop", "erase", "overwrite", "purge", "remove", "wipe"];
/// A name that begins with one of these is taken at its word: `get_post` posts nothing.
const READING: [&str; 14] = [
    "check", "count", "describe", "fetch", "find", "get", "list", "lookup", "preview", "query", "read",
    "search", "show", "view",
];

fn verb<'a>(words: &'a [String], verbs: &[&str]) -> Option<&'a str> {
    let reads = words.first().is_some_and(|first| READING.contains(&first.as_str()));
    if reads {
        return None;
    }
    words.iter().map(String::as_str).find(|word| verbs.contains(word))
}

/// Of `sendMail`, `send_mail` and `mail.send-now`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() || (letter.is_ascii_uppercase() && was_lower) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_ascii_alphanumeric()) {
            word.push(letter.to_ascii_lowercase());
        }
        was_lower = letter.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// That people will be asked at every step.
fn of_all(tools: &[ToolApprovals], rules: Rules<'_>) -> Vec<Finding> {
    let title = rules.levels.get(&rules.level).map_or("this level", |level| level.title.as_str());
    let asking = |of: fn(&LevelOutcome) -> VerdictAction| {
        let asks = |tool: &&ToolApprovals| {
            tool.levels
                .iter()
                .any(|outcome| outcome.level == rules.level && of(outcome) == VerdictAction::Ask)
        };
        tools.iter().filter(asks).count()
    };
    let (all, of_model) = (tools.len(), asking(|outcome| outcome.person));
    // One tool that asks is no flow of prompts, and an app may well write more than it reads.
    if all < 2 || of_model * 3 < all * 2 {
        return Vec::new();
    }
    let who = if of_model == all {
        format!("All {all} tools ask")
    } else {
        format!("{of_model} of {all} tools ask")
    };
    let text = format!(
        "{who} at the level “{title}”: people are stopped at nearly every step. Tools that only read run at once when \
         they say readOnlyHint: true."
    );
    vec![Finding { path: "$.tools".into(), text }]
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;
    use crate::profile::Profile;
    use crate::snapshots::tool;

    fn tool(name: &str, annotations: Value) -> Tool {
        let raw = json!({ "name": name, "inputSchema": { "type": "object" }, "annotations": annotations });
        tool::read(0, raw, &Profile::chatgpt().unwrap().texts)
    }

    fn found(name: &str, annotations: Value) -> Vec<String> {
        findings(&tool(name, annotations)).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn hints_that_are_missing_or_contradict_each_other_or_the_name_are_found() {
        let hints = |read, destructive, open| json!({ "readOnlyHint": read, "destructiveHint": destructive, "openWorldHint": open });
        assert_eq!(found("list_notes", hints(true, false, false)), Vec::<String>::new());
        assert_eq!(
            found("list_notes", json!({ "readOnlyHint": true })),
            [
                "Missing: destructiveHint, openWorldHint. An app that is submitted has all three, as true or false."
            ]
        );
        assert_eq!(
            found("notes", hints(true, true, false)),
            ["A tool that only reads destroys nothing: readOnlyHint and destructiveHint are both true."]
        );
        assert_eq!(
            found("sendMail", hints(true, false, true)),
            ["The name says “send”, and readOnlyHint: true says that nothing is changed."]
        );
        assert_eq!(
            found("notes.delete-all", hints(false, false, false)),
            [
                "The name says “delete”, and destructiveHint is false. Deleting and overwriting count as destructive, also \
              where they can be undone."
            ]
        );
        assert_eq!(found("get_post", hints(true, false, false)), Vec::<String>::new());
        assert_eq!(found("created_notes", hints(true, false, false)), Vec::<String>::new());
    }
}
