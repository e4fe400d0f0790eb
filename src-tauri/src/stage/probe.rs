//! Tests only (feature `probe`): runs scripts in widgets and in the pages of screens, and takes pictures of them.
//! Clicks and drags are in [`tap`], keys in [`keys`].
//!
//! The widget script of such a build listens for a question of ours beside its own traffic; the answer comes
//! back as a request with the method `probe`, which never reaches the host. None of this exists in a release.

mod keys;
mod tap;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use greenroom_contract::screen::{FromScreen, ScreenEntry, ToScreen};
use greenroom_contract::stage::ScreenStatus;
use greenroom_contract::widget::{Language, OpenaiRequest, Said};
use greenroom_contract::{Json, Problem};
use gtk::prelude::*;
use serde_json::{Value, json};
use tauri::ipc::Invoke;
use tauri::{State, Wry};
use tokio::sync::oneshot;
use webkit2gtk::{SnapshotOptions, SnapshotRegion, WebViewExt};
use wry::WebViewExtUnix;

use super::{Stage, channel};

const SEAM: &str = "/*! probe */";
const METHOD: &str = "probe";
/// A question to a document that goes at that moment is never answered; whoever asks tries again.
const PATIENCE: Duration = Duration::from_secs(10);

static PROBES: Mutex<Probes> =
    Mutex::new(Probes { shown: BTreeMap::new(), asked: BTreeMap::new(), next_id: 0 });

struct Probes {
    /// The widgets of each screen, the newest last.
    shown: BTreeMap<String, Vec<Shown>>,
    asked: BTreeMap<u32, Asked>,
    next_id: u32,
}

/// A widget's frame.
#[derive(Clone, PartialEq)]
struct Shown {
    instance: String,
    generation: u32,
}

struct Asked {
    frame: Shown,
    asker: oneshot::Sender<Value>,
}

/// The widget script with the probe in its seam; `None` if it has no seam.
pub fn built_into(widget_script: &str) -> Option<String> {
    widget_script.contains(SEAM).then(|| widget_script.replacen(SEAM, include_str!("probe.js"), 1))
}

pub fn invoke_handler(
    commands: &tauri_specta::Builder<Wry>,
) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    let commands = commands.invoke_handler();
    let probes: fn(Invoke<Wry>) -> bool = tauri::generate_handler![
        probe,
        probe_screen,
        snapshot_screen,
        tap::tap_widget,
        tap::drag_widget,
        keys::press_key,
        close_window,
        screen_facts,
        engine_menu
    ];
    move |invoke| match invoke.message.command() {
        "probe" | "probe_screen" | "snapshot_screen" | "tap_widget" | "drag_widget" | "press_key"
        | "close_window" | "screen_facts" | "engine_menu" => probes(invoke),
        _ => commands(invoke),
    }
}

/// Notes which widgets a screen shows. Who has asked one whose frame is replaced need not wait.
pub fn saw(screen: &str, message: &ToScreen) {
    let ToScreen::View { view } = message else { return };
    let widgets = view.entries.iter().filter_map(|entry| match entry {
        ScreenEntry::Call(call) => call.widget.as_ref(),
        ScreenEntry::Message(_) => None,
    });
    let shown: Vec<Shown> = widgets
        .map(|widget| Shown { instance: widget.instance.clone(), generation: widget.generation })
        .collect();
    let mut probes = probes();
    for frame in &shown {
        probes.asked.retain(|_, asked| {
            asked.frame.instance != frame.instance || asked.frame.generation == frame.generation
        });
    }
    probes.shown.insert(screen.into(), shown);
}

/// The message without what answers probes. A batch stays one, even if nothing is left: the page waits for it to be heard.
pub fn without_answers(message: FromScreen) -> FromScreen {
    match message {
        FromScreen::Widgets { messages } => {
            FromScreen::Widgets { messages: messages.into_iter().filter(|said| !heard(said)).collect() }
        }
        message => message,
    }
}

/// Whether this answers a probe.
fn heard(said: &Said) -> bool {
    if said.language != Language::Openai || !said.text.contains(METHOD) {
        return false;
    }
    let Ok(request) = serde_json::from_str::<OpenaiRequest>(&said.text) else { return false };
    if request.method != METHOD {
        return false;
    }
    if let Some(asked) = probes().asked.remove(&request.id) {
        let _ = asked.asker.send(request.params.0.get(0).cloned().unwrap_or_default());
    }
    true
}

