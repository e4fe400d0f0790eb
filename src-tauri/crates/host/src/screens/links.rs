//! Outside pages: a widget asks, the person says whether, and only then the system's browser opens the page.

use greenroom_contract::screen::LinkPrompt;
use tokio::sync::oneshot;
use url::Url;

use super::Screens;
use super::stage::OpenQuestion;
use crate::time;
use crate::widgets::bridge::Granted;
use crate::widgets::instance::Instance;

/// What the person said about leaving for an outside page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    Given,
    Refused,
}

/// Longest address that is shown in the dialog.
const LINK_LIMIT: usize = 8 * 1024;

impl Screens {
    /// Opens the page only after the person's click. A question that nobody can answer any more is declined.
    pub(super) async fn open_link(&self, instance: &Instance, url: &str) -> Result<Granted, String> {
        let url = outside(url)?;
        let answered = self.ask_to_leave(instance, &url)?;
        match answered.await {
            Ok(Leave::Given) => {
                (self.open_link)(url.as_str()).map(|()| Granted::Done).map_err(|problem| problem.message)
            }
            Ok(Leave::Refused) | Err(_) => Ok(Granted::Declined),
        }
    }

    pub(super) fn settle_link(&self, screen: &str, link: &str, leave: Leave) {
        let mut stage = self.lock();
        let index = stage.links.iter().position(|open| open.screen == screen && open.prompt.id == link);
        if let Some(index) = index {
            let _ = stage.links.remove(index).answer.send(leave);
        }
        drop(stage);
        self.redraw.notify_one();
    }

    /// A widget that asks in a loop must not bury the person: one question at a time.
    fn ask_to_leave(&self, instance: &Instance, url: &Url) -> Result<oneshot::Receiver<Leave>, String> {
        let mut stage = self.lock();
        if stage.links.iter().any(|open| open.instance == instance.id) {
            return Err("This widget waits for an answer about another page already.".into());
        }
        if stage.by_id(&instance.id).is_none() {
            return Err("This widget is no longer shown.".into());
        }
        let (answer, answered) = oneshot::channel();
        stage.links.push(OpenQuestion {
            screen: instance.screen.clone(),
            instance: instance.id.clone(),
            prompt: LinkPrompt {
                id: time::fresh_id(),
                app_name: instance.app_name.clone(),
                url: url.to_string(),
            },
            answer,
        });
        drop(stage);
        self.redraw.notify_one();
        Ok(answered)
    }
}

fn outside(text: &str) -> Result<Url, String> {
    if text.len() > LINK_LIMIT {
        return Err("The address is too long.".into());
    }
    let url = Url::parse(text).map_err(|error| format!("{text} is no valid address: {error}."))?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(format!("Only http: and https: addresses are opened, not {}:.", url.scheme()));
    }
    // https://bank.example@evil.example/ reads like the wrong place.
    if !url.username().is_empty() || url.password().is_some() {
        return Err("An address with a user name in it is not opened.".into());
    }
    Ok(url)
}
