//! What can be said about a connector's form before it is sent.
//!
//! Addresses are in [`address`], commands in [`command`], headers and variables in [`secrets`].

mod address;
mod command;
mod secrets;

pub use self::secrets::header_mistake;

use greenroom_contract::Problem;
use greenroom_contract::connector::{
    Authentication, Certificates, ClientKind, ConnectorDraft, DraftField, DraftNote, Endpoint, EndpointDraft,
    NoteWeight, ProtocolChoice, Reading, SecretDraft,
};
use greenroom_mcp::REVISIONS;

use crate::text;

/// The directory's limit; the form of ChatGPT publishes none.
const DIRECTORY_NAME_LIMIT: usize = 30;

/// What still fits on a card.
const NAME_LIMIT: usize = 100;

/// The one without `initialize`; the older transport cannot carry it.
const STATELESS: &str = "2026-07-28";
/// ChatGPT speaks all revisions but this one (observed by MCPJam, 2026).
const TOO_OLD: &str = "2024-11-05";

/// What of it is said in words of the profile is added by the caller.
pub fn notes(draft: &ConnectorDraft) -> Vec<DraftNote> {
    let mut notes = Notes::default();
    name_notes(draft.name.trim(), &mut notes);
    if draft.endpoint == EndpointDraft::Demo {
        return notes.0;
    }
    match &draft.endpoint {
        EndpointDraft::Demo => {}
        EndpointDraft::Http { url } | EndpointDraft::Sse { url } => {
            address::notes(url, &mut notes);
            secrets::header_notes(&draft.headers, &mut notes);
        }
        EndpointDraft::Stdio { command_line, directory } => {
            command::notes(command_line, directory, &mut notes);
            secrets::variable_notes(&draft.environment, &mut notes);
        }
    }
    manner_notes(draft, &mut notes);
    if draft.authentication != Authentication::None {
        notes.error(DraftField::Authentication, "Only connectors without authentication work so far.");
    }
    if !draft.understood {
        notes.error(DraftField::Understood, "Tick the box to continue.");
    }
    notes.0
}

/// The endpoint that the draft names, or its first error as a problem.
pub fn endpoint(draft: &ConnectorDraft) -> Result<Endpoint, Problem> {
    if let Some(note) = notes(draft).into_iter().find(|note| note.weight == NoteWeight::Error) {
        return Err(Problem::invalid(note.text, "Nothing was saved yet."));
    }
    Ok(match &draft.endpoint {
        EndpointDraft::Demo => Endpoint::Demo,
        EndpointDraft::Http { url } => Endpoint::Http { url: url.trim().to_owned() },
        EndpointDraft::Sse { url } => Endpoint::Sse { url: url.trim().to_owned() },
        EndpointDraft::Stdio { command_line, directory } => {
            let split = command::split(command_line);
            let (command, arguments) =
                split.map_err(|text| Problem::invalid(text, "Nothing was saved yet."))?;
            Endpoint::Stdio { command, arguments, directory: directory.trim().to_owned() }
        }
    })
}

/// What ChatGPT would do differently with a connector as it is, of what can be said about its form.
pub fn remarks(notes: Vec<DraftNote>) -> Vec<String> {
    let on_form = [DraftField::Name, DraftField::Directory];
    let remarks = notes.into_iter().filter(|note| note.weight == NoteWeight::Remark);
    remarks.filter(|note| !on_form.contains(&note.field)).map(|note| note.text).collect()
}

/// The form with what a connector has, except for the directory: there is nothing to remark about it, and looking for
/// it may take long.
pub fn of_endpoint(name: &str, endpoint: &Endpoint) -> ConnectorDraft {
    let endpoint = match endpoint.clone() {
        Endpoint::Demo => EndpointDraft::Demo,
        Endpoint::Http { url } => EndpointDraft::Http { url },
        Endpoint::Sse { url } => EndpointDraft::Sse { url },
        Endpoint::Stdio { command, arguments, .. } => EndpointDraft::Stdio {
            command_line: shell_words::join(std::iter::once(&command).chain(&arguments)),
            directory: String::new(),
        },
    };
    ConnectorDraft::new(name, endpoint)
}

