//! An MCP server of our own on Streamable HTTP: stateless, JSON answers only, and told by the test what to offer,
//! how to misbehave, and asked afterwards what it has received. The protocol is written by hand, because a library
//! would keep a test from being off-spec.

mod board;
pub mod device;
mod gallery;
pub mod museum;
mod notes;
mod panel;
mod protocol;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::http::HeaderMap;
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::watch;

pub use self::board::BOARD;

/// A command line that starts a server over standard input and output, with the tools `grow` (it gets three more and
/// says so; the tool that is named as `turn` no longer says that it only reads), `die` and `whoami`.
pub fn changing() -> String {
    format!("node {}/src/fixture/changing.mjs", env!("CARGO_MANIFEST_DIR"))
}

/// How long [`Fixture::wait_for`] waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// Makes a result from params or arguments.
pub type Answer = Arc<dyn Fn(&Value) -> Value + Send + Sync>;

/// What the server does instead of its usual answer to a method.
#[derive(Clone)]
pub enum Behaviour {
    /// The JSON-RPC result that this makes of the params.
    Result(Answer),
    /// A JSON-RPC error.
    Error { code: i64, message: String },
    /// This HTTP answer, whatever it is.
    Http { status: u16, content_type: String, body: Vec<u8> },
    /// No answer until the client gives up.
    Silence,
}

impl Behaviour {
    pub fn result(answer: impl Fn(&Value) -> Value + Send + Sync + 'static) -> Self {
        Self::Result(Arc::new(answer))
    }

    pub fn http(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::Http { status, content_type: content_type.to_owned(), body: body.into() }
    }
}

/// The running server. It ends, with all its connections, when this is dropped.
pub struct Fixture {
    /// The MCP endpoint.
    pub url: String,
    shared: Arc<Shared>,
    // Taken when dropped: a runtime of its own, so that open connections end with it and none outlives a test.
    runtime: Option<Runtime>,
}

struct Shared {
    script: Mutex<Script>,
    answered: Mutex<Option<SystemTime>>,
    received: watch::Sender<Vec<Received>>,
}

/// A JSON-RPC message, and the HTTP request that brought it.
#[derive(Clone)]
struct Received {
    message: Value,
    headers: HeaderMap,
}

#[derive(Default)]
struct Script {
    tools: Vec<(Value, Answer)>,
    /// The contents of `resources/read` by URI.
    templates: BTreeMap<String, Value>,
    behaviours: BTreeMap<String, Behaviour>,
}

impl Shared {
    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answered(&self, at: SystemTime) {
        *self.answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }
}

impl Fixture {
    /// A server without tools or templates.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port can be bound");
        listener.set_nonblocking(true).expect("a listener can be made non-blocking");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime can be built");
        let shared = Arc::new(Shared {
            script: Mutex::default(),
            answered: Mutex::default(),
            received: watch::Sender::default(),
        });
        runtime.spawn(protocol::serve(listener, shared.clone()));
        Self { url: format!("http://localhost:{port}/mcp"), shared, runtime: Some(runtime) }
    }

    /// Offers a tool, in place of one of the same name. `run` makes the result of `tools/call` from the arguments.
    pub fn tool(&self, descriptor: Value, run: impl Fn(&Value) -> Value + Send + Sync + 'static) {
        let mut script = self.shared.script();
        match script.tools.iter_mut().find(|(tool, _)| tool["name"] == descriptor["name"]) {
            Some(tool) => *tool = (descriptor, Arc::new(run)),
            None => script.tools.push((descriptor, Arc::new(run))),
        }
    }

    /// Offers this tool no longer.
    pub fn withdraw(&self, name: &str) {
        self.shared.script().tools.retain(|(tool, _)| tool["name"] != name);
    }

    /// Offers a template. `contents` is one item of a `resources/read` result and has its `uri`.
    pub fn template(&self, contents: Value) {
        let uri = contents["uri"].as_str().unwrap_or_default().to_owned();
        self.shared.script().templates.insert(uri, contents);
    }

    /// Answers a method in this way from now on.
    pub fn behave(&self, method: &str, behaviour: Behaviour) {
        self.shared.script().behaviours.insert(method.to_owned(), behaviour);
    }

    /// Answers a method in the usual way again.
    pub fn behave_as_usual(&self, method: &str) {
        self.shared.script().behaviours.remove(method);
    }

    /// Every JSON-RPC message with this method, oldest first, as it was received.
    pub fn received(&self, method: &str) -> Vec<Value> {
        let received = self.shared.received.borrow();
        let messages = received.iter().map(|received| &received.message);
        messages.filter(|message| message["method"] == method).cloned().collect()
    }

    /// The value of an HTTP header that came with each message with this method, where there was one.
    pub fn received_header(&self, method: &str, name: &str) -> Vec<Option<String>> {
        let received = self.shared.received.borrow();
        let requests = received.iter().filter(|received| received.message["method"] == method);
        let value = |received: &Received| Some(received.headers.get(name)?.to_str().ok()?.to_owned());
        requests.map(value).collect()
    }

    /// When the last answer to a `tools/call` was written and could be sent.
    pub fn answered(&self) -> Option<SystemTime> {
        *self.shared.answered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the method has been received at least `count` times.
    pub async fn wait_for(&self, method: &str, count: usize) -> Vec<Value> {
        let mut received = self.shared.received.subscribe();
        let enough =
            |all: &Vec<Received>| all.iter().filter(|one| one.message["method"] == method).count() >= count;
        let waited = tokio::time::timeout(PATIENCE, received.wait_for(enough)).await;
        assert!(waited.is_ok(), "{method} was not received {count} times in {PATIENCE:?}");
        self.received(method)
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
