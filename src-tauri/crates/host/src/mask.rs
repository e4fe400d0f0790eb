//! What must not be written down nor shown: the person's own secrets, wherever and in whatever form they turn up,
//! and what is secret by its name.
//!
//! What of a connector is a secret is in [`known`], how it may be written in [`forms`].

mod forms;
mod known;

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use greenroom_mcp::{Answer, Exchange, Target};
use serde_json::Value;
use url::Url;

use self::forms::forms;

/// What stands in place of a secret, as in the exchanges of the `mcp` crate.
pub const HIDDEN: &str = "(hidden)";

/// Shorter values are found in too many places where they are no secret.
const SHORTEST: usize = 6;

/// Parts of the names of headers that carry secrets.
const SECRET_HEADERS: [&str; 8] =
    ["authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "session-id"];

/// Names of parameters that carry secrets in addresses.
const SECRET_PARAMETERS: [&str; 16] = [
    "access_token=",
    "refresh_token=",
    "id_token=",
    "auth_token=",
    "token=",
    "api_key=",
    "api-key=",
    "apikey=",
    "key=",
    "client_secret=",
    "secret=",
    "password=",
    "passwd=",
    "sessionid=",
    "session_id=",
    "signature=",
];

static PARAMETERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(SECRET_PARAMETERS)
        .ok()
});

/// Hides the secrets of one connector.
#[derive(Debug, Default)]
pub struct Mask {
    /// Absent where there is nothing to look for.
    known: Option<AhoCorasick>,
    forms: Vec<String>,
    headers: Vec<String>,
}

impl Mask {
    /// Hides the values of the target's headers and variables, and what is secret in its address.
    pub fn new(target: &Target) -> Self {
        let (http, environment) = match target {
            Target::Http(target) | Target::Sse(target) => (Some(target), &[][..]),
            Target::Stdio(command) => (None, command.environment.as_slice()),
            Target::InProcess(_) => (None, &[][..]),
        };
        let headers = http.map_or(&[][..], |target| target.headers.as_slice());
        let settings = headers.iter().chain(environment);
        let mut secrets: Vec<String> =
            settings.flat_map(|(name, value)| known::of_setting(name, value)).collect();
        secrets.extend(http.iter().flat_map(|target| known::of_address(&target.url)));
        let forms: Vec<String> = secrets.iter().flat_map(|secret| forms(secret)).collect();
        let known = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms);
        Self {
            known: known.ok().filter(|_| !forms.is_empty()),
            forms,
            headers: headers.iter().map(|(name, _)| name.to_lowercase()).collect(),
        }
    }

    /// The text without secrets; addresses in it lose theirs too.
    pub fn text(&self, text: &str) -> String {
        without_parameters(&self.own(text))
    }

    /// The text without the person's secrets, and else as it is: what a server sends is the truth.
    pub fn own<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(known) = self.found_in(text.as_bytes()) else { return Cow::Borrowed(text) };
        let mut masked = String::with_capacity(text.len());
        known.replace_all_with(text, &mut masked, |_, _, hidden| {
            hidden.push_str(HIDDEN);
            true
        });
        Cow::Owned(masked)
    }

    /// As [`Mask::own`], for what was cut off somewhere, maybe within a secret.
    fn start(&self, text: &str) -> String {
        let mut masked = self.own(text).into_owned();
        let starts =
            self.forms.iter().flat_map(|form| (SHORTEST..form.len()).filter_map(|length| form.get(..length)));
        let begun = starts.filter(|start| masked.ends_with(start)).map(str::len).max();
        if let Some(begun) = begun {
            masked.truncate(masked.len() - begun);
            masked.push_str(HIDDEN);
        }
        masked
    }

    /// As [`Mask::own`], in everything within.
    pub fn hide(&self, value: &mut Value) {
        if self.known.is_none() {
            return;
        }
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => {
                if let Cow::Owned(masked) = self.own(&number.to_string()) {
                    *value = Value::String(masked);
                }
            }
            Value::String(text) => self.hide_text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide(item)),
            Value::Object(members) => {
                if members.keys().any(|key| self.found_in(key.as_bytes()).is_some()) {
                    let named = std::mem::take(members).into_iter();
                    members.extend(named.map(|(key, member)| (self.own(&key).into_owned(), member)));
                }
                for (key, member) in members {
                    match member {
                        Value::String(text) if key == "blob" => self.hide_in_blob(text),
                        member => self.hide(member),
                    }
                }
            }
        }
    }

    pub fn answer(&self, mut answer: Answer) -> Answer {
        for value in [&mut answer.request, &mut answer.response, &mut answer.result] {
            self.hide(value);
        }
        Answer { exchange: answer.exchange.map(|exchange| self.exchange(exchange)), ..answer }
    }

    pub fn exchange(&self, exchange: Exchange) -> Exchange {
        let headers = exchange.headers.into_iter();
        Exchange {
            url: self.text(&exchange.url),
            headers: headers
                .map(|(name, value)| (self.own(&name).into_owned(), self.header(&name, &value)))
                .collect(),
            body_start: self.start(&exchange.body_start),
            ..exchange
        }
    }

    fn hide_text(&self, text: &mut String) {
        if let Cow::Owned(masked) = self.own(text) {
            *text = masked;
        }
    }

    /// In base64, where what is hidden must leave base64 behind.
    fn hide_in_blob(&self, blob: &mut String) {
        let compact: String = blob.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
        let decoded = BASE64_STANDARD.decode(&compact).or_else(|_| BASE64_STANDARD_NO_PAD.decode(&compact));
        let Ok(bytes) = decoded else { return self.hide_text(blob) };
        if let Some(known) = self.found_in(&bytes) {
            let hidden = vec![HIDDEN; known.patterns_len()];
            *blob = BASE64_STANDARD.encode(known.replace_all_bytes(&bytes, &hidden));
        }
    }

    /// What to replace, where there is something.
    fn found_in(&self, bytes: &[u8]) -> Option<&AhoCorasick> {
        self.known.as_ref().filter(|known| known.is_match(bytes))
    }

    pub fn url(&self, url: &str) -> String {
        let Ok(mut parsed) = Url::parse(url) else { return self.text(url) };
        if parsed.password().is_none() {
            return self.text(url);
        }
        // Fails only for addresses that cannot have one.
        let _ = parsed.set_password(Some("hidden"));
        self.text(parsed.as_str())
    }

    pub fn header(&self, name: &str, value: &str) -> String {
        let name = name.to_lowercase();
        let is_secret = self.headers.contains(&name) || SECRET_HEADERS.iter().any(|part| name.contains(part));
        if is_secret { HIDDEN.to_owned() } else { self.text(value) }
    }
}

