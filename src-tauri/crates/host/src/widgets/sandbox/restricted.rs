//! What ChatGPT withholds from widgets or restricts, and what it does about its use. The facts are in the profile.

use greenroom_contract::sandbox::{SandboxFinding, Weight};

use crate::profile::Restricted;
use crate::text;
use crate::widgets::observed::Observed;

/// Longest name of what was used.
const NAME_LIMIT: usize = 80;

/// A finding for each interface that was used and that the profile knows something about.
pub fn findings<'a>(
    observed: &'a Observed,
    restricted: &'a Restricted,
) -> impl Iterator<Item = SandboxFinding> + 'a {
    observed.restricted.iter().filter_map(|usage| {
        let fact = restricted.get(&usage.first.api)?;
        let detail = text::shown(&usage.first.detail, NAME_LIMIT);
        let used = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
        Some(SandboxFinding {
            weight: if fact.breaks { Weight::WillBreak } else { Weight::Note },
            title: format!("{}{used}", fact.title),
            text: format!("{} ({})", fact.does, fact.source),
            position: usage.first.position.clone(),
            count: usage.count,
        })
    })
}
