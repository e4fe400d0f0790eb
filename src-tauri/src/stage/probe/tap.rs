//! A click into a widget as a person makes it, and a drag: genuine gestures, which no script can make.
//!
//! The engine is handed the events that GTK would hand it for a mouse. They go to the screen's own view, so the
//! display's pointer stays where it is, and two tests could click at a time.

use greenroom_contract::Problem;
use gtk::gdk;
use gtk::glib::translate::ToGlibPtr;
use gtk::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::State;
use webkit2gtk::WebViewExt;
use wry::{WebView, WebViewExtUnix};

use super::{Stage, answered, ask_page, ask_widget, failed, newest};

/// In CSS pixels of the frame or of the page.
#[derive(Clone, Copy, Deserialize)]
pub struct Spot {
    x: f64,
    y: f64,
}

/// In CSS pixels of the page.
#[derive(Clone, Copy, Deserialize)]
struct Found {
    spot: Spot,
    /// So many are one of the frame.
    scale: f64,
}

/// Clicks the first element of the newest widget of a screen that the selector finds, with the primary button unless
/// another is named, and waits until the widget has
/// been told of it. What is not there, or is covered, is not clicked.
#[tauri::command]
pub async fn tap_widget(
    stage: State<'_, Stage>,
    screen: String,
    selector: String,
    button: Option<u32>,
) -> Result<(), Problem> {
    let button = button.unwrap_or(gdk::BUTTON_PRIMARY);
    let felt = if button == gdk::BUTTON_PRIMARY { "click" } else { "contextmenu" };
    let in_page = find(&stage, &screen, &selector, felt).await?.spot;

    // Asked before the click, which may end the document.
    let felt = ask_widget(&stage, &screen, "window.__greenroomTap").await?;
    let name = screen.clone();
    stage
        .on_main(move |screens| click(screens.get(&name)?.webview()?, in_page, button))
        .await?
        .ok_or_else(|| failed("the screen is not shown"))?;
    match answered(felt, &screen).await? {
        Value::Bool(true) => Ok(()),
        _ => Err(failed("the click fell beside the element, which had moved")),
    }
}

/// Presses the primary button on the first element that the selector finds, as [`tap_widget`] does, and moves it by so many
/// pixels before it is released. What comes of it is not waited for.
#[tauri::command]
pub async fn drag_widget(
    stage: State<'_, Stage>,
    screen: String,
    selector: String,
    by: Spot,
) -> Result<(), Problem> {
    let Found { spot: from, scale } = find(&stage, &screen, &selector, "click").await?;
    let by = Spot { x: by.x * scale, y: by.y * scale };
    stage
        .on_main(move |screens| drag(screens.get(&screen)?.webview()?, from, by))
        .await?
        .ok_or_else(|| failed("the screen is not shown"))
}

/// Where in the page of the screen it is, brought into sight.
async fn find(stage: &State<'_, Stage>, screen: &str, selector: &str, felt: &str) -> Result<Found, Problem> {
    let aim = format!("({AIM})({}, {})", json!(selector), json!(felt));
    let in_frame = answered(ask_widget(stage, screen, &aim).await?, screen).await?;
    let in_frame: Spot = serde_json::from_value(in_frame.clone()).map_err(|_| said(&in_frame))?;
    let uncover = format!("({UNCOVER})({}, {}, {})", json!(newest(screen)?.instance), in_frame.x, in_frame.y);
    let in_page = answered(ask_page(stage, screen, &uncover).await?, screen).await?;
    serde_json::from_value(in_page.clone()).map_err(|_| said(&in_page))
}

/// Where the middle of the element is once it has stood still for two frames, and a promise of the click, which says
/// whether it fell on the element.
const AIM: &str = "async (selector, felt) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`nothing matches ${selector}`);
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const place = () => { const { x, y, width, height } = element.getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 }; };
    const frame = () => new Promise(requestAnimationFrame);
    for (let before = {}, now = place(), still = 0; still < 2; before = now, now = place()) {
        still = before.x === now.x && before.y === now.y ? still + 1 : 0;
        await frame();
    }
    window.__greenroomTap = new Promise((resolve) => {
        const feel = (event) => {
            if (!event.isTrusted) return;
            removeEventListener(felt, feel, true);
            resolve(element.contains(event.target));
        };
        addEventListener(felt, feel, true);
    });
    return place();
}";

