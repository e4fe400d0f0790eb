//! The document of a widget's frame: our script first, then the author's HTML untouched.

use greenroom_contract::observation::Inserted;
use greenroom_contract::widget::WidgetStart;
use serde::Serialize;

use crate::widgets::sandbox::Sandbox;

/// What the frame's scheme answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WidgetDocument {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl WidgetDocument {
    pub fn html(body: String, sandbox: &Sandbox) -> Self {
        let policies = sandbox.policy.headers().into_iter().map(|policy| ("Content-Security-Policy", policy));
        let reported = sandbox.policy.report_header();
        let reported = reported.map(|policy| ("Content-Security-Policy-Report-Only", policy));
        let headers = [("Content-Type", "text/html; charset=utf-8".to_owned())]
            .into_iter()
            .chain(policies)
            .chain(reported)
            .chain([("Permissions-Policy", sandbox.permissions_policy.clone())]);
        let headers = headers.map(|(name, value)| (name.to_owned(), value)).collect();
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
/// quirks mode. A line break after it keeps the columns of the author's lines. What it begins with stands beside it:
/// WebKit compiles the same text only once.
pub fn build(html: &str, script: &str, start: &WidgetStart) -> String {
    let (doctype, rest) = html.split_at(end_of_doctype(html));
    let last_line = doctype.rsplit('\n').next().unwrap_or_default();
    let inserted = Inserted {
        line: count(doctype.matches('\n').count() + 1),
        lines: count(script.matches('\n').count() + 1),
        columns: count(last_line.encode_utf16().count()),
    };
    let start = WidgetStart { inserted, ..start.clone() };
    format!("{doctype}<script data-start='{}'>{script}</script>\n{rest}", in_attribute(&start))
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// JSON that can stand between apostrophes. What has only names and values can always be written.
fn in_attribute(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.replace('&', "&amp;").replace('\'', "&#39;")
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
    use greenroom_contract::observation::Conditions;
    use greenroom_contract::settings::Gestures;
    use greenroom_contract::stage::{Insets, Orientation, Size, Theme};
    use greenroom_contract::widget::EmulatedDevice;
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_script_stands_after_the_doctype_and_before_all_else() {
        let script = "go()";
        let start = WidgetStart {
            globals: Json(json!({ "a": "</script><!-- \"'&#39;" })),
            names: vec!["openai".into()],
            members: vec!["callTool".into()],
            upload_bytes: 1000,
            gestures: Gestures::Required,
            gesture_milliseconds: 5000,
            conditions: Conditions::default(),
            device: EmulatedDevice {
                color_scheme: Theme::Dark,
                reduced_motion: false,
                hover: false,
                touch_points: 5,
                platform: "iPhone".into(),
                pixel_ratio: 3.0,
                screen: Size { width: 393.0, height: 852.0 },
                orientation: Orientation::Portrait,
                safe_area: Insets::default(),
                text_size: 100,
                locale: "en-US".into(),
                time_zone: "UTC".into(),
            },
            inserted: Inserted::default(),
        };
        let injected = |line: u32, columns: u32| {
            format!(
                concat!(
                    r#"<script data-start='{{"globals":{{"a":"</script><!-- \"&#39;&amp;#39;"}},"names":["openai"],"members":["callTool"],"#,
                    r#""uploadBytes":1000,"gestures":"required","gestureMilliseconds":5000,"#,
                    r#""conditions":{{"offline":false,"delay":0,"failing":[]}},"#,
                    r#""device":{{"colorScheme":"dark","reducedMotion":false,"hover":false,"touchPoints":5,"#,
                    r#""platform":"iPhone","pixelRatio":3.0,"screen":{{"width":393.0,"height":852.0}},"#,
                    r#""orientation":"portrait","safeArea":{{"top":0.0,"right":0.0,"bottom":0.0,"left":0.0}},"#,
                    r#""textSize":100,"locale":"en-US","timeZone":"UTC"}},"#,
                    r#""inserted":{{"line":{},"lines":1,"columns":{}}}}}'>go()</script>"#,
                    "\n"
                ),
                line, columns
            )
        };
        let cases = [
            ("<!DOCTYPE html>\n<html>", format!("<!DOCTYPE html>{}\n<html>", injected(1, 15))),
            (
                "\u{feff} <!-- a > b -->\n <!doctype html><p>",
                format!("\u{feff} <!-- a > b -->\n <!doctype html>{}<p>", injected(2, 16)),
            ),
            ("<p>no doctype", format!("{}<p>no doctype", injected(1, 0))),
            ("<!-- open", format!("{}<!-- open", injected(1, 0))),
            ("é", format!("{}é", injected(1, 0))),
        ];
        for (html, expected) in cases {
            assert_eq!(build(html, script, &start), expected);
        }
    }
}