/// Runs a script in the newest widget of a screen, or in another by its place from the oldest. A promise is awaited; an
/// exception answers `{ error }`.
#[tauri::command]
async fn probe(
    stage: State<'_, Stage>,
    screen: String,
    script: String,
    place: Option<usize>,
) -> Result<Value, Problem> {
    let frame = match place {
        Some(place) => shown(&screen, |all| all.get(place))?,
        None => newest(&screen)?,
    };
    answered(ask_frame(&stage, &screen, frame, &script).await?, &screen).await
}

/// Runs a script in the page of a screen and answers its value.
#[tauri::command]
async fn probe_screen(stage: State<'_, Stage>, screen: String, script: String) -> Result<Value, Problem> {
    answered(ask_page(&stage, &screen, &script).await?, &screen).await
}

/// What a screen's view says of itself: whether it sounds, whether the engine looks names up early, and its address.
#[tauri::command]
async fn screen_facts(stage: State<'_, Stage>, screen: String) -> Result<Value, Problem> {
    let facts = stage.on_main(move |screens| {
        let view = screens.get(&screen)?.webview()?.webview();
        let address = view.uri().map(String::from);
        Some(json!({ "sounds": view.is_playing_audio(), "address": address }))
    });
    facts.await?.ok_or_else(|| failed("the screen has no page"))
}

/// What the menu says that the engine shows, an entry each; it is closed. Nothing where it shows none.
#[tauri::command]
async fn engine_menu(stage: State<'_, Stage>) -> Result<Vec<String>, Problem> {
    let entries = stage.on_main(|_| {
        let menus = gtk::Window::list_toplevels().into_iter().filter(WidgetExt::is_visible);
        let menus = menus
            .filter_map(|window| window.downcast::<gtk::Bin>().ok()?.child()?.downcast::<gtk::Menu>().ok());
        let menus: Vec<gtk::Menu> = menus.collect();
        let items = menus.iter().flat_map(|menu| menu.children());
        let labels = items.filter_map(|item| item.downcast::<gtk::MenuItem>().ok()?.label());
        let labels: Vec<String> = labels.map(String::from).collect();
        menus.iter().for_each(gtk::prelude::GtkMenuExt::popdown);
        labels
    });
    entries.await
}

/// Closes the window as a person does. WebDriver would kill the program instead.
#[tauri::command]
fn close_window(window: tauri::WebviewWindow) -> Result<(), Problem> {
    window.close().map_err(|error| failed(&error.to_string()))
}

/// What is visible of a screen's page, as a PNG in base64.
#[tauri::command]
async fn snapshot_screen(stage: State<'_, Stage>, screen: String) -> Result<String, Problem> {
    let (tell, answer) = oneshot::channel();
    let name = screen.clone();
    stage
        .on_main(move |screens| {
            let webview = screens.get(&name).and_then(|screen| screen.webview())?;
            let (region, options) = (SnapshotRegion::Visible, SnapshotOptions::NONE);
            webview.webview().snapshot(region, options, gtk::gio::Cancellable::NONE, move |surface| {
                let _ = tell.send(surface.ok().and_then(|surface| png(&surface)));
            });
            Some(())
        })
        .await?
        .ok_or_else(|| failed("the screen has no page"))?;
    let png = answered(answer, &screen).await?.ok_or_else(|| failed("the engine gave no picture"))?;
    Ok(BASE64.encode(png))
}

fn png(surface: &gtk::cairo::Surface) -> Option<Vec<u8>> {
    let image = gtk::cairo::ImageSurface::try_from(surface.clone()).ok()?;
    gtk::gdk::pixbuf_get_from_surface(&image, 0, 0, image.width(), image.height())?
        .save_to_bufferv("png", &[])
        .ok()
}

/// The script is on its way to the newest widget of the screen when this returns.
async fn ask_widget(stage: &Stage, screen: &str, script: &str) -> Result<oneshot::Receiver<Value>, Problem> {
    ask_frame(stage, screen, newest(screen)?, script).await
}

