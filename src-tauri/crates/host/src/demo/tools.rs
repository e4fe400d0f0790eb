//! The demo's tools and templates, as plain JSON: what a developer would write by hand.

use serde::Deserialize;
use serde_json::{Value, json};

use super::board::{Board, Card, Column};

/// The old form: `text/html+skybridge`, `openai/outputTemplate`, `window.openai`.
const BOARD_URI: &str = "ui://kanban/board.html";
/// The new form: `text/html;profile=mcp-app`, `_meta.ui.resourceUri`, `ui/*`.
const PROGRESS_URI: &str = "ui://kanban/progress.html";

pub fn descriptors() -> Value {
    json!([
        {
            "name": "show_board",
            "title": "Show the board",
            "description": "Shows every card of the board in its column.",
            "inputSchema": { "type": "object", "properties": {
                "label": { "type": "string", "description": "Only cards with this label." }
            } },
            "annotations": { "readOnlyHint": true, "destructiveHint": false, "openWorldHint": false },
            "_meta": board_meta("Opening the board…", "Board ready"),
        },
        {
            "name": "add_card",
            "title": "Add a card",
            "description": "Adds a card to a column of the board.",
            "inputSchema": { "type": "object", "required": ["title"], "properties": {
                "title": { "type": "string", "minLength": 1, "maxLength": 80, "description": "What is to be done." },
                "column": { "type": "string", "enum": ["todo", "doing", "done"], "default": "todo" },
                "labels": { "type": "array", "items": { "type": "string" } },
                "notes": { "type": "string", "description": "Anything else worth knowing." }
            } },
            "annotations": { "readOnlyHint": false, "destructiveHint": false, "openWorldHint": false },
            "_meta": board_meta("Adding the card…", "Card added"),
        },
        {
            "name": "move_card",
            "title": "Move a card",
            "description": "Moves a card to another column.",
            "inputSchema": { "type": "object", "required": ["id", "column"], "properties": {
                "id": { "type": "integer", "minimum": 1 },
                "column": { "type": "string", "enum": ["todo", "doing", "done"] }
            } },
            "annotations": { "readOnlyHint": false, "destructiveHint": false, "openWorldHint": false },
            "_meta": board_meta("Moving the card…", "Card moved"),
        },
        {
            "name": "delete_card",
            "title": "Delete a card",
            "description": "Deletes a card for good.",
            "inputSchema": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "integer", "minimum": 1 }
            } },
            "annotations": { "readOnlyHint": false, "destructiveHint": true, "openWorldHint": false },
            "_meta": board_meta("Deleting the card…", "Card deleted"),
        },
        {
            "name": "show_progress",
            "title": "Show progress",
            "description": "Shows how many cards are in each column.",
            "inputSchema": { "type": "object", "properties": {} },
            "annotations": { "readOnlyHint": true, "destructiveHint": false, "openWorldHint": false },
            "_meta": {
                "ui": { "resourceUri": PROGRESS_URI },
                "openai/toolInvocation/invoking": "Counting cards…",
                "openai/toolInvocation/invoked": "Progress ready",
            },
        },
    ])
}

fn board_meta(invoking: &str, invoked: &str) -> Value {
    json!({
        "openai/outputTemplate": BOARD_URI,
        "openai/widgetAccessible": true,
        "openai/toolInvocation/invoking": invoking,
        "openai/toolInvocation/invoked": invoked,
    })
}

pub fn resources() -> Value {
    json!([
        { "uri": BOARD_URI, "name": "Board", "mimeType": "text/html+skybridge" },
        { "uri": PROGRESS_URI, "name": "Progress", "mimeType": "text/html;profile=mcp-app" },
    ])
}

pub fn contents(uri: &str) -> Option<Value> {
    match uri {
        BOARD_URI => Some(json!({
            "uri": BOARD_URI,
            "mimeType": "text/html+skybridge",
            "text": include_str!("board.html"),
            "_meta": {
                "openai/widgetPrefersBorder": true,
                "openai/widgetDescription": "A Kanban board with three columns.",
                "openai/widgetCSP": { "connect_domains": [], "resource_domains": [] },
            },
        })),
        PROGRESS_URI => Some(json!({
            "uri": PROGRESS_URI,
            "mimeType": "text/html;profile=mcp-app",
            "text": include_str!("progress.html"),
            "_meta": { "ui": { "prefersBorder": true, "csp": { "connectDomains": [], "resourceDomains": [] } } },
        })),
        _ => None,
    }
}

/// Runs one tool and returns its `CallToolResult`. Wrong arguments are a tool error, as MCP wants it.
pub fn call(board: &mut Board, name: &str, arguments: &Value) -> Value {
    let outcome = match name {
        "show_board" => {
            parse(arguments).map(|wanted: Filter| show(board, wanted.label.as_deref(), "Here is the board."))
        }
        "add_card" => parse(arguments).map(|new: NewCard| {
            let labels: Vec<&str> = new.labels.iter().map(String::as_str).collect();
            let card =
                board.add(&new.title, new.column.unwrap_or(Column::Todo), &labels, new.notes.as_deref());
            show(board, None, &format!("Added “{}” as card {}.", card.title, card.id))
        }),
        "move_card" => parse(arguments).and_then(|target: Target| {
            let card = board.shift(target.id, target.column).ok_or_else(|| unknown(target.id))?;
            Ok(show(board, None, &format!("Moved “{}”.", card.title)))
        }),
        "delete_card" => parse(arguments).and_then(|doomed: Doomed| {
            let card = board.delete(doomed.id).ok_or_else(|| unknown(doomed.id))?;
            Ok(show(board, None, &format!("Deleted “{}”.", card.title)))
        }),
        "show_progress" => Ok(progress(board)),
        other => Err(format!("There is no tool {other}.")),
    };
    outcome.unwrap_or_else(
        |message| json!({ "content": [{ "type": "text", "text": message }], "isError": true }),
    )
}

fn show(board: &Board, label: Option<&str>, text: &str) -> Value {
    let wanted = |card: &&Card| label.is_none_or(|label| card.labels.iter().any(|own| own == label));
    let cards: Vec<&Card> = board.cards().iter().filter(wanted).collect();
    json!({
        "content": [{ "type": "text", "text": format!("{text} It holds {} cards.", cards.len()) }],
        "structuredContent": { "cards": cards },
        "_meta": { "kanban/source": "greenroom" },
    })
}

fn progress(board: &Board) -> Value {
    let count = |column: Column| board.cards().iter().filter(|card| card.column == column).count();
    let (todo, doing, done) = (count(Column::Todo), count(Column::Doing), count(Column::Done));
    json!({
        "content": [{ "type": "text", "text": format!("{todo} to do, {doing} in progress, {done} done.") }],
        "structuredContent": { "todo": todo, "doing": doing, "done": done },
    })
}

#[derive(Deserialize)]
struct Filter {
    label: Option<String>,
}

#[derive(Deserialize)]
struct NewCard {
    title: String,
    column: Option<Column>,
    #[serde(default)]
    labels: Vec<String>,
    notes: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    id: u32,
    column: Column,
}

#[derive(Deserialize)]
struct Doomed {
    id: u32,
}

fn parse<T: serde::de::DeserializeOwned>(arguments: &Value) -> Result<T, String> {
    serde_json::from_value(arguments.clone()).map_err(|error| format!("The arguments do not fit: {error}."))
}

fn unknown(id: u32) -> String {
    format!("There is no card {id} on the board.")
}
