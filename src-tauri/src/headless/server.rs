//! Which server a command is about, and how it is reached: the address and the options that stand for the connector's
//! form. Which of the command's words is the address is for the command to say.
//!
//! Values of headers and variables are secrets: no message repeats them.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use greenroom_contract::Problem;
use greenroom_contract::connector::{
    Certificates, ClientKind, ConnectorDraft, DraftField, DraftNote, EndpointDraft, ProtocolChoice,
    SecretDraft,
};

use super::visit;

/// The address of the server inside the program.
const DEMO: &str = "demo";
/// The connector's name, until the server has said its own.
const NAME: &str = "Command line";

/// The server that a command is about.
#[derive(Clone, Copy, Debug)]
pub struct Server<'a> {
    /// Absent where the options name a command.
    pub url: Option<&'a str>,
    pub reach: &'a Reach,
}

/// How a server is reached.
#[derive(Debug, Default, Args)]
pub struct Reach {
    /// Start the server with this command, quoted as in a shell, and speak to its standard input and output
    #[arg(long, value_name = "COMMAND")]
    command: Option<String>,
    /// Add a variable to the command's environment; can be repeated
    #[arg(long = "env", value_name = "NAME=VALUE", requires = "command")]
    environment: Vec<String>,
    /// Run the command in this folder instead of the current one
    #[arg(long, value_name = "DIR", requires = "command")]
    directory: Option<PathBuf>,
    /// Send a header with each request; can be repeated
    #[arg(long = "header", value_name = "NAME: VALUE", conflicts_with = "command")]
    headers: Vec<String>,
    /// Use the older transport, HTTP with a stream of server-sent events
    #[arg(long, conflicts_with = "command")]
    sse: bool,
    /// Accept any certificate, also self-signed ones
    #[arg(long, conflicts_with = "command")]
    insecure: bool,
    /// Speak this revision of MCP, such as 2025-06-18, instead of the newest that both know
    #[arg(long, value_name = "VERSION")]
    protocol: Option<String>,
    /// Introduce the client as ChatGPT, or as one with every capability and no habits
    #[arg(long, value_name = "CLIENT", default_value = "chatgpt")]
    client: Client,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Client {
    #[default]
    Chatgpt,
    Plain,
}

impl Reach {
    /// As a client with every capability and no habits.
    pub fn of_a_plain_client() -> Self {
        Self { client: Client::Plain, ..Self::default() }
    }

    /// Whether a command takes the place of an address.
    pub fn has_command(&self) -> bool {
        self.command.is_some()
    }
}

impl Server<'_> {
    pub fn is_demo(&self) -> bool {
        self.url == Some(DEMO)
    }

    /// For somebody who waits. A command may hold secrets, so it is not repeated.
    pub fn approach(&self) -> String {
        match self.url {
            Some(url) => format!("Connecting to {url}…"),
            None => "Starting the command…".to_owned(),
        }
    }

    /// The form as a person would fill it in.
    pub fn draft(&self) -> Result<ConnectorDraft, Problem> {
        let plain = ConnectorDraft::new(NAME, self.endpoint()?);
        let draft = ConnectorDraft {
            headers: secrets(&self.reach.headers, ':', "--header", "Name: value")?,
            environment: secrets(&self.reach.environment, '=', "--env", "NAME=value")?,
            certificates: if self.reach.insecure { Certificates::Any } else { Certificates::Trusted },
            client: match self.reach.client {
                Client::Chatgpt => ClientKind::Chatgpt,
                Client::Plain => ClientKind::Plain,
            },
            protocol: match &self.reach.protocol {
                Some(version) => ProtocolChoice::Forced { version: version.clone() },
                None => ProtocolChoice::Negotiated,
            },
            ..plain.clone()
        };
        if self.is_demo() && (draft != plain || self.reach.sse) {
            return Err(Problem::invalid(
                "The demo is inside this program and takes no options about how it is reached.",
                "Leave them out, or give the address of another server.",
            ));
        }
        Ok(draft)
    }

    /// What is wrong with the draft, in the words of the command line.
    pub fn objection(&self, note: &DraftNote) -> Problem {
        let (message, hint) = match note.field {
            DraftField::CommandLine => (format!("--command: {}", note.text), ""),
            DraftField::Directory => (format!("--directory: {}", note.text), ""),
            DraftField::Headers => (format!("--header: {}", note.text), "Write it as 'Name: value'."),
            DraftField::Environment => (format!("--env: {}", note.text), "Write it as NAME=value."),
            DraftField::Protocol => (format!("--protocol: {}", note.text), ""),
            _ => (
                format!("The server cannot be reached at “{}”: {}", self.url.unwrap_or_default(), note.text),
                "Give its whole address, such as http://localhost:3000/mcp, or “demo”.",
            ),
        };
        Problem::invalid(message, hint)
    }

