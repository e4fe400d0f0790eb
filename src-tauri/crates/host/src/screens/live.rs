//! The live loop: while somebody edits a template, the widgets that are made of it follow, on every screen, with their
//! input, result and state, and without another call.
//!
//! It goes round only for connectors in Live mode whose widgets are shown. Reading is in [`crate::connectors`]; fresh
//! frames come about by [`super::mounting`], when [`super::current`] hears of the news.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Screens;
use crate::connectors::Seen;
use crate::time;
use crate::widgets::instance::Closed;

/// Between two rounds: a change is on the screens within a second.
const PAUSE: Duration = Duration::from_millis(500);
/// Between two attempts to reach a server that was restarted, say.
const RECONNECTING: Duration = Duration::from_secs(2);

/// Goes round until the program ends.
pub async fn keep_live(screens: Arc<Screens>) {
    let mut watch = Watch::new();
    loop {
        tokio::time::sleep(PAUSE).await;
        watch.go_round(&screens).await;
    }
}

#[derive(Debug)]
struct Watch {
    began_at: String,
    /// Calls that were watched at some time.
    known: HashSet<String>,
    /// By call: what its widgets are made of. A call whose template broke shows no widget, and is watched on.
    calls: HashMap<String, Watched>,
    seen: HashMap<Source, Seen>,
    /// By connector.
    attempts: HashMap<String, Instant>,
}

#[derive(Debug)]
struct Watched {
    conversation_id: String,
    source: Source,
    /// Of the HTML that it was made with, where the call has just been made. An old conversation keeps what it has
    /// until its template is edited while it is shown.
    hash: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Source {
    connector_id: String,
    uri: String,
}

impl Watch {
    fn new() -> Self {
        let (calls, seen, attempts) = Default::default();
        Self { began_at: time::now(), known: HashSet::new(), calls, seen, attempts }
    }

    async fn go_round(&mut self, screens: &Screens) {
        self.find_calls(screens).await;
        let Ok(conversation) = screens.conversations.current_id().await else { return };
        self.calls.retain(|_, watched| watched.conversation_id == conversation);
        let sources: HashSet<Source> = self.calls.values().map(|watched| watched.source.clone()).collect();
        self.seen.retain(|source, _| sources.contains(source));
        for source in sources {
            if screens.connectors.is_live(&source.connector_id).await {
                self.look(screens, source).await;
            }
        }
    }

    /// Calls whose widgets a screen shows.
    async fn find_calls(&mut self, screens: &Screens) {
        let shown: HashSet<(String, String)> = {
            let stage = screens.lock();
            let shown =
                stage.instances.iter().filter(|own| own.life.closed == Closed::No && own.has_document());
            shown.map(|own| (own.call_id.clone(), own.conversation_id.clone())).collect()
        };
        for (call, conversation_id) in shown {
            if self.calls.contains_key(&call) {
                continue;
            }
            let Ok(Some(origin)) = screens.connectors.origin(&call).await else { continue };
            let Ok(proposed_at) = screens.conversations.call(&call).await.map(|call| call.proposed_at) else {
                continue;
            };
            let is_new = self.known.insert(call.clone()) && proposed_at > self.began_at;
            let hash = is_new.then_some(origin.hash);
            let source = Source { connector_id: origin.connector_id, uri: origin.uri };
            self.calls.insert(call, Watched { conversation_id, source, hash });
        }
    }

    async fn look(&mut self, screens: &Screens, source: Source) {
        let of_source = self.calls.iter().filter(|(_, watched)| watched.source == source);
        let (calls, hashes): (Vec<String>, Vec<Option<&str>>) =
            of_source.map(|(call, watched)| (call.clone(), watched.hash.as_deref())).unzip();
        let before = self.seen.get(&source);
        let is_news = |seen: &Seen| match before {
            Some(before) => seen != before,
            None => hashes.iter().flatten().any(|hash| seen.is_news_after(hash)),
        };
        let Some((seen, is_news)) = screens.connectors.look(&source.connector_id, &source.uri, is_news).await
        else {
            return self.reconnect(screens, &source.connector_id).await;
        };
        if is_news
            && let Err(problem) = screens.connectors.give(&source.connector_id, &source.uri, &calls).await
        {
            // The next round finds the same news.
            return tracing::debug!(message = problem.message, "an edited template could not be read");
        }
        self.seen.insert(source, seen);
    }

    /// A server that was restarted takes another session.
    async fn reconnect(&mut self, screens: &Screens, connector_id: &str) {
        let is_early = |last: &Instant| last.elapsed() < RECONNECTING;
        if self.attempts.get(connector_id).is_some_and(is_early) {
            return;
        }
        self.attempts.insert(connector_id.to_owned(), Instant::now());
        if let Err(problem) = screens.connectors.session(connector_id).await {
            tracing::debug!(message = problem.message, "a server in Live mode cannot be reached");
        }
    }
}
