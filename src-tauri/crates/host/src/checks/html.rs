//! A look at the HTML of a template, without running it: what a page on an origin of its own, behind a policy and in a
//! frame, cannot do or should not.
//!
//! The HTML is read token by token, as the parser of a browser would split it. Scripts are searched for a few words;
//! what they do is seen when they run.

use std::cell::RefCell;
use std::collections::BTreeMap;

use greenroom_contract::tool::Finding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::text;

/// Findings of one kind that are listed one by one.
const MOST_OF_A_KIND: usize = 3;
const VALUE_LIMIT: usize = 120;
/// Values that are named of those that are not listed.
const MOST_NAMED: usize = 3;

/// The findings, by line. Their path is `line 12`.
pub fn findings(html: &str) -> Vec<Finding> {
    let look = Look::default();
    let tokenizer = Tokenizer::new(look, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    // A script is not run, so nothing waits for it.
    while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
    tokenizer.end();
    tokenizer.sink.seen.into_inner().findings()
}

#[derive(Default)]
struct Look {
    seen: RefCell<Seen>,
}

#[derive(Default)]
struct Seen {
    found: Vec<(u64, Kind, String)>,
    /// Whether an `html` element was there, and had a language.
    language: Language,
    inside: Inside,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Language {
    #[default]
    NoElement,
    Missing,
    There,
}

/// The element whose text comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Markup,
    Script,
    Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Relative,
    Insecure,
    Base,
    MetaPolicy,
    MetaRefresh,
    DevBundle,
    Eval,
    RemoteFont,
    NewWindow,
    Form,
}

impl TokenSink for Look {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut seen = self.seen.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                seen.element(&tag, line);
                match &*tag.name {
                    "script" => {
                        seen.inside = Inside::Script;
                        return TokenSinkResult::RawData(RawKind::ScriptData);
                    }
                    "style" => {
                        seen.inside = Inside::Style;
                        return TokenSinkResult::RawData(RawKind::Rawtext);
                    }
                    "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                    "iframe" | "noembed" | "noframes" | "xmp" => {
                        return TokenSinkResult::RawData(RawKind::Rawtext);
                    }
                    _ => {}
                }
            }
            Token::TagToken(_) => seen.inside = Inside::Markup,
            Token::CharacterTokens(text) => match seen.inside {
                Inside::Script => seen.script(&text, line),
                Inside::Style => seen.style(&text, line),
                Inside::Markup => {}
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Seen {
    fn element(&mut self, tag: &Tag, line: u64) {
        let attribute = |name: &str| {
            tag.attrs
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| attribute.value.to_string())
        };
        let name: &str = &tag.name;
        match name {
            "html" => {
                let named = attribute("lang").is_some_and(|language| !language.trim().is_empty());
                self.language = if named { Language::There } else { Language::Missing };
            }
            "base" => self.note(line, Kind::Base, attribute("href").unwrap_or_default()),
            "meta" => {
                let equivalent = attribute("http-equiv").unwrap_or_default().to_ascii_lowercase();
                match equivalent.as_str() {
                    "content-security-policy" => {
                        self.note(line, Kind::MetaPolicy, attribute("content").unwrap_or_default())
                    }
                    "refresh" => self.note(line, Kind::MetaRefresh, attribute("content").unwrap_or_default()),
                    _ => {}
                }
            }
            "form" if attribute("action").is_some_and(|action| !action.trim().is_empty()) => {
                self.note(line, Kind::Form, attribute("action").unwrap_or_default());
            }
            "a" | "area"
                if attribute("target").is_some_and(|target| target.eq_ignore_ascii_case("_blank")) =>
            {
                self.note(line, Kind::NewWindow, attribute("href").unwrap_or_default());
            }
            _ => {}
        }
        let loads: &[&str] = match name {
            "script" | "img" | "audio" | "video" | "source" | "track" | "embed" | "iframe" | "input" => {
                &["src"]
            }
            "link" => &["href"],
            "object" => &["data"],
            "use" | "image" => &["href", "xlink:href"],
            _ => &[],
        };
        for value in loads.iter().filter_map(|name| attribute(name)) {
            self.address(&value, line);
        }
        if name == "video" {
            attribute("poster").into_iter().for_each(|value| self.address(&value, line));
        }
        if name == "link" && attribute("href").is_some_and(|href| is_font_service(&href)) {
            self.note(line, Kind::RemoteFont, attribute("href").unwrap_or_default());
        }
    }

    fn address(&mut self, value: &str, line: u64) {
        let value = value.trim();
        if value.is_empty() || value.starts_with('#') {
            return;
        }
        if DEV_ADDRESSES.iter().any(|part| value.contains(part)) {
            return self.note(line, Kind::DevBundle, value.to_owned());
        }
        match scheme(value) {
            None if value.starts_with("//") => {}
            None => self.note(line, Kind::Relative, value.to_owned()),
            Some(scheme) if scheme.eq_ignore_ascii_case("http") && !is_this_machine(value) => {
                self.note(line, Kind::Insecure, value.to_owned());
            }
            Some(_) => {}
        }
    }

    fn script(&mut self, text: &str, line: u64) {
        // The tokenizer has come to the end of the text.
        let first = line.saturating_sub(text.matches('\n').count() as u64);
        let at = |place: usize| first + text[..place].matches('\n').count() as u64;
        for mark in DEV_MARKS {
            if let Some(place) = text.find(mark) {
                self.note(at(place), Kind::DevBundle, mark.to_owned());
            }
        }
        for word in ["eval(", "new Function("] {
            if let Some(place) = find_word(text, word) {
                self.note(at(place), Kind::Eval, word.trim_end_matches('(').to_owned());
            }
        }
    }

    fn style(&mut self, text: &str, line: u64) {
        let first = line.saturating_sub(text.matches('\n').count() as u64);
        for (index, row) in text.lines().enumerate() {
            let lower = row.to_ascii_lowercase();
            let is_font =
                lower.contains("@font-face") || lower.contains("format(") || is_font_service(&lower);
            let is_remote = lower.contains("url(http")
                || lower.contains("url(\"http")
                || lower.contains("url('http")
                || lower.contains("@import");
            if is_font && is_remote {
                self.note(first + index as u64, Kind::RemoteFont, row.trim().to_owned());
            }
        }
    }

    fn note(&mut self, line: u64, kind: Kind, value: String) {
        self.found.push((line, kind, text::shown(&value, VALUE_LIMIT)));
    }

    fn findings(self) -> Vec<Finding> {
        let mut others: BTreeMap<Kind, (usize, Vec<&str>)> = BTreeMap::new();
        let mut findings = Vec::new();
        if self.language != Language::There {
            let text = "The html element has no lang. ChatGPT mirrors its locale there (documented), but only once scripts \
                        run: name the language that the HTML is written in.";
            findings.push(Finding { path: String::new(), text: text.into() });
        }
        for (line, kind, value) in &self.found {
            let (count, unlisted) = others.entry(*kind).or_default();
            *count += 1;
            if *count <= MOST_OF_A_KIND {
                findings.push(Finding { path: format!("line {line}"), text: kind.text(value) });
            } else if unlisted.len() < MOST_NAMED && !unlisted.contains(&value.as_str()) {
                unlisted.push(value);
            }
        }
        for (kind, (count, unlisted)) in others {
            if count > MOST_OF_A_KIND {
                let named = unlisted.iter().map(|value| format!("“{value}”")).collect::<Vec<_>>().join(", ");
                let text = format!("{} more {}, such as {named}.", count - MOST_OF_A_KIND, kind.plural());
                findings.push(Finding { path: String::new(), text });
            }
        }
        findings
    }
}

