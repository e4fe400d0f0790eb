//! Outside pages. Where the template declares the host, the page opens at once; else the person says whether, and only
//! then the system's browser opens it.

use greenroom_contract::prompt::{Asks, PromptAnswer};
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
