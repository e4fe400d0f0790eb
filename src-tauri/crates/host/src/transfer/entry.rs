//! One server of a file: a command or an address, and what goes with it.

use std::fmt::Write;

use greenroom_contract::Problem;
use greenroom_contract::connector::{ConnectorDraft, EndpointDraft, SecretDraft};
use serde_json::{Map, Value};

use super::shape::kind;
use super::{shown, without_value};

/// What was read. With a problem, the draft is what could be made out.
pub struct Entry {
    pub draft: ConnectorDraft,
    pub notes: Vec<String>,
    pub problem: Option<Problem>,
}

/// Keys that mean something here, or that say nothing of interest.
const KNOWN: [&str; 12] = [
    "args",
    "command",
    "cwd",
    "disabled",
    "enabled",
    "env",
    "headers",
    "serverUrl",
    "source",
    "transport",
    "type",
    "url",
];

pub fn read(key: &str, path: &str, value: &Value) -> Entry {
    let mut reader = Reader { path: path.to_owned(), notes: Vec::new() };
    let blank = || ConnectorDraft::new(key.trim(), EndpointDraft::Http { url: String::new() });
    match reader.server(blank(), value) {
        Ok(draft) => Entry { draft, notes: reader.notes, problem: None },
        Err(message) => {
            let problem = Problem::invalid(message, "Correct it in the file.");
            Entry { draft: blank(), notes: reader.notes, problem: Some(problem) }
        }
    }
}

/// A key within a JSON path.
pub fn step(key: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if !key.is_empty() && key.chars().all(is_plain) {
        format!(".{key}")
    } else {
        format!("[{}]", Value::from(shown(key)))
    }
}

struct Reader {
    path: String,
    notes: Vec<String>,
}

type Read<T> = Result<T, String>;

impl Reader {
    fn server(&mut self, mut draft: ConnectorDraft, value: &Value) -> Read<ConnectorDraft> {
        let Some(server) = value.as_object() else { return Err(self.wrong("", "an object", value)) };
        self.leftovers(server);
        let transport = self.text(server, "type")?.or(self.text(server, "transport")?).unwrap_or_default();
        let url = self.text(server, "url")?.or(self.text(server, "serverUrl")?);
        if let Some(url) = url {
            draft.headers = self.secrets(server, "headers", "header")?;
            self.point_out_placeholder(&url);
            draft.endpoint = self.remote(&transport, url)?;
        } else if server.contains_key("command") {
            draft.environment = self.environment(server)?;
            draft.endpoint = self.program(server)?;
        } else {
            let name = shown(&draft.name);
            return Err(format!("“{name}” has neither a command nor a url."));
        }
        Ok(draft)
    }

    fn remote(&mut self, transport: &str, url: String) -> Read<EndpointDraft> {
        let plain: String = transport.to_ascii_lowercase().replace(['-', '_', ' '], "");
        match plain.as_str() {
            "http" | "streamablehttp" => Ok(EndpointDraft::Http { url }),
            "sse" => Ok(EndpointDraft::Sse { url }),
            "" if url.trim_end_matches('/').ends_with("/sse") => {
                self.notes.push("Taken for HTTP+SSE, because the address ends in /sse.".into());
                Ok(EndpointDraft::Sse { url })
            }
            "" => Ok(EndpointDraft::Http { url }),
            _ => {
                let path = &self.path;
                Err(format!("{path}.type says “{}”, which is no transport with a url.", shown(transport)))
            }
        }
    }

    /// Zed once wrote the whole command as an object.
    fn program(&mut self, server: &Map<String, Value>) -> Read<EndpointDraft> {
        let (program, arguments) = match &server["command"] {
            Value::Object(command) => {
                let within = Self { path: format!("{}.command", self.path), notes: Vec::new() };
                let program = within.text(command, "path")?;
                (program.ok_or_else(|| format!("{}.path is missing.", within.path))?, within.words(command)?)
            }
            _ => (self.text(server, "command")?.unwrap_or_default(), self.words(server)?),
        };
        for word in std::iter::once(&program).chain(&arguments) {
            self.point_out_placeholder(word);
        }
        let directory = self.text(server, "cwd")?.unwrap_or_default();
        let is_line = !server.contains_key("args") && arguments.is_empty() && is_line(&program);
        let command_line = if is_line { program } else { joined(&program, &arguments) };
        let directory = if placeholder(&directory).is_some() {
            let directory = shown(&directory);
            self.notes.push(format!("The directory “{directory}” is not known here, so it was left out."));
            String::new()
        } else {
            directory
        };
        Ok(EndpointDraft::Stdio { command_line, directory })
    }

