//! What may happen, and how it is drawn.

use greenroom_contract::approval::Choice;
use greenroom_contract::permission::{
    AlwaysCovers, ConnectorPermissions, HighRisk, PermissionLevel, WidgetCalls,
};
use greenroom_contract::story::{Answer, AnswerScript, ScriptedAnswer};
use greenroom_host::Leaving;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// The first one shows a widget.
pub const TOOLS: [&str; 3] = ["show", "add", "clear"];

/// All of a tool that a person could know when they answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub read_only: Option<bool>,
    pub destructive: Option<bool>,
    pub open_world: Option<bool>,
    /// How many arguments it has.
    pub arguments: u8,
}

impl Edition {
    /// Also its title, so that a card and a call say which one they are about.
    pub fn words(self, tool: &str) -> String {
        format!("{tool} {:?} {:?} {:?} {}", self.read_only, self.destructive, self.open_world, self.arguments)
    }

    pub fn descriptor(self, tool: &str, template: &str) -> Value {
        let properties: Map<String, Value> =
            (0..=self.arguments).map(|number| (format!("argument{number}"), json!({}))).collect();
        let hints = [
            ("readOnlyHint", self.read_only),
            ("destructiveHint", self.destructive),
            ("openWorldHint", self.open_world),
        ];
        let said = hints.into_iter().filter_map(|(name, hint)| Some((name.to_owned(), json!(hint?))));
        let annotations: Map<String, Value> = said.collect();
        let meta = match tool {
            "show" => json!({ "openai/outputTemplate": template, "openai/widgetAccessible": true }),
            _ => json!({ "openai/widgetAccessible": true }),
        };
        json!({
            "name": tool,
            "title": self.words(tool),
            "inputSchema": { "type": "object", "properties": properties },
            "annotations": annotations,
            "_meta": meta,
        })
    }
}

/// What is set, for all connectors and for the one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    pub level: PermissionLevel,
    pub widget_calls: WidgetCalls,
    pub high_risk: HighRisk,
    pub always_covers: AlwaysCovers,
    pub connector: ConnectorPermissions,
}

#[derive(Clone, Debug)]
pub enum Step {
    Run {
        tool: &'static str,
    },
    /// A widget of the conversation calls it, if one is shown.
    WidgetRuns {
        tool: &'static str,
    },
    Answer {
        which: Index,
        choice: Choice,
        by: &'static str,
    },
    Cancel {
        which: Index,
    },
    Forget {
        which: Index,
    },
    Set(Rules),
    /// The server has another edition of a tool, or none.
    Publish {
        tool: &'static str,
        edition: Option<Edition>,
    },
    Refresh,
    Disable,
    Enable,
    StartConversation,
    OpenConversation {
        which: Index,
    },
    Rehearse(Option<AnswerScript>),
    /// The server answers no call any more.
    FallSilent,
    /// It answers again; what it left unanswered is cancelled.
    Speak,
    /// All that can go on without a person has come as far as it can.
    Rest,
    Together(Box<Step>, Box<Step>),
}

#[derive(Clone, Debug)]
pub enum End {
    ShutDown(Leaving),
    /// While a step is taken, after it has been polled so many times.
    Crash {
        during: Option<Step>,
        polls: u8,
    },
}

#[derive(Clone, Debug)]
pub struct Life {
    pub steps: Vec<Step>,
    pub end: End,
}

pub fn life() -> impl Strategy<Value = Life> {
    let end = prop_oneof![
        select(vec![Leaving::WindowClosed, Leaving::Quit]).prop_map(End::ShutDown),
        (option::of(hasty()), 0..40_u8).prop_map(|(during, polls)| End::Crash { during, polls }),
    ];
    (prop::collection::vec(step(), 0..25), end).prop_map(|(steps, end)| Life { steps, end })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        24 => hasty(),
        4 => (hasty(), hasty()).prop_map(|(one, other)| Step::Together(Box::new(one), Box::new(other))),
        4 => tool().prop_map(|tool| Step::WidgetRuns { tool }),
        5 => rules().prop_map(Step::Set),
        5 => (tool(), option::weighted(0.8, edition()))
            .prop_map(|(tool, edition)| Step::Publish { tool, edition }),
        1 => Just(Step::Disable),
        2 => Just(Step::Enable),
        1 => Just(Step::StartConversation),
        1 => any::<Index>().prop_map(|which| Step::OpenConversation { which }),
        3 => option::weighted(0.8, script()).prop_map(Step::Rehearse),
        1 => Just(Step::FallSilent),
        2 => Just(Step::Speak),
        5 => Just(Step::Rest),
    ]
}

/// What may overlap with another such step, and be cut off.
fn hasty() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => tool().prop_map(|tool| Step::Run { tool }),
        8 => (any::<Index>(), choice(), place())
            .prop_map(|(which, choice, by)| Step::Answer { which, choice, by }),
        1 => any::<Index>().prop_map(|which| Step::Cancel { which }),
        1 => any::<Index>().prop_map(|which| Step::Forget { which }),
        2 => Just(Step::Refresh),
    ]
}

fn tool() -> impl Strategy<Value = &'static str> {
    let [show, add, clear] = TOOLS;
    select(vec![show, add, add, clear, clear])
}

fn place() -> impl Strategy<Value = &'static str> {
    select(vec!["shell", "desktop", "phone"])
}

fn choice() -> impl Strategy<Value = Choice> {
    use Choice::*;
    select(vec![
        Deny,
        AllowOnce,
        AllowForConversation,
        AllowForConversation,
        AlwaysAllow,
        DenyForConversation,
    ])
}

fn edition() -> impl Strategy<Value = Edition> {
    (any::<Option<bool>>(), any::<Option<bool>>(), any::<Option<bool>>(), 0..2_u8).prop_map(
        |(read_only, destructive, open_world, arguments)| Edition {
            read_only,
            destructive,
            open_world,
            arguments,
        },
    )
}

fn rules() -> impl Strategy<Value = Rules> {
    let connector = (option::of(level()), option::of(select(WidgetCalls::ALL.to_vec())))
        .prop_map(|(level, widget_calls)| ConnectorPermissions { level, widget_calls });
    let always = select(vec![AlwaysCovers::App, AlwaysCovers::AppInConversation]);
    (level(), select(WidgetCalls::ALL.to_vec()), select(HighRisk::ALL.to_vec()), always, connector).prop_map(
        |(level, widget_calls, high_risk, always_covers, connector)| Rules {
            level,
            widget_calls,
            high_risk,
            always_covers,
            connector,
        },
    )
}

fn level() -> impl Strategy<Value = PermissionLevel> {
    select(PermissionLevel::ALL.to_vec())
}

fn script() -> impl Strategy<Value = AnswerScript> {
    use Answer::*;
    let answers =
        vec![Deny, AllowOnce, AllowForConversation, AlwaysAllow, DenyForConversation, TimeOut, AskMe, AskMe];
    let answer = (option::weighted(0.3, tool()), select(answers))
        .prop_map(|(tool, answer)| ScriptedAnswer { tool: tool.map(str::to_owned), answer });
    let pause = select(vec![0, 0, 5]);
    (prop::collection::vec(answer, 0..4), pause)
        .prop_map(|(answers, pause_milliseconds)| AnswerScript { answers, pause_milliseconds })
}
