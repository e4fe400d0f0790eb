//! The network of a screen on Linux: the engine tells of each load, and can be made to fail some.
//!
//! Whose load it was the engine does not say; the host finds out. What a policy blocks is no load at all.

use std::cell::RefCell;
use std::ffi::CString;
use std::path::Path;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use greenroom_contract::observation::Conditions;
use greenroom_host::Load;
pub use greenroom_webkit::filter::Filter as Hindrance;
use serde_json::{Value, json};
use webkit2gtk::{URIRequestExt, URIResponseExt, WebResourceExt, WebViewExt};
use wry::{WebView, WebViewExtUnix};

/// Tells of each load on the web when it has ended.
pub fn follow(webview: &WebView, saw: impl Fn(Load) + 'static) {
    let saw = Rc::new(saw);
    webview.webview().connect_resource_load_started(move |_, resource, request| {
        let url = request.uri().unwrap_or_default().to_string();
        if !["http://", "https://", "ws://", "wss://"].iter().any(|scheme| url.starts_with(scheme)) {
            return;
        }
        let method = request.http_method().unwrap_or_default().to_string();
        let begun = Load {
            method,
            url,
            started: now(),
            ended: 0.0,
            status: None,
            mime_type: None,
            bytes: None,
            error: None,
        };
        let load = Rc::new(RefCell::new(begun));
        let failing = load.clone();
        resource.connect_failed(move |_, error| {
            failing.borrow_mut().error = Some(error.message().to_owned());
        });
        let saw = saw.clone();
        // Told after a failure too.
        resource.connect_finished(move |resource| {
            let response = resource.response();
            let status = response.as_ref().and_then(|response| u16::try_from(response.status_code()).ok());
            let length = response.as_ref().map(|response| response.content_length());
            saw(Load {
                ended: now(),
                status: status.filter(|status| *status > 0),
                mime_type: response.and_then(|response| response.mime_type()).map(|kind| kind.to_string()),
                // Of an answer without its length the engine says the largest number there is.
                bytes: length.filter(|length| *length < u64::from(u32::MAX)).map(|length| length as f64),
                ..load.borrow().clone()
            });
        });
    });
}

/// Makes what fails the loads that are to fail under these conditions; nothing where none are. Loads of scripts fail before
/// that, in the widget's document.
pub fn prepare(
    folder: &Path,
    screen: &str,
    conditions: &Conditions,
    done: impl FnOnce(Option<Hindrance>) + 'static,
) {
    let Some(rules) = rules(conditions) else { return done(None) };
    let Ok(name) = CString::new(format!("conditions-{screen}")) else { return done(None) };
    Hindrance::compile_then(folder, &name, &rules, |compiled| {
        let compiled = compiled.inspect_err(|error| tracing::warn!("loads cannot be made to fail: {error}"));
        done(compiled.ok());
    });
}

pub fn hinder(webview: &WebView, hindrance: &Hindrance) {
    if let Some(manager) = webview.webview().user_content_manager() {
        hindrance.apply(&manager);
    }
}

pub fn unhinder(webview: &WebView, hindrance: &Hindrance) {
    if let Some(manager) = webview.webview().user_content_manager() {
        hindrance.remove(&manager);
    }
}

/// In the form of WebKit's content blockers, whose expressions know no choice.
fn rules(conditions: &Conditions) -> Option<String> {
    const ON_THE_WEB: [&str; 2] = ["^https?://", "^wss?://"];
    let everything = ON_THE_WEB.into_iter().filter(|_| conditions.offline).map(str::to_owned);
    let rules: Vec<Value> = everything
        .chain(conditions.failing.iter().filter(|part| part.is_ascii()).map(|part| escaped(part)))
        .map(|filter| {
            json!({
                "trigger": { "url-filter": filter, "url-filter-is-case-sensitive": true },
                "action": { "type": "block" }
            })
        })
        .collect();
    (!rules.is_empty()).then(|| Value::Array(rules).to_string())
}

fn escaped(part: &str) -> String {
    let mut escaped = String::new();
    for letter in part.chars() {
        if !letter.is_ascii_alphanumeric() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Milliseconds since 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_become_rules_that_the_engine_can_read() {
        assert_eq!(rules(&Conditions { delay: 400, ..Conditions::default() }), None);
        let conditions =
            Conditions { offline: true, delay: 0, failing: vec!["api.example/v1?".into(), "ü".into()] };
        let rules: Value = serde_json::from_str(&rules(&conditions).unwrap()).unwrap();
        let filters: Vec<&Value> =
            rules.as_array().unwrap().iter().map(|rule| &rule["trigger"]["url-filter"]).collect();
        assert_eq!(filters, ["^https?://", "^wss?://", r"api\.example\/v1\?"]);
    }
}
