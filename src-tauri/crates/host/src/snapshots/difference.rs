//! Tells two snapshots apart, as a person reads it, and says what ChatGPT would not notice.

use greenroom_contract::Json;
use greenroom_contract::snapshot::{
    Change, ChangeKind, ChangeSubject, FieldChange, Snapshot, Template, Transport,
};
use greenroom_contract::tool::{Finding, Tool};
use serde_json::{Map, Value, json};

use crate::profile::Caching;
use crate::snapshots::transport;

/// What is different in `after`. Without a `before` nothing has changed: everything is simply there.
pub fn between(before: Option<&Snapshot>, after: &Snapshot, caching: &Caching) -> Vec<Change> {
    let Some(before) = before else { return Vec::new() };
    let mut changes = Vec::new();
    // What was read before it was kept was read over what is used now, for all that is known.
    let then = before.transport.or(after.transport);
    changes.extend(changed(
        ChangeSubject::Server,
        "",
        &server(before, then),
        &server(after, after.transport),
    ));
    compare(ChangeSubject::Tool, &tools(before), &tools(after), &mut changes);
    compare(ChangeSubject::Template, &templates(before), &templates(after), &mut changes);
    for change in &mut changes {
        if change.subject == ChangeSubject::Template && is_stale(before, after, &change.name) {
            change.note = caching.note();
        }
    }
    changes
}

/// Tools of which a person knew something else when they answered for longer than one call, each with the reason in a
/// sentence: their hints or their input changed, or they are gone. Of tools whose earlier state is not known all count.
pub fn tools_that_ask_anew(before: Option<&Snapshot>, after: &Snapshot) -> Vec<(String, &'static str)> {
    let Some(before) = before else {
        let unknown = "What it was before is not known.";
        return after.tools.iter().map(|tool| (tool.name.clone(), unknown)).collect();
    };
    before.tools.iter().filter_map(|then| Some((then.name.clone(), asks_anew(then, after)?))).collect()
}

/// Why an answer about this tool says nothing about the one of its name in the snapshot, if that is so.
pub fn asks_anew(then: &Tool, after: &Snapshot) -> Option<&'static str> {
    match after.tools.iter().find(|now| now.name == then.name) {
        None => Some("The server no longer lists it."),
        Some(now) if now.annotations != then.annotations => Some("Its annotations changed."),
        Some(now) if now.input_schema != then.input_schema => Some("Its input schema changed."),
        Some(_) => None,
    }
}

/// Adds the finding to templates that ChatGPT would show as they were.
pub fn point_out_stale(before: &Snapshot, after: &mut Snapshot, caching: &Caching) {
    let stale: Vec<bool> =
        after.templates.iter().map(|template| is_stale(before, after, &template.uri)).collect();
    for (template, is_stale) in after.templates.iter_mut().zip(stale) {
        if is_stale {
            template.findings.push(Finding { path: "$.contents[0].uri".into(), text: caching.note() });
        }
    }
}

/// Keeps what [`point_out_stale`] said of templates that are still the same, where nobody has pressed Refresh since.
pub fn keep_stale(before: &Snapshot, after: &mut Snapshot, caching: &Caching) {
    let note = caching.note();
    for template in &mut after.templates {
        let known =
            before.templates.iter().find(|known| known.uri == template.uri && known.hash == template.hash);
        let said = known.and_then(|known| known.findings.iter().find(|finding| finding.text == note));
        template.findings.extend(said.cloned());
    }
}

/// Whether the HTML is another one under the same URI.
fn is_stale(before: &Snapshot, after: &Snapshot, uri: &str) -> bool {
    let hash = |snapshot: &Snapshot| {
        let template = snapshot.templates.iter().find(|template| template.uri == uri);
        template.map(|template| template.hash.clone()).filter(|hash| !hash.is_empty())
    };
    matches!((hash(before), hash(after)), (Some(then), Some(now)) if then != now)
}

type Described = Map<String, Value>;

fn server(snapshot: &Snapshot, transport: Option<Transport>) -> Value {
    json!({
        "name": snapshot.server_name,
        "version": snapshot.server_version,
        "protocolVersion": snapshot.protocol_version,
        "transport": transport.map(transport::name),
        "instructions": snapshot.instructions,
    })
}

fn tools(snapshot: &Snapshot) -> Described {
    snapshot.tools.iter().map(|tool| (tool.name.clone(), tool.raw.0.clone())).collect()
}

fn templates(snapshot: &Snapshot) -> Described {
    snapshot.templates.iter().map(|template| (template.uri.clone(), describe(template))).collect()
}

fn describe(template: &Template) -> Value {
    json!({
        "mimeType": template.mime_type,
        "html": { "bytes": template.bytes, "sha256": template.hash },
        "_meta": template.meta,
        "description": template.description,
        "problem": template.problem.as_ref().map(|problem| &problem.message),
    })
}

fn compare(subject: ChangeSubject, before: &Described, after: &Described, changes: &mut Vec<Change>) {
    for (name, now) in after {
        match before.get(name) {
            None => changes.push(Change {
                subject,
                name: name.clone(),
                kind: ChangeKind::Added,
                fields: vec![],
                note: String::new(),
            }),
            Some(then) => changes.extend(changed(subject, name, then, now)),
        }
    }
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        changes.push(Change {
            subject,
            name: name.clone(),
            kind: ChangeKind::Removed,
            fields: vec![],
            note: String::new(),
        });
    }
}