/// Hides the values of parameters that are secret by their names.
pub fn without_parameters(text: &str) -> String {
    let Some(names) = PARAMETERS.as_ref() else { return text.to_owned() };
    let mut shown = String::with_capacity(text.len());
    let mut rest = 0;
    for name in names.find_iter(text) {
        let is_parameter =
            text[..name.start()].ends_with(['?', '&', ';']) || text[..name.start()].ends_with("\\u0026");
        if !is_parameter || name.start() < rest {
            continue;
        }
        let value = &text[name.end()..];
        let length = value.find(ends_a_value).unwrap_or(value.len());
        if length > 0 && !value.starts_with(HIDDEN) {
            shown.push_str(&text[rest..name.end()]);
            shown.push_str(HIDDEN);
            rest = name.end() + length;
        }
    }
    shown.push_str(&text[rest..]);
    shown
}

fn ends_a_value(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "&;#\"'`<>\\),]}".contains(letter)
}

#[cfg(test)]
mod tests {
    use greenroom_mcp::{Command, HttpTarget};
    use pretty_assertions::assert_eq;

    use super::*;

    fn of_headers(headers: &[(&str, &str)]) -> Mask {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let url = Url::parse("http://localhost/mcp").unwrap();
        Mask::new(&Target::Http(HttpTarget { headers: headers.collect(), ..HttpTarget::new(url) }))
    }

