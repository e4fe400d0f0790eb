//! How many frames arrive in time while something moves: a long conversation that is scrolled, a widget that changes its mode,
//! a window that is resized.

use std::time::Duration;

use serde_json::{Value, json};

use super::Scene;
use crate::timing::{Runs, milliseconds};
use crate::{Fault, report};

const WIDGETS: usize = 50;
/// A frame that missed its turn at 60 a second.
const LATE: Duration = Duration::from_micros(25_000);
const GOAL: &str = "60 frames a second: at most one in twenty late";
const GOAL_SHARE: f64 = 0.05;

/// Each way of scrolling takes so many frames.
const FRAMES: u32 = 300;
/// The fastest fling of Android, 8000 CSS pixels a second (`ViewConfiguration`'s maximum fling velocity).
const FLING: &str = "8000 / 60";
/// A scroll bar that is dragged from one end to the other.
const DRAG: &str = "(place.scrollHeight - place.clientHeight) / FRAMES";

const SWITCHES: usize = 10;
/// Frames that are counted after each switch.
const FRAMES_AFTER_SWITCH: u32 = 20;

const SIZES: u32 = 120;
/// Each size is this much wider or narrower than the one before.
const STEP: u32 = 4;
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 860;

/// In the order of the promise.
pub async fn measure(scene: &Scene) -> Result<Vec<report::Result>, Fault> {
    let modes = modes(scene).await?;
    let resizing = resizing(scene).await?;
    Ok(vec![scrolling(scene).await?, modes, resizing])
}

async fn scrolling(scene: &Scene) -> Result<report::Result, Fault> {
    let window = &scene.window;
    window.command("start_conversation", json!({})).await?;
    for _ in 0..WIDGETS {
        scene.run().await?;
    }
    let drawn = format!("document.querySelectorAll('iframe').length === {WIDGETS}");
    window.screen_shows("phone", &drawn, json!(true)).await;
    window.shows("phone", "typeof window.initializedAt", json!("number")).await;
    let fling = scrolled(scene, FLING).await?;
    let drag = scrolled(scene, DRAG).await?;
    Ok(report::Result {
        key: "scrolling",
        text: format!(
            "Scrolling through {WIDGETS} widgets, flung as fast as Android does: {}; dragged from end to end in \
             {FRAMES} frames: {}.",
            said(&fling),
            said(&drag)
        ),
        goal: GOAL,
        met: is_met(&fling) && is_met(&drag),
        numbers: json!({ "fling": numbers(&fling), "drag": numbers(&drag) }),
    })
}

/// From the top of the conversation on the phone.
async fn scrolled(scene: &Scene, step: &str) -> Result<Runs, Fault> {
    let script = "(() => {
        if (window.frameTimes) return window.frameTimes.length >= FRAMES;
        window.frameTimes = [];
        const place = document.querySelector('main');
        place.scrollTop = 0;
        const step = STEP;
        let last = 0;
        const next = (now) => {
            window.frameTimes.push(now - last);
            last = now;
            place.scrollTop += step;
            if (window.frameTimes.length < FRAMES) requestAnimationFrame(next);
        };
        requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
        return false;
    })()";
    let script = script.replace("STEP", step).replace("FRAMES", &FRAMES.to_string());
    scene.window.screen_shows("phone", &script, json!(true)).await;
    taken(scene).await
}

/// The frames that follow each switch of the newest widget between inline and fullscreen, on the phone.
async fn modes(scene: &Scene) -> Result<report::Result, Fault> {
    let mut frames = Runs::default();
    for switch in 0..SWITCHES {
        let mode = if switch % 2 == 0 { "fullscreen" } else { "inline" };
        let watch = "(() => {
            window.frameTimes = [];
            let last = 0;
            let isNew = false;
            const next = (now) => {
                isNew ||= [...document.querySelectorAll('.widget-place')].at(-1).dataset.mode === 'MODE';
                if (isNew) window.frameTimes.push(now - last);
                last = now;
                if (window.frameTimes.length < FRAMES) requestAnimationFrame(next);
            };
            requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
            return true;
        })()";
        let watch = watch.replace("MODE", mode).replace("FRAMES", &FRAMES_AFTER_SWITCH.to_string());
        scene.window.screen_shows("phone", &watch, json!(true)).await;
        scene.window.command("set_display_mode", json!({ "mode": mode })).await?;
        let all = format!("window.frameTimes.length === {FRAMES_AFTER_SWITCH}");
        scene.window.screen_shows("phone", &all, json!(true)).await;
        frames.extend(taken(scene).await?);
    }
    Ok(report::Result {
        key: "switching",
        text: format!(
            "The {FRAMES_AFTER_SWITCH} frames after a switch between inline and fullscreen: {}.",
            said(&frames)
        ),
        goal: GOAL,
        met: is_met(&frames),
        numbers: numbers(&frames),
    })
}

/// Another width 60 times a second, as a person drags the edge of the window; the frames are those of the phone's page.
async fn resizing(scene: &Scene) -> Result<report::Result, Fault> {
    let watch = "(() => {
        const times = (window.frameTimes = []);
        let last = 0;
        const next = (now) => {
            times.push(now - last);
            last = now;
            if (window.frameTimes === times) requestAnimationFrame(next);
        };
        requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
        return true;
    })()";
    scene.window.resize(WIDTH, HEIGHT).await?;
    scene.window.screen_shows("phone", watch, json!(true)).await;
    let mut turns = tokio::time::interval(Duration::from_micros(16_667));
    for size in 0..SIZES {
        turns.tick().await;
        let narrower = STEP * (SIZES / 2).abs_diff(size);
        scene.window.resize(WIDTH - STEP * SIZES / 2 + narrower, HEIGHT).await?;
    }
    let frames = taken(scene).await?;
    Ok(report::Result {
        key: "resizing",
        text: format!("A screen while the window is resized: {}.", said(&frames)),
        goal: GOAL,
        met: is_met(&frames),
        numbers: numbers(&frames),
    })
}

/// What the page of the phone has noted, which it then forgets.
async fn taken(scene: &Scene) -> Result<Runs, Fault> {
    let script = "(() => { const times = window.frameTimes; window.frameTimes = null; return times; })()";
    let question = json!({ "screen": "phone", "script": script });
    let times = scene.window.command("probe_screen", question).await?;
    let mut frames = Runs::default();
    for time in times.as_array().ok_or("the screen did not say how it moved")? {
        frames.add(Duration::from_secs_f64(time.as_f64().unwrap_or_default() / 1000.0));
    }
    Ok(frames)
}

fn said(frames: &Runs) -> String {
    let late = frames.share_over(LATE) * 100.0;
    format!("{:.1} ms from frame to frame, {late:.1} % of them late", milliseconds(frames.median()))
}

fn is_met(frames: &Runs) -> bool {
    frames.share_over(LATE) <= GOAL_SHARE
}

fn numbers(frames: &Runs) -> Value {
    json!({ "frames": frames.json(), "lateShare": frames.share_over(LATE) })
}