impl Kind {
    /// What several of it are.
    fn plural(self) -> &'static str {
        match self {
            Self::Relative => "relative addresses",
            Self::Insecure => "addresses without TLS",
            Self::Base => "base elements",
            Self::MetaPolicy => "policies in meta elements",
            Self::MetaRefresh => "refreshes",
            Self::DevBundle => "marks of a development build",
            Self::Eval => "places that make code of text",
            Self::RemoteFont => "fonts from elsewhere",
            Self::NewWindow => "links with target=_blank",
            Self::Form => "forms with an action",
        }
    }

    fn text(self, value: &str) -> String {
        match self {
            Self::Relative => format!(
                "“{value}” is relative. The document is on an origin of its own, where nothing of yours is: use an absolute \
                 address, or inline it."
            ),
            Self::Insecure => {
                format!(
                    "“{value}” is without TLS: ChatGPT's sandbox is a page over HTTPS, where browsers block it."
                )
            }
            Self::Base => format!(
                "<base href=\"{value}\"> moves every relative address. The policy lets through what baseUriDomains \
                 declare; ChatGPT's own documents do not name that list."
            ),
            Self::MetaPolicy => format!(
                "A policy in a meta element (“{value}”) cannot loosen the one that the document is served with: it can \
                 only forbid more. Declare domains in the metadata."
            ),
            Self::MetaRefresh => format!(
                "A refresh (“{value}”) would replace the widget in its frame, where nothing else can be loaded."
            ),
            Self::DevBundle => format!(
                "“{value}” belongs to a development build: large, slow, and tied to a server of yours. Build for production."
            ),
            Self::Eval => format!(
                "{value} makes code of text. ChatGPT was seen to allow it (August 2026); hosts as strict as the MCP Apps \
                 specification do not."
            ),
            Self::RemoteFont => format!(
                "A font is loaded from elsewhere (“{value}”): OpenAI's guidelines want the system's fonts, which the host \
                 names in its style variables."
            ),
            Self::NewWindow => format!(
                "A link to “{value}” with target=_blank: ChatGPT blocks it. Use window.openai.openExternal or ui/open-link."
            ),
            Self::Form => format!(
                "A form with the action “{value}”: its answer would replace the widget, and the policy lets forms go \
                 nowhere else. Call a tool."
            ),
        }
    }
}

