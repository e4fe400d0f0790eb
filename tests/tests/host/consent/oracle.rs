//! Holds what a life of the host has left on disk against what the server received, and against what the test knows of
//! what was done. What is asked for, by which hints, is written down here once more, by hand and not by the host's rule.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use greenroom_contract::approval::{Approval, Decision, LoggedApproval, Outcome, VerdictAction};
use greenroom_contract::call::{Asker, Call, CallState};
use greenroom_contract::permission::{HighRisk, PermissionLevel, Remembered, WidgetCalls};
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;

use super::steps::{Edition, Rules, TOOLS};
use super::world::{Proposed, World};

/// All that is on disk after a life.
struct Left<'a> {
    world: &'a World,
    calls: Vec<Call>,
    asked: Vec<LoggedApproval>,
    remembered: Vec<Remembered>,
    /// How often the server received what stands in the arguments.
    received: BTreeMap<u64, usize>,
}

/// To be asked of a host that has just begun.
pub async fn examine(test: &TestHost, world: &World) {
    let left = Left::read(test, world).await;
    assert_eq!(test.host.approvals().await.unwrap(), [], "no prompt outlives the program");
    for (mark, times) in &left.received {
        let call = left.calls.iter().find(|call| mark_of(call) == *mark);
        let call = call.unwrap_or_else(|| panic!("the server received {mark}, which no call is about"));
        assert_eq!((*times, call.sent_at.is_some()), (1, true), "sent once and on record: {call:#?}");
    }
    // Also of an answer that the program has kept in its last moment, and that decided about other calls in that moment.
    let known = world.known.borrow().clone();
    for answer in &left.remembered {
        world.memories.borrow_mut().entry(answer.id.clone()).or_insert_with(|| known.clone());
    }
    for call in &left.calls {
        left.check(call);
    }
    for answer in &left.remembered {
        left.check_memory(answer);
    }
    // What has been seen settled has not moved, and from now on neither does anything else that is here.
    let mut settled = world.settled.lock().unwrap_or_else(PoisonError::into_inner);
    for call in left.calls {
        let seen = settled.entry(call.id.clone()).or_insert_with(|| call.clone());
        assert_eq!(*seen, call, "as it was shown, and as it is on disk");
    }
}

impl<'a> Left<'a> {
    async fn read(test: &TestHost, world: &'a World) -> Self {
        // First: what has arrived by now was on record before.
        let mut received = BTreeMap::new();
        for message in world.server.received("tools/call") {
            let mark = message["params"]["arguments"]["mark"].as_u64().expect("every call has its mark");
            *received.entry(mark).or_default() += 1;
        }
        let host = &test.host;
        let (mut calls, mut asked) = (Vec::new(), Vec::new());
        let current = host.conversation().await.unwrap().id;
        for conversation in host.conversations().await.unwrap() {
            calls.extend(host.open_conversation(&conversation.id).await.unwrap().calls().cloned());
            asked.extend(host.approval_log().await.unwrap());
        }
        host.open_conversation(&current).await.unwrap();
        for id in world.settled.lock().unwrap_or_else(PoisonError::into_inner).keys() {
            assert!(calls.iter().any(|call| call.id == *id), "a call that was seen settled is gone");
        }
        let remembered = host.remembered().await.unwrap();
        Self { world, calls, asked, remembered, received }
    }

    fn check(&self, call: &Call) {
        let proposals = self.world.proposals.borrow();
        let proposed = &proposals[&mark_of(call)];
        assert!(call.state.is_settled(), "the program has ended since: {call:#?}");
        assert_eq!((call.tool_name.as_str(), &call.connector_id), (proposed.tool, &self.world.connector));
        let known =
            proposed.known.iter().flatten().find(|known| known.words(proposed.tool) == call.tool_title);
        let edition = *known.unwrap_or_else(|| panic!("{call:#?} is about none of {:?}", proposed.known));
        self.check_verdict(call, proposed, edition);
        let asked: Vec<_> = self.asked.iter().filter(|asked| asked.approval.call_id == call.id).collect();
        match (call.verdict.action, &asked[..]) {
            (VerdictAction::Run, []) => assert_eq!(call.decision, None),
            (VerdictAction::Refuse, []) => {
                assert_eq!((call.state, &call.sent_at), (CallState::Denied, &None), "{call:#?}");
            }
            // Its life ended before it had asked.
            (VerdictAction::Ask, []) => {
                assert_eq!((outcome(&call.decision), &call.sent_at), (Some(Outcome::Crashed), &None));
            }
            (VerdictAction::Ask, [asked]) => self.check_asked(call, proposed, edition, asked),
            _ => panic!("{call:#?}\nwas asked about so: {asked:#?}"),
        }
    }