    fn endpoint(&self) -> Result<EndpointDraft, Problem> {
        if let Some(command) = &self.reach.command {
            let directory = whole_path(self.reach.directory.as_deref().unwrap_or(Path::new(".")))?;
            return Ok(EndpointDraft::Stdio { command_line: command.clone(), directory });
        }
        let url = self.url.unwrap_or_default().to_owned();
        Ok(match self.is_demo() {
            true => EndpointDraft::Demo,
            false if self.reach.sse => EndpointDraft::Sse { url },
            false => EndpointDraft::Http { url },
        })
    }
}

fn whole_path(path: &Path) -> Result<String, Problem> {
    let whole = path.canonicalize().map_err(|error| {
        Problem::invalid(
            format!("The folder {} cannot be used: {error}.", path.display()),
            "--directory takes a folder that exists.",
        )
    })?;
    whole.into_os_string().into_string().map_err(|path| visit::unable("Its name is no text", &path.display()))
}

fn secrets(given: &[String], divider: char, option: &str, form: &str) -> Result<Vec<SecretDraft>, Problem> {
    let secret = |(index, text): (usize, &String)| match text.split_once(divider) {
        Some((name, value)) => {
            let value = if divider == ':' { value.trim() } else { value };
            Ok(SecretDraft { name: name.trim().to_owned(), value: Some(value.to_owned()) })
        }
        None => Err(Problem::invalid(
            format!("The {} of the {option} options has no “{divider}”.", ordinal(index + 1)),
            format!("Write it as '{form}'."),
        )),
    };
    given.iter().enumerate().map(secret).collect()
}

fn ordinal(number: usize) -> String {
    match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        number => format!("{number}th"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        reach: Reach,
    }

    fn draft(url: Option<&str>, options: &[&str]) -> Result<ConnectorDraft, Problem> {
        let Line { reach } = Line::try_parse_from([&["greenroom"], options].concat()).unwrap();
        Server { url, reach: &reach }.draft()
    }

    #[test]
    fn options_fill_the_form_in() {
        let options = [
            "--sse",
            "--insecure",
            "--header",
            "Authorization: Bearer a:b",
            "--protocol",
            "2025-03-26",
            "--client",
            "plain",
        ];
        let endpoint = EndpointDraft::Sse { url: "https://localhost/sse".into() };
        assert_eq!(
            draft(Some("https://localhost/sse"), &options),
            Ok(ConnectorDraft {
                headers: vec![SecretDraft { name: "Authorization".into(), value: Some("Bearer a:b".into()) }],
                certificates: Certificates::Any,
                client: ClientKind::Plain,
                protocol: ProtocolChoice::Forced { version: "2025-03-26".into() },
                ..ConnectorDraft::new(NAME, endpoint)
            })
        );
    }

    #[test]
    fn a_command_runs_where_the_person_is() {
        let here = std::env::current_dir().unwrap().canonicalize().unwrap().display().to_string();
        let endpoint = EndpointDraft::Stdio { command_line: "node 'my server.js'".into(), directory: here };
        assert_eq!(
            draft(None, &["--command", "node 'my server.js'", "--env", "KEY= a=b "]),
            Ok(ConnectorDraft {
                environment: vec![SecretDraft { name: "KEY".into(), value: Some(" a=b ".into()) }],
                ..ConnectorDraft::new(NAME, endpoint)
            })
        );
    }

    #[test]
    fn a_mistake_in_a_secret_does_not_repeat_it() {
        let options = ["--header", "A: b", "--header", "Bearer s3cret"];
        let problem = draft(Some("http://localhost/mcp"), &options).unwrap_err();
        assert_eq!(
            (problem.message.as_str(), problem.hint.as_str()),
            ("The second of the --header options has no “:”.", "Write it as 'Name: value'.")
        );
        let problem = draft(Some("demo"), &["--header", "A: s3cret"]).unwrap_err();
        assert_eq!(
            problem.message,
            "The demo is inside this program and takes no options about how it is reached."
        );
    }
}