/// Names without values: the stored ones stay.
pub fn kept(names: &[String]) -> Vec<SecretDraft> {
    names.iter().map(|name| SecretDraft { name: name.clone(), value: None }).collect()
}

fn name_notes(name: &str, notes: &mut Notes) {
    if name.is_empty() {
        notes.error(DraftField::Name, "Give the connector a name.");
    } else if name.chars().any(|letter| text::hides(letter) || letter.is_control()) {
        notes.error(DraftField::Name, "The name holds characters that cannot be seen. Type it anew.");
    } else if name.chars().count() > NAME_LIMIT {
        notes.error(DraftField::Name, format!("The name is longer than {NAME_LIMIT} characters."));
    } else if name.chars().count() > DIRECTORY_NAME_LIMIT {
        notes.remark(DraftField::Name, "ChatGPT's directory takes names of 30 characters at most.");
    }
}

fn manner_notes(draft: &ConnectorDraft, notes: &mut Notes) {
    let is_sse = matches!(draft.endpoint, EndpointDraft::Sse { .. });
    if draft.certificates == Certificates::Any && !matches!(draft.endpoint, EndpointDraft::Stdio { .. }) {
        notes.remark(
            DraftField::Certificates,
            "ChatGPT refuses certificates that are not valid. Here any will do.",
        );
    }
    if let ProtocolChoice::Forced { version } = &draft.protocol {
        version_notes(version, is_sse, notes);
    }
    if draft.client == ClientKind::Plain {
        let text = "The server meets a plain MCP client here. ChatGPT offers less: neither elicitation nor sampling.";
        notes.remark(DraftField::Client, text);
    }
    if draft.reading == Reading::Live {
        let text = "Tools and templates are read again and again here. ChatGPT reads them at connecting and at Refresh.";
        notes.remark(DraftField::Reading, text);
    }
}

fn version_notes(version: &str, is_sse: bool, notes: &mut Notes) {
    if !REVISIONS.contains(&version) {
        let version = text::shown(version, 40);
        let text = format!("“{version}” is no revision of MCP. There are {}.", REVISIONS.join(", "));
        notes.error(DraftField::Protocol, text);
    } else if is_sse && version == STATELESS {
        let text =
            format!("HTTP+SSE cannot carry {STATELESS}. Choose an older revision, or Streamable HTTP.");
        notes.error(DraftField::Protocol, text);
    } else if version == TOO_OLD {
        notes.remark(DraftField::Protocol, format!("ChatGPT does not speak {TOO_OLD}. Here it works."));
    }
}

#[derive(Debug, Default)]
struct Notes(Vec<DraftNote>);

impl Notes {
    fn error(&mut self, field: DraftField, text: impl Into<String>) {
        self.0.push(DraftNote { field, weight: NoteWeight::Error, text: text.into() });
    }

