//! The whole rule as a document, `docs/approvals.md`: written from the rule itself, and compared with what is committed.

use std::fmt::Write;
use std::path::Path;

use greenroom_contract::approval::VerdictAction;
use greenroom_contract::permission::{HighRisk, PermissionLevel, WidgetCalls};
use greenroom_contract::settings::HostKind;
use greenroom_contract::tool::{Annotations, Visibility};
use pretty_assertions::assert_eq;

use super::verdict::{Circumstances, Rules, Voice, brief};
use crate::profile::{Profile, asking};

const VALUES: [Option<bool>; 3] = [Some(true), Some(false), None];

/// Who asks, and what is set about it.
#[derive(Clone, Copy, Debug)]
struct Case {
    words: &'static str,
    asker: Voice,
    widget_calls: WidgetCalls,
    high_risk: HighRisk,
}

const CASES: [Case; 8] = [
    case("the model", Voice::Model, WidgetCalls::SameRule, HighRisk::Asks),
    case("a widget, by the same rule", Voice::Widget, WidgetCalls::SameRule, HighRisk::Asks),
    case("a widget, whose calls always ask", Voice::Widget, WidgetCalls::AlwaysAsk, HighRisk::Asks),
    case("a widget, whose calls never ask", Voice::Widget, WidgetCalls::NeverAsk, HighRisk::Asks),
    case(
        "the model, where higher-risk calls are declined",
        Voice::Model,
        WidgetCalls::SameRule,
        HighRisk::IsDeclined,
    ),
    case(
        "a widget, by the same rule, where higher-risk calls are declined",
        Voice::Widget,
        WidgetCalls::SameRule,
        HighRisk::IsDeclined,
    ),
    case(
        "a widget, whose calls always ask, where higher-risk calls are declined",
        Voice::Widget,
        WidgetCalls::AlwaysAsk,
        HighRisk::IsDeclined,
    ),
    case(
        "a widget, whose calls never ask, where higher-risk calls are declined",
        Voice::Widget,
        WidgetCalls::NeverAsk,
        HighRisk::IsDeclined,
    ),
];

const fn case(words: &'static str, asker: Voice, widget_calls: WidgetCalls, high_risk: HighRisk) -> Case {
    Case { words, asker, widget_calls, high_risk }
}

/// A row for each combination of hints, an action for each level.
type Table = Vec<(Annotations, Vec<VerdictAction>)>;

fn table(case: Case, profile: &Profile) -> Table {
    let mut table = Vec::new();
    for read_only in VALUES {
        for destructive in VALUES {
            for open_world in VALUES {
                let act = |level, idempotent| {
                    let annotations = Annotations { read_only, destructive, open_world, idempotent };
                    let circumstances = Circumstances {
                        annotations: &annotations,
                        visibility: &Visibility { model: true, app: true },
                        asker: case.asker,
                        remembered: None,
                        rules: Rules {
                            level,
                            widget_calls: case.widget_calls,
                            high_risk: case.high_risk,
                            host: HostKind::Chatgpt,
                            levels: &profile.levels,
                        },
                    };
                    brief(circumstances).0
                };
                let of_level = |level| {
                    let [first, second, third] = VALUES.map(|idempotent| act(level, idempotent));
                    assert_eq!([first, first], [second, third], "idempotentHint decides nothing");
                    first
                };
                let annotations = Annotations { read_only, destructive, open_world, idempotent: None };
                table.push((annotations, PermissionLevel::ALL.map(of_level).to_vec()));
            }
        }
    }
    table
}

fn document(profile: &Profile) -> String {
    let mut out = String::from(
        "# Which calls ask\n\n\
         Written from the rule in `src-tauri/crates/host/src/approvals/verdict.rs` by its own test; \
         `UPDATE_APPROVALS=1 cargo test --workspace the_documented_table` writes it anew. An earlier answer that is \
         remembered comes before all of this, at every level. `idempotentHint` decides nothing.\n\n## Levels\n\n\
         | Level | What it lets pass | Known from |\n|---|---|---|\n",
    );
    let facts = asking::facts(&profile.levels);
    for fact in &facts {
        let _ = writeln!(out, "| {} | {} | {} |", fact.title, fact.meaning, fact.source);
    }
    let mut done: Vec<(Table, Vec<&str>)> = Vec::new();
    for case in CASES {
        let table = table(case, profile);
        match done.iter_mut().find(|(known, _)| *known == table) {
            Some((_, cases)) => cases.push(case.words),
            None => done.push((table, vec![case.words])),
        }
    }
    for (table, cases) in done {
        let _ = writeln!(out, "\n## Calls of {}\n", cases.join("; of "));
        let first = table[0].1[0];
        if table.iter().all(|(_, actions)| actions.iter().all(|action| *action == first)) {
            let _ = writeln!(
                out,
                "All {} combinations of the three hints, at every level: {}.",
                table.len(),
                word(first)
            );
            continue;
        }
        let titles: Vec<&str> = facts.iter().map(|fact| fact.title.as_str()).collect();
        let _ = writeln!(out, "| readOnlyHint | destructiveHint | openWorldHint | {} |", titles.join(" | "));
        let _ = writeln!(out, "|---|---|---|{}", "---|".repeat(titles.len()));
        for (hints, actions) in table {
            let actions: Vec<&str> = actions.into_iter().map(word).collect();
            let [read, destroy, open] = [hints.read_only, hints.destructive, hints.open_world].map(value);
            let _ = writeln!(out, "| {read} | {destroy} | {open} | {} |", actions.join(" | "));
        }
    }
    out
}

fn value(hint: Option<bool>) -> &'static str {
    match hint {
        Some(true) => "true",
        Some(false) => "false",
        None => "missing",
    }
}

fn word(action: VerdictAction) -> &'static str {
    match action {
        VerdictAction::Run => "runs",
        VerdictAction::Ask => "**asks**",
        VerdictAction::Refuse => "*declined*",
    }
}

/// Run with `UPDATE_APPROVALS=1` after a change of the rule.
#[test]
fn the_documented_table_is_what_the_rule_does() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/approvals.md");
    let fresh = document(&Profile::chatgpt().unwrap());
    if std::env::var_os("UPDATE_APPROVALS").is_some() {
        std::fs::write(&committed, &fresh).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&committed).unwrap(), fresh);
}
