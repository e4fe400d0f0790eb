//! The pages of the user interface: built by Vite, tested by Vitest.

use std::fs;

use crate::failure::Failure;
use crate::project::{self, npm, root};
use crate::setup;

pub fn build() -> Result<(), Failure> {
    setup::npm_packages("ui")?;
    project::run(&mut npm("ui", ["run", "build"]))
}

/// Runs Vitest, then prints the counts on a line of their own.
pub fn test() -> Result<(), Failure> {
    let report = root().join("target/vitest.json");
    // An old report must not speak for a run that never came to its end.
    let _ = fs::remove_file(&report);
    let file = format!("--outputFile.json={}", report.display());
    let ended = project::run(&mut npm("ui", ["test", "--", "--reporter=default", "--reporter=json", &file]));
    let path = report.display().to_string();
    match fs::read_to_string(&report) {
        Ok(text) => {
            let counts = counts(&text).ok_or(Failure::NoTestCounts { path })?;
            println!("\n{counts}");
        }
        Err(cause) => return ended.and(Err(Failure::Unreadable { path, cause })),
    }
    ended
}

/// `N passed, N failed` from Vitest's JSON report.
fn counts(report: &str) -> Option<String> {
    let passed = number(report, "numPassedTests")?;
    let failed = number(report, "numFailedTests")?;
    Some(format!("{passed} passed, {failed} failed"))
}

fn number(report: &str, key: &str) -> Option<u32> {
    let (_, after) = report.split_once(&format!("\"{key}\":"))?;
    let after = after.trim_start();
    let end = after.find(|character: char| !character.is_ascii_digit())?;
    after[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn the_counts_are_read_from_the_head_of_the_report() {
        let report = r#"{"numTotalTestSuites":9,"numTotalTests":14,"numPassedTests":12,"numFailedTests": 2,"numPendingTests":0}"#;

        assert_eq!(counts(report), Some("12 passed, 2 failed".to_owned()));
        assert_eq!(counts(r#"{"numPassedTests":12}"#), None);
    }
}
