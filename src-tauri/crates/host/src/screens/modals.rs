//! Modals: a widget asks for one, the screen owns it and draws it over everything of the conversation, and a widget
//! instance of its own is inside, on the same call and with the same state.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Screens;
use crate::snapshots::template;
use crate::text;
use crate::widgets::bridge::{Granted, ModalWish, Question};
use crate::widgets::instance::{Instance, Modal};

/// The longest title that is shown.
const TITLE_LIMIT: usize = 200;

/// What a modal shows.
struct Content {
    html: Arc<str>,
    meta: Arc<Value>,
}

impl Screens {
    /// Done as soon as it is open: what comes of it, the two instances settle between them and their server.
    pub(super) async fn open_modal(&self, opener: &Instance, wish: ModalWish) -> Result<Granted, String> {
        let Content { html, meta } = match &wish.template {
            None => self.own_content(opener).await?,
            Some(uri) => self.content_of(opener, uri).await?,
        };
        let title = wish.title.filter(|title| !title.trim().is_empty());
        let title = text::shown(title.as_deref().unwrap_or(&opener.app_name), TITLE_LIMIT);
        let modal = Modal { opener: opener.id.clone(), title, params: wish.params, html };
        let mut stage = self.lock();
        stage.open_modal(&opener.id, modal, meta)?;
        self.record_widgets(&stage);
        drop(stage);
        self.redraw.notify_one();
        Ok(Granted::Done)
    }

    /// The person closed it, with the screen's own button or Esc.
    pub(super) async fn close_modal(&self, screen: &str, id: &str) {
        if self.lock().modal(screen).is_none_or(|modal| modal.id != id) {
            return;
        }
        self.take_leave(&[id.to_owned()]).await;
        self.lock().end(id);
        self.redraw.notify_one();
    }

    async fn own_content(&self, opener: &Instance) -> Result<Content, String> {
        let stored = self.store.template(&opener.template_hash).await;
        let html = stored.ok().flatten().ok_or("The widget's HTML is no longer stored.")?;
        Ok(Content { html: html.into(), meta: opener.template_meta.clone() })
    }

    /// A template of the same server: as it was read with the tools, or read now where no tool names it.
    async fn content_of(&self, opener: &Instance, uri: &str) -> Result<Content, String> {
        let snapshot =
            self.connectors.snapshot(&opener.connector_id).await.map_err(|problem| problem.message)?;
        let known = snapshot.and_then(|snapshot| {
            snapshot.templates.iter().find(|known| known.uri == uri && known.problem.is_none()).cloned()
        });
        if let Some(known) = known {
            let html = self.store.template(&known.hash).await.ok().flatten();
            if let Some(html) = html {
                return Ok(Content { html: html.into(), meta: Arc::new(known.meta.0) });
            }
        }
        let session = self.connectors.session(&opener.connector_id).await;
        let session = session.map_err(|problem| problem.message)?;
        let answer = session.request(Question::ReadResource.method(), json!({ "uri": uri })).await;
        let (read, html) = template::read(uri, answer, None, self.profile.template_bytes());
        match (html, read.problem) {
            (Some(html), _) => Ok(Content { html: html.into(), meta: Arc::new(read.meta.0) }),
            (None, Some(problem)) => Err(problem.message),
            (None, None) => Err(format!("The template {uri} is empty.")),
        }
    }
}
