//! The network of a screen on macOS and Windows: the engine tells of no load here, and cannot be made to fail any. What
//! scripts in the widgets see and do is all that there is.

use std::path::Path;

use greenroom_contract::observation::Conditions;
use greenroom_host::Load;
use wry::WebView;

/// There is none.
pub enum Hindrance {}

pub fn follow(_webview: &WebView, _saw: impl Fn(Load) + 'static) {}

pub fn prepare(
    _folder: &Path,
    _screen: &str,
    _conditions: &Conditions,
    done: impl FnOnce(Option<Hindrance>) + 'static,
) {
    done(None);
}

pub fn hinder(_webview: &WebView, _hindrance: &Hindrance) {}

pub fn unhinder(_webview: &WebView, _hindrance: &Hindrance) {}
