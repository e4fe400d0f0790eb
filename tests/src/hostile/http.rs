//! HTTP by hand: one thread and one request a connection, so that a scenario decides about every byte.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use socket2::SockRef;

use super::{answers, lists, older, polite};

pub const JSON: &str = "application/json";
pub const EVENTS: &str = "text/event-stream";

/// Printed where the client is gone before it was told everything.
const HUNG_UP: &str = "(the client hung up)";

/// What a scenario does in place of the polite answer. Failing is fine: the client has hung up.
pub type Act = fn(&Request, &mut Connection) -> io::Result<()>;

/// What the connections have in common.
#[derive(Default)]
struct Shared {
    /// The JSON-RPC messages that have arrived, oldest first; null for a request without one.
    arrived: Mutex<Vec<Value>>,
    more: Condvar,
}

pub struct Request {
    /// The JSON-RPC message; null where there is none.
    pub message: Value,
    pub http_method: String,
    pub path: String,
    shared: Arc<Shared>,
}

pub struct Connection {
    stream: TcpStream,
    pub port: u16,
}

/// Prints the URL, then every method that arrives, until the program is killed.
pub fn serve(scenario: &str) -> Result<(), String> {
    let (name, method) = scenario.split_once('@').unwrap_or((scenario, ""));
    let all = answers::SCENARIOS.iter().chain(lists::SCENARIOS).chain(older::SCENARIOS);
    let known = all.into_iter().find(|(known, ..)| *known == name);
    let (_, usual, act) = *known.ok_or_else(|| format!("there is no scenario {name}"))?;
    let otherwise =
        if older::SCENARIOS.iter().any(|(older, ..)| *older == name) { older::polite } else { polite };
    let method = if method.is_empty() { usual.to_owned() } else { method.to_owned() };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    println!("http://127.0.0.1:{port}/mcp");
    let shared = Arc::new(Shared::default());
    for stream in listener.incoming().flatten() {
        let (shared, method) = (shared.clone(), method.clone());
        std::thread::spawn(move || {
            let mut connection = Connection { stream, port };
            let answered = connection.receive(shared).and_then(|request| {
                request.note();
                if request.method() == method {
                    act(&request, &mut connection)
                } else {
                    otherwise(&request, &mut connection)
                }
            });
            // What many scenarios end in.
            if answered.is_err() {
                println!("{HUNG_UP}");
            }
        });
    }
    Ok(())
}

fn polite(request: &Request, connection: &mut Connection) -> io::Result<()> {
    match request.http_method.as_str() {
        "POST" if request.message["id"].is_null() => connection.respond("202 Accepted", &[], b""),
        "POST" => connection.answer(&polite::answer(&request.message)),
        _ => connection.respond("405 Method Not Allowed", &[], b""),
    }
}

impl Request {
    /// The JSON-RPC method, or else the HTTP one.
    pub fn method(&self) -> &str {
        self.message["method"].as_str().unwrap_or(&self.http_method)
    }

    /// Waits until another connection has brought this method.
    pub fn wait_for(&self, method: &str) {
        self.wait(|arrived| arrived.iter().any(|message| message["method"] == method).then_some(()))
    }

    /// Waits for another request with the same method.
    pub fn twin(&self) -> Value {
        let is_twin =
            |other: &&Value| other["method"] == self.message["method"] && other["id"] != self.message["id"];
        self.wait(|arrived| arrived.iter().find(is_twin).cloned())
    }

    /// Waits for the message with this number, counted from 0 over all connections.
    pub fn arrival(&self, number: usize) -> Value {
        self.wait(|arrived| arrived.get(number).cloned())
    }

    /// How many messages have arrived.
    pub fn arrivals(&self) -> usize {
        self.shared.arrived.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn wait<T>(&self, look: impl Fn(&[Value]) -> Option<T>) -> T {
        let mut arrived = self.shared.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(found) = look(&arrived) {
                return found;
            }
            arrived = self.shared.more.wait(arrived).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn note(&self) {
        println!("{}", self.method());
        let mut arrived = self.shared.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.push(self.message.clone());
        self.shared.more.notify_all();
    }
}

impl Connection {
    pub fn respond(&mut self, status: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<()> {
        let length = body.len().to_string();
        let headers = [headers, &[("content-length", length.as_str())]].concat();
        self.begin(status, &headers)?;
        self.write(body)
    }

    /// A head, and a body that lasts until the connection is closed.
    pub fn begin(&mut self, status: &str, headers: &[(&str, &str)]) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.write(format!("{head}\r\n").as_bytes())
    }

    pub fn begin_events(&mut self) -> io::Result<()> {
        self.begin("200 OK", &[("content-type", EVENTS)])
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// A successful answer in JSON.
    pub fn answer(&mut self, message: &Value) -> io::Result<()> {
        self.json(message.to_string().as_bytes())
    }

    /// A success that claims to be JSON.
    pub fn json(&mut self, body: &[u8]) -> io::Result<()> {
        self.respond("200 OK", &[("content-type", JSON)], body)
    }

    pub fn event(&mut self, message: &Value) -> io::Result<()> {
        self.write(format!("data: {message}\n\n").as_bytes())
    }

    /// Closes the connection so that the other end gets a reset instead of an end.
    pub fn reset(&mut self) -> io::Result<()> {
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO))
    }

    /// Waits until the client hangs up.
    pub fn outlast(&mut self) -> io::Result<()> {
        io::copy(&mut self.stream, &mut io::sink()).map(drop)
    }

    fn receive(&mut self, shared: Arc<Shared>) -> io::Result<Request> {
        let mut reader = BufReader::new(&self.stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let mut words = line.split(' ').map(str::to_owned);
        let (http_method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut length = 0;
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let message = serde_json::from_slice(&body).unwrap_or_default();
        Ok(Request { message, http_method, path, shared })
    }
}
