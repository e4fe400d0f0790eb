//! The sentences for failures: what was wrong, where, and what to do about it.

use std::time::Duration;

use greenroom_contract::{Exchange, Header, Problem, ProblemCode};
use greenroom_mcp::Error;
use greenroom_store::StoreError;

use crate::error::sentence;
use crate::mask::Mask;
use crate::text;

/// The longest message of a problem. A server may put megabytes into the message of its error; they are on record in
/// the answer.
const SENTENCE_LIMIT: usize = 2000;

pub fn of_store(error: StoreError) -> Problem {
    Problem::failed(
        sentence(&error.to_string()),
        "Check that the disk is not full and the data folder is writable.",
    )
}

/// A failure of the protocol or of what carries it, without secrets.
pub fn of(error: &Error, mask: &Mask) -> Problem {
    Problem {
        code: ProblemCode::Failed,
        message: text::shown(&mask.own(&message(error)), SENTENCE_LIMIT),
        hint: hint(error).to_owned(),
        exchange: error.exchange().map(|found| Box::new(exchange(&mask.exchange(found.clone())))),
    }
}

/// Words of the protocol's own as a sentence, as long as they may be.
pub fn told(reason: &str) -> String {
    text::shown(&sentence(reason), SENTENCE_LIMIT)
}

pub fn exchange(exchange: &greenroom_mcp::Exchange) -> Exchange {
    Exchange {
        method: exchange.method.clone(),
        url: exchange.url.clone(),
        status: exchange.status,
        headers: exchange
            .headers
            .iter()
            .map(|(name, value)| Header { name: name.clone(), value: value.clone() })
            .collect(),
        body_start: exchange.body_start.clone(),
    }
}

fn message(error: &Error) -> String {
    match error {
        Error::TimedOut { during, after, .. } => format!("No answer to {during} within {}.", seconds(*after)),
        Error::TooLarge { during, limit, .. } => {
            format!(
                "The answer to {during} is larger than the {} MB that are accepted.",
                limit / (1024 * 1024)
            )
        }
        Error::Refused { address, .. } => {
            format!("Nothing listens at {address}: the connection was refused.")
        }
        Error::Status { during, .. }
        | Error::Redirected { during, .. }
        | Error::NotMcp { during, .. }
        | Error::Unanswerable { during, .. }
        | Error::UnknownResult { during, .. } => {
            let text = error.to_string();
            // A method's name is written as it is, so it cannot begin a sentence.
            if text.starts_with(during) { sentence(&format!("the request {text}")) } else { sentence(&text) }
        }
        other => sentence(&other.to_string()),
    }
}

fn seconds(duration: Duration) -> String {
    match duration.as_secs_f64() {
        1.0 => "1 second".into(),
        seconds => format!("{seconds} seconds"),
    }
}

fn hint(error: &Error) -> &'static str {
    match error {
        Error::UnsupportedScheme { .. } => "Use an http:// or https:// address.",
        Error::Setup { .. } => "Check the proxy settings of the system.",
        Error::ProgramNotFound { .. } => {
            "Check the spelling, and whether it is installed. A whole path, such as /usr/bin/node, does not depend on PATH."
        }
        Error::NotExecutable { .. } => "Check that it is a program, and that you may run it.",
        Error::NoDirectory { .. } => "Correct the working directory.",
        Error::NotStarted { .. } => "Try the same command in a terminal.",
        Error::Exited { .. } => "Try the same command in a terminal, and look into its log.",
        Error::HostNotFound { .. } => "Check the spelling of the address, and the network.",
        Error::Refused { .. } => "Start the server, and check the port in the address.",
        Error::Certificate { .. } => {
            "ChatGPT refuses it too. For a local server with a certificate of its own, choose “Accept any certificate” \
             under Advanced in the connector's form, or --insecure on the command line."
        }
        Error::Tls { .. } => "Check that the port speaks HTTPS. A local server usually speaks http://.",
        Error::Unreachable { .. } => "Check the address and the network, then try again.",
        Error::Disconnected { .. } => "Look into the server's log: it closed the connection.",
        Error::NoAnswer { .. } => "Look into the server's log: it ended the response without answering.",
        Error::Status { status, .. } => status_hint(*status),
        Error::Redirected { to, .. } if !to.starts_with("http") => {
            "Take the redirection out of the server: MCP is spoken over http and https."
        }
        Error::Redirected { .. } => "Use the address that it points to, if you trust it.",
        Error::NotMcp { .. } => "Check the path of the address: many servers answer at /mcp.",
        Error::TooLarge { .. } => "Let the server answer in pages, or with less.",
        Error::TimedOut { .. } => "Look into the server's log: the request arrived, but no answer came.",
        // Elicitation by URL in the revision 2025-11-25.
        Error::Rpc { code: -32042, .. } => {
            "The server wants a page to be visited first, which this client does not offer. ChatGPT does not either."
        }
        Error::Unanswerable { .. } => {
            "ChatGPT does not offer to be asked. Let the server go on without, or choose another client."
        }
        Error::UnknownResult { .. } => "Check which revision and which extensions the server was made for.",
        Error::Rpc { .. } => "Look into the server's log for the cause.",
        Error::UnsupportedVersion { .. } => "Update the server's MCP library.",
        Error::Cancelled { .. } => "",
        Error::Closed => "Connect again, in the window with Refresh.",
    }
}

fn status_hint(status: u16) -> &'static str {
    match status {
        401 => {
            "The server wants authentication, which Greenroom cannot do yet. Switch it off for local tests."
        }
        403 => "The server refused this client. Check its allow-lists: origin, host and network.",
        404 => "Check the path of the address: many servers answer at /mcp.",
        405 => "The address exists but takes no POST. Check the path: many servers answer at /mcp.",
        408 | 429 | 503 => "The server is busy or not ready. Try again in a moment.",
        500..=599 => "The server failed. Its log should say why.",
        _ => "Check the address and the server's log.",
    }
}