    #[test]
    fn a_secret_is_hidden_in_every_form_that_a_server_may_echo() {
        let mask = of_headers(&[("X-Key", "s3cret/\"ü\" x")]);
        let basic = BASE64_STANDARD.encode("ada:s3cret/\"ü\" x");
        for (text, shown) in [
            (r#"{"key":"s3cret/\"ü\" x"}"#, r#"{"key":"(hidden)"}"#),
            (r#"{"key":"s3cret/\"\u00fc\" x"}"#, r#"{"key":"(hidden)"}"#),
            ("s3cret%2F%22%C3%BC%22%20x!", "(hidden)!"),
            ("s3cret%2f%22%c3%bc%22%20x!", "(hidden)!"),
            ("s3cret%2F%22%C3%BC%22+x!", "(hidden)!"),
            ("nothing s3cret here", "nothing s3cret here"),
        ] {
            assert_eq!(mask.text(text), shown);
        }
        // The letters at the ends hold bits of what is beside.
        assert_eq!(mask.text(&basic), "YWRhOn(hidden)g=");
    }

    #[test]
    fn what_stands_behind_a_scheme_is_a_secret_of_its_own() {
        let bearer = of_headers(&[("Authorization", "Bearer abcdef123")]);
        assert_eq!(bearer.text("Bearer of news: abcdef123"), "Bearer of news: (hidden)");
        let basic = of_headers(&[("Authorization", "Basic YWRhOmxvdmVsYWNl")]);
        assert_eq!(basic.text("YWRhOmxvdmVsYWNl is ada:lovelace"), "(hidden) is ada:(hidden)");
    }

    #[test]
    fn a_header_is_hidden_for_its_name_even_if_its_value_is_short() {
        let mask = of_headers(&[("X-Mode", "abc")]);
        assert_eq!(mask.header("x-mode", "abc"), HIDDEN);
        assert_eq!(mask.header("Set-Cookie", "theme=dark"), HIDDEN);
        assert_eq!(mask.header("Mcp-Session-Id", "1"), HIDDEN);
        assert_eq!(mask.header("content-type", "text/abc"), "text/abc");
    }

    #[test]
    fn addresses_lose_passwords_and_tokens_wherever_they_stand() {
        let url = Url::parse("http://ada:love%20lace@localhost/mcp?apiKey=abc123x&page=2").unwrap();
        let mask = Mask::new(&Target::Http(HttpTarget::new(url)));
        assert_eq!(
            mask.url("http://ada:love%20lace@localhost/mcp?apiKey=abc123x&page=2"),
            "http://ada:hidden@localhost/mcp?apiKey=(hidden)&page=2"
        );
        for (text, shown) in [
            (r#"{"text":"love lace and abc123x"}"#, r#"{"text":"(hidden) and (hidden)"}"#),
            ("data: /messages?sessionId=42\n\n", "data: /messages?sessionId=(hidden)\n\n"),
            (
                r#"{"u":"/a?page=2\u0026access_token=1","key=":1}"#,
                r#"{"u":"/a?page=2\u0026access_token=(hidden)","key=":1}"#,
            ),
            ("monkey=1 ?token=&x", "monkey=1 ?token=&x"),
        ] {
            assert_eq!(mask.text(text), shown);
        }
    }

    #[test]
    fn the_variables_of_a_command_are_secrets() {
        let mask = Mask::new(&Target::Stdio(Command {
            program: "serve".to_owned(),
            arguments: Vec::new(),
            environment: vec![("TOKEN".to_owned(), "environment-value".to_owned())],
            directory: None,
        }));
        assert_eq!(mask.text("TOKEN is environment-value."), "TOKEN is (hidden).");
    }

    #[test]
    fn a_value_keeps_its_shape_when_secrets_leave_it() {
        let mask = of_headers(&[("X-Key", "12345678"), ("X-Token", "geheim")]);
        let mut value = serde_json::json!({
            "geheim": ["a geheim", 12_345_678, 7, true, null],
            "blob": BASE64_STANDARD.encode("<p>geheim</p>"),
            "link": "https://maps.example/?key=public",
        });
        mask.hide(&mut value);
        assert_eq!(
            value,
            serde_json::json!({
                "(hidden)": ["a (hidden)", "(hidden)", 7, true, null],
                "blob": BASE64_STANDARD.encode("<p>(hidden)</p>"),
                "link": "https://maps.example/?key=public",
            })
        );
    }

    #[test]
    fn what_is_left_of_a_secret_at_a_cut_is_hidden_too() {
        let mask = of_headers(&[("X-Token", "geheim/123")]);
        assert_eq!(mask.start("geheim/123 and geheim/1"), "(hidden) and (hidden)");
        assert_eq!(mask.start("geheim/123 and gehei"), "(hidden) and gehei");
    }
}
