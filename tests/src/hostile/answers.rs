//! Ways to answer a request badly, whatever it asks. Each says in its name what is wrong with it.

use std::io::{self, Write};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::http::{Act, Connection, JSON, Request};
use super::polite;

const MEGABYTE: usize = 1024 * 1024;

/// Name, the method that it is about unless another is named, and what is done.
pub const SCENARIOS: &[(&str, &str, Act)] = &[
    ("invalid-json", "tools/call", |_, connection| connection.json(br#"{"jsonrpc": "2.0", "id": 1, "resu"#)),
    ("no-json-rpc", "tools/call", |_, connection| connection.json(br#"{"hello": "world"}"#)),
    ("no-object", "tools/call", |_, connection| connection.json(b"[1, 2, 3]")),
    ("wrong-id", "tools/call", |request, connection| answer_as(request, connection, json!(4711))),
    ("duplicate-id", "tools/call", duplicate_id),
    ("crossed-ids", "tools/call", |request, connection| {
        let other = request.twin();
        answer_as(request, connection, other["id"].clone())
    }),
    ("foreign-ids", "tools/call", foreign_ids),
    ("late-answer", "tools/call", late_answer),
    ("two-answers", "tools/call", two_answers),
    ("login-page", "tools/call", login_page),
    ("endless-comments", "tools/call", endless_comments),
    ("one-endless-comment", "tools/call", one_endless_comment),
    ("byte-a-second", "tools/call", byte_a_second),
    ("large-body", "tools/call", large_body),
    ("large-event", "tools/call", large_event),
    ("deep-json", "tools/call", deep_json),
    ("deep-event", "tools/call", deep_event),
    ("many-values", "tools/call", many_values),
    ("gzip-bomb", "tools/call", gzip_bomb),
    ("reset-mid-body", "tools/call", reset_mid_body),
    ("redirect-elsewhere", "tools/call", |_, connection| {
        let to = format!("http://localhost:{}/mcp", connection.port);
        redirect(connection, &to)
    }),
    ("redirect-to-file", "tools/call", |_, connection| redirect(connection, "file:///etc/passwd")),
    ("redirect-loop", "tools/call", |_, connection| redirect(connection, "/mcp")),
    ("header-line-break", "tools/call", header_line_break),
    ("large-header", "tools/call", large_header),
    ("many-headers", "tools/call", many_headers),
    ("flood-of-progress", "tools/call", flood_of_progress),
    ("flood-of-changes", "tools/call", flood_of_changes),
    ("large-log", "tools/call", large_log),
    ("many-blocks", "tools/call", |request, connection| {
        blocks(request, connection, &json!({ "type": "text", "text": "x" }))
    }),
    ("many-odd-blocks", "tools/call", |request, connection| {
        blocks(request, connection, &json!({ "type": "\u{202e}hologram" }))
    }),
    ("large-template", "resources/read", large_template),
];

fn answer_as(request: &Request, connection: &mut Connection, id: Value) -> io::Result<()> {
    let mut answer = polite::answer(&request.message);
    answer["id"] = id;
    connection.answer(&answer)
}

fn duplicate_id(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let id = &request.message["id"];
    let text = format!(r#"{{"jsonrpc":"2.0","id":{id},"id":"other","result":{{"content":[]}}}}"#);
    connection.json(text.as_bytes())
}

/// Answers that other requests may be waiting for, before its own.
fn foreign_ids(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    let forged = json!({ "content": [{ "type": "text", "text": "forged" }] });
    for id in 0..1000 {
        if json!(id) != request.message["id"] {
            connection.event(&json!({ "jsonrpc": "2.0", "id": id, "result": forged }))?;
        }
    }
    connection.event(&polite::answer(&request.message))
}

fn late_answer(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    request.wait_for("notifications/cancelled");
    connection.event(&polite::answer(&request.message))
}

fn two_answers(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    connection.event(&polite::answer(&request.message))?;
    let second = json!({ "content": [{ "type": "text", "text": "I changed my mind." }] });
    connection.event(&polite::result_of(&request.message, &second))
}

fn login_page(_: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.respond("200 OK", &[("content-type", "text/html")], b"<!doctype html><title>Log in</title>")
}

fn endless_comments(_: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    loop {
        connection.write(b": still there\n\n")?;
    }
}

fn one_endless_comment(_: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    connection.write(b": ")?;
    loop {
        connection.write(&[b'z'; 64 * 1024])?;
    }
}

fn byte_a_second(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin("200 OK", &[("content-type", JSON)])?;
    for byte in polite::answer(&request.message).to_string().into_bytes() {
        connection.write(&[byte])?;
        std::thread::sleep(Duration::from_secs(1));
    }
    Ok(())
}

fn large_body(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin("200 OK", &[("content-type", JSON)])?;
    large(connection, &polite::answer(&request.message), "I look.")
}

fn large_event(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    connection.write(b"data: ")?;
    large(connection, &polite::answer(&request.message), "I look.")?;
    connection.write(b"\n\n")
}

fn large_template(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin("200 OK", &[("content-type", JSON)])?;
    large(connection, &polite::answer(&request.message), "polite")
}

/// The message with 100 MB in place of this part of it.
pub fn large(connection: &mut Connection, message: &Value, part: &str) -> io::Result<()> {
    let text = message.to_string();
    let (before, after) = text.split_once(part).expect("the message has the part");
    connection.write(before.as_bytes())?;
    for _ in 0..100 {
        connection.write(&[b'x'; MEGABYTE])?;
    }
    connection.write(after.as_bytes())
}

fn deep_json(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.json(deep_answer(request).as_bytes())
}

fn deep_event(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    connection.write(format!("data: {}\n\n", deep_answer(request)).as_bytes())
}

fn deep_answer(request: &Request) -> String {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let id = &request.message["id"];
    format!(
        r#"{{"jsonrpc":"2.0","id":{id},"result":{{"content":[],"structuredContent":{{"deep":{deep}}}}}}}"#
    )
}

/// Short to send, and a gigabyte as values.
fn many_values(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let id = &request.message["id"];
    let many = "{},".repeat(5_000_000);
    let text = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{"content":[{many}{{}}]}}}}"#);
    connection.json(text.as_bytes())
}

fn gzip_bomb(_: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin("200 OK", &[("content-type", JSON), ("content-encoding", "gzip")])?;
    let mut bomb = GzEncoder::new(Wire(connection), Compression::best());
    let zeros = vec![b'0'; MEGABYTE];
    for _ in 0..1024 {
        bomb.write_all(&zeros)?;
    }
    bomb.finish().map(drop)
}

struct Wire<'a>(&'a mut Connection);

impl Write for Wire<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn reset_mid_body(_: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin("200 OK", &[("content-type", JSON), ("content-length", "1000")])?;
    connection.write(br#"{"jsonrpc": "2.0", "#)?;
    connection.reset()
}

fn redirect(connection: &mut Connection, to: &str) -> io::Result<()> {
    connection.respond("307 Temporary Redirect", &[("location", to)], b"")
}

fn header_line_break(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let body = polite::answer(&request.message).to_string();
    let headers = [("content-type", JSON), ("mcp-session-id", "one\r\n two"), ("x-bare", "one\rtwo")];
    connection.respond("200 OK", &headers, body.as_bytes())
}

fn large_header(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let body = polite::answer(&request.message).to_string();
    let large = "x".repeat(MEGABYTE);
    connection.respond("200 OK", &[("content-type", JSON), ("x-large", &large)], body.as_bytes())
}

fn many_headers(request: &Request, connection: &mut Connection) -> io::Result<()> {
    let body = polite::answer(&request.message).to_string();
    let names: Vec<String> = (0..5000).map(|number| format!("x-{number}")).collect();
    let mut headers = vec![("content-type", JSON)];
    headers.extend(names.iter().map(|name| (name.as_str(), "x")));
    connection.respond("200 OK", &headers, body.as_bytes())
}

fn flood_of_progress(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    let token = &request.message["params"]["_meta"]["progressToken"];
    for step in 0..20_000 {
        let params = json!({ "progressToken": token, "progress": step, "message": "on it" });
        connection.event(&notification("notifications/progress", &params))?;
    }
    connection.event(&polite::answer(&request.message))
}

fn flood_of_changes(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    for _ in 0..20_000 {
        connection.event(&notification("notifications/tools/list_changed", &json!({})))?;
    }
    connection.event(&polite::answer(&request.message))
}

fn large_log(request: &Request, connection: &mut Connection) -> io::Result<()> {
    connection.begin_events()?;
    let params = json!({ "level": "info", "data": "x".repeat(10 * MEGABYTE) });
    connection.event(&notification("notifications/message", &params))?;
    connection.event(&polite::answer(&request.message))
}

fn blocks(request: &Request, connection: &mut Connection, block: &Value) -> io::Result<()> {
    connection.answer(&polite::result_of(&request.message, &json!({ "content": vec![block; 100_000] })))
}

fn notification(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}
