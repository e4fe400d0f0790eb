//! What must not be written down: the person's own secrets, wherever and in whatever form they turn up, and what is
//! secret by its name.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use greenroom_mcp::Target;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

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
#[derive(Debug)]
pub struct Mask {
    /// Absent where there is nothing to look for.
    known: Option<AhoCorasick>,
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
        let mut secrets: Vec<String> = headers.iter().flat_map(|(_, value)| header_secrets(value)).collect();
        secrets.extend(environment.iter().map(|(_, value)| value.trim().to_owned()));
        secrets.extend(http.iter().flat_map(|target| url_secrets(&target.url)));
        let forms: Vec<String> = secrets.iter().flat_map(|secret| forms(secret)).collect();
        let known = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms);
        Self {
            known: known.ok().filter(|_| !forms.is_empty()),
            headers: headers.iter().map(|(name, _)| name.to_lowercase()).collect(),
        }
    }

    /// The text without secrets; addresses in it lose theirs too.
    pub fn text(&self, text: &str) -> String {
        let Some(known) = &self.known else { return without_parameters(text) };
        let mut masked = String::with_capacity(text.len());
        known.replace_all_with(text, &mut masked, |_, _, hidden| {
            hidden.push_str(HIDDEN);
            true
        });
        without_parameters(&masked)
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

/// The whole value, what stands behind a scheme such as Bearer, and the password within Basic.
fn header_secrets(value: &str) -> Vec<String> {
    let value = value.trim();
    let mut secrets = vec![value.to_owned()];
    if let Some((scheme, rest)) = value.split_once(' ') {
        secrets.push(rest.trim().to_owned());
        let decoded =
            BASE64_STANDARD.decode(rest.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some((_, password)) = decoded
            .as_deref()
            .filter(|_| scheme.eq_ignore_ascii_case("basic"))
            .and_then(|pair| pair.split_once(':'))
        {
            secrets.push(password.to_owned());
        }
    }
    secrets
}

fn url_secrets(url: &Url) -> Vec<String> {
    let is_secret = |name: &str| {
        let name = format!("{}=", name.to_lowercase());
        SECRET_PARAMETERS.contains(&name.as_str())
    };
    let parameters =
        url.query_pairs().filter(|(name, _)| is_secret(name)).map(|(_, value)| value.into_owned());
    let password =
        url.password().map(|password| percent_decode_str(password).decode_utf8_lossy().into_owned());
    parameters.chain(password).collect()
}

/// How a secret may be written.
fn forms(secret: &str) -> Vec<String> {
    if secret.chars().count() < SHORTEST {
        return Vec::new();
    }
    let json = serde_json::to_string(secret).unwrap_or_default();
    let json = json.trim_matches('"').to_owned();
    let percent = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    let mut forms = vec![secret.to_owned(), ascii(&json), json];
    forms.extend([lower_hex(&percent), percent]);
    // As it is usual: what is unreserved stays as it is, and a form has + for a space.
    let usual: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    forms.extend([usual.replace('+', "%20"), lower_hex(&usual), usual]);
    forms.extend(base64_forms(secret.as_bytes()));
    forms.retain(|form| form.len() >= SHORTEST);
    forms
}

/// In JSON, with what is not ASCII escaped.
fn ascii(json: &str) -> String {
    let mut escaped = String::new();
    for unit in json.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("\\u{unit:04x}")),
        }
    }
    escaped
}

fn lower_hex(percent: &str) -> String {
    let mut parts = percent.split('%');
    let mut lower = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        lower.push('%');
        lower.push_str(&hex.to_lowercase());
        lower.push_str(rest);
    }
    lower
}

/// Alone, and as a part of something longer, where it may begin at three places.
fn base64_forms(secret: &[u8]) -> Vec<String> {
    let mut forms = vec![BASE64_STANDARD.encode(secret), BASE64_URL_SAFE.encode(secret)];
    for (before, skipped) in [(0, 0), (1, 2), (2, 3)] {
        let bytes = [vec![0; before], secret.to_vec()].concat();
        let whole = bytes.len() * 8 / 6;
        for engine in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&bytes);
            forms.extend(encoded.get(skipped..whole).map(str::to_owned));
        }
    }
    forms
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
}
