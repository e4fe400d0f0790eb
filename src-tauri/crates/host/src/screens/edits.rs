//! What a person, or a fixture, puts in place of what a call brought: widgets are told at once, the call stays as it
//! was.

use std::collections::HashMap;
use std::sync::Arc;

use greenroom_contract::call::{Asker, Call};
use greenroom_contract::edit::{Part, PartView};
use greenroom_contract::event::Event;
use greenroom_contract::widget::ToOpenai;
use greenroom_contract::{Json, Problem};
use serde_json::{Value, json};

use super::Screens;
use super::stage::Stage;
use crate::problems;
use crate::widgets::account::{Account, End};
use crate::widgets::instance::Instance;
use crate::widgets::overrides;
use crate::widgets::stand_in::{Fixture, StandIn};

const PARTS: [Part; 8] = [
    Part::Input,
    Part::StructuredContent,
    Part::Content,
    Part::Meta,
    Part::IsError,
    Part::Cancelled,
    Part::State,
    Part::Globals,
];

/// Globals that are parts of their own.
const DATA: [&str; 4] = ["toolInput", "toolOutput", "toolResponseMetadata", "widgetState"];

/// By screen: what a widget stored there.
type Stored = HashMap<String, Value>;

impl Screens {
    /// All parts of what a call's widgets are told.
    pub async fn edits(&self, call_id: &str) -> Result<Vec<PartView>, Problem> {
        let call = self.conversations.call(call_id).await?;
        self.load_fixture(&call).await?;
        let own = self.own_account(&call).await?;
        let stored = self.first(&self.stored(&call).await?);
        let stand_in = self.lock().stand_in(call_id);
        let base = stand_in.base(own, &call);
        let view = |part| PartView {
            part,
            value: Json(stand_in.value(part, &base, stored.clone())),
            is_edited: stand_in.is_edited(part),
        };
        Ok(PARTS.map(view).to_vec())
    }

    pub async fn edit(&self, call_id: &str, part: Part, value: Value) -> Result<(), Problem> {
        check(part, &value)?;
        self.change(call_id, |stand_in| stand_in.put(part, value)).await
    }

    /// Back to the call's own; all parts, where none is named.
    pub async fn reset_edits(&self, call_id: &str, part: Option<Part>) -> Result<(), Problem> {
        self.change(call_id, |stand_in| stand_in.reset(part)).await
    }

    /// What the call's widgets are told, with all edits, for a file.
    pub async fn as_fixture(&self, call: &Call) -> Result<Fixture, Problem> {
        self.load_fixture(call).await?;
        let own = self.own_account(call).await?;
        let stored = self.first(&self.stored(call).await?);
        let stand_in = self.lock().stand_in(&call.id);
        let base = stand_in.base(own, call);
        let (result, cancelled) = match base.end {
            Some(End::Result(result)) => (Some(result), None),
            Some(End::Cancelled { reason }) => (None, Some(reason)),
            None => (None, None),
        };
        Ok(Fixture {
            input: base.input.unwrap_or_default(),
            result,
            cancelled,
            state: stand_in.state(stored),
            globals: stand_in.globals(),
        })
    }

    /// The result that is shown for a call, without edits.
    pub(super) async fn result(&self, call: &Call) -> Result<Option<Value>, Problem> {
        let fixture = self.lock().stand_in(&call.id).fixture;
        match fixture {
            Some(fixture) => Ok(fixture.result.clone()),
            None => self.calls.result(&call.id).await,
        }
    }

    /// Of a call that was never made: what its file said stands in for it from now on.
    pub(super) async fn load_fixture(&self, call: &Call) -> Result<(), Problem> {
        let is_loaded = self.lock().stand_in(&call.id).fixture.is_some();
        if is_loaded || !matches!(call.asker, Asker::Fixture { .. }) {
            return Ok(());
        }
        let body = self.store.fixture(&call.id).await.map_err(problems::of_store)?;
        let fixture = body.and_then(|body| serde_json::from_value::<Fixture>(body).ok()).unwrap_or_default();
        self.lock().stand_ins.entry(call.id.clone()).or_default().fixture = Some(Arc::new(fixture));
        Ok(())
    }

    /// Changes what stands in, and tells the widgets what is new to them.
    async fn change(&self, call_id: &str, change: impl FnOnce(&mut StandIn)) -> Result<(), Problem> {
        let call = self.conversations.call(call_id).await?;
        self.load_fixture(&call).await?;
        let own = self.own_account(&call).await?;
        let stored = self.stored(&call).await?;
        let ids = self.swap(&call, &own, &stored, change);
        self.events.tell(Event::Widgets { call: call_id.to_owned() });
        self.redraw.notify_one();
        self.replace_frames(&ids).await;
        Ok(())
    }

