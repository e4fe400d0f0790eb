//! Whether anything still changes in a screen: in its page, in the documents of its widgets, and on their network.
//!
//! A script in a world of its own ([`stillness.js`](stillness.js)) watches each document, and a style sheet over those of
//! the documents ends animations and transitions as they begin and hides the caret. Both are there on
//! screens for pictures only: the command line's, and the window's for contact sheets. wry hands what such a script says to the screen's mailbox as well, which drops it for want of the
//! secret.

use std::collections::BTreeMap;
use std::sync::Arc;

use javascriptcore::ValueExt;
use tokio::sync::watch;
use webkit2gtk::{
    UserContentInjectedFrames, UserContentManagerExt, UserScript, UserScriptInjectionTime, UserStyleLevel,
    UserStyleSheet, WebResourceExt, WebViewExt,
};
use wry::{WebView, WebViewExtUnix};

const SCRIPT: &str = include_str!("stillness.js");
const WORLD: &str = "greenroom";
const MAILBOX: &str = "stillness";

/// As long as nothing: an animation that fills forwards has its end, and one that goes on for ever has none.
const STYLE: &str = "*, *::before, *::after { animation-duration: 0s !important; animation-delay: 0s !important; \
    animation-iteration-count: 1 !important; transition-duration: 0s !important; transition-delay: 0s !important; \
    scroll-behavior: auto !important; caret-color: transparent !important; }";

#[derive(Clone)]
pub struct Stillness(Arc<watch::Sender<Scenes>>);

/// By screen.
type Scenes = BTreeMap<String, Scene>;

#[derive(Debug, Default)]
struct Scene {
    /// By its id, whether a document is still.
    documents: BTreeMap<String, bool>,
    /// Under way.
    loads: u32,
}

impl Default for Stillness {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Scenes::new())))
    }
}

impl Stillness {
    /// To be called before the view has loaded anything.
    pub fn watch(&self, webview: &WebView) {
        let view = webview.webview();
        let screen = webview.id().to_owned();
        let Some(manager) = view.user_content_manager() else { return };
        manager.register_script_message_handler_in_world(MAILBOX, WORLD);
        manager.connect_script_message_received(Some(MAILBOX), {
            let (stillness, screen) = (self.clone(), screen.clone());
            move |_, message| {
                let told = message.js_value().map(|value| value.to_str().to_string()).unwrap_or_default();
                if let Some((document, state)) = told.split_once(' ') {
                    stillness.heard(&screen, document, state);
                }
            }
        });
        let frames = UserContentInjectedFrames::AllFrames;
        let start = UserScriptInjectionTime::Start;
        manager.add_script(&UserScript::for_world(SCRIPT, frames, start, WORLD, &[], &[]));
        manager.add_style_sheet(&UserStyleSheet::new(STYLE, frames, UserStyleLevel::User, &[], &[]));
        let stillness = self.clone();
        view.connect_resource_load_started(move |_, resource, _| {
            stillness.change(&screen, |scene| scene.loads += 1);
            let (stillness, screen) = (stillness.clone(), screen.clone());
            // Told after a failure too.
            resource.connect_finished(move |_| {
                stillness.change(&screen, |scene| scene.loads = scene.loads.saturating_sub(1));
            });
        });
    }

    /// Waits until nothing changes in the screen any more.
    pub async fn reached(&self, screen: &str) {
        let is_still = |scenes: &Scenes| {
            scenes.get(screen).is_some_and(|Scene { documents, loads }| {
                *loads == 0 && !documents.is_empty() && documents.values().all(|is_still| *is_still)
            })
        };
        // The sender lives as long as this.
        let _ = self.0.subscribe().wait_for(is_still).await;
    }

    /// What keeps it from being still, for a sentence.
    pub fn hindrance(&self, screen: &str) -> &'static str {
        match self.0.borrow().get(screen) {
            None => "its page has not begun to load",
            Some(scene) if scene.loads > 0 => "something is still being loaded",
            Some(scene) if scene.documents.values().any(|is_still| !is_still) => "its content keeps changing",
            Some(_) => "no two pictures of it were the same",
        }
    }

    /// Of screens that are gone for good: those whose names begin like this.
    pub fn forget(&self, series: &str) {
        self.0.send_modify(|scenes| scenes.retain(|screen, _| !screen.starts_with(series)));
    }

    fn heard(&self, screen: &str, document: &str, state: &str) {
        self.change(screen, |Scene { documents, .. }| {
            if state == "gone" {
                documents.remove(document);
            } else {
                documents.insert(document.to_owned(), state == "still");
            }
        });
    }

    fn change(&self, screen: &str, change: impl FnOnce(&mut Scene)) {
        self.0.send_modify(|scenes| change(scenes.entry(screen.to_owned()).or_default()));
    }
}
