//! Which crate may know which: nothing below the program knows the window, and the protocol, the store and the
//! contract know none of the others.

use std::collections::BTreeSet;

use crate::failure::Failure;
use crate::project::{cargo, output};

const WINDOW: [&str; 6] = ["greenroom", "tauri", "wry", "tao", "gtk", "webkit2gtk"];
const HOUSE: [&str; 4] = ["greenroom-host", "greenroom-mcp", "greenroom-store", "greenroom-contract"];

pub fn check() -> Result<(), Failure> {
    let mut sentences = Vec::new();
    for member in HOUSE {
        let arguments =
            ["tree", "--package", member, "--edges", "normal", "--target", "all", "--prefix", "none"];
        sentences.extend(trespasses(member, &output(&mut cargo(arguments))?));
    }
    if sentences.is_empty() { Ok(()) } else { Err(Failure::Directions(sentences)) }
}

/// A sentence for each package in `tree` (lines of `name version …`) that `member` must not depend on.
fn trespasses(member: &str, tree: &str) -> Vec<String> {
    let packages: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let house = HOUSE.iter().filter(|_| member != "greenroom-host");
    let forbidden = WINDOW.iter().chain(house).filter(|name| **name != member);
    let found = forbidden.filter(|name| packages.contains(*name));
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
