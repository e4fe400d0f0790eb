//! Where it is printed, in which colours, and what of a server's text a terminal may see.
//!
//! Results go to standard output, everything else to standard error.

use std::fmt::Write as _;
use std::io::{ErrorKind, IsTerminal, Write};

use greenroom_contract::tool::Finding;
use greenroom_contract::{Exchange, Problem};
use serde::Serialize;

use super::ending::Ending;

/// Whether a stream takes colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Coloured,
}

impl Ink {
    /// Colours on a terminal only, and not where `NO_COLOR` (<https://no-color.org>) is set.
    pub fn of(stream: &impl IsTerminal) -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let unable = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        if stream.is_terminal() && !unwanted && !unable { Self::Coloured } else { Self::Plain }
    }

    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn red(self, text: &str) -> String {
        self.paint("31", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

/// Prints what was asked for. A reader that has seen enough and closed the pipe is no problem.
pub fn result(text: &str) -> Result<(), Problem> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Problem::failed(
            format!("The result cannot be written to standard output: {error}."),
            "Check where the output goes to.",
        )),
        _ => Ok(()),
    }
}

/// A whole document for programs.
pub fn json(value: &impl Serialize) -> Result<String, Problem> {
    match serde_json::to_string_pretty(value) {
        Ok(json) => Ok(json + "\n"),
        Err(error) => Err(Problem::failed(format!("The result cannot be written as JSON: {error}."), "")),
    }
}

/// What is being done, for somebody who waits at a terminal.
pub fn progress(text: &str) {
    if std::io::stderr().is_terminal() {
        aside(&line(text));
    }
}

/// Something worth knowing that is not what was asked for.
pub fn note(text: &str) {
    aside(&format!("Note: {}", plain(text)));
}

pub fn finding(finding: &Finding) {
    aside(&format!("Finding: {}", found(finding)));
}

/// Prints what went wrong. Returns how the program ends for it.
pub fn complain(problem: &Problem) -> Ending {
    aside(&complaint(problem, Ink::of(&std::io::stderr())));
    Ending::of(problem)
}

/// A finding in one line.
pub fn found(finding: &Finding) -> String {
    match finding.path.as_str() {
        "" => line(&finding.text),
        path => format!("{}: {}", line(path), line(&finding.text)),
    }
}

fn complaint(problem: &Problem, ink: Ink) -> String {
    let mut text = format!("{} {}", ink.red("Error:"), plain(&problem.message));
    if !problem.hint.is_empty() {
        let _ = write!(text, "\n{}", plain(&problem.hint));
    }
    if let Some(exchange) = &problem.exchange {
        let _ = write!(text, "\n\n{}", shown(exchange));
    }
    text
}

fn shown(exchange: &Exchange) -> String {
    let status = exchange.status.map_or("no answer".to_owned(), |status| status.to_string());
    let mut text = format!("{} {}: {status}", line(&exchange.method), line(&exchange.url));
    for header in &exchange.headers {
        let _ = write!(text, "\n{}: {}", line(&header.name), line(&header.value));
    }
    if !exchange.body_start.is_empty() {
        let _ = write!(text, "\n\n{}", plain(&exchange.body_start));
    }
    text
}

fn aside(text: &str) {
    // Nobody is left to tell where standard error is closed.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Text of a server over several lines, with everything spelled out that would do something to a terminal or show
/// letters in another order than they are in.
pub fn plain(text: &str) -> String {
    spelled_out(&text.replace("\r\n", "\n"), &['\n', '\t'])
}

/// The same in a single line.
pub fn line(text: &str) -> String {
    spelled_out(text, &[])
}

fn spelled_out(text: &str, kept: &[char]) -> String {
    let mut spelled = String::with_capacity(text.len());
    for character in text.chars() {
        let acts =
            character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if acts && !kept.contains(&character) {
            spelled.extend(character.escape_default());
        } else {
            spelled.push(character);
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use greenroom_contract::{Header, ProblemCode};

    use super::*;

    #[test]
    fn nothing_of_a_server_acts_on_the_terminal() {
        let text = "a\x1b[2J\r\nb\tc\u{9b}31m\u{202e}cod.exe\rover";

        assert_eq!(plain(text), "a\\u{1b}[2J\nb\tc\\u{9b}31m\\u{202e}cod.exe\\rover");
        assert_eq!(line("Añadir 🗒\nnote"), "Añadir 🗒\\nnote");
    }

    #[test]
    fn a_problem_is_printed_with_its_hint_and_its_exchange() {
        let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
        let problem = Problem {
            code: ProblemCode::Failed,
            message: "The server answered 502.".into(),
            hint: "Look into its log.".into(),
            exchange: Some(Box::new(Exchange {
                method: "POST".into(),
                url: "http://localhost:1/mcp".into(),
                status: Some(502),
                headers: vec![header("content-type", "text/plain"), header("server", "x")],
                body_start: "Bad\ngateway\x1b".into(),
            })),
        };

        assert_eq!(
            complaint(&problem, Ink::Plain),
            "Error: The server answered 502.\nLook into its log.\n\nPOST http://localhost:1/mcp: 502\n\
             content-type: text/plain\nserver: x\n\nBad\ngateway\\u{1b}"
        );
        assert_eq!(
            complaint(&Problem::cancelled("Stopped."), Ink::Coloured),
            "\x1b[31mError:\x1b[0m Stopped."
        );
    }
}