    fn check_verdict(&self, call: &Call, proposed: &Proposed, edition: Edition) {
        let is_widget = matches!(call.asker, Asker::Widget { .. });
        let covering: Vec<_> = proposed
            .remembered
            .iter()
            .filter(|answer| reaches(answer, call) && holds(answer, proposed.tool))
            .map(|answer| &answer.id)
            .collect();
        let Some(id) = &call.verdict.remembered else {
            assert_eq!(call.verdict.action, rule(edition, proposed.rules, is_widget), "{call:#?}");
            assert!(!proposed.is_alone || covering.is_empty(), "{covering:?} covered {call:#?}");
            return;
        };
        let answer = self.remembered.iter().find(|answer| answer.id == *id).expect("it is remembered");
        self.check_covers(answer, call, proposed, edition);
        let is_newest = covering.first().is_none_or(|newest| *newest == id);
        assert!(
            !proposed.is_alone || is_newest || !listed(proposed, id),
            "{id} is not the newest: {call:#?}"
        );
        let action =
            if answer.choice.outcome().allows() { VerdictAction::Run } else { VerdictAction::Refuse };
        assert_eq!(call.verdict.action, action);
    }

    fn check_asked(&self, call: &Call, proposed: &Proposed, edition: Edition, asked: &LoggedApproval) {
        let LoggedApproval { approval, decision, call_state } = asked;
        assert_eq!((&call.decision, call.state), (decision, *call_state), "{call:#?}");
        assert_eq!((&approval.verdict, &approval.card.tool_title), (&call.verdict, &call.tool_title));
        let decision = decision.as_ref().expect("what was asked is decided by now");
        if !decision.outcome.allows() {
            assert_eq!(call.sent_at, None, "{call:#?}");
            assert!(matches!(call.state, CallState::Denied | CallState::Cancelled), "{call:#?}");
            return;
        }
        let is_covered = |answer: &&Remembered| {
            let is_that = (&answer.since, &answer.by) == (&decision.at, &decision.by);
            answer.choice.outcome() == decision.outcome
                && (is_that || decision.by == "greenroom")
                && reaches(answer, call)
        };
        if !self.was_given(approval, decision) {
            let answer = self.remembered.iter().find(is_covered);
            let answer = answer.unwrap_or_else(|| panic!("nobody has said {decision:?} to {call:#?}"));
            self.check_covers(answer, call, proposed, edition);
        }
    }

    /// Whether somebody has answered this very prompt so.
    fn was_given(&self, approval: &Approval, decision: &Decision) -> bool {
        let rehearsed = approval.rehearsed.as_ref().map(|rehearsed| rehearsed.answer.as_str());
        let by_script = match decision.outcome {
            Outcome::AllowedOnce => "Allow once",
            Outcome::AllowedForConversation => "Allow for this conversation",
            Outcome::AlwaysAllowed => "Always allow",
            Outcome::Denied => "Deny",
            Outcome::DeniedForConversation => "Deny for this conversation",
            _ => return false,
        };
        let answers = self.world.answers.borrow();
        let by_person = answers.iter().any(|answer| {
            answer.approval == approval.id
                && answer.choice.outcome() == decision.outcome
                && answer.by == decision.by
        });
        by_person || (decision.by == "rehearsal" && rehearsed == Some(by_script))
    }

    /// An answer that was given to another call decides about this one, and may.
    fn check_covers(&self, answer: &Remembered, call: &Call, proposed: &Proposed, edition: Edition) {
        assert!(reaches(answer, call), "{answer:#?}\ndoes not cover {call:#?}");
        let then = proposed.remembered.iter().find(|then| then.id == answer.id);
        assert!(then.is_none_or(|then| holds(then, proposed.tool)), "{then:#?}\nwas over before {call:#?}");
        self.check_edition(answer, proposed.tool, edition);
    }

