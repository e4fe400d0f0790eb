//! A server of style sheets on loopback, as a developer's own: one that every page may read, and one that none may. It keeps
//! the user agents that asked for them.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, USER_AGENT};
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::runtime::Runtime;

/// The server. It ends when this is dropped.
pub struct StyleServer {
    /// Without a path. There are `/open/CLASS` and `/closed/CLASS`, with rules about that class.
    pub url: String,
    agents: Arc<Mutex<Vec<String>>>,
    // Taken when dropped, which may be on another runtime.
    runtime: Option<Runtime>,
}

impl StyleServer {
    /// `style` makes the sheet for a class.
    pub fn start(style: impl Fn(&str) -> String + Clone + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port can be bound");
        listener.set_nonblocking(true).expect("a listener can be made non-blocking");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let agents: Arc<Mutex<Vec<String>>> = Arc::default();
        let runtime = Runtime::new().expect("a runtime can be started");
        let asked = agents.clone();
        let answer = move |headers: &HeaderMap, class: &str| {
            let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
            lock(&asked).push(agent.to_owned());
            style(class)
        };
        let open = answer.clone();
        let router = Router::new()
            .route(
                "/open/{class}",
                get(async move |headers: HeaderMap, Path(class): Path<String>| {
                    let sheet = open(&headers, &class);
                    ([(CONTENT_TYPE, "text/css"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")], sheet).into_response()
                }),
            )
            .route(
                "/closed/{class}",
                get(async move |headers: HeaderMap, Path(class): Path<String>| {
                    ([(CONTENT_TYPE, "text/css")], answer(&headers, &class)).into_response()
                }),
            );
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("the listener can be used");
            axum::serve(listener, router).await.expect("the server runs");
        });
        Self { url: format!("http://127.0.0.1:{port}"), agents, runtime: Some(runtime) }
    }

    /// Of every request so far.
    pub fn agents(&self) -> Vec<String> {
        lock(&self.agents).clone()
    }
}

impl Drop for StyleServer {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
