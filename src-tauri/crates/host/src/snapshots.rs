//! What is read from a server at connect and at Refresh: tools, instructions and every template's HTML.
//!
//! Reading tools leniently is in [`tool`], templates in [`template`], what is said of the way to the server in
//! [`transport`], and telling two snapshots apart in [`difference`]. When a snapshot is taken is decided by [`crate::connectors`].

pub mod difference;
pub mod file_params;
pub mod template;
pub mod tool;
pub mod transport;

use greenroom_contract::Problem;
use greenroom_contract::connector::Endpoint;
use greenroom_contract::snapshot::{Snapshot, Template};
use greenroom_contract::tool::Finding;
use serde_json::{Map, Value};

use crate::aside::aside;
use crate::findings;
use crate::profile::Profile;
use crate::session::Session;
use crate::text;
use crate::time;

/// The longest note on a list: it may repeat a name or a cursor.
const NOTE_LIMIT: usize = 500;

/// All templates of one server together, in bytes; they are in memory until all are read.
const MOST_HTML: usize = 128 * 1024 * 1024;

/// A snapshot and the HTML of its templates, by hash.
#[derive(Debug)]
pub struct Reading {
    pub snapshot: Snapshot,
    pub html: Vec<(String, String)>,
}

/// Reads everything a connector needs from a connected server.
pub async fn read(session: &Session, endpoint: &Endpoint, profile: &Profile) -> Result<Reading, Problem> {
    let listing = session.list("tools/list", "tools").await.map_err(|failure| failure.problem)?;
    let transport = transport::of(session.transport());
    let notes = listing
        .notes
        .iter()
        .map(|note| text::shown(note, NOTE_LIMIT))
        .map(|text| Finding { path: "$.tools".into(), text });
    let mut findings: Vec<Finding> =
        transport::finding(transport, endpoint, &profile.texts).into_iter().chain(notes).collect();
    let texts = profile.texts.clone();
    let read = move |(index, raw)| tool::read(index, raw, &texts);
    let tools: Vec<_> = aside(move || listing.items.into_iter().enumerate().map(read).collect()).await;
    findings.extend(tool::findings_of_list(&tools));

    let listed = listed(session).await;
    let mut templates = Vec::new();
    let mut html = Vec::new();
    let mut room = MOST_HTML;
    for uri in template::uris(&tools) {
        let answer = session.request("resources/read", serde_json::json!({ "uri": uri })).await;
        let limit = profile.template_bytes().min(room);
        let (template, text) = template::read(&uri, answer, listed.get(&uri), limit);
        room -= text.as_ref().map_or(0, String::len);
        html.extend(text.map(|text| (template.hash.clone(), text)));
        templates.push(template);
    }

    let server = session.server();
    let snapshot = Snapshot {
        taken_at: time::now(),
        server_name: server.name.clone(),
        server_version: server.version.clone(),
        protocol_version: server.protocol_version.clone(),
        transport: Some(transport),
        instructions: server.instructions.clone(),
        tools,
        templates,
        findings: findings::bounded(findings),
    };
    Ok(Reading { snapshot, html })
}

/// Reads one template as it is now, with its HTML where it can be shown.
///
/// # Errors
/// Where the server did not give it. What it gave and cannot be shown has its problem in the template.
pub async fn read_template(
    session: &Session,
    uri: &str,
    profile: &Profile,
) -> Result<(Template, Option<String>), Problem> {
    let listed = listed(session).await;
    let answer = session.request("resources/read", serde_json::json!({ "uri": uri })).await;
    let answer = answer.map_err(|failure| failure.problem)?;
    Ok(template::read(uri, Ok(answer), listed.get(uri), profile.template_bytes()))
}

/// The resources as they are listed, by URI: their `_meta` is the fallback for what the contents do not say. A server
/// without a list is fine, so a failure here is none.
async fn listed(session: &Session) -> Map<String, Value> {
    if session.server().capabilities.get("resources").is_none() {
        return Map::new();
    }
    let Ok(listing) = session.list("resources/list", "resources").await else { return Map::new() };
    listing.items.into_iter().filter_map(|item| Some((item.get("uri")?.as_str()?.to_owned(), item))).collect()
}
