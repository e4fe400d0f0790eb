//! Outside pages. Where the template declares the host, the page opens at once; else the person says whether, and only
//! then the system's browser opens it. The app's own page, behind the button over a fullscreen widget, is one of them.

use std::sync::Arc;

use greenroom_contract::prompt::{Asks, PromptAnswer};
use serde_json::Value;
use url::Url;

use super::Screens;
use crate::widgets::bridge::{Granted, ReturnLink};
use crate::widgets::instance::Instance;
use crate::widgets::redirects;

/// Longest address that is shown in the dialog.
const LINK_LIMIT: usize = 8 * 1024;

impl Screens {
    pub(super) async fn open_link(
        &self,
        instance: &Instance,
        url: &str,
        back: ReturnLink,
    ) -> Result<Granted, String> {
        let url = outside(url)?;
        if redirects::are_declared(&instance.template_meta, &url) {
            return self.leave_for(&match back {
                ReturnLink::Added => {
                    redirects::with_return(url, &self.profile.links.back(&instance.conversation_id))
                }
                ReturnLink::Omitted => url,
            });
        }
        match self.ask_person(instance, Asks::OpenLink { url: url.to_string() }).await? {
            PromptAnswer::Accepted => self.leave_for(&url),
            PromptAnswer::Declined | PromptAnswer::Picked { .. } => Ok(Granted::Declined),
        }
    }

    /// The person used the button over a fullscreen widget.
    pub(super) fn open_in_app(self: &Arc<Self>, screen: &str, id: &str) {
        let Some(instance) = self.lock().by_id(id).filter(|own| own.screen == screen).cloned() else {
            return;
        };
        let Some(url) = app_page(&instance) else { return };
        let screens = self.clone();
        // Beside, because it waits for the person, whose messages are heard one after the other.
        tokio::spawn(async move {
            if let Err(message) = screens.open_link(&instance, url.as_str(), ReturnLink::Added).await {
                tracing::warn!(app = instance.app_name, message, "the app's page was not opened");
            }
        });
    }

    pub(super) fn set_app_url(&self, instance: &Instance, url: &str) -> Result<Granted, String> {
        let url = outside(url)?;
        if let Some(own) = self.lock().by_id_mut(&instance.id) {
            own.life.app_url = Some(url.into());
        }
        self.redraw.notify_one();
        Ok(Granted::Done)
    }

    fn leave_for(&self, url: &Url) -> Result<Granted, String> {
        (self.open_link)(url.as_str()).map(|()| Granted::Done).map_err(|problem| problem.message)
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

/// The app's own page: the one that the widget named, or the domain that its template declares.
pub fn app_page(instance: &Instance) -> Option<Url> {
    let meta = &instance.template_meta;
    let domain = meta.pointer("/ui/domain").or_else(|| meta.get("openai/widgetDomain"));
    let declared = domain.and_then(Value::as_str).map(|domain| match domain.contains("://") {
        true => domain.to_owned(),
        false => format!("https://{domain}"),
    });
    outside(&instance.life.app_url.clone().or(declared)?).ok()
}
