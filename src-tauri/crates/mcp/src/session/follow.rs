//! Hearing of changes in the server's lists, for as long as the session lasts.
//!
//! A legacy server says them unasked, on the stream that rmcp keeps open for its session. In the 2026-07-28
//! revision they are subscribed to; the subscription is a request whose answer comes when it ends.

use std::time::Duration;

use rmcp::model::ErrorCode;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::observer::Notice;
use crate::request::Request;
use crate::session::Session;
use crate::wire::LISTEN;

const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// A server that is being restarted is back by then; one that is gone is not asked more often.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A subscription that held for so long was fine: what ended it is no reason to wait.
const HELD: Duration = Duration::from_secs(30);
/// The lists that can change, and what a subscription to each is called.
const LISTS: [(&str, &str); 3] =
    [("tools", "toolsListChanged"), ("prompts", "promptsListChanged"), ("resources", "resourcesListChanged")];

impl Session {
    /// Has the server say when one of its lists changes: [`Notice::ListChanged`] at the observer. Completes when
    /// the session is closed, or at once where there is nothing to be done: a legacy server says it unasked, and
    /// another may not offer it. Run it beside the session's requests, and drop it to hear no more.
    ///
    /// When a subscription broke off, what changed meanwhile is unknown; so each list then counts as changed.
    pub async fn follow(&self) {
        let lists: Vec<_> = LISTS.into_iter().filter(|(list, _)| self.tells_changes_of(list)).collect();
        if !self.is_modern() || lists.is_empty() {
            return;
        }
        let wanted: Map<_, _> = lists.iter().map(|(_, name)| ((*name).to_owned(), json!(true))).collect();
        let mut pause = FIRST_PAUSE;
        while let Some(held) = self.subscribe(&wanted).await {
            pause = if held > HELD { FIRST_PAUSE } else { pause };
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            for (list, _) in &lists {
                self.tap.observer.notice(Notice::ListChanged { list: (*list).to_owned() });
            }
        }
    }

    fn tells_changes_of(&self, list: &str) -> bool {
        let capability = self.server.capabilities.get(list);
        capability.and_then(|capability| capability.get("listChanged")) == Some(&Value::Bool(true))
    }

    /// How long a subscription held; nothing if there is no point in another.
    async fn subscribe(&self, wanted: &Map<String, Value>) -> Option<Duration> {
        let params = json!({ "notifications": wanted });
        let request = Request { limit: Some(Duration::MAX), ..Request::new(LISTEN, params) };
        match self.request_until(request, std::future::pending()).await {
            Ok(answer) => Some(answer.duration),
            Err(failure) => match failure.error {
                Error::Closed | Error::Exited { .. } => None,
                Error::Rpc { code, .. } if code == i64::from(ErrorCode::METHOD_NOT_FOUND.0) => None,
                Error::Status { status: 400..500, .. } => None,
                _ if self.is_closed() => None,
                _ => Some(failure.duration),
            },
        }
    }
}