/// Parts of addresses that only development servers have, and file names of development builds.
const DEV_ADDRESSES: [&str; 6] = [
    "/@vite/client",
    "/@react-refresh",
    "/@id/",
    "react.development.js",
    "react-dom.development.js",
    "webpack-dev-server",
];

/// What development builds carry in their text.
const DEV_MARKS: [&str; 6] = [
    "react-dom.development.js",
    "react-dom-client.development.js",
    "react.development.js",
    "webpackHotUpdate",
    "/@vite/client",
    "$RefreshReg$",
];

fn is_font_service(address: &str) -> bool {
    ["fonts.googleapis.com", "fonts.gstatic.com", "use.typekit.net", "fonts.bunny.net"]
        .iter()
        .any(|service| address.contains(service))
}

fn is_this_machine(address: &str) -> bool {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    host == "localhost" || host.starts_with("127.")
}

/// The scheme of an absolute address.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next()?.is_ascii_alphabetic()
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_scheme.then_some(scheme)
}

/// Where the word begins that no name ends with: `eval(` and not `retrieval(`, nor `.eval(`, which is another's method.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(word) {
        let place = from + found;
        let before = text[..place].chars().next_back();
        if !before.is_some_and(|letter| letter.is_alphanumeric() || "_$.\"'`".contains(letter)) {
            return Some(place);
        }
        from = place + word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn paths(html: &str) -> Vec<String> {
        findings(html).into_iter().map(|finding| finding.path).collect()
    }

    fn starts(html: &str) -> Vec<String> {
        let words = |finding: Finding| finding.text.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        findings(html).into_iter().map(words).collect()
    }

    #[test]
    fn a_page_that_has_everything_inside_is_fine() {
        let html = "<!doctype html><html lang=\"en\"><head><title>A <b> & <base></title>\n\
                    <style>p { background: url(data:image/png;base64,AA) }</style></head>\n\
                    <body><img src=\"data:image/png;base64,AA\"><a href=\"#top\">Up</a>\n\
                    <script type=\"module\">const html = '<script src=\"a.js\">'; retrieval(1); model.eval(2);</script>\n\
                    <script src=\"https://cdn.jsdelivr.net/npm/a\"></script></body></html>";
        assert_eq!(findings(html), []);
    }

    #[test]
    fn what_a_frame_of_its_own_origin_cannot_load_is_told_with_its_line() {
        let html = "<!doctype html>\n<html lang=\"en\">\n<base href=\"/app/\">\n<link rel=\"stylesheet\" href=\"style.css\">\n\
                    <script src=\"/@vite/client\"></script>\n<img src=\"http://pictures.example/a.png\">\n\
                    <img src=\"http://localhost:3000/a.png\">\n<meta http-equiv=\"Refresh\" content=\"0; url=/b\">";
        assert_eq!(paths(html), ["line 3", "line 4", "line 5", "line 6", "line 8"]);
    }

    #[test]
    fn a_missing_language_and_what_scripts_say_are_told() {
        let html = "<p>Hello</p>\n<script>\nlet a = 1;\neval('a');\nnew Function('b');\n// react-dom.development.js\n</script>";
        assert_eq!(
            findings(html).iter().map(|finding| finding.path.as_str()).collect::<Vec<_>>(),
            ["", "line 4", "line 5", "line 6"]
        );
        assert_eq!(starts(html)[3], "“react-dom.development.js” belongs to a");
    }

    #[test]
    fn fonts_from_elsewhere_links_and_forms_are_told() {
        let html = "<html lang=de><link href=\"https://fonts.googleapis.com/css2?family=Inter\" rel=stylesheet>\n\
                    <style>\n@font-face { font-family: A; src: url(https://a.example/a.woff2) }\n</style>\n\
                    <a href=\"https://a.example\" target=\"_blank\">A</a><form action=\"/send\"></form>";
        assert_eq!(paths(html), ["line 1", "line 3", "line 5", "line 5"]);
    }

    #[test]
    fn many_of_a_kind_are_counted() {
        let images: String = (0..10).map(|image| format!("<img src={}.png>\n", image % 8)).collect();
        let findings = findings(&format!("<html lang=en>{images}"));
        assert_eq!(findings.len(), 4);
        assert_eq!(
            findings[3],
            Finding {
                path: String::new(),
                text: "7 more relative addresses, such as “3.png”, “4.png”, “5.png”.".into()
            }
        );
    }

    #[test]
    fn megabytes_of_script_are_looked_through() {
        let html = format!("<html lang=en><script>{}</script>", "const a = 'b';\n".repeat(500_000));
        assert_eq!(findings(&html), []);
    }
}