fn changed(subject: ChangeSubject, name: &str, before: &Value, after: &Value) -> Option<Change> {
    let empty = Map::new();
    let (then, now) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&empty));
    let mut keys: Vec<&String> = then.keys().collect();
    keys.extend(now.keys().filter(|key| !then.contains_key(*key)));
    let fields: Vec<FieldChange> = keys
        .into_iter()
        .filter(|key| then.get(*key) != now.get(*key))
        .map(|key| FieldChange {
            field: key.clone(),
            before: Json(then.get(key).cloned().unwrap_or_default()),
            after: Json(now.get(key).cloned().unwrap_or_default()),
        })
        .collect();
    (!fields.is_empty()).then(|| Change {
        subject,
        name: name.to_owned(),
        kind: ChangeKind::Changed,
        fields,
        note: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::profile::Profile;
    use crate::snapshots::tool;

    fn snapshot(tools: &[Value]) -> Snapshot {
        let texts = Profile::chatgpt().unwrap().texts;
        Snapshot {
            taken_at: "2026-11-21T09:00:00.000Z".into(),
            server_name: "board".into(),
            server_version: "1".into(),
            protocol_version: "2025-11-25".into(),
            transport: Some(Transport::StreamableHttp),
            instructions: None,
            tools: tools
                .iter()
                .enumerate()
                .map(|(index, raw)| tool::read(index, raw.clone(), &texts))
                .collect(),
            templates: vec![],
            findings: vec![],
        }
    }

    fn caching() -> Caching {
        Profile::chatgpt().unwrap().caching
    }

    fn with_template(uri: &str, hash: &str) -> Snapshot {
        let template = Template {
            uri: uri.into(),
            mime_type: "text/html;profile=mcp-app".into(),
            bytes: 10,
            hash: hash.into(),
            meta: json!({}).into(),
            description: String::new(),
            problem: None,
            findings: vec![],
        };
        Snapshot { templates: vec![template], ..snapshot(&[]) }
    }

    #[test]
    fn html_that_changed_under_its_uri_is_what_chatgpt_would_not_notice() {
        let (before, after) = (with_template("ui://board", "one"), with_template("ui://board", "two"));
        let note = "ChatGPT may keep serving the old HTML for up to 60 minutes, because the URI is the same. Give \
                    the template a new URI with each change.";
        let notes = |before: &Snapshot, after: &Snapshot| -> Vec<String> {
            between(Some(before), after, &caching()).into_iter().map(|change| change.note).collect()
        };
        assert_eq!(notes(&before, &after), [note]);
        assert_eq!(notes(&before, &with_template("ui://board?v=2", "two")), ["", ""]);
        assert_eq!(notes(&with_template("ui://board", ""), &after), [""], "nothing could be shown before");

        let mut marked = after.clone();
        point_out_stale(&before, &mut marked, &caching());
        let finding = Finding { path: "$.contents[0].uri".into(), text: note.into() };
        assert_eq!(marked.templates[0].findings, [finding]);
        let mut same = after.clone();
        point_out_stale(&after, &mut same, &caching());
        assert_eq!(same, after);
        keep_stale(&marked, &mut same, &caching());
        assert_eq!(same, marked, "read again, without Refresh");
        let mut newer = with_template("ui://board", "three");
        keep_stale(&marked, &mut newer, &caching());
        assert_eq!(newer.templates[0].findings, []);
    }

    #[test]
    fn a_server_that_changed_its_transport_is_told_and_one_of_which_none_was_kept_is_not() {
        let after = snapshot(&[]);
        let before = Snapshot { transport: Some(Transport::Sse), ..after.clone() };
        let field = FieldChange {
            field: "transport".into(),
            before: json!("HTTP+SSE (legacy)").into(),
            after: json!("Streamable HTTP").into(),
        };
        let change = Change {
            subject: ChangeSubject::Server,
            name: String::new(),
            kind: ChangeKind::Changed,
            fields: vec![field],
            note: String::new(),
        };
        assert_eq!(between(Some(&before), &after, &caching()), [change]);

        let mut old = json!(after);
        old.as_object_mut().unwrap().remove("transport");
        let old: Snapshot = serde_json::from_value(old).unwrap();
        assert_eq!(between(Some(&old), &after, &caching()), []);
    }

    #[test]
    fn added_removed_and_changed_tools_are_told_field_by_field() {
        let before = snapshot(&[
            json!({ "name": "keep", "description": "old", "inputSchema": {} }),
            json!({ "name": "gone", "inputSchema": {} }),
        ]);
        let after = snapshot(&[
            json!({ "name": "keep", "description": "new", "inputSchema": {} }),
            json!({ "name": "fresh", "inputSchema": {} }),
        ]);
        let named = |name: &str, kind| Change {
            subject: ChangeSubject::Tool,
            name: name.into(),
            kind,
            fields: vec![],
            note: String::new(),
        };
        let field = FieldChange {
            field: "description".into(),
            before: json!("old").into(),
            after: json!("new").into(),
        };
        assert_eq!(
            between(Some(&before), &after, &caching()),
            [
                Change { fields: vec![field], ..named("keep", ChangeKind::Changed) },
                named("fresh", ChangeKind::Added),
                named("gone", ChangeKind::Removed),
            ]
        );
        assert_eq!(between(Some(&after), &after, &caching()), []);
        assert_eq!(between(None, &after, &caching()), []);
    }
}
