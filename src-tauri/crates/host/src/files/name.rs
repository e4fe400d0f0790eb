//! File names and types that came from elsewhere, made harmless.

use crate::text;

/// The longest name that is kept; systems take 255 bytes.
const LIMIT: usize = 120;

/// A file whose name says nothing is called this.
const NAMELESS: &str = "file";

/// Names that Windows keeps for devices, whatever follows the dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The last part of a path or URI, without what could lead elsewhere, hide, or pass for another type.
pub fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().map(|letter| if is_harmful(letter) { '_' } else { letter }).collect();
    let trimmed = shown.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    let short = shortened(trimmed);
    if short.is_empty() {
        return NAMELESS.into();
    }
    let stem = short.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if is_device(&stem) { format!("_{short}") } else { short }
}

/// The name for the file of this number among those of a name: `plan.pdf`, `plan (2).pdf`.
pub fn numbered(name: &str, number: u32) -> String {
    if number == 1 {
        return name.into();
    }
    match name.rfind('.').filter(|dot| *dot > 0) {
        Some(dot) => format!("{} ({number}){}", &name[..dot], &name[dot..]),
        None => format!("{name} ({number})"),
    }
}

/// A media type without anything that could end its header; one that is none says nothing.
pub fn media_type(text: &str) -> String {
    const UNKNOWN: &str = "application/octet-stream";
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is_token = |part: &str| {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "!#$&-^_.+".contains(letter);
        !part.is_empty() && part.len() <= 127 && part.chars().all(is_letter)
    };
    match essence.split_once('/') {
        Some((kind, form)) if is_token(kind) && is_token(form) => essence.to_ascii_lowercase(),
        _ => UNKNOWN.into(),
    }
}

/// What cannot be seen, and what systems forbid in names.
fn is_harmful(letter: char) -> bool {
    letter.is_control() || text::hides(letter) || "<>:\"|?*".contains(letter)
}

fn is_device(stem: &str) -> bool {
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|one| one.is_ascii_digit()))
    };
    DEVICES.contains(&stem) || numbered("com") || numbered("lpt")
}

/// Cut in its middle, so that the extension stays.
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LIMIT {
        return name.into();
    }
    let dot = letters.iter().rposition(|letter| *letter == '.').filter(|dot| letters.len() - dot <= 16);
    let extension = dot.map_or(&[][..], |dot| &letters[dot..]);
    let stem = &letters[..LIMIT - extension.len() - 1];
    stem.iter().chain(&['…']).chain(extension).collect()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_hides_nothing() {
        let cases = [
            ("plan.pdf", "plan.pdf"),
            ("Größe 2.png", "Größe 2.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ada\\secret.txt", "secret.txt"),
            ("file:///a/b/report.csv", "report.csv"),
            (".bashrc", "bashrc"),
            ("...", "file"),
            ("", "file"),
            ("a/", "file"),
            ("cat\u{202e}gnp.exe", "cat_gnp.exe"),
            ("a\r\nContent-Type: b", "a__Content-Type_ b"),
            ("NUL.txt", "_NUL.txt"),
            ("com1", "_com1"),
            ("comb", "comb"),
            ("end. ", "end"),
        ];
        for (name, expected) in cases {
            assert_eq!(harmless(name), expected, "{name:?}");
        }
        let long = harmless(&format!("{}.jpeg", "ä".repeat(400)));
        assert_eq!((long.chars().count(), long.ends_with("ä….jpeg")), (120, true));
        assert_eq!(harmless(&"a".repeat(400)).chars().count(), 120);
    }

    #[test]
    fn a_number_leaves_the_extension_where_it_is() {
        let names = ["plan.pdf", "plan"].map(|name| [1, 2].map(|number| numbered(name, number)));
        assert_eq!(names, [["plan.pdf", "plan (2).pdf"], ["plan", "plan (2)"]]);
    }

    #[test]
    fn a_type_is_one_or_says_nothing() {
        let cases = [
            ("image/PNG", "image/png"),
            ("text/plain; charset=utf-8", "text/plain"),
            ("application/vnd.api+json", "application/vnd.api+json"),
            ("", "application/octet-stream"),
            ("image", "application/octet-stream"),
            ("text/html\r\nX: y", "application/octet-stream"),
            ("a/b/c", "application/octet-stream"),
        ];
        for (text, expected) in cases {
            assert_eq!(media_type(text), expected, "{text:?}");
        }
    }
}
