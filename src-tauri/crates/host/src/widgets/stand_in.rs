//! What stands in for a call's own account: the fixture of a call that was never made, over it what a person edited,
//! and over that how far a scenario lets things come. Pure; the call itself stays as it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use greenroom_contract::call::{Call, CallState};
use greenroom_contract::edit::Part;
use greenroom_contract::scenario::Scenario;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::widgets::account::{Account, End};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StandIn {
    pub fixture: Option<Arc<Fixture>>,
    edits: BTreeMap<Part, Value>,
    pub stance: Option<Stance>,
}

/// What the widget of a call that was never made is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fixture {
    /// Null where it is not told.
    pub input: Value,
    pub result: Option<Value>,
    /// The reason; counts where there is no result.
    pub cancelled: Option<String>,
    pub state: Value,
    pub globals: Map<String, Value>,
}

/// How far a scenario lets things come.
#[derive(Clone, Debug, PartialEq)]
pub struct Stance {
    pub scenario: Scenario,
    pub state: CallState,
    pub input: Delivery,
    pub end: Delivery,
    /// In place of the call's own end.
    pub ending: Option<End>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    Made,
    /// The widget is not told.
    Withheld,
}

impl StandIn {
    pub fn put(&mut self, part: Part, value: Value) {
        self.edits.insert(part, value);
    }

    /// All parts, where none is named.
    pub fn reset(&mut self, part: Option<Part>) {
        match part {
            Some(part) => drop(self.edits.remove(&part)),
            None => self.edits.clear(),
        }
    }

    pub fn is_edited(&self, part: Part) -> bool {
        self.edits.contains_key(&part)
    }

    /// What widgets are told of the call.
    pub fn account(&self, own: Account, call: &Call) -> Account {
        let base = self.base(own, call);
        match &self.stance {
            Some(stance) => stance.applied(base, call),
            None => base,
        }
    }

    /// As [`Self::account`], but without any scenario.
    pub fn base(&self, mut account: Account, call: &Call) -> Account {
        if let Some(fixture) = &self.fixture {
            account.input = Some(fixture.input.clone()).filter(|input| !input.is_null());
            account.end = fixture.end();
        }
        if let Some(input) = self.edits.get(&Part::Input) {
            account.input = Some(input.clone()).filter(|input| !input.is_null());
        }
        match self.edits.get(&Part::Cancelled) {
            Some(Value::String(reason)) => {
                account.end = Some(End::Cancelled { reason: reason.clone() });
                return account;
            }
            Some(_) if matches!(account.end, Some(End::Cancelled { .. })) => account.end = None,
            _ => {}
        }
        self.edit_result(&mut account, call);
        account
    }

    /// A result that is edited into being brings the input with it: no widget is told a result without one.
    fn edit_result(&self, account: &mut Account, call: &Call) {
        let edits: Vec<(&str, &Value)> =
            self.edits.iter().filter_map(|(part, value)| Some((member(*part)?, value))).collect();
        if edits.is_empty() {
            return;
        }
        let mut result = match account.end.take() {
            Some(End::Result(Value::Object(result))) => result,
            _ => Map::from_iter([("content".to_owned(), json!([]))]),
        };
        for (member, value) in edits {
            match value {
                Value::Null => drop(result.shift_remove(member)),
                value => drop(result.insert(member.to_owned(), value.clone())),
            }
        }
        account.end = Some(End::Result(Value::Object(result)));
        if !self.is_edited(Part::Input) && account.input.is_none() {
            account.input = Some(call.arguments.0.clone());
        }
    }

    /// The widget's state, given what it stored itself.
    pub fn state(&self, stored: Option<Value>) -> Value {
        let fixture = || self.fixture.as_ref().map(|fixture| fixture.state.clone());
        self.edits.get(&Part::State).cloned().or(stored).or_else(fixture).unwrap_or_default()
    }

    /// The globals that are other than the surroundings make them.
    pub fn globals(&self) -> Map<String, Value> {
        match (self.edits.get(&Part::Globals), &self.fixture) {
            (Some(Value::Object(globals)), _) => globals.clone(),
            (None, Some(fixture)) => fixture.globals.clone(),
            _ => Map::new(),
        }
    }

    /// What a part says, given what widgets are told.
    pub fn value(&self, part: Part, account: &Account, stored: Option<Value>) -> Value {
        match (part, &account.end) {
            (Part::Input, _) => account.input.clone().unwrap_or_default(),
            (Part::State, _) => self.state(stored),
            (Part::Globals, _) => Value::Object(self.globals()),
            (Part::Cancelled, Some(End::Cancelled { reason })) => json!(reason),
            (part, Some(End::Result(result))) => {
                member(part).and_then(|member| result.get(member)).cloned().unwrap_or_default()
            }
            _ => Value::Null,
        }
    }

    /// How a screen labels what is not the call's own; absent where nothing stands in.
    pub fn label(&self, fixture_name: Option<&str>) -> Option<String> {
        let fixture = fixture_name.map(|name| format!("Fixture “{name}”"));
        let edited = (!self.edits.is_empty()).then(|| "Edited".to_owned());
        let scenario = self
            .stance
            .as_ref()
            .map(|stance| format!("Scenario: {}", super::scenario::title(stance.scenario)));
        let labels: Vec<String> = [fixture, edited, scenario].into_iter().flatten().collect();
        (!labels.is_empty()).then(|| labels.join(" · "))
    }
}

impl Fixture {
    fn end(&self) -> Option<End> {
        let cancelled = || self.cancelled.clone().map(|reason| End::Cancelled { reason });
        self.result.clone().map(End::Result).or_else(cancelled)
    }
}

impl Stance {
    fn applied(&self, mut base: Account, call: &Call) -> Account {
        let input = base.input.take().unwrap_or_else(|| call.arguments.0.clone());
        let end = match (&self.ending, base.end.take()) {
            (Some(ending), _) => ending.clone(),
            (None, Some(end @ End::Result(_))) => end,
            (None, _) => End::Result(json!({ "content": [] })),
        };
        let is_allowed = !matches!(self.state, CallState::AwaitingApproval | CallState::Queued);
        base.input = (is_allowed && self.input == Delivery::Made).then_some(input);
        base.end = (self.state.is_settled() && self.end == Delivery::Made).then_some(end);
        base
    }
}

/// The member of a result that a part is.
fn member(part: Part) -> Option<&'static str> {
    match part {
        Part::StructuredContent => Some("structuredContent"),
        Part::Content => Some("content"),
        Part::Meta => Some("_meta"),
        Part::IsError => Some("isError"),
        Part::Input | Part::Cancelled | Part::State | Part::Globals => None,
    }
}