/// Brings the place into sight and says where that is; an error where something else lies over it.
const UNCOVER: &str = "(instance, x, y) => {
    const frame = document.querySelector(`[data-instance='${instance}']`);
    if (!frame) return { error: 'the page has no such frame' };
    const scale = frame.getBoundingClientRect().width / frame.offsetWidth;
    const spot = () => { const box = frame.getBoundingClientRect(); return { x: box.x + x * scale, y: box.y + y * scale }; };
    const top = () => document.elementFromPoint(spot().x, spot().y);
    if (top() !== frame) {
        const area = frame.closest('main').getBoundingClientRect();
        frame.closest('main').scrollBy({ top: (spot().y - (area.top + area.bottom) / 2) / scale, behavior: 'instant' });
    }
    return top() === frame ? { spot: spot(), scale } : { error: `${top()?.outerHTML.slice(0, 80)} lies over the place` };
}";

fn said(value: &Value) -> Problem {
    failed(value["error"].as_str().unwrap_or("there is no place to click"))
}

/// Nothing where the view is not drawn.
fn click(webview: &WebView, spot: Spot, pressed: u32) -> Option<()> {
    press(webview, gdk::EventType::ButtonPress, spot, pressed)?;
    press(webview, gdk::EventType::ButtonRelease, spot, pressed)
}

fn drag(webview: &WebView, from: Spot, by: Spot) -> Option<()> {
    const STEPS: u32 = 8;
    let at = |step: u32| {
        let part = f64::from(step) / f64::from(STEPS);
        Spot { x: from.x + part * by.x, y: from.y + part * by.y }
    };
    press(webview, gdk::EventType::ButtonPress, from, gdk::BUTTON_PRIMARY)?;
    for step in 1..=STEPS {
        hold(webview, at(step))?;
    }
    press(webview, gdk::EventType::ButtonRelease, at(STEPS), gdk::BUTTON_PRIMARY)
}

fn press(webview: &WebView, kind: gdk::EventType, spot: Spot, pressed: u32) -> Option<()> {
    let view = webview.webview();
    let mut event = gdk::Event::new(kind).downcast::<gdk::EventButton>().ok()?;
    event.set_device(Some(&view.display().default_seat()?.pointer()?));
    let button = event.as_mut();
    button.window = view.window()?.to_glib_full();
    button.time = now()?;
    (button.x, button.y) = (spot.x * view.zoom_level(), spot.y * view.zoom_level());
    button.button = pressed;
    if kind == gdk::EventType::ButtonRelease {
        button.state = match pressed {
            gdk::BUTTON_PRIMARY => gdk::ModifierType::BUTTON1_MASK.bits(),
            _ => gdk::ModifierType::BUTTON3_MASK.bits(),
        };
    }
    gtk::main_do_event(&mut event);
    Some(())
}

/// The mouse is there, with its primary button pressed.
fn hold(webview: &WebView, spot: Spot) -> Option<()> {
    let view = webview.webview();
    let kind = gdk::EventType::MotionNotify;
    let mut event = gdk::Event::new(kind).downcast::<gdk::EventMotion>().ok()?;
    event.set_device(Some(&view.display().default_seat()?.pointer()?));
    let motion = event.as_mut();
    motion.window = view.window()?.to_glib_full();
    motion.time = now()?;
    (motion.x, motion.y) = (spot.x * view.zoom_level(), spot.y * view.zoom_level());
    motion.state = gdk::ModifierType::BUTTON1_MASK.bits();
    gtk::main_do_event(&mut event);
    Some(())
}

fn now() -> Option<u32> {
    u32::try_from(gtk::glib::monotonic_time() / 1000 % i64::from(u32::MAX)).ok()
}
