//! Looking at a template again while somebody edits it, and giving calls the new one. When that is done is decided by
//! [`crate::screens`].

use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::connector::Reading;
use greenroom_contract::event::Event;
use greenroom_contract::snapshot::Template;
use greenroom_mcp::Request;
use greenroom_store::WidgetRow;
use serde_json::{Value, json};

use super::Connectors;
use crate::problems;
use crate::session::Session;
use crate::snapshots::{self, template};

/// A server that takes longer is asked again.
const LIMIT: Duration = Duration::from_secs(5);

/// What a template was when it was last looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    hash: String,
    /// Of the contents; what the list of resources says is not asked for each time.
    meta: Value,
    problem: Option<String>,
}

impl Seen {
    /// What a call was made with, of which only the HTML is known to be the contents' own.
    pub fn is_news_after(&self, hash: &str) -> bool {
        self.hash != hash
    }
}

impl Connectors {
    /// Whether the connector is read anew while somebody edits its server.
    pub async fn is_live(&self, id: &str) -> bool {
        self.get(id).await.is_ok_and(|connector| connector.reading == Reading::Live)
    }

    /// The template as it is now; nothing where the server cannot say. It goes on record only if `is_news` says so.
    pub async fn look(
        &self,
        id: &str,
        uri: &str,
        is_news: impl FnOnce(&Seen) -> bool,
    ) -> Option<(Seen, bool)> {
        let session = self.connections.line(id).open_session()?;
        let look = self.looks.begin();
        let mut request = Request::new("resources/read", json!({ "uri": uri }));
        request.tag = Some(look.tag().to_owned());
        request.limit = Some(LIMIT);
        let answer = session.request_until(request, std::future::pending()).await.ok()?;
        let (template, _) = template::read(uri, Ok(answer), None, self.profile.template_bytes());
        let problem = template.problem.map(|problem| problem.message);
        let seen = Seen { hash: template.hash, meta: template.meta.0, problem };
        let is_news = is_news(&seen);
        if is_news {
            look.keep();
        }
        Some((seen, is_news))
    }

    /// Reads the template once more and gives it to calls that were made with an earlier one. The snapshot follows.
    pub async fn give(self: &Arc<Self>, id: &str, uri: &str, calls: &[String]) -> Result<(), Problem> {
        let session = self.session(id).await?;
        let (template, html) = snapshots::read_template(&session, uri, &self.profile).await?;
        for call in calls {
            self.give_one(call, &template, html.as_deref()).await?;
        }
        self.events.tell(Event::Connectors);
        self.follow_up(id, &session).await
    }

    async fn give_one(&self, call: &str, template: &Template, html: Option<&str>) -> Result<(), Problem> {
        let row = self.store.widget(call).await.map_err(problems::of_store)?;
        let Some(row) = row else { return Ok(()) };
        let row = WidgetRow { hash: template.hash.clone(), template: json!(template), ..row };
        self.store.put_widget(&row, html).await.map_err(problems::of_store)
    }

    async fn follow_up(self: &Arc<Self>, id: &str, session: &Arc<Session>) -> Result<(), Problem> {
        let line = self.connections.line(id);
        match line.open_session() {
            Some(open) if Arc::ptr_eq(&open, session) => self.read_again(id, &line).await,
            _ => Ok(()),
        }
    }
}