    fn remark(&mut self, field: DraftField, text: impl Into<String>) {
        self.0.push(DraftNote { field, weight: NoteWeight::Remark, text: text.into() });
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn draft(url: &str) -> ConnectorDraft {
        ConnectorDraft::new("Board", EndpointDraft::Http { url: url.into() })
    }

    fn said(url: &str) -> Vec<(NoteWeight, String)> {
        notes(&draft(url)).into_iter().map(|note| (note.weight, note.text)).collect()
    }

    #[test]
    fn every_unusable_address_is_named_for_what_it_is() {
        let error = |text: &str| vec![(NoteWeight::Error, text.to_owned())];
        assert_eq!(
            said(""),
            error("Enter the address of the MCP server, for example http://localhost:3000/mcp.")
        );
        assert_eq!(said("board"), error("This is no complete address. It begins with https:// or http://."));
        assert_eq!(
            said("localhost:3000/mcp"),
            error("The scheme is missing. Did you mean http://localhost:3000/mcp?")
        );
        assert_eq!(
            said("ftp://example.com/mcp"),
            error("ftp: is not supported. An MCP server is reached over http:// or https://.")
        );
        assert_eq!(said("https://"), error("This is no valid address: empty host."));
        assert_eq!(
            said("https://a:b@example.com"),
            error("Take the user name and password out of the address.")
        );
    }

    #[test]
    fn local_and_plain_addresses_are_accepted_with_a_remark() {
        assert_eq!(said("https://example.com/mcp"), []);
        for url in
            ["http://localhost:3000/mcp", "http://127.0.0.1:1/mcp", "http://[::1]:1/mcp", "http://10.0.0.2/"]
        {
            assert_eq!(said(url).len(), 1, "{url}");
            assert_eq!(said(url)[0].0, NoteWeight::Remark, "{url}");
        }
        assert_eq!(
            said("http://example.com/mcp"),
            [(NoteWeight::Remark, "ChatGPT itself accepts HTTPS only. Here it works.".into())]
        );
    }

    #[test]
    fn a_name_can_be_read_as_what_it_is() {
        let named = |name: &str| {
            let draft = ConnectorDraft { name: name.into(), ..draft("https://a.b/mcp") };
            notes(&draft).into_iter().map(|note| note.text).collect::<Vec<_>>()
        };
        assert_eq!(named("Café – 看板 🟢"), Vec::<String>::new());
        for disguised in ["Ban\u{202e}k", "a\nb", "a\u{200b}b"] {
            assert_eq!(named(disguised), ["The name holds characters that cannot be seen. Type it anew."]);
        }
        assert_eq!(named(&"x".repeat(101)), ["The name is longer than 100 characters."]);
    }

    #[test]
    fn the_box_must_be_ticked_and_the_name_given() {
        let notes =
            notes(&ConnectorDraft { name: " ".into(), understood: false, ..draft("https://a.b/mcp") });
        let fields: Vec<DraftField> = notes.into_iter().map(|note| note.field).collect();
        assert_eq!(fields, [DraftField::Name, DraftField::Understood]);
    }

    #[test]
    fn a_revision_must_be_one_that_the_transport_can_carry() {
        let said = |endpoint: EndpointDraft, version: &str| {
            let protocol = ProtocolChoice::Forced { version: version.into() };
            let notes = notes(&ConnectorDraft { protocol, ..ConnectorDraft::new("Board", endpoint) });
            let of_protocol = notes.into_iter().filter(|note| note.field == DraftField::Protocol);
            of_protocol.map(|note| (note.weight, note.text)).collect::<Vec<_>>()
        };
        let http = || EndpointDraft::Http { url: "https://a.b/mcp".into() };
        let sse = || EndpointDraft::Sse { url: "https://a.b/sse".into() };
        assert_eq!(said(http(), "2026-07-28"), []);
        assert_eq!(said(sse(), "2025-03-26"), []);
        assert_eq!(
            said(http(), "2024-11-05"),
            [(NoteWeight::Remark, "ChatGPT does not speak 2024-11-05. Here it works.".into())]
        );
        assert_eq!(
            said(http(), "2027-01-01"),
            [(
                NoteWeight::Error,
                "“2027-01-01” is no revision of MCP. There are 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26, \
                 2024-11-05."
                    .into()
            )]
        );
        assert_eq!(
            said(sse(), "2026-07-28"),
            [(
                NoteWeight::Error,
                "HTTP+SSE cannot carry 2026-07-28. Choose an older revision, or Streamable HTTP.".into()
            )]
        );
    }

    #[test]
    fn a_connectors_remarks_say_what_chatgpt_would_do_differently() {
        let endpoint = Endpoint::Stdio {
            command: "npx".into(),
            arguments: vec!["-y".into(), "my server".into()],
            directory: String::new(),
        };
        let draft = of_endpoint("Board", &endpoint);
        let line =
            EndpointDraft::Stdio { command_line: "npx -y 'my server'".into(), directory: String::new() };
        assert_eq!(draft.endpoint, line);
        assert_eq!(
            remarks(notes(&draft)),
            ["ChatGPT cannot start programs: it needs a public HTTPS address, or a tunnel. Here it works."]
        );
    }
}
