//! Pictures of screens on macOS and Windows: there are none. wry gives no way to what a webview shows there, and the
//! system's own pictures of the window would show what lies over it.

use tokio::sync::oneshot;
use wry::WebView;

use crate::pictures::Picture;

const NONE: &str = "pictures of screens can be taken on Linux only";

pub fn scale(_webview: &WebView) -> f64 {
    1.0
}

pub fn take(_webview: &WebView) -> oneshot::Receiver<Result<Picture, String>> {
    nothing()
}

pub fn copy(_picture: &Picture) -> Result<(), String> {
    Err(NONE.to_owned())
}

pub fn ask(_webview: &WebView, _body: &str) -> oneshot::Receiver<Result<String, String>> {
    nothing()
}

fn nothing<T>() -> oneshot::Receiver<Result<T, String>> {
    let (tell, answer) = oneshot::channel();
    let _ = tell.send(Err(NONE.to_owned()));
    answer
}
