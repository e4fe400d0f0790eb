//! How many tokens a text is, roughly. A real tokenizer has tables of megabytes and would be no truer for the models
//! of next month.

/// As it is said to people.
pub const ESTIMATE: &str = "An estimate: a token for every four characters.";

const CHARACTERS: usize = 4;

pub fn estimate(text: &str) -> u32 {
    u32::try_from(text.chars().count().div_ceil(CHARACTERS)).unwrap_or(u32::MAX)
}
