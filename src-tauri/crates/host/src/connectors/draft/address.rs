//! What can be said about the address of a server.

use std::net::IpAddr;

use greenroom_contract::connector::DraftField;
use url::{Host, Url};

use super::Notes;

pub fn notes(text: &str, notes: &mut Notes) {
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
