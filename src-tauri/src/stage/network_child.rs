//! The network of a screen on macOS and Windows: the engine tells of no load here, and cannot be cut off. What scripts
//! in the widgets see and do is all that there is.

use greenroom_host::Load;
use wry::WebView;

pub fn follow(_webview: &WebView, _saw: impl Fn(Load) + 'static) {}

pub fn set_offline(_webview: &WebView, _offline: bool) {}
