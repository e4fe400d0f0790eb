//! The program's processes, as `/proc` shows them.

use std::fs;
use std::process::Command;

/// All processes that can be seen.
pub fn running() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("/proc can be read").flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// The words of the command line, each ended by NUL.
pub fn command_line(process: u32) -> Option<String> {
    fs::read_to_string(format!("/proc/{process}/cmdline")).ok()
}

/// The process that started it, and when, in ticks since the machine did.
pub fn origin(process: u32) -> Option<(u32, u64)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in parentheses and may hold anything; the numbers begin after it.
    let (_, numbers) = stat.rsplit_once(')')?;
    let mut numbers = numbers.split_whitespace();
    Some((numbers.nth(1)?.parse().ok()?, numbers.nth(17)?.parse().ok()?))
}

/// Whether nothing of it is left but perhaps its exit code: it holds no file and no lock any more. Its first thread
/// may end before the others.
pub fn has_ended(process: u32) -> bool {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return true };
    threads.flatten().all(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit_once(')').is_none_or(|(_, facts)| facts.trim_start().starts_with('Z'))
    })
}

/// Ends it as a crash does.
pub fn kill(process: u32) {
    let killed = Command::new("sh").args(["-c", &format!("kill -s KILL {process}")]).status();
    assert!(killed.is_ok_and(|status| status.success()), "process {process} could not be killed");
}

/// What a process and all that it started hold, in bytes. A page that several share counts once: each has its part of it.
pub fn memory_of_tree(root: u32) -> u64 {
    let all: Vec<(u32, u32)> = running().filter_map(|process| Some((process, origin(process)?.0))).collect();
    let mut tree = vec![root];
    let mut next = 0;
    while let Some(&parent) = tree.get(next) {
        tree.extend(all.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        next += 1;
    }
    tree.into_iter().map(memory).sum()
}

/// 0 for one that has ended.
fn memory(process: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find(|line| line.starts_with("Pss:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
