//! What can be said about a connector's form before it is sent.

use std::net::IpAddr;

use greenroom_contract::Problem;
use greenroom_contract::connector::{
    Authentication, ConnectorDraft, DraftField, DraftNote, Endpoint, EndpointDraft, NoteWeight,
};
use url::{Host, Url};

use crate::text;

/// The directory's limit; the form of ChatGPT publishes none.
const DIRECTORY_NAME_LIMIT: usize = 30;

/// What still fits on a card.
const NAME_LIMIT: usize = 100;

/// Which endpoint the draft is for: the demo's cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Http,
    Demo,
}

pub fn notes(draft: &ConnectorDraft, kind: Kind) -> Vec<DraftNote> {
    let mut notes = Notes::default();
    let name = draft.name.trim();
    if name.is_empty() {
        notes.error(DraftField::Name, "Give the connector a name.");
    } else if name.chars().any(|letter| text::hides(letter) || letter.is_control()) {
        notes.error(DraftField::Name, "The name holds characters that cannot be seen. Type it anew.");
    } else if name.chars().count() > NAME_LIMIT {
        notes.error(DraftField::Name, format!("The name is longer than {NAME_LIMIT} characters."));
    } else if name.chars().count() > DIRECTORY_NAME_LIMIT {
        notes.remark(DraftField::Name, "ChatGPT's directory takes names of 30 characters at most.");
    }
    if kind == Kind::Http {
        url_notes(typed_url(draft), &mut notes);
        if draft.authentication != Authentication::None {
            notes.error(DraftField::Authentication, "Only connectors without authentication work so far.");
        }
        if !draft.understood {
            notes.error(DraftField::Understood, "Tick the box to continue.");
        }
    }
    notes.0
}

/// The first error of the draft as a problem, or the endpoint that it names.
pub fn endpoint(draft: &ConnectorDraft, kind: Kind) -> Result<Endpoint, Problem> {
    if let Some(note) = notes(draft, kind).into_iter().find(|note| note.weight == NoteWeight::Error) {
        return Err(Problem::invalid(note.text, "Nothing was saved yet."));
    }
    match kind {
        Kind::Demo => Ok(Endpoint::Demo),
        Kind::Http => Ok(Endpoint::Http { url: typed_url(draft).trim().to_owned() }),
    }
}

fn typed_url(draft: &ConnectorDraft) -> &str {
    match &draft.endpoint {
        EndpointDraft::Http { url } | EndpointDraft::Sse { url } => url,
        EndpointDraft::Demo | EndpointDraft::Stdio { .. } => "",
    }
}

/// What ChatGPT would do differently with an address.
pub fn remarks(url: &str) -> Vec<String> {
    let mut notes = Notes::default();
    url_notes(url, &mut notes);
    notes.0.into_iter().filter(|note| note.weight == NoteWeight::Remark).map(|note| note.text).collect()
}

fn url_notes(text: &str, notes: &mut Notes) {
    let text = text.trim();
    if text.is_empty() {
        return notes.error(
            DraftField::Url,
            "Enter the address of the MCP server, for example http://localhost:3000/mcp.",
        );
    }
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let text = "This is no complete address. It begins with https:// or http://.";
            return notes.error(DraftField::Url, text);
        }
        Err(error) => return notes.error(DraftField::Url, format!("This is no valid address: {error}.")),
    };
    match url.scheme() {
        "http" | "https" => {}
        // "localhost:3000/mcp" parses as a URL of the scheme "localhost".
        _ if !text.contains("://") => {
            let text = format!("The scheme is missing. Did you mean http://{text}?");
            return notes.error(DraftField::Url, text);
        }
        other => {
            let text =
                format!("{other}: is not supported. An MCP server is reached over http:// or https://.");
            return notes.error(DraftField::Url, text);
        }
    }
    if !url.username().is_empty() || url.password().is_some() {
        return notes.error(DraftField::Url, "Take the user name and password out of the address.");
    }
    if is_local(&url) {
        let text =
            "ChatGPT cannot reach this machine: it needs a public HTTPS address, or a tunnel. Here it works.";
        notes.remark(DraftField::Url, text);
    } else if url.scheme() == "http" {
        notes.remark(DraftField::Url, "ChatGPT itself accepts HTTPS only. Here it works.");
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name == "localhost" || name.ends_with(".localhost") || name.ends_with(".local")
        }
        Some(Host::Ipv4(address)) => is_private(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_private(IpAddr::V6(address)),
        None => false,
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
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
        notes(&draft(url), Kind::Http).into_iter().map(|note| (note.weight, note.text)).collect()
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
            notes(&draft, Kind::Http).into_iter().map(|note| note.text).collect::<Vec<_>>()
        };
        assert_eq!(named("Café – 看板 🟢"), Vec::<String>::new());
        for disguised in ["Ban\u{202e}k", "a\nb", "a\u{200b}b"] {
            assert_eq!(named(disguised), ["The name holds characters that cannot be seen. Type it anew."]);
        }
        assert_eq!(named(&"x".repeat(101)), ["The name is longer than 100 characters."]);
    }

    #[test]
    fn the_box_must_be_ticked_and_the_name_given() {
        let notes = notes(
            &ConnectorDraft { name: " ".into(), understood: false, ..draft("https://a.b/mcp") },
            Kind::Http,
        );
        let fields: Vec<DraftField> = notes.into_iter().map(|note| note.field).collect();
        assert_eq!(fields, [DraftField::Name, DraftField::Understood]);
    }
}
