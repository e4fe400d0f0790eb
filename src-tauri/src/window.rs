//! The main window: where it stands, and the one page it may show.

use tauri::{
    AppHandle, LogicalPosition, LogicalSize, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use std::path::Path;

use crate::look::{Looks, WindowPlace};

/// The window that the capability file names.
pub const LABEL: &str = "main";

const SIZE: LogicalSize<f64> = LogicalSize::new(1440.0, 900.0);
const MIN_SIZE: LogicalSize<f64> = LogicalSize::new(960.0, 600.0);

pub fn open(app: &AppHandle, looks: &Looks, data_dir: &Path) -> tauri::Result<WebviewWindow> {
    let place = looks.window().filter(|place| is_on_a_monitor(app, place));
    let size = place.map_or(SIZE, |place| LogicalSize::new(place.width, place.height));
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Greenroom")
        .data_directory(data_dir.join("shell"))
        // Else the program takes a dropped file before the page does that asks for one.
        .disable_drag_drop_handler()
        .inner_size(size.width, size.height)
        .min_inner_size(MIN_SIZE.width, MIN_SIZE.height)
        .maximized(place.is_some_and(|place| place.maximized))
        .on_navigation(|address| {
            address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost")
        });
    if let Some((x, y)) = place.and_then(|place| place.position) {
        builder = builder.position(x, y);
    }
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    crate::graphics::spare_layers(&window)?;
    remember(&window, looks.clone());
    Ok(window)
}

fn remember(window: &WebviewWindow, looks: Looks) {
    let watched = window.clone();
    window.on_window_event(move |event| {
        if !matches!(event, WindowEvent::Resized(_) | WindowEvent::Moved(_)) {
            return;
        }
        match place(&watched, looks.window()) {
            Ok(place) => looks.save_window(&place),
            Err(error) => tracing::warn!("the place of the window is unknown: {error}"),
        }
    });
}

/// A maximized window keeps the size that it will go back to.
fn place(window: &WebviewWindow, before: Option<WindowPlace>) -> tauri::Result<WindowPlace> {
    let maximized = window.is_maximized()?;
    if let (true, Some(before)) = (maximized, before) {
        return Ok(WindowPlace { maximized, ..before });
    }
    let scale = window.scale_factor()?;
    let size: LogicalSize<f64> = window.inner_size()?.to_logical(scale);
    let position = window.outer_position().ok().map(|position| position.to_logical::<f64>(scale));
    Ok(WindowPlace {
        width: size.width,
        height: size.height,
        position: position.map(|LogicalPosition { x, y }| (x, y)),
        maximized,
    })
}

/// A monitor may be gone since the last run; then the window opens where the system puts it.
fn is_on_a_monitor(app: &AppHandle, place: &WindowPlace) -> bool {
    let Some((x, y)) = place.position else { return true };
    app.available_monitors().unwrap_or_default().iter().any(|monitor| {
        let scale = monitor.scale_factor();
        let position: LogicalPosition<f64> = monitor.position().to_logical(scale);
        let size: LogicalSize<f64> = monitor.size().to_logical(scale);
        x + place.width > position.x
            && x < position.x + size.width
            && y >= position.y - 1.0
            && y < position.y + size.height
    })
}
