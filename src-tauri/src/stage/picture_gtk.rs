//! What WebKitGTK shows in a screen, as pixels; and where things are in its page.
//!
//! The engine paints a picture anew in the page's own process, of what is there at that moment: neither the display nor
//! what lies over the view has a part in it. How a screen poses for one is in [`super::pictures`].

use std::cell::RefCell;

use gtk::cairo::{Format, ImageSurface, Surface};
use gtk::gdk_pixbuf::{Colorspace, Pixbuf};
use gtk::gio::Cancellable;
use gtk::prelude::*;
use javascriptcore::ValueExt;
use tokio::sync::oneshot;
use webkit2gtk::{SnapshotOptions, SnapshotRegion, WebViewExt};
use wry::{WebView, WebViewExtUnix};

use crate::pictures::Picture;

/// Pixels of the display for one of the window's.
pub fn scale(webview: &WebView) -> f64 {
    webview.webview().scale_factor().into()
}

/// What is visible in the view. The error is a sentence's end.
pub fn take(webview: &WebView) -> oneshot::Receiver<Result<Picture, String>> {
    let (tell, taken) = oneshot::channel();
    visible(webview, move |surface| {
        let _ = tell.send(surface.and_then(picture));
    });
    taken
}

/// The same as the engine gives it, for the layout to draw.
pub fn visible(webview: &WebView, done: impl FnOnce(Result<Surface, String>) + 'static) {
    let (region, options) = (SnapshotRegion::Visible, SnapshotOptions::NONE);
    webview.webview().snapshot(region, options, Cancellable::NONE, |surface| {
        done(surface.map_err(|error| error.to_string()));
    });
}

/// Puts it on the clipboard. To be called on the main thread.
pub fn copy(picture: &Picture) -> Result<(), String> {
    let (width, height) = (picture.width as i32, picture.height as i32);
    let pixels = gtk::glib::Bytes::from(&picture.pixels);
    let image = Pixbuf::from_bytes(&pixels, Colorspace::Rgb, true, 8, width, height, 4 * width);
    gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_image(&image);
    Ok(())
}

/// Runs the body of an asynchronous function in the page, and answers what it returns as JSON.
pub fn ask(webview: &WebView, body: &str) -> oneshot::Receiver<Result<String, String>> {
    let (tell, answer) = oneshot::channel();
    let tell = RefCell::new(Some(tell));
    webview.webview().call_async_javascript_function(
        body,
        None,
        None,
        None,
        Cancellable::NONE,
        move |value| {
            let json = value.map_err(|error| error.to_string()).and_then(|value| {
                value.to_json(0).map(String::from).ok_or_else(|| "the page gave no answer".to_owned())
            });
            if let Some(tell) = tell.take() {
                let _ = tell.send(json);
            }
        },
    );
    answer
}

/// The engine's pixels are of 32 bits in the machine's own order, with the colours multiplied by the opacity.
fn picture(surface: Surface) -> Result<Picture, String> {
    let mut image = ImageSurface::try_from(surface).map_err(|_| "the engine gave no pixels".to_owned())?;
    if image.format() != Format::ARgb32 {
        return Err("the engine gave pixels of another form".to_owned());
    }
    let (width, height) = (image.width().unsigned_abs(), image.height().unsigned_abs());
    let stride = image.stride().unsigned_abs() as usize;
    let data = image.data().map_err(|error| error.to_string())?;
    Ok(Picture::from_premultiplied(width, height, stride, &data))
}
