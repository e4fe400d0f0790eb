//! What the profile says of asking: the words of the card, and what each permission level asks for.

use std::collections::BTreeMap;

use greenroom_contract::approval::{CardChoice, Choice};
use greenroom_contract::permission::{LevelFact, PermissionLevel};
use serde::Deserialize;

/// The words of the approval card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTexts {
    question: String,
    shared: String,
    pub nothing_shared: String,
    pub details: String,
    deny: String,
    allow_once: String,
    allow_for_conversation: String,
    always_allow: String,
    deny_for_conversation: String,
}

pub type Levels = BTreeMap<PermissionLevel, Level>;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub title: String,
    meaning: String,
    source: String,
    pub asks: Asks,
}

/// Which calls a level stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    Always,
    UnlessReadOnly,
    UnlessLowRisk,
    Never,
}

impl CardTexts {
    pub fn question(&self, app_name: &str) -> String {
        self.question.replace("{app}", app_name)
    }

    pub fn shared(&self, arguments: &[&str]) -> String {
        self.shared.replace("{arguments}", &arguments.join(", "))
    }

    /// In the order of the card: two buttons, then what stands in the menu.
    pub fn choices(&self, app_name: &str) -> Vec<CardChoice> {
        let choices = [
            (Choice::Deny, &self.deny),
            (Choice::AllowOnce, &self.allow_once),
            (Choice::AllowForConversation, &self.allow_for_conversation),
            (Choice::AlwaysAllow, &self.always_allow),
            (Choice::DenyForConversation, &self.deny_for_conversation),
        ];
        let choice = |(choice, label): (Choice, &String)| CardChoice {
            choice,
            label: label.replace("{app}", app_name),
        };
        choices.map(choice).into()
    }
}

/// In the order of [`PermissionLevel::ALL`].
pub fn facts(levels: &Levels) -> Vec<LevelFact> {
    let fact = |level: PermissionLevel| {
        let Level { title, meaning, source, .. } = levels.get(&level)?.clone();
        Some(LevelFact { level, title, meaning, source })
    };
    PermissionLevel::ALL.into_iter().filter_map(fact).collect()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use crate::profile::Profile;

    use super::*;

    #[test]
    fn every_level_is_explained_and_the_card_says_what_chatgpt_says() {
        let profile = Profile::chatgpt().unwrap();
        let facts = facts(&profile.levels);
        assert_eq!(facts.iter().map(|fact| fact.level).collect::<Vec<_>>(), PermissionLevel::ALL);
        assert!(facts.iter().all(|fact| !fact.meaning.is_empty() && fact.source.contains(':')), "{facts:?}");
        assert_eq!(profile.card.question("Kanban"), "Allow ChatGPT to use Kanban?");
        assert_eq!(profile.card.shared(&["title", "column"]), "Data shared includes: title, column");
        let choices = profile.card.choices("Kanban").into_iter();
        assert_eq!(
            choices.map(|choice| choice.label).collect::<Vec<_>>(),
            [
                "Deny",
                "Allow once",
                "Allow for this conversation",
                "Always allow Kanban",
                "Deny for this conversation"
            ]
        );
    }
}
