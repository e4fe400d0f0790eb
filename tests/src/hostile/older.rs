//! What can go wrong over HTTP+SSE, where all answers come over one stream.

use std::io;

use serde_json::{Value, json};

use super::answers::large;
use super::http::{Act, Connection, Request};
use super::polite;

/// Where messages are posted.
pub const MESSAGES: &str = "/messages";

/// Name, the method that it is about, and what is done.
pub const SCENARIOS: &[(&str, &str, Act)] = &[
    ("sse-elsewhere", "GET", |_, connection| {
        connection.begin_events()?;
        let elsewhere = format!("http://localhost:{}{MESSAGES}", connection.port);
        name_endpoint(connection, &elsewhere)?;
        connection.outlast()
    }),
    ("sse-without-endpoint", "GET", |_, connection| {
        connection.begin_events()?;
        connection.outlast()
    }),
    ("sse-garbage-for-endpoint", "GET", |_, connection| {
        connection.begin_events()?;
        loop {
            garbage(connection)?;
        }
    }),
    ("sse-garbage", "GET", |request, connection| {
        converse(request, connection, "tools/call", |call, connection| {
            garbage(connection)?;
            let elsewhere = format!("http://localhost:{}/elsewhere", connection.port);
            name_endpoint(connection, &elsewhere)?;
            connection.event(&polite::answer(call))
        })
    }),
    ("sse-refusal", "GET", |request, connection| {
        converse(request, connection, "initialize", |call, connection| {
            let error = json!({ "code": -32000, "message": "Closed today" });
            connection.event(&json!({ "jsonrpc": "2.0", "id": call["id"], "error": error }))
        })
    }),
    ("sse-half-answer", "GET", |request, connection| {
        converse(request, connection, "tools/call", |call, connection| {
            let answer = polite::answer(call).to_string();
            connection.write(format!("data: {}", &answer[..answer.len() / 2]).as_bytes())?;
            Err(io::ErrorKind::Other.into())
        })
    }),
    ("sse-large-answer", "GET", |request, connection| {
        converse(request, connection, "tools/call", |call, connection| {
            connection.write(b"data: ")?;
            large(connection, &polite::answer(call), "I look.")?;
            connection.write(b"\n\n")
        })
    }),
];

/// What its other addresses do: it takes messages at one only, and answers them over the stream.
pub fn polite(request: &Request, connection: &mut Connection) -> io::Result<()> {
    match (request.http_method.as_str(), request.path.as_str()) {
        ("POST", MESSAGES) => connection.respond("202 Accepted", &[], b"Accepted"),
        _ => connection.respond("405 Method Not Allowed", &[], b""),
    }
}

/// Answers politely over the stream, and requests with this method as the scenario says.
fn converse(
    request: &Request,
    connection: &mut Connection,
    method: &str,
    answer: fn(&Value, &mut Connection) -> io::Result<()>,
) -> io::Result<()> {
    let first = request.arrivals();
    connection.begin_events()?;
    name_endpoint(connection, MESSAGES)?;
    for number in first.. {
        let message = request.arrival(number);
        if message["method"] == method {
            answer(&message, connection)?;
        } else if !message["id"].is_null() {
            connection.event(&polite::answer(&message))?;
        }
    }
    Ok(())
}

fn name_endpoint(connection: &mut Connection, endpoint: &str) -> io::Result<()> {
    connection.write(format!("event: endpoint\ndata: {endpoint}\n\n").as_bytes())
}

fn garbage(connection: &mut Connection) -> io::Result<()> {
    connection.write(b"data: Listening\n\nevent: message\ndata: [1, 2\n\n\xff\xfe\n\nid\nretry: soon\n\n")?;
    connection.event(&json!({ "level": "info" }))
}
