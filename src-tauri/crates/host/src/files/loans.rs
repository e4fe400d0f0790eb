//! Temporary addresses: each lets one widget on one screen read one file for a while.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::time;

/// Addresses that one widget may have; its oldest ends with the next one.
const MOST: usize = 256;

/// The first part of such an address' path.
pub const ROOT: &str = "greenroom-files";

#[derive(Debug)]
pub struct Loans {
    length: Duration,
    open: Mutex<Vec<Loan>>,
}

#[derive(Debug)]
struct Loan {
    /// The widget's, in its origin. No two instances share one.
    label: String,
    token: String,
    file: String,
    until: Instant,
}

impl Loans {
    pub fn new(minutes: u32) -> Self {
        Self { length: Duration::from_secs(60 * u64::from(minutes)), open: Mutex::default() }
    }

    /// The path of the file's address on the origin of the widget, without a slash at its start.
    pub fn lend(&self, label: &str, file: &str, name: &str, now: Instant) -> String {
        let token = time::random_token();
        let path = format!("{ROOT}/{token}/{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
        let mut open = self.lock();
        open.retain(|loan| loan.until > now);
        if open.iter().filter(|loan| loan.label == label).count() >= MOST
            && let Some(oldest) = open.iter().position(|loan| loan.label == label)
        {
            open.remove(oldest);
        }
        let until = now + self.length;
        open.push(Loan { label: label.to_owned(), token, file: file.to_owned(), until });
        path
    }

    /// The file at this path of the widget's origin.
    pub fn borrowed(&self, label: &str, path: &str, now: Instant) -> Option<String> {
        let mut parts = path.split('/');
        let (root, token) = (parts.next()?, parts.next()?);
        let open = self.lock();
        let mut live = open.iter().filter(|loan| root == ROOT && loan.label == label && loan.until > now);
        live.find(|loan| loan.token == token).map(|loan| loan.file.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Loan>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn an_address_is_one_widgets_own_and_ends() {
        let (loans, now) = (Loans::new(10), Instant::now());
        let path = loans.lend("board-1", "file_a", "a plan.pdf", now);
        assert!(path.starts_with("greenroom-files/") && path.ends_with("/a%20plan%2Epdf"), "{path}");
        assert_eq!(loans.borrowed("board-1", &path, now), Some("file_a".to_owned()));
        assert_eq!(loans.borrowed("board-2", &path, now), None);
        assert_eq!(loans.borrowed("board-1", &path.replacen("greenroom-files", "other", 1), now), None);
        assert_eq!(loans.borrowed("board-1", "greenroom-files/guess/a", now), None);
        assert_eq!(loans.borrowed("board-1", "", now), None);
        assert_eq!(loans.borrowed("board-1", &path, now + Duration::from_secs(600)), None);
    }

    #[test]
    fn a_widget_that_asks_in_a_loop_keeps_its_newest_addresses() {
        let (loans, now) = (Loans::new(10), Instant::now());
        let other = loans.lend("notes", "file_n", "n", now);
        let paths: Vec<String> = (0..=MOST).map(|_| loans.lend("board", "file_a", "a", now)).collect();
        assert_eq!(loans.borrowed("board", &paths[0], now), None);
        assert_eq!(loans.borrowed("board", &paths[1], now), Some("file_a".to_owned()));
        assert_eq!(loans.borrowed("notes", &other, now), Some("file_n".to_owned()));
    }
}
