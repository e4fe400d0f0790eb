//! Where screens are on macOS and Windows: native child views of the window, above the shell's.

use std::path::Path;

use greenroom_contract::stage::{Area, Placement};
use tauri::WebviewWindow;
use wry::dpi::{LogicalPosition, LogicalSize};
use wry::{Rect, WebView, WebViewBuilder};

use super::stillness::Stillness;

#[cfg(target_os = "macos")]
pub const ENGINE: &str = "WKWebView";
#[cfg(windows)]
pub const ENGINE: &str = "WebView2";

/// Whether handlers of schemes and downloads belong to the context, and so outlive a webview.
pub const CONTEXT_KEEPS_HANDLERS: bool = false;

/// Whether the keyboard can go to a screen, and come back. Nothing here hears of keys that are pressed in one.
pub const ENTERED_BY_KEYS: bool = false;

pub const CUTS_OFF: bool = false;

pub struct Layout {
    window: WebviewWindow,
}

impl Layout {
    pub fn over(window: &WebviewWindow, _folder: &Path) -> tauri::Result<Self> {
        Ok(Self { window: window.clone() })
    }

    pub fn build(&self, builder: WebViewBuilder<'_>, _stillness: Option<&Stillness>) -> wry::Result<WebView> {
        builder.build_as_child(&self.window)
    }

    /// A child view cannot be cut off.
    pub fn cut_off(&self, _within: Option<Area>) {}

    /// The shell is not zoomed, so its CSS pixels are logical pixels of the window.
    pub fn place(&self, webview: &WebView, placement: &Placement) -> wry::Result<()> {
        webview.set_bounds(Rect {
            position: LogicalPosition::new(placement.x, placement.y).into(),
            size: LogicalSize::new(placement.width, placement.height).into(),
        })?;
        webview.zoom(placement.zoom)
    }

    /// Nothing poses here.
    pub fn pose(&self, webview: &WebView, placement: &Placement) -> wry::Result<()> {
        self.place(webview, placement)
    }

    pub fn cover(&self, _still: &Still, _place: &Placement) {}

    pub fn uncover(&self, _still: Still) {}

    pub fn focus_shell(&self) {}

    pub fn show(&self, webview: &WebView) -> wry::Result<()> {
        webview.set_visible(true)
    }

    pub fn hide(&self, webview: &WebView) -> wry::Result<()> {
        webview.set_visible(false)
    }
}

/// No picture is taken here, so nothing stands in a screen's place.
pub enum Still {}

pub fn still(_webview: &WebView, _done: impl FnOnce(Still) + 'static) {}

/// wry tells of no crash here; a page that is gone answers no ping and counts as hung.
pub fn watch(_webview: &WebView, _ended: impl Fn(&str) + 'static) {}

/// The web process ends with its webview.
pub fn end(_webview: &WebView) {}

pub fn focus(_webview: &WebView) {}

pub fn has_focus(_webview: &WebView) -> bool {
    false
}
