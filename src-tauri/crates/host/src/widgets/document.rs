//! The document of a widget's frame: our script first, then the author's HTML untouched.

use greenroom_contract::widget::WidgetStart;
use serde::Serialize;

/// In the script's text, the place of what it begins with.
const START: &str = "__GREENROOM_START__";

/// What the frame's scheme answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WidgetDocument {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl WidgetDocument {
    pub fn html(body: String, policy: String) -> Self {
        let headers = vec![
            ("Content-Type".into(), "text/html; charset=utf-8".into()),
            ("Content-Security-Policy".into(), policy),
        ];
        Self { status: 200, headers, body: body.into_bytes() }
    }

    /// A file that the widget was given. It is data wherever it is put: as a document it would have the widget's
    /// origin, so it is sandboxed there and may load nothing.
    pub fn file(bytes: Vec<u8>, mime_type: &str) -> Self {
        let headers = vec![
            ("Content-Type".into(), mime_type.to_owned()),
            ("Content-Security-Policy".into(), "default-src 'none'; sandbox".into()),
            ("X-Content-Type-Options".into(), "nosniff".into()),
            ("Cache-Control".into(), "no-store".into()),
        ];
        Self { status: 200, headers, body: bytes }
    }

    /// There is nothing at this address, or it cannot be shown.
    pub fn missing(sentence: &str) -> Self {
        let headers = vec![
            ("Content-Type".into(), "text/plain; charset=utf-8".into()),
            ("Content-Security-Policy".into(), "default-src 'none'".into()),
        ];
        Self { status: 404, headers, body: sentence.as_bytes().to_vec() }
    }
}

/// Puts the script before everything of the author's but the doctype: without that the page would fall into
/// quirks mode.
pub fn build(html: &str, script: &str, start: &WidgetStart) -> String {
    let (doctype, rest) = html.split_at(end_of_doctype(html));
    let script = script.replacen(START, &in_script(start), 1);
    format!("{doctype}<script>{script}</script>{rest}")
}

/// JSON that can stand inside a script element. What has only names and values can always be written.
fn in_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The length of the doctype with what stands before it (white space and comments); 0 without one.
fn end_of_doctype(html: &str) -> usize {
    let mut rest = html.trim_start_matches('\u{feff}').trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else { return 0 };
        rest = comment[end + 3..].trim_start();
    }
    let is_doctype = rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    match rest.find('>') {
        Some(end) if is_doctype => html.len() - rest.len() + end + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::Json;
    use greenroom_contract::settings::Gestures;
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_script_stands_after_the_doctype_and_before_all_else() {
        let script = "go(__GREENROOM_START__)";
        let start = WidgetStart {
            globals: Json(json!({ "a": "</script><!--" })),
            names: vec!["openai".into()],
            members: vec!["callTool".into()],
            upload_bytes: 1000,
            gestures: Gestures::Required,
            gesture_milliseconds: 5000,
        };
        let injected = concat!(
            r#"<script>go({"globals":{"a":"\u003c/script>\u003c!--"},"names":["openai"],"members":["callTool"],"#,
            r#""uploadBytes":1000,"gestures":"required","gestureMilliseconds":5000})</script>"#
        );
        let cases = [
            ("<!DOCTYPE html>\n<html>", format!("<!DOCTYPE html>{injected}\n<html>")),
            (
                "\u{feff} <!-- a > b --> <!doctype html><p>",
                format!("\u{feff} <!-- a > b --> <!doctype html>{injected}<p>"),
            ),
            ("<p>no doctype", format!("{injected}<p>no doctype")),
            ("<!-- open", format!("{injected}<!-- open")),
            ("é", format!("{injected}é")),
        ];
        for (html, expected) in cases {
            assert_eq!(build(html, script, &start), expected);
        }
    }
}
