//! Takes the steps of one life, and ends it.

use std::sync::{Arc, PoisonError};

use greenroom_contract::call::{Asker, Call, CallState, RunRequest};
use greenroom_contract::event::Event;
use greenroom_contract::screen::{FromScreen, ScreenEntry, ScreenView, ToScreen, WidgetFrame};
use greenroom_contract::widget::{Language, Said};
use greenroom_host::Host;
use greenroom_tests::fixture::Behaviour;
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::steps::{End, Rules, Step};
use super::world::{Answered, Proposed, Settled, World};

const SCREEN: &str = "desktop";

pub async fn live(test: &TestHost, world: &World, steps: &[Step], how: &End) {
    tokio::spawn(watch(test.host.clone(), test.host.subscribe(), world.settled.clone()));
    world.calls.borrow_mut().clear();
    for step in steps {
        enact(test, world, step).await;
        note_memories(test, world).await;
    }
    match how {
        End::ShutDown(leaving) => {
            test.host.shut_down(*leaving).await;
            let unsettled = unsettled(&test.host, world).await;
            assert_eq!(unsettled, [], "all has ended with the farewell");
        }
        End::Crash { during: None, .. } => {}
        End::Crash { during: Some(step), polls } => {
            if matches!(step, Step::Refresh) {
                world.may_read();
            }
            tokio::select! {
                biased;
                () = hasty(test, world, step, false) => {}
                () = polled(*polls) => {}
            }
        }
    }
}

async fn polled(times: u8) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

