//! The network of a screen on Linux: the engine tells of each load, and can be cut off.
//!
//! Whose load it was the engine does not say; the host finds out. What a policy blocks is no load at all.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use greenroom_host::Load;
use webkit2gtk::{
    NetworkProxyMode, NetworkProxySettings, URIRequestExt, URIResponseExt, WebContextExt, WebResourceExt,
    WebViewExt, WebsiteDataManagerExt,
};
use wry::{WebView, WebViewExtUnix};

/// A proxy that is not there: the port is reserved, and nothing answers on it.
const NOWHERE: &str = "http://127.0.0.1:1";

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

/// Every load of the screen on the web fails, or none does for that reason. Its own pages are not concerned.
pub fn set_offline(webview: &WebView, offline: bool) {
    let Some(manager) = webview.webview().context().and_then(|context| context.website_data_manager()) else {
        return;
    };
    if offline {
        let mut proxy = NetworkProxySettings::new(Some(NOWHERE), &[]);
        manager.set_network_proxy_settings(NetworkProxyMode::Custom, Some(&mut proxy));
    } else {
        manager.set_network_proxy_settings(NetworkProxyMode::Default, None);
    }
}

/// Milliseconds since 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}