    fn words(&self, server: &Map<String, Value>) -> Read<Vec<String>> {
        let words = match server.get("args") {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(words)) => words,
            Some(other) => return Err(self.wrong(".args", "a list of texts", other)),
        };
        let word = |(index, word): (usize, &Value)| match word {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            other => Err(self.wrong(&format!(".args[{index}]"), "a text", other)),
        };
        words.iter().enumerate().map(word).collect()
    }

    fn environment(&mut self, server: &Map<String, Value>) -> Read<Vec<SecretDraft>> {
        match server.get("command").and_then(|command| command.get("env")) {
            Some(_) => {
                let command = server["command"].as_object().cloned().unwrap_or_default();
                self.secrets(&command, "env", "variable")
            }
            None => self.secrets(server, "env", "variable"),
        }
    }

    /// Names and values. What stands for something else comes without its value.
    fn secrets(&mut self, server: &Map<String, Value>, key: &str, what: &str) -> Read<Vec<SecretDraft>> {
        let values = match server.get(key) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Object(values)) => values,
            Some(other) => return Err(self.wrong(&format!(".{key}"), "an object", other)),
        };
        let mut secrets = Vec::new();
        for (name, value) in values {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                Value::Null => {
                    self.notes.push(format!("The {what} {} is null and was left out.", shown(name)));
                    continue;
                }
                other => return Err(self.wrong(&format!(".{key}{}", step(name)), "a text", other)),
            };
            secrets.push(match placeholder(&value) {
                None => SecretDraft { name: name.clone(), value: Some(value) },
                Some(placeholder) => {
                    let (name_shown, placeholder) = (shown(name), shown(placeholder));
                    self.notes.push(format!(
                        "The {what} {name_shown} refers to {placeholder}, which is not known here. Enter its value \
                         in the connector."
                    ));
                    without_value(name)
                }
            });
        }
        Ok(secrets)
    }

    fn text(&self, server: &Map<String, Value>, key: &str) -> Read<Option<String>> {
        match server.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
            Some(other) => Err(self.wrong(&format!(".{key}"), "a text", other)),
        }
    }

    fn leftovers(&mut self, server: &Map<String, Value>) {
        if server.get("disabled") == Some(&Value::Bool(true))
            || server.get("enabled") == Some(&Value::Bool(false))
        {
            self.notes.push("It is switched off in the file.".into());
        }
        let others: Vec<String> =
            server.keys().filter(|key| !KNOWN.contains(&key.as_str())).map(|key| shown(key)).collect();
        if !others.is_empty() {
            self.notes.push(format!("Not used here: {}.", others.join(", ")));
        }
    }

    fn point_out_placeholder(&mut self, word: &str) {
        if let Some(placeholder) = placeholder(word) {
            let placeholder = shown(placeholder);
            self.notes.push(format!("Nothing stands for {placeholder} here. Write out what is meant."));
        }
    }

    fn wrong(&self, step: &str, wanted: &str, found: &Value) -> String {
        let mut text = self.path.clone();
        // Writing to a string cannot fail.
        let _ = write!(text, "{step} should be {wanted}, but is {}.", kind(found));
        text
    }
}

/// Whether a command without a list of arguments holds them itself. A path may have blanks in it.
fn is_line(command: &str) -> bool {
    command.split_once(' ').is_some_and(|(program, _)| !program.contains(['/', '\\']))
}

fn joined(program: &str, arguments: &[String]) -> String {
    shell_words::join(std::iter::once(program).chain(arguments.iter().map(String::as_str)))
}

/// What other programs put something else in the place of: `${env:NAME}`, `${input:id}`, `${NAME}`.
fn placeholder(text: &str) -> Option<&str> {
    let start = text.find("${")?;
    let length = text[start..].find('}')?;
    Some(&text[start..=start + length])
}
