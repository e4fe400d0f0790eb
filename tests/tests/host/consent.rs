//! No approval is ever jumped: whatever a person, a server and the machine do, and in whatever order, nothing reaches the
//! server that required an approval without a recorded Allow that covers it, and what was seen settled stays so.
//!
//! Lives of a host on one folder, with steps and an end drawn at random; [`life`] takes the steps, and after each life
//! [`oracle`] holds what the server received against what is on disk, by a rule of its own. `PROPTEST_CASES` says how
//! many times.

mod life;
mod oracle;
mod steps;
mod world;

use greenroom_tests::lives;
use greenroom_tests::test_host::TestHost;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;

use self::steps::{End, Life, Step};
use self::world::World;

/// What takes some seconds.
const CASES: u32 = 40;
/// A failure is made smaller by repeating it, which takes a while.
const SHRINKING: u32 = 200;

#[test]
fn nothing_that_needed_an_approval_is_on_the_wire_without_an_allow_that_covers_it() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let config =
        Config { cases, max_shrink_iters: SHRINKING, failure_persistence: None, ..Config::default() };
    let lives = prop::collection::vec(steps::life(), 1..4);
    let run = TestRunner::new(config).run(&lives, |lives| {
        check(&lives);
        Ok(())
    });
    if let Err(failure) = run {
        panic!("{failure}");
    }
}

fn check(drawn: &[Life]) {
    let dir = tempfile::tempdir().unwrap();
    let (world, mut dir) = lives::live(dir, TestHost::hasty, World::begin);
    for Life { steps, end } in drawn {
        dir = live(&world, dir, steps, end);
    }
    live(&world, dir, &[], &End::Crash { during: None, polls: 0 });
}

/// One life of the host: first it is asked what it has kept of those before.
fn live(world: &World, dir: TempDir, steps: &[Step], how: &End) -> TempDir {
    let ((), dir) = lives::live(dir, TestHost::hasty, async |test| {
        oracle::examine(test, world).await;
        life::live(test, world, steps, how).await;
    });
    dir
}
