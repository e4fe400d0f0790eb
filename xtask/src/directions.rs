//! Which crate may know which: nothing below the program knows the window, the protocol, the store and the contract
//! know none of the others, and the program reaches the protocol and the store only through the host.

use std::collections::BTreeSet;
use std::process::Command;

use crate::failure::Failure;
use crate::project::{cargo, output};

const WINDOW: [&str; 6] = ["greenroom", "tauri", "wry", "tao", "gtk", "webkit2gtk"];
const HOUSE: [&str; 4] = ["greenroom-host", "greenroom-mcp", "greenroom-store", "greenroom-contract"];

pub fn check() -> Result<(), Failure> {
    let mut sentences = Vec::new();
    for member in HOUSE {
        sentences.extend(trespasses(member, &output(tree(member).args(["--target", "all"]))?));
    }
    // For this system only: for all of them, cargo would fetch the window libraries of the others.
    let direct = output(tree("greenroom").args(["--depth", "1"]))?;
    sentences.extend(named("greenroom", &["greenroom-mcp", "greenroom-store"], &direct));
    if sentences.is_empty() { Ok(()) } else { Err(Failure::Directions(sentences)) }
}

/// What a package depends on, as lines of `name version …`.
fn tree(package: &str) -> Command {
    cargo(["tree", "--package", package, "--edges", "normal", "--prefix", "none"])
}

/// A sentence for each package in `tree` that `member` must not depend on.
fn trespasses(member: &str, tree: &str) -> Vec<String> {
    let house = HOUSE.iter().filter(|_| member != "greenroom-host");
    let forbidden: Vec<&str> = WINDOW.iter().chain(house).copied().filter(|name| *name != member).collect();
    named(member, &forbidden, tree)
}

fn named(member: &str, forbidden: &[&str], tree: &str) -> Vec<String> {
    let packages: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let found = forbidden.iter().filter(|name| packages.contains(*name));
    found
        .map(|name| format!("{member} depends on {name}; `cargo tree -p {member} -i {name}` shows how."))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::trespasses;

    #[test]
    fn the_host_may_know_its_crates_but_no_window() {
        let tree = "greenroom-host v0.1.0\ngreenroom-store v0.1.0\nserde v1.0.0\nwry v0.57.1\ngreenroom-store v0.1.0 (*)\n";

        assert_eq!(
            trespasses("greenroom-host", tree),
            ["greenroom-host depends on wry; `cargo tree -p greenroom-host -i wry` shows how."]
        );
    }

    #[test]
    fn the_store_knows_none_of_its_siblings() {
        let tree = "greenroom-store v0.1.0\ngreenroom-contract v0.1.0\nsqlx v0.9.0\n";

        assert_eq!(
            trespasses("greenroom-store", tree),
            ["greenroom-store depends on greenroom-contract; \
              `cargo tree -p greenroom-store -i greenroom-contract` shows how."]
        );
        assert_eq!(trespasses("greenroom-store", "greenroom-store v0.1.0\nsqlx v0.9.0\n"), [""; 0]);
    }
}
