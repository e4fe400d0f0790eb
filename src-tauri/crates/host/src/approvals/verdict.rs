//! The rule that decides whether a call asks first: a pure function of the permission level, of what the server declared,
//! of what is remembered, and of who asks.
//!
//! What each level asks for is in the profile. What a single change would lead to is found by asking the same function
//! again, with that change.

use greenroom_contract::approval::{Alternative, AlternativeOf, Verdict, VerdictAction};
use greenroom_contract::call::Asker;
use greenroom_contract::permission::{HighRisk, PermissionLevel, WidgetCalls};
use greenroom_contract::settings::HostKind;
use greenroom_contract::tool::{Annotations, Visibility};

use crate::profile::asking::{Asks, Levels};

/// What the rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    pub annotations: &'a Annotations,
    pub visibility: &'a Visibility,
    pub asker: Voice,
    pub remembered: Option<Memory<'a>>,
    pub rules: Rules<'a>,
}

/// Whose call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The model's, whose part a person plays.
    Model,
    Widget,
}

impl Voice {
    pub fn of(asker: &Asker) -> Self {
        match asker {
            Asker::Widget { .. } => Self::Widget,
            Asker::Person | Asker::Fixture { .. } => Self::Model,
        }
    }
}

/// What is set, for the connector or for all.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub level: PermissionLevel,
    pub widget_calls: WidgetCalls,
    pub high_risk: HighRisk,
    pub host: HostKind,
    pub levels: &'a Levels,
}

/// An earlier answer that covers the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory<'a> {
    pub id: &'a str,
    pub answer: Remembers,
    /// The words that were answered, for example "Always allow Board".
    pub words: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembers {
    Allow,
    Deny,
}

/// The verdict with everything that would alter it.
pub fn verdict(circumstances: Circumstances<'_>) -> Verdict {
    let Judgement { action, reason, is_remembered } = judge(circumstances);
    let remembered = circumstances.remembered.filter(|_| is_remembered).map(|memory| memory.id.to_owned());
    Verdict { action, reason, alternatives: alternatives(circumstances, action), remembered }
}

/// The action and its reason alone.
pub fn brief(circumstances: Circumstances<'_>) -> (VerdictAction, String) {
    let Judgement { action, reason, .. } = judge(circumstances);
    (action, reason)
}

struct Judgement {
    action: VerdictAction,
    reason: String,
    is_remembered: bool,
}

fn judge(circumstances: Circumstances<'_>) -> Judgement {
    let Circumstances { annotations, visibility, asker, remembered, rules } = circumstances;
    let decided = |action, reason: String| Judgement { action, reason, is_remembered: false };
    // ChatGPT was seen to let it pass (a public conformance run, 2026-07-22).
    if rules.host == HostKind::Spec && asker == Voice::Widget && !visibility.app {
        let reason = "Refused, because a widget asks and the tool's visibility leaves out “app”.";
        return decided(VerdictAction::Refuse, reason.into());
    }
    // What a person answered for longer counts at every level: it was said later, and of this very tool.
    if let Some(Memory { answer, words, .. }) = remembered {
        let (action, what) = match answer {
            Remembers::Allow => (VerdictAction::Run, "Runs without asking"),
            Remembers::Deny => (VerdictAction::Refuse, "Refused without asking"),
        };
        let reason = format!("{what}, because “{words}” was answered earlier.");
        return Judgement { action, reason, is_remembered: true };
    }
    match (asker, rules.widget_calls) {
        (Voice::Widget, WidgetCalls::AlwaysAsk) => {
            decided(VerdictAction::Ask, "Asks, because a widget makes the call, and those always ask.".into())
        }
        (Voice::Widget, WidgetCalls::NeverAsk) => {
            let reason = "Runs without asking, because a widget makes the call, and those never ask.";
            decided(VerdictAction::Run, reason.into())
        }
        _ => {
            let (action, reason) = by_level(annotations, rules);
            decided(action, reason)
        }
    }
}

fn by_level(annotations: &Annotations, rules: Rules<'_>) -> (VerdictAction, String) {
    let level = rules.levels.get(&rules.level);
    let title = level.map_or("the permission level", |level| level.title.as_str());
    let at_level = |reason: &str| format!("{reason}, at the level “{title}”.");
    let runs = |why: &str| (VerdictAction::Run, at_level(&format!("Runs without asking, because {why}")));
    let asks = |why: &str| (VerdictAction::Ask, at_level(&format!("Asks, because {why}")));
    match level.map_or(Asks::Always, |level| level.asks) {
        Asks::Always => {
            (VerdictAction::Ask, format!("Asks, because every call does at the level “{title}”."))
        }
        Asks::Never => {
            (VerdictAction::Run, format!("Runs without asking, because no call asks at the level “{title}”."))
        }
        Asks::UnlessReadOnly => match annotations.read_only {
            Some(true) => runs("readOnlyHint is true"),
            Some(false) => asks("readOnlyHint is false"),
            None => asks("readOnlyHint is missing and missing means write"),
        },
        Asks::UnlessLowRisk => match risk(annotations) {
            Risk::Low(why) => runs(why),
            Risk::High(why) if rules.high_risk == HighRisk::Asks => asks(&why),
            Risk::High(why) => (VerdictAction::Refuse, at_level(&format!("Declined, because {why}"))),
        },
    }
}

