//! Whether anything still changes in a screen: not known on macOS and Windows, where no pictures are taken.

use wry::WebView;

#[derive(Clone, Default)]
pub struct Stillness;

impl Stillness {
    pub fn watch(&self, _webview: &WebView) {}

    pub async fn reached(&self, _screen: &str) {}

    pub fn forget(&self, _series: &str) {}

    pub fn hindrance(&self, _screen: &str) -> &'static str {
        "no two pictures of it were the same"
    }
}
