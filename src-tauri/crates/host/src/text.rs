//! Words of servers and widgets within our own sentences: they can neither flood nor disguise them.

use std::fmt::Write;

/// The text, at most `limit` characters of it, with what cannot be seen made visible.
pub fn shown(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    for (count, letter) in text.chars().enumerate() {
        if count == limit {
            shown.push('…');
            break;
        }
        if hides(letter) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Control characters, and those that turn the direction of the text after them or show nothing at all. Marks that
/// words in some scripts need (joiners, left-to-right and right-to-left marks) are none of them.
pub fn hides(letter: char) -> bool {
    let is_break = matches!(letter, '\n' | '\t');
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_nothing =
        matches!(letter, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    (letter.is_control() && !is_break) || turns || is_nothing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_made_visible_and_what_is_long_is_cut() {
        assert_eq!(shown("a\u{202e}b\u{0}c\u{200b}", 10), "a\\u{202e}b\\u{0}c\\u{200b}");
        assert_eq!(
            shown("naïve\n\tΩ שלום\u{200f} 👩\u{200d}💻", 100),
            "naïve\n\tΩ שלום\u{200f} 👩\u{200d}💻"
        );
        assert_eq!((shown("four", 4), shown("fiveé", 4)), ("four".to_owned(), "five…".to_owned()));
    }
}