enum Risk {
    Low(&'static str),
    High(String),
}

/// The rule of OpenAI's Codex in its default mode, the only one that is published for these hints.
fn risk(annotations: &Annotations) -> Risk {
    let Annotations { read_only, destructive, open_world, .. } = *annotations;
    if destructive == Some(true) {
        return Risk::High("destructiveHint is true".into());
    }
    if read_only == Some(true) {
        return Risk::Low("readOnlyHint is true");
    }
    let concern = |name: &str, hint: Option<bool>| match hint {
        Some(false) => None,
        Some(true) => Some(format!("{name} is true")),
        None => Some(format!("{name} is missing and missing means true")),
    };
    let concerns = [concern("destructiveHint", destructive), concern("openWorldHint", open_world)];
    let concerns: Vec<String> = concerns.into_iter().flatten().collect();
    if concerns.is_empty() {
        return Risk::Low("destructiveHint and openWorldHint are false");
    }
    Risk::High(concerns.join(", and "))
}

fn alternatives(circumstances: Circumstances<'_>, action: VerdictAction) -> Vec<Alternative> {
    let mut found = Vec::new();
    let mut tried = |of, change: String, changed: Circumstances<'_>| {
        let Judgement { action: other, .. } = judge(changed);
        if other != action {
            found.push(Alternative { of, change, action: other });
        }
    };
    let now = circumstances;
    for (name, change) in HINTS {
        for value in [Some(true), Some(false), None] {
            let mut annotations = now.annotations.clone();
            if change(&mut annotations, value) != value {
                let value = value.map_or("missing", |value| if value { "true" } else { "false" });
                let changed = Circumstances { annotations: &annotations, ..now };
                tried(AlternativeOf::Tool, format!("{name}: {value}"), changed);
            }
        }
    }
    let seen = Visibility { app: true, ..now.visibility.clone() };
    let visible = Circumstances { visibility: &seen, ..now };
    tried(AlternativeOf::Tool, "“app” in _meta.ui.visibility".into(), visible);
    let forgotten = Circumstances { remembered: None, ..now };
    tried(AlternativeOf::Remembered, "The remembered answer is forgotten".into(), forgotten);
    for (level, fact) in now.rules.levels {
        let rules = Rules { level: *level, ..now.rules };
        tried(
            AlternativeOf::Setting,
            format!("Permission level: {}", fact.title),
            Circumstances { rules, ..now },
        );
    }
    for widget_calls in WidgetCalls::ALL {
        let words = match widget_calls {
            WidgetCalls::SameRule => "same rule",
            WidgetCalls::AlwaysAsk => "always ask",
            WidgetCalls::NeverAsk => "never ask",
        };
        let rules = Rules { widget_calls, ..now.rules };
        tried(AlternativeOf::Setting, format!("Calls of widgets: {words}"), Circumstances { rules, ..now });
    }
    for high_risk in HighRisk::ALL {
        let words = match high_risk {
            HighRisk::Asks => "ask",
            HighRisk::IsDeclined => "are declined",
        };
        let rules = Rules { high_risk, ..now.rules };
        tried(AlternativeOf::Setting, format!("Higher-risk calls: {words}"), Circumstances { rules, ..now });
    }
    found
}

/// Sets a hint, and says what it was.
type Change = fn(&mut Annotations, Option<bool>) -> Option<bool>;

