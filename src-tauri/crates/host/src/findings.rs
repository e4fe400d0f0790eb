//! Lists of findings that stay readable, and small, whatever a server sends.

use greenroom_contract::tool::Finding;

/// Nobody reads more, and a server can be off-spec a hundred thousand times in one answer.
const MOST: usize = 50;

/// The first findings, and how many there are beyond them.
pub fn bounded(mut findings: Vec<Finding>) -> Vec<Finding> {
    let more = findings.len().saturating_sub(MOST);
    if more > 0 {
        findings.truncate(MOST);
        findings.push(Finding { path: String::new(), text: format!("{more} more findings are not listed.") });
    }
    findings
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn of(count: usize) -> Vec<Finding> {
        let finding = |index| Finding { path: format!("$[{index}]"), text: "Odd.".into() };
        (0..count).map(finding).collect()
    }

    #[test]
    fn what_is_beyond_the_first_is_counted() {
        assert_eq!(bounded(of(50)), of(50));
        let mut expected = of(50);
        expected.push(Finding { path: String::new(), text: "70 more findings are not listed.".into() });
        assert_eq!(bounded(of(120)), expected);
    }
}
