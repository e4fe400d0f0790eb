//! `kill -9` at random moments of a scripted conversation, over and over on the same folders: what was shown as settled is
//! there after the restart, nothing that waited is run, and the database is sound. `KILL_SEED` repeats what was drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use greenroom_contract::approval::{LoggedApproval, VerdictAction};
use greenroom_contract::call::Call;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::mortal::{Mortal, server, written};
use greenroom_tests::test_host::TestHost;
use greenroom_tests::{database, lives};
use jiff::Timestamp;
use pretty_assertions::assert_eq;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::time::sleep;

/// Each is killed first while its databases are made.
const FOLDERS: u64 = 20;
const LIVES: u64 = 10;
/// A life that is killed by the clock is killed within this: the start takes about as long.
const START: Duration = Duration::from_millis(150);
/// One that is killed by what it says is killed after fewer lines than this, which is some conversations. However slow
/// the machine is, it has come that far.
const LINES: u64 = 45;
/// And then within this.
const MOMENT: Duration = Duration::from_millis(4);

/// Numbers that follow from the seed (SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn within(&mut self, span: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(span.as_micros()).unwrap()))
    }
}

#[test]
fn a_host_that_is_killed_keeps_what_was_settled_and_runs_nothing_that_waited() {
    let seed = std::env::var("KILL_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| RandomState::new().hash_one(0));
    let folders: Vec<u64> = (0..FOLDERS).map(|folder| Draw(seed ^ folder).below(u64::MAX)).collect();
    let (some, others) = folders.split_at(folders.len() / 2);
    let is_well = std::thread::scope(|scope| {
        let threads = [some, others].map(|folders| scope.spawn(|| folders.iter().for_each(use_up)));
        threads.map(|thread| thread.join().is_ok())
    });
    assert_eq!(is_well, [true, true], "KILL_SEED={seed} draws the same moments");
}

/// Kills every life on a folder of its own.
fn use_up(seed: &u64) {
    let (mut draw, server) = (Draw(*seed), server());
    let mut dir = tempfile::tempdir().unwrap();
    let mut seen = BTreeMap::new();
    let kills = Runtime::new().unwrap();
    for life in 0..LIVES {
        seen.extend(kills.block_on(live_and_die(&dir, &server, life, &mut draw)));
        dir = examine(dir, &server, &seen);
    }
}

/// By call: its end, as it was shown before the kill.
async fn live_and_die(
    dir: &TempDir,
    server: &Fixture,
    life: u64,
    draw: &mut Draw,
) -> BTreeMap<String, String> {
    let mut host = Mortal::start(dir.path(), &server.url, life);
    let mut said = Vec::new();
    if draw.below(3) == 0 {
        let moment = sleep(draw.within(START));
        tokio::pin!(moment);
        loop {
            tokio::select! {
                () = &mut moment => break,
                line = host.line() => said.push(line),
            }
        }
    } else {
        for _ in 0..draw.below(LINES) {
            said.push(host.line().await);
        }
        sleep(draw.within(MOMENT)).await;
    }
    said.extend(host.kill().await);
    said.iter().filter_map(|line| settled(line)).collect()
}

fn settled(line: &str) -> Option<(String, String)> {
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["settled", id, state] => Some((id.to_owned(), state.to_owned())),
        _ => None,
    }
}

/// Starts once more on the folder of a host that was killed, and asks what it has kept.
fn examine(dir: TempDir, server: &Fixture, seen: &BTreeMap<String, String>) -> TempDir {
    let killed = format!("{:.3}", Timestamp::now());
    let ((), dir) = lives::live(dir, TestHost::after, async |test| {
        assert_eq!(test.host.approvals().await.unwrap(), [], "nothing waits after the restart");
        let (calls, asked) = kept(test).await;
        for call in calls.values() {
            assert!(call.state.is_settled(), "{call:#?}");
            assert!(call.sent_at.as_ref().is_none_or(|sent| *sent <= killed), "sent by nobody: {call:#?}");
            let asked: Vec<_> = asked.iter().filter(|asked| asked.approval.call_id == call.id).collect();
            check(call, &asked);
        }
        let states = calls.values().map(|call| (call.id.clone(), written(call.state)));
        let states: BTreeMap<_, _> = states.filter(|(id, _)| seen.contains_key(id)).collect();
        assert_eq!(states, *seen, "as it is on disk, and as it was shown");
        let mut received = BTreeSet::new();
        for message in server.received("tools/call") {
            let mark = message["params"]["arguments"]["mark"].as_str().unwrap();
            assert!(received.insert(mark.to_owned()), "{mark} was sent twice");
            let call = calls.values().find(|call| call.arguments.0["mark"] == mark).unwrap();
            assert!(call.sent_at.is_some(), "{call:#?}");
        }
    });
    let found = Runtime::new().unwrap().block_on(async {
        let [data, record] = database::NAMES.map(|name| dir.path().join(name));
        [database::integrity(&data).await, database::integrity(&record).await]
    });
    assert_eq!(found, ["ok", "ok"]);
    dir
}

/// The call was sent only if it ran by the rule, or by an Allow that is on record.
fn check(call: &Call, asked: &[&LoggedApproval]) {
    let is_allowed = match (call.verdict.action, asked) {
        (VerdictAction::Run, []) => true,
        // It ended before it had asked.
        (VerdictAction::Ask, []) => false,
        (VerdictAction::Ask, [asked]) => {
            assert_eq!(asked.decision, call.decision);
            asked.decision.as_ref().unwrap().outcome.allows()
        }
        _ => panic!("{call:#?}\nwas asked about so: {asked:#?}"),
    };
    assert!(is_allowed || call.sent_at.is_none(), "{call:#?}");
}

/// All calls, by id, and all that was asked.
async fn kept(test: &TestHost) -> (BTreeMap<String, Call>, Vec<LoggedApproval>) {
    let (mut calls, mut asked) = (BTreeMap::new(), Vec::new());
    for conversation in test.host.conversations().await.unwrap() {
        let conversation = test.host.open_conversation(&conversation.id).await.unwrap();
        calls.extend(conversation.calls().map(|call| (call.id.clone(), call.clone())));
        asked.extend(test.host.approval_log().await.unwrap());
    }
    (calls, asked)
}