/// Notes each call's end as it is shown. What has ended stays as it is.
async fn watch(host: Arc<Host>, mut events: Receiver<Event>, settled: Settled) {
    loop {
        let id = match events.recv().await {
            Ok(Event::Call { id }) => id,
            Ok(_) | Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let call = host.call(&id).await.unwrap().call;
        if call.state.is_settled() {
            settled.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_insert(call);
        }
    }
}

async fn enact(test: &TestHost, world: &World, step: &Step) {
    match step {
        Step::Set(rules) => set(test, world, *rules).await,
        Step::Publish { tool, edition } => world.publish(tool, *edition),
        Step::Disable => {
            test.host.disable_connector(&world.connector).await.unwrap();
            world.is_enabled.set(false);
        }
        Step::Enable => {
            if !world.is_enabled.replace(true) {
                test.host.enable_connector(&world.connector).await.unwrap();
                test.connected(&world.connector).await;
                world.read();
            }
        }
        Step::StartConversation => {
            test.host.start_conversation().await.unwrap();
        }
        Step::OpenConversation { which } => {
            let conversations = test.host.conversations().await.unwrap();
            test.host.open_conversation(&which.get(&conversations).id).await.unwrap();
        }
        Step::Rehearse(script) => test.host.set_rehearsal(script.clone()).await.unwrap(),
        Step::FallSilent => {
            world.server.behave("tools/call", Behaviour::Silence);
            world.is_silent.set(true);
        }
        Step::Speak => {
            world.server.behave_as_usual("tools/call");
            world.is_silent.set(false);
            for call in unsettled(&test.host, world).await {
                if call.state == CallState::Running {
                    test.host.cancel_call(&call.id).await.unwrap();
                }
            }
        }
        Step::Rest => rest(test, world).await,
        Step::WidgetRuns { tool } => widget_runs(test, world, tool).await,
        Step::Together(one, other) => {
            let refreshes = [one, other].iter().any(|step| matches!(***step, Step::Refresh));
            if refreshes {
                world.may_read();
            }
            tokio::join!(hasty(test, world, one, false), hasty(test, world, other, false));
            if refreshes && world.is_enabled.get() {
                world.read();
            }
        }
        alone => hasty(test, world, alone, true).await,
    }
}

/// What may overlap with another step.
async fn hasty(test: &TestHost, world: &World, step: &Step, is_alone: bool) {
    let host = &test.host;
    match step {
        Step::Run { tool } => {
            let mark = propose(host, world, tool, is_alone).await;
            let request = RunRequest {
                connector_id: world.connector.clone(),
                tool_name: (*tool).to_owned(),
                arguments: json!({ "mark": mark }).into(),
                say: String::new(),
                answers: None,
            };
            // A tool that is not there and a connector that is disabled call nothing, which the server tells.
            if let Ok(call) = host.run_tool(request).await {
                world.calls.borrow_mut().insert(call.id);
            }
        }
        Step::Answer { which, choice, by } => {
            asked(test, world).await;
            let prompts = host.approvals().await.unwrap();
            if prompts.is_empty() {
                return;
            }
            let approval = which.get(&prompts).id.clone();
            let answered = Answered { approval: approval.clone(), choice: *choice, by };
            world.answers.borrow_mut().push(answered);
            // Somebody else may have been quicker.
            let _ = host.answer(&approval, *choice, by).await;
        }
        Step::Cancel { which } => {
            let calls = unsettled(host, world).await;
            if !calls.is_empty() {
                host.cancel_call(&which.get(&calls).id).await.unwrap();
            }
        }
        Step::Forget { which } => {
            let remembered = host.remembered().await.unwrap();
            let holding: Vec<_> = remembered.iter().filter(|answer| answer.ended.is_none()).collect();
            if !holding.is_empty() {
                // It may just have been forgotten.
                let _ = host.forget(&which.get(&holding).id).await;
            }
        }
        Step::Refresh => {
            if world.is_enabled.get() {
                host.refresh_connector(&world.connector).await.unwrap();
                if is_alone {
                    world.read();
                }
            }
        }
        other => unreachable!("{other:?} overlaps with nothing"),
    }
}

async fn set(test: &TestHost, world: &World, rules: Rules) {
    let mut settings = test.host.settings().await.unwrap().settings;
    settings.approvals.level = rules.level;
    settings.approvals.widget_calls = rules.widget_calls;
    settings.approvals.high_risk = rules.high_risk;
    settings.approvals.always_covers = rules.always_covers;
    test.host.save_settings(settings).await.unwrap();
    test.host.set_permissions(&world.connector, rules.connector).await.unwrap();
    world.rules.set(rules);
}

/// Notes how things stand for a call that is about to be asked for. Returns what tells it from all others.
async fn propose(host: &Host, world: &World, tool: &'static str, is_alone: bool) -> u64 {
    let remembered = host.remembered().await.unwrap();
    let known = world.known.borrow()[tool].clone();
    let proposed = Proposed { tool, rules: world.rules.get(), known, remembered, is_alone };
    let mut proposals = world.proposals.borrow_mut();
    let mark = u64::try_from(proposals.len()).unwrap();
    proposals.insert(mark, proposed);
    mark
}

/// The first call of the conversation that shows a widget lets it call a tool.
async fn widget_runs(test: &TestHost, world: &World, tool: &'static str) {
    let conversation = test.host.conversation().await.unwrap();
    let shows =
        |call: &&Call| call.tool_name == "show" && call.asker == Asker::Person && call.template.is_some();
    let Some(show) = conversation.calls().filter(shows).find(|call| call.state == CallState::Completed)
    else {
        return;
    };
    // Which frame a screen shows may just be about to change, and what another frame says is not heard.
    loop {
        let frame = shown(test, &show.id, |_| true).await;
        let mark = propose(&test.host, world, tool, true).await;
        let text =
            json!({ "id": mark, "method": "callTool", "params": [tool, { "mark": mark }] }).to_string();
        let (instance, generation) = (frame.instance.clone(), frame.generation);
        let said = Said { instance, generation, gesture: true, language: Language::Openai, text };
        test.host.from_screen(SCREEN, FromScreen::Widgets { messages: vec![said] });
        let made = test.until("the widget's call", async |host| {
            let conversation = host.conversation().await.unwrap();
            conversation.calls().find(|call| call.arguments.0["mark"] == mark).map(|call| call.id.clone())
        });
        let is_answer = |message: &Value| (message["id"] == mark).then_some(());
        tokio::select! {
            id = made => {
                world.calls.borrow_mut().insert(id);
                return;
            }
            () = test.told(SCREEN, &frame.instance, Language::Openai, is_answer) => return,
            _ = shown(test, &show.id, |other| *other != frame) => {}
        }
    }
}

/// The frame of a call's widget in the newest view, once that is as wanted.
async fn shown(test: &TestHost, call: &str, wanted: impl Fn(&WidgetFrame) -> bool) -> WidgetFrame {
    loop {
        let views = test.all_sent(SCREEN);
        let newest = views.iter().rev().find_map(|message| match message {
            ToScreen::View { view } => Some(view),
            _ => None,
        });
        let frame = newest.and_then(|view| frame_of(view, call)).filter(&wanted);
        if let Some(frame) = frame {
            return frame;
        }
        let mut seen = 0;
        test.sent(SCREEN, |_| {
            seen += 1;
            (seen > views.len()).then_some(())
        })
        .await;
    }
}

fn frame_of(view: &ScreenView, call: &str) -> Option<WidgetFrame> {
    view.entries.iter().find_map(|entry| match entry {
        ScreenEntry::Call(shown) if shown.id == call => shown.widget.clone(),
        _ => None,
    })
}

async fn unsettled(host: &Host, world: &World) -> Vec<Call> {
    let mut unsettled = Vec::new();
    let calls = world.calls.borrow().clone();
    for id in calls {
        let call = host.call(&id).await.unwrap().call;
        if !call.state.is_settled() {
            unsettled.push(call);
        }
    }
    unsettled
}

/// Waits until every call that asks has its prompt.
async fn asked(test: &TestHost, world: &World) {
    come_to(test, world, |state| state != CallState::AwaitingApproval).await;
}

/// Waits until every call has ended or waits for a person, or for a server that is silent.
async fn rest(test: &TestHost, world: &World) {
    let is_silent = world.is_silent.get();
    come_to(test, world, |state| is_silent && state != CallState::AwaitingApproval).await;
}

async fn come_to(test: &TestHost, world: &World, is_far_enough: impl Fn(CallState) -> bool) {
    test.until("the calls to go on", async |host| {
        let calls = unsettled(host, world).await;
        let prompts = host.approvals().await.unwrap();
        let asks = |call: &Call| prompts.iter().any(|prompt| prompt.call_id == call.id);
        calls.iter().all(|call| is_far_enough(call.state) || asks(call)).then_some(())
    })
    .await;
}

/// Of each new one: what was known of the tools when it was answered, or has become known since.
async fn note_memories(test: &TestHost, world: &World) {
    for answer in test.host.remembered().await.unwrap() {
        let known = || world.known.borrow().clone();
        world.memories.borrow_mut().entry(answer.id).or_insert_with(known);
    }
}
