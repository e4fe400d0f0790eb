//! SIGTERM and SIGINT close the window as a person would, so that nothing is left half done.

use std::ops::ControlFlow;

use gtk::glib;
use tauri::AppHandle;

const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;

/// To be called on the main thread.
pub fn close_on_signals(app: &AppHandle) {
    for signal in [SIGINT, SIGTERM] {
        let app = app.clone();
        glib::unix_signal_add_local(signal, move || {
            app.exit(0);
            ControlFlow::Continue(()).into()
        });
    }
}
