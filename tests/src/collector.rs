//! A listener on the web, mostly where nothing may arrive: it notes each connection that is made to it, with the first line that comes over
//! it, and would let every page of the web read its answer.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

const HEADERS: &str = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n\
                       Content-Type: text/html\r\nConnection: close\r\n";

/// It listens as long as the tests run.
pub struct Collector {
    /// Without a path.
    pub url: String,
    hits: Arc<Mutex<Vec<String>>>,
}

impl Collector {
    pub fn start() -> Self {
        Self::serving("ok")
    }

    /// Answers every request with this page.
    pub fn serving(page: &str) -> Self {
        let answer = format!("{HEADERS}Content-Length: {}\r\n\r\n{page}", page.len());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port can be bound");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let hits: Arc<Mutex<Vec<String>>> = Arc::default();
        let collector = Self { url: format!("http://127.0.0.1:{port}"), hits: hits.clone() };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (hits, answer) = (hits.clone(), answer.clone());
                thread::spawn(move || note(&hits, &stream, &answer));
            }
        });
        collector
    }

    /// Every connection, by its first line; of one that says nothing, that it was made.
    pub fn hits(&self) -> Vec<String> {
        lock(&self.hits).clone()
    }
}

/// At once, and in more detail when there is some.
fn note(hits: &Mutex<Vec<String>>, mut stream: &TcpStream, answer: &str) {
    let index = {
        let mut hits = lock(hits);
        hits.push("a connection".to_owned());
        hits.len() - 1
    };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let mut line = String::new();
    if BufReader::new(stream).read_line(&mut line).is_ok_and(|length| length > 0) {
        lock(hits)[index] = line.trim_end().to_owned();
        let _ = stream.write_all(answer.as_bytes());
    }
}

fn lock(hits: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    hits.lock().unwrap_or_else(PoisonError::into_inner)
}
