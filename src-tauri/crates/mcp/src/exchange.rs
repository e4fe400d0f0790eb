//! An HTTP exchange as it may be shown: without secrets, and with only the start of the body.

use http::HeaderMap;
use url::Url;

/// Longest `body_start`, in characters.
const BODY_START_CHARS: usize = 2000;
/// Headers that carry secrets. `mcp-session-id` is one: whoever knows it can speak in the session.
const SECRET_HEADERS: [&str; 5] =
    ["authorization", "proxy-authorization", "cookie", "set-cookie", "mcp-session-id"];
const HIDDEN: &str = "(hidden)";

/// One HTTP request and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The HTTP method.
    pub method: String,
    pub url: String,
    /// None when no response came.
    pub status: Option<u16>,
    /// The response's headers; values that are secrets are hidden.
    pub headers: Vec<(String, String)>,
    /// The first lines of the response's body, at most 2000 characters.
    pub body_start: String,
}

impl Exchange {
    pub(crate) fn new(method: &str, url: &Url) -> Self {
        Self {
            method: method.to_owned(),
            url: without_password(url),
            status: None,
            headers: Vec::new(),
            body_start: String::new(),
        }
    }

    pub(crate) fn answered(&mut self, status: u16, headers: &HeaderMap) {
        self.status = Some(status);
        self.headers = shown_headers(headers);
    }

    /// The body is known: keeps its first whole lines.
    pub(crate) fn body(&mut self, text: &str) {
        self.append(text);
        if self.body_start.len() < text.len() {
            cut_to_whole_lines(&mut self.body_start);
        }
    }

    /// More of a body that is still coming, as long as there is room.
    pub(crate) fn append(&mut self, text: &str) {
        let room = BODY_START_CHARS.saturating_sub(self.body_start.chars().count());
        let fitting = text.char_indices().nth(room).map_or(text, |(end, _)| &text[..end]);
        self.body_start.push_str(fitting);
    }
}

/// Drops a last line that is only begun, unless it is most of the text.
fn cut_to_whole_lines(text: &mut String) {
    if let Some(end) = text.rfind('\n').filter(|end| *end > text.len() / 2) {
        text.truncate(end + 1);
    }
}

pub(crate) fn shown_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_string(), shown(name.as_str(), value))).collect()
}

fn shown(name: &str, value: &http::HeaderValue) -> String {
    if SECRET_HEADERS.contains(&name) {
        return HIDDEN.to_owned();
    }
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

fn without_password(url: &Url) -> String {
    let mut url = url.clone();
    if url.password().is_some() {
        // Fails only for URLs that cannot have one.
        let _ = url.set_password(Some(HIDDEN));
    }
    url.into()
}
