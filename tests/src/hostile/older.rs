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
        converse(request, connection, |call, connection| {
            garbage(connection)?;
            let elsewhere = format!("http://localhost:{}/elsewhere", connection.port);
            name_endpoint(connection, &elsewhere)?;
            connection.event(&polite::answer(call))
        })
    }),
    ("sse-half-answer", "GET", |request, connection| {
        converse(request, connection, |call, connection| {
            let answer = polite::answer(call).to_string();
            connection.write(format!("data: {}", &answer[..answer.len() / 2]).as_bytes())?;
            Err(io::ErrorKind::Other.into())
        })
    }),
    ("sse-large-answer", "GET", |request, connection| {
        converse(request, connection, |call, connection| {
            connection.write(b"data: ")?;
            large(connection, &polite::answer(call), "I look.")?;
            connection.write(b"\n\n")
        })
    }),
];

/// Answers politely over the stream, and calls as the scenario says.
fn converse(
    request: &Request,
    connection: &mut Connection,
    answer_call: fn(&Value, &mut Connection) -> io::Result<()>,
) -> io::Result<()> {
    let first = request.arrivals();
    connection.begin_events()?;
    name_endpoint(connection, MESSAGES)?;
    for number in first.. {
        let message = request.arrival(number);
        if message["method"] == "tools/call" {
            answer_call(&message, connection)?;
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