    /// Puts another stand-in in place of the one there is, and tells of it. Returns the widgets that need a fresh frame
    /// for it: MCP Apps says input and result only once.
    fn swap(
        &self,
        call: &Call,
        own: &Account,
        stored: &Stored,
        change: impl FnOnce(&mut StandIn),
    ) -> Vec<String> {
        let mut stage = self.lock();
        let before = stage.stand_in(&call.id);
        let mut after = before.clone();
        change(&mut after);
        stage.stand_ins.insert(call.id.clone(), after.clone());
        let (told, tell) = (before.account(own.clone(), call), after.account(own.clone(), call));
        if told != tell && stage.of_call(&call.id).any(Instance::is_initialized) {
            return stage.ids_of(&call.id);
        }
        self.tell_edits(&mut stage, &call.id, (&told, &tell));
        for instance in stage.of_call(&call.id) {
            self.tell_state(instance, stored.get(&instance.screen), (&before, &after));
            self.tell_overrides(&stage, instance, (&before, &after));
        }
        Vec::new()
    }

    /// `window.openai` learns what is other than before.
    fn tell_edits(&self, stage: &mut Stage, call_id: &str, (before, after): (&Account, &Account)) {
        if before == after {
            return;
        }
        for instance in stage.of_call_mut(call_id) {
            if let Some(message) = instance.retell(before, after) {
                self.send(&instance.screen, message);
            }
        }
    }

    fn tell_state(&self, instance: &Instance, stored: Option<&Value>, (before, after): (&StandIn, &StandIn)) {
        let state = after.state(stored.cloned());
        if instance.has_document() && before.state(stored.cloned()) != state {
            let globals = ToOpenai::Globals { globals: Json(json!({ "widgetState": state })) };
            self.send(&instance.screen, instance.to_openai(&globals));
        }
    }

    fn tell_overrides(&self, stage: &Stage, instance: &Instance, (before, after): (&StandIn, &StandIn)) {
        let (before, after) = (before.globals(), after.globals());
        let Some(surroundings) = self.surroundings(instance, stage.theme).filter(|_| before != after) else {
            return;
        };
        let globals = |overridden| overrides::over(surroundings.globals(), overridden);
        let context = |overridden| {
            let own = surroundings.host_context(&Value::Null);
            overrides::over(own, overrides::context(overridden, &surroundings))
        };
        let contexts = overrides::difference(&context(&before), &context(&after));
        let globals = overrides::difference(&globals(before), &globals(after));
        self.tell_surroundings(instance, Value::Object(globals), Value::Object(contexts));
    }

    async fn stored(&self, call: &Call) -> Result<Stored, Problem> {
        let mut stored = Stored::new();
        for device in &self.devices.all() {
            let state = self.widget_state(&call.id, &device.id).await?;
            stored.extend(state.map(|state| (device.id.clone(), state)));
        }
        Ok(stored)
    }

    /// That of the first screen that has one.
    fn first(&self, stored: &Stored) -> Option<Value> {
        self.devices.now().iter().find_map(|device| stored.get(&device.id)).cloned()
    }
}

/// What no host could tell a widget is refused; what is merely off-spec is not.
fn check(part: Part, value: &Value) -> Result<(), Problem> {
    let refuse = |message: &str, hint: &str| Err(Problem::invalid(message, hint));
    match (part, value) {
        (Part::Input, Value::Object(_) | Value::Null) => Ok(()),
        (Part::Input, _) => refuse(
            "A tool's input is an object.",
            "Write an object, or null for an input that is not known yet.",
        ),
        (Part::Cancelled, Value::String(_) | Value::Null) => Ok(()),
        (Part::Cancelled, _) => {
            refuse("The reason is a text.", "Write a text, or null for a call that is not cancelled.")
        }
        (Part::Globals, Value::Object(globals)) => {
            match DATA.iter().find(|name| globals.contains_key(**name)) {
                Some(name) => refuse(
                    &format!("“{name}” has a field of its own."),
                    "Take it out here, and edit it there.",
                ),
                None => Ok(()),
            }
        }
        (Part::Globals, _) => refuse(
            "Globals are the members of an object.",
            "Write an object such as { \"theme\": \"dark\" }.",
        ),
        _ => Ok(()),
    }
}