/// The hints that the rule looks at.
const HINTS: [(&str, Change); 3] = [
    ("readOnlyHint", |hints, value| std::mem::replace(&mut hints.read_only, value)),
    ("destructiveHint", |hints, value| std::mem::replace(&mut hints.destructive, value)),
    ("openWorldHint", |hints, value| std::mem::replace(&mut hints.open_world, value)),
];

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::profile::Profile;

    const OPEN: Visibility = Visibility { model: true, app: true };

    fn rules(profile: &Profile) -> Rules<'_> {
        Rules {
            level: PermissionLevel::Classic,
            widget_calls: WidgetCalls::SameRule,
            high_risk: HighRisk::Asks,
            host: HostKind::Chatgpt,
            levels: &profile.levels,
        }
    }

    fn hints(read_only: Option<bool>, destructive: Option<bool>, open_world: Option<bool>) -> Annotations {
        Annotations { read_only, destructive, open_world, idempotent: None }
    }

    #[test]
    fn a_missing_hint_asks_and_it_is_said_what_would_change_that() {
        let profile = Profile::chatgpt().unwrap();
        let verdict = verdict(Circumstances {
            annotations: &Annotations::default(),
            visibility: &OPEN,
            asker: Voice::Model,
            remembered: None,
            rules: rules(&profile),
        });
        assert_eq!(
            verdict.reason,
            "Asks, because readOnlyHint is missing and missing means write, at the level “Developer mode, classic”."
        );
        let alternative =
            |of, change: &str| Alternative { of, change: change.into(), action: VerdictAction::Run };
        assert_eq!(
            verdict.alternatives,
            [
                alternative(AlternativeOf::Tool, "readOnlyHint: true"),
                alternative(AlternativeOf::Setting, "Permission level: Allow all actions"),
            ]
        );
    }

    #[test]
    fn what_is_remembered_decides_at_every_level_and_for_every_asker() {
        let profile = Profile::chatgpt().unwrap();
        for level in PermissionLevel::ALL {
            for asker in [Voice::Model, Voice::Widget] {
                for (answer, action) in
                    [(Remembers::Allow, VerdictAction::Run), (Remembers::Deny, VerdictAction::Refuse)]
                {
                    let verdict = verdict(Circumstances {
                        annotations: &Annotations::default(),
                        visibility: &OPEN,
                        asker,
                        remembered: Some(Memory { id: "m", answer, words: "Always allow Board" }),
                        rules: Rules { level, ..rules(&profile) },
                    });
                    assert_eq!((verdict.action, verdict.remembered.as_deref()), (action, Some("m")));
                    assert!(verdict.reason.ends_with("because “Always allow Board” was answered earlier."));
                }
            }
        }
    }

    #[test]
    fn low_risk_is_what_codex_holds_for_it_and_the_rest_asks_or_is_declined() {
        let profile = Profile::chatgpt().unwrap();
        let act = |annotations: Annotations, high_risk| {
            let rules = Rules { level: PermissionLevel::AllowLowRisk, high_risk, ..rules(&profile) };
            brief(Circumstances {
                annotations: &annotations,
                visibility: &OPEN,
                asker: Voice::Model,
                remembered: None,
                rules,
            })
        };
        let (yes, no) = (Some(true), Some(false));
        for (annotations, action) in [
            (hints(yes, None, None), VerdictAction::Run),
            (hints(yes, yes, no), VerdictAction::Ask),
            (hints(no, no, no), VerdictAction::Run),
            (hints(None, no, no), VerdictAction::Run),
            (hints(no, no, yes), VerdictAction::Ask),
            (hints(no, None, no), VerdictAction::Ask),
            (hints(None, None, None), VerdictAction::Ask),
        ] {
            assert_eq!(act(annotations.clone(), HighRisk::Asks).0, action, "{annotations:?}");
        }
        assert_eq!(
            act(hints(no, None, yes), HighRisk::IsDeclined),
            (
                VerdictAction::Refuse,
                "Declined, because destructiveHint is missing and missing means true, and openWorldHint is true, at \
                 the level “Allow low-risk actions”."
                    .into()
            )
        );
    }

    #[test]
    fn a_tool_that_is_hidden_from_widgets_is_refused_to_them_as_specified_and_not_by_chatgpt() {
        let profile = Profile::chatgpt().unwrap();
        let hidden = Visibility { model: true, app: false };
        let judged = |asker, host| {
            verdict(Circumstances {
                annotations: &hints(Some(true), None, None),
                visibility: &hidden,
                asker,
                remembered: None,
                rules: Rules { host, ..rules(&profile) },
            })
        };
        assert_eq!(judged(Voice::Widget, HostKind::Chatgpt).action, VerdictAction::Run);
        assert_eq!(judged(Voice::Model, HostKind::Spec).action, VerdictAction::Run);
        let refused = judged(Voice::Widget, HostKind::Spec);
        assert_eq!(refused.action, VerdictAction::Refuse);
        let change = "“app” in _meta.ui.visibility".to_owned();
        assert_eq!(
            refused.alternatives,
            [Alternative { of: AlternativeOf::Tool, change, action: VerdictAction::Run }]
        );
    }

    #[test]
    fn widgets_may_be_asked_about_always_or_never() {
        let profile = Profile::chatgpt().unwrap();
        for (widget_calls, asker, action) in [
            (WidgetCalls::AlwaysAsk, Voice::Widget, VerdictAction::Ask),
            (WidgetCalls::AlwaysAsk, Voice::Model, VerdictAction::Run),
            (WidgetCalls::SameRule, Voice::Widget, VerdictAction::Run),
        ] {
            let circumstances = Circumstances {
                annotations: &hints(Some(true), None, None),
                visibility: &OPEN,
                asker,
                remembered: None,
                rules: Rules { widget_calls, ..rules(&profile) },
            };
            assert_eq!(brief(circumstances).0, action);
        }
        let never = Circumstances {
            annotations: &hints(Some(false), Some(true), None),
            visibility: &OPEN,
            asker: Voice::Widget,
            remembered: None,
            rules: Rules { widget_calls: WidgetCalls::NeverAsk, ..rules(&profile) },
        };
        assert_eq!(brief(never).0, VerdictAction::Run);
    }
}
