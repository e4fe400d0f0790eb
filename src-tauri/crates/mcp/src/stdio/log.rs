//! Reads a process's standard error, line by line, however much it writes there.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::frame::{Direction, Frame, FrameKind};
use crate::tap::Tap;

/// Longer lines are cut; a stack trace has hundreds of bytes a line.
const LINE_BYTES: usize = 8 * 1024;
/// Lines that are kept of each second. A flood must be read, or else the process would stand still, but not
/// recorded.
const LINES_A_SECOND: usize = 500;
/// How much of the end goes into an error's sentence.
const LAST_LINES: usize = 10;
const LAST_LINE_CHARS: usize = 300;

/// Reads to the end, and returns the last lines.
pub(super) async fn read(mut stderr: impl AsyncRead + Unpin, tap: Arc<Tap>) -> String {
    let mut log = Log::new(Instant::now());
    let mut chunk = [0; 8 * 1024];
    loop {
        // An error is an end as well.
        let count = stderr.read(&mut chunk).await.unwrap_or(0);
        let lines = if count == 0 { log.finish() } else { log.take(&chunk[..count], Instant::now()) };
        lines.into_iter().for_each(|line| tap.observer.frame(frame(line)));
        if count == 0 {
            return log.last_lines();
        }
    }
}

fn frame(text: String) -> Frame {
    Frame {
        at: SystemTime::now(),
        direction: Direction::FromServer,
        kind: FrameKind::Stderr,
        method: None,
        id: None,
        tag: None,
        text,
        duration: None,
        http: None,
    }
}

/// Makes lines of bytes.
#[derive(Debug)]
struct Log {
    line: Vec<u8>,
    cut: usize,
    last: VecDeque<String>,
    since: Instant,
    kept: usize,
    left_out: usize,
}

impl Log {
    fn new(now: Instant) -> Self {
        Self { line: Vec::new(), cut: 0, last: VecDeque::new(), since: now, kept: 0, left_out: 0 }
    }

    /// The lines that are to be recorded now.
    fn take(&mut self, bytes: &[u8], now: Instant) -> Vec<String> {
        let mut lines = Vec::new();
        if now.duration_since(self.since) >= Duration::from_secs(1) {
            lines.extend(self.gap());
            (self.since, self.kept) = (now, 0);
        }
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = part.strip_suffix(b"\n").unwrap_or(part);
            let fitting = text.len().min(LINE_BYTES - self.line.len());
            self.line.extend_from_slice(&text[..fitting]);
            self.cut += text.len() - fitting;
            if part.len() > text.len() {
                lines.extend(self.end_line());
            }
        }
        lines
    }

    fn finish(&mut self) -> Vec<String> {
        let begun = if self.line.is_empty() { None } else { self.end_line() };
        begun.into_iter().chain(self.gap()).collect()
    }

    /// A line, unless there were too many within this second.
    fn end_line(&mut self) -> Option<String> {
        let mut line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).trim_end().to_owned();
        let cut = std::mem::take(&mut self.cut);
        if cut > 0 {
            line.push_str(&format!("… ({cut} bytes more)"));
        }
        if self.last.len() == LAST_LINES {
            self.last.pop_front();
        }
        self.last.push_back(line.chars().take(LAST_LINE_CHARS).collect());
        if self.kept == LINES_A_SECOND {
            self.left_out += 1;
            return None;
        }
        self.kept += 1;
        Some(line)
    }

    fn gap(&mut self) -> Option<String> {
        let count = std::mem::take(&mut self.left_out);
        (count > 0)
            .then(|| format!("({count} lines are left out here: more than {LINES_A_SECOND} in a second)"))
    }

    fn last_lines(self) -> String {
        Vec::from(self.last).join("\n").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_come_in_pieces_and_the_last_without_an_end() {
        let now = Instant::now();
        let mut log = Log::new(now);
        assert_eq!(log.take(b"one\ntw", now), ["one"]);
        assert_eq!(log.take(b"o\r\n\nthr\xff", now), ["two", ""]);
        assert_eq!(log.finish(), ["thr\u{fffd}"]);
        assert_eq!(log.last_lines(), "one\ntwo\n\nthr\u{fffd}");
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let now = Instant::now();
        let mut log = Log::new(now);
        assert_eq!(log.take(&[b'a'; 3 * LINE_BYTES], now), Vec::<String>::new());
        let line = format!("{}… ({} bytes more)", "a".repeat(LINE_BYTES), 2 * LINE_BYTES);
        assert_eq!(log.take(b"\n", now), [line]);
    }

    #[test]
    fn a_flood_is_counted_and_its_end_is_known() {
        let now = Instant::now();
        let mut log = Log::new(now);
        let flood: String = (0..600).map(|number| format!("{number}\n")).collect();
        assert_eq!(log.take(flood.as_bytes(), now).len(), LINES_A_SECOND);
        let later = log.take(b"calm\n", now + Duration::from_secs(1));
        assert_eq!(later, ["(100 lines are left out here: more than 500 in a second)", "calm"]);
        assert_eq!(log.last_lines(), "591\n592\n593\n594\n595\n596\n597\n598\n599\ncalm");
    }
}