    /// What the person who answered knew of the tool is what it is.
    fn check_edition(&self, answer: &Remembered, tool: &'static str, edition: Edition) {
        let (asked, _) = self.origin(answer);
        let known = &self.world.memories.borrow()[&answer.id][tool];
        let is_known = known.contains(&None) || known.contains(&Some(edition));
        let is_asked = asked.card.tool_name != tool || asked.card.tool_title == edition.words(tool);
        assert!(is_known && is_asked, "{answer:#?}\nwas not about {edition:?} of {tool}");
    }

    /// It stems from an answer that is on record, and holds for nothing that is something else by now.
    fn check_memory(&self, answer: &Remembered) {
        let (asked, decision) = self.origin(answer);
        let recorded = (decision.outcome, &decision.by, &decision.at);
        assert_eq!(recorded, (answer.choice.outcome(), &answer.by, &answer.since));
        assert!(self.was_given(asked, decision), "nobody has said {decision:?} to {asked:#?}");
        let known = self.world.known.borrow();
        for tool in TOOLS {
            let reaches = answer.tool_name.as_ref().is_none_or(|name| name == tool);
            match known[tool][..] {
                [Some(edition)] if reaches && holds(answer, tool) => {
                    self.check_edition(answer, tool, edition)
                }
                [None] if answer.tool_name.as_deref() == Some(tool) => {
                    assert!(!holds(answer, tool), "{tool} is gone: {answer:#?}");
                }
                _ => {}
            }
        }
    }

    fn origin(&self, answer: &Remembered) -> (&Approval, &Decision) {
        let of_call = |asked: &&LoggedApproval| Some(&asked.approval.call_id) == answer.call_id.as_ref();
        let asked = self.asked.iter().find(of_call);
        let asked = asked.unwrap_or_else(|| panic!("nothing on record led to {answer:#?}"));
        (&asked.approval, asked.decision.as_ref().expect("it was answered"))
    }
}

fn mark_of(call: &Call) -> u64 {
    call.arguments.0["mark"].as_u64().expect("every call has its mark")
}

fn outcome(decision: &Option<Decision>) -> Option<Outcome> {
    decision.as_ref().map(|decision| decision.outcome)
}

fn listed(proposed: &Proposed, id: &str) -> bool {
    proposed.remembered.iter().any(|answer| answer.id == id)
}

fn reaches(answer: &Remembered, call: &Call) -> bool {
    answer.connector_id == call.connector_id
        && answer.tool_name.as_ref().is_none_or(|tool| *tool == call.tool_name)
        && answer.conversation_id.as_ref().is_none_or(|conversation| *conversation == call.conversation_id)
}

fn holds(answer: &Remembered, tool: &str) -> bool {
    answer.ended.is_none() && answer.exceptions.iter().all(|exception| exception.tool_name != tool)
}

/// What a call meets where nothing is remembered.
fn rule(edition: Edition, rules: Rules, is_widget: bool) -> VerdictAction {
    let widget_calls = rules.connector.widget_calls.unwrap_or(rules.widget_calls);
    match (is_widget, widget_calls) {
        (true, WidgetCalls::AlwaysAsk) => return VerdictAction::Ask,
        (true, WidgetCalls::NeverAsk) => return VerdictAction::Run,
        _ => {}
    }
    let Edition { read_only, destructive, open_world, .. } = edition;
    let reads = read_only == Some(true);
    let is_harmless = destructive == Some(false) && open_world == Some(false);
    let passes = match rules.connector.level.unwrap_or(rules.level) {
        PermissionLevel::AlwaysAsk => false,
        PermissionLevel::AllowReads | PermissionLevel::Classic => reads,
        PermissionLevel::AllowLowRisk if destructive != Some(true) && (reads || is_harmless) => true,
        PermissionLevel::AllowLowRisk if rules.high_risk == HighRisk::IsDeclined => {
            return VerdictAction::Refuse;
        }
        PermissionLevel::AllowLowRisk => false,
        PermissionLevel::AllowAll => true,
    };
    if passes { VerdictAction::Run } else { VerdictAction::Ask }
}
