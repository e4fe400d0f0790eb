//! How much memory the web process of each screen holds, as `/proc` says it.
//!
//! The engine does not say which process a screen has. It starts it while the screen is built, as a child of this program:
//! the one that is new then is the screen's. What is done about one that holds too much is in [`super::Stage`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A widget that writes to all that it allocates gets some hundred megabytes further in this time.
pub const INTERVAL: Duration = Duration::from_millis(250);

const NAME: &str = "WebKitWebProces";

/// The processes that are watched, for any thread.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<BTreeMap<String, Watched>>>);

#[derive(Clone, Copy, Debug)]
struct Watched {
    load: u32,
    process: u32,
}

impl Memory {
    /// From now on watches the web process that has come since `before` was asked for.
    pub fn watch(&self, screen: &str, load: u32, before: &BTreeSet<u32>) {
        let Some(&process) = web_processes().difference(before).next() else {
            tracing::warn!("the web process of the screen {screen} was not found: its memory has no limit");
            return;
        };
        self.watched().insert(screen.to_owned(), Watched { load, process });
    }

    pub fn forget(&self, screen: &str) {
        self.watched().remove(screen);
    }

    /// The screens whose process holds more than this, each with its load and what it holds, in megabytes.
    pub fn beyond(&self, megabytes: u32) -> Vec<(String, u32, u64)> {
        let watched = self.watched().clone();
        let held = watched.into_iter().filter_map(|(screen, Watched { load, process })| {
            let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
            Some((screen, load, held(&status) / 1024))
        });
        held.filter(|(_, _, held)| *held > u64::from(megabytes)).collect()
    }

    fn watched(&self) -> MutexGuard<'_, BTreeMap<String, Watched>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The web processes that this program has started and that have not ended.
pub fn web_processes() -> BTreeSet<u32> {
    let this = std::process::id();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    processes
        .filter(|process| {
            let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
            is_web_process_of(this, &stat)
        })
        .collect()
}

/// The name stands in parentheses, cut to 15 bytes; the state and the parent follow.
fn is_web_process_of(parent: u32, stat: &str) -> bool {
    let Some((name, facts)) = stat.rsplit_once(')') else { return false };
    let name = name.split_once('(').map_or("", |(_, name)| name);
    let mut facts = facts.split_whitespace();
    name == NAME
        && facts.next().is_some_and(|state| state != "Z")
        && facts.next() == Some(parent.to_string().as_str())
}

/// In kilobytes: what belongs to the process alone. Files that it maps, the engine's own code among them, do not count.
fn held(status: &str) -> u64 {
    let value = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0)
    };
    value("RssAnon:") + value("RssShmem:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_process_is_known_by_its_name_and_its_parent() {
        let stat = |name: &str, state: &str, parent: u32| format!("71 ({name}) {state} {parent} 70 70 0 -1");
        assert!(is_web_process_of(9, &stat(NAME, "S", 9)));
        for stat in [
            stat(NAME, "S", 8),
            stat(NAME, "Z", 9),
            stat("WebKitNetworkPr", "S", 9),
            stat("a) S 9 (b", "S", 8),
            String::new(),
        ] {
            assert!(!is_web_process_of(9, &stat), "{stat}");
        }
    }

    #[test]
    fn what_a_process_holds_is_what_is_its_own() {
        let status = "Name:\tx\nVmRSS:\t  900000 kB\nRssAnon:\t  300000 kB\nRssFile:\t  590000 kB\nRssShmem:\t   10000 kB\n";
        assert_eq!(held(status), 310_000);
        assert_eq!(held(""), 0);
    }
}
