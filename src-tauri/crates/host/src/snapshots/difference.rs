//! Tells two snapshots apart, as a person reads it.

use greenroom_contract::Json;
use greenroom_contract::snapshot::{Change, ChangeKind, ChangeSubject, FieldChange, Snapshot, Template};
use serde_json::{Map, Value, json};

/// What is different in `after`. Without a `before` nothing has changed: everything is simply there.
pub fn between(before: Option<&Snapshot>, after: &Snapshot) -> Vec<Change> {
    let Some(before) = before else { return Vec::new() };
    let mut changes = Vec::new();
    changes.extend(changed(ChangeSubject::Server, "", &server(before), &server(after)));
    compare(ChangeSubject::Tool, &tools(before), &tools(after), &mut changes);
    compare(ChangeSubject::Template, &templates(before), &templates(after), &mut changes);
    changes
}

type Described = Map<String, Value>;

fn server(snapshot: &Snapshot) -> Value {
    json!({
        "name": snapshot.server_name,
        "version": snapshot.server_version,
        "protocolVersion": snapshot.protocol_version,
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
            between(Some(&before), &after),
            [
                Change { fields: vec![field], ..named("keep", ChangeKind::Changed) },
                named("fresh", ChangeKind::Added),
                named("gone", ChangeKind::Removed),
            ]
        );
        assert_eq!(between(Some(&after), &after), []);
        assert_eq!(between(None, &after), []);
    }
}