async fn ask_frame(
    stage: &Stage,
    screen: &str,
    frame: Shown,
    script: &str,
) -> Result<oneshot::Receiver<Value>, Problem> {
    let (question, answer) = question(frame, script);
    let delivery = channel::delivery(&[question]).map_err(|error| failed(&error.to_string()))?;
    let name = screen.to_owned();
    stage
        .on_main(move |screens| {
            let live = screens.get(&name).filter(|screen| screen.status == ScreenStatus::Live);
            live.map(|screen| screen.run(&delivery))
        })
        .await?
        .ok_or_else(|| failed("the screen is not live"))?;
    Ok(answer)
}

async fn ask_page(stage: &Stage, screen: &str, script: &str) -> Result<oneshot::Receiver<Value>, Problem> {
    let (tell, answer) = oneshot::channel();
    let tell = Mutex::new(Some(tell));
    let (name, script) = (screen.to_owned(), script.to_owned());
    stage
        .on_main(move |screens| {
            let webview = screens.get(&name).and_then(|screen| screen.webview());
            webview.map(|webview| {
                webview.evaluate_script_with_callback(&script, move |json| {
                    let asker = tell.lock().unwrap_or_else(PoisonError::into_inner).take();
                    let value = serde_json::from_str(&json).unwrap_or_default();
                    asker.map(|asker| asker.send(value));
                })
            })
        })
        .await?
        .ok_or_else(|| failed("the screen has no page"))?
        .map_err(|error| failed(&error.to_string()))?;
    Ok(answer)
}

fn question(frame: Shown, script: &str) -> (ToScreen, oneshot::Receiver<Value>) {
    let instance = frame.instance.clone();
    let mut probes = probes();
    let id = probes.next_id;
    probes.next_id = id.wrapping_add(1);
    let (asker, answer) = oneshot::channel();
    probes.asked.insert(id, Asked { frame, asker });
    let message = Json(json!({ "kind": "probe", "id": id, "script": script }));
    (ToScreen::Widget { instance, language: Language::Openai, message }, answer)
}

/// The frame of the newest widget of the screen.
fn newest(screen: &str) -> Result<Shown, Problem> {
    shown(screen, |all| all.last())
}

fn shown(screen: &str, choose: impl Fn(&[Shown]) -> Option<&Shown>) -> Result<Shown, Problem> {
    let probes = probes();
    let chosen = probes.shown.get(screen).and_then(|all| choose(all));
    chosen.cloned().ok_or_else(|| failed("the screen shows no such widget"))
}

async fn answered<T>(
    answer: impl Future<Output = Result<T, oneshot::error::RecvError>>,
    screen: &str,
) -> Result<T, Problem> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => Err(failed(&format!("the frame that was asked on {screen} went away"))),
        Err(_) => Err(failed(&format!("the screen {screen} did not answer in {PATIENCE:?}"))),
    }
}

fn failed(reason: &str) -> Problem {
    Problem::failed(format!("The probe failed: {reason}."), "")
}

fn probes() -> MutexGuard<'static, Probes> {
    PROBES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probe_takes_the_place_of_the_seam() {
        let script = built_into("(function(){a\n/*! probe */\n;b})();").unwrap();
        assert_eq!(script, format!("(function(){{a\n{}\n;b}})();", include_str!("probe.js")));
        assert_eq!(built_into("(function(){})();"), None);
        assert!(built_into(include_str!("../../../ui/dist/widget.js")).is_some());
    }

    #[test]
    fn answers_to_probes_do_not_pass_for_requests_of_the_widget() {
        let said = |method: &str| Said {
            instance: "one".into(),
            generation: 0,
            gesture: false,
            language: Language::Openai,
            text: json!({ "id": 4_000_000, "method": method, "params": [1] }).to_string(),
        };
        let messages = vec![said("callTool"), said("probe"), said("setWidgetState")];
        let left = FromScreen::Widgets { messages: vec![said("callTool"), said("setWidgetState")] };
        assert_eq!(without_answers(FromScreen::Widgets { messages }), left);
        assert_eq!(without_answers(FromScreen::Ready), FromScreen::Ready);
    }
}
