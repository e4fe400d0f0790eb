//! What WebKitGTK would offer a widget, or the person in its name, to get out of its screen: windows, dialogs and menus of
//! the engine's own, and connections that no policy of a document governs.
//!
//! Where a screen may go is in [`super::page`]; most of this cannot be reached through the sandbox of a widget's frame, and
//! is refused all the same.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use super::page;
use greenroom_webkit::features;
use greenroom_webkit::filter::Filter;
use gtk::gdk::{DragAction, DragContext};
use gtk::prelude::*;
use webkit2gtk::{
    AuthenticationRequestExt, ContextMenu, ContextMenuAction as Action, ContextMenuExt, ContextMenuItemExt,
    LoadEvent, PolicyDecisionExt, PolicyDecisionType, SettingsExt, WebView, WebViewExt,
};

/// A document may name hosts to look up and to connect to early, and its policy has no say in that.
const UNGOVERNED: [&str; 3] = ["LinkDNSPrefetch", "LinkPreconnect", "LinkPreconnectEarlyHints"];

/// Nor has it in the reports that a document asks for of itself: they go to any server, with addresses of its choice.
const NO_REPORTS: &str =
    r#"[{"trigger":{"url-filter":".*","resource-type":["csp-report"]},"action":{"type":"block"}}]"#;

/// What a menu may hold. Everything else opens, loads, or saves something.
const HARMLESS: [Action; 7] = [
    Action::Copy,
    Action::Cut,
    Action::Paste,
    Action::Delete,
    Action::SelectAll,
    Action::InspectElement,
    Action::NoAction,
];

/// What confines every screen.
pub struct Confinement {
    no_reports: Option<Filter>,
}

impl Confinement {
    /// The engine compiles its rules into this folder. To be called on the main thread.
    pub fn prepare(folder: &Path) -> Self {
        let compiled = Filter::compile(folder, c"confinement", NO_REPORTS);
        let no_reports = compiled
            .inspect_err(|error| tracing::error!("reports of widgets cannot be blocked: {error}"))
            .ok();
        Self { no_reports }
    }

    pub fn confine(&self, view: &WebView) {
        if let (Some(filter), Some(manager)) = (&self.no_reports, view.user_content_manager()) {
            filter.apply(&manager);
        }
        if let Some(settings) = WebViewExt::settings(view) {
            for feature in features::switch_off(&settings, &UNGOVERNED) {
                tracing::debug!("this engine has no feature {feature}, which would be switched off");
            }
            settings.set_enable_fullscreen(false);
            // So that what is asked of a microphone can be tried on a machine without one.
            settings.set_enable_mock_capture_devices(cfg!(feature = "probe"));
        }
        keep_in(view);
    }
}

fn keep_in(view: &WebView) {
    // Before the engine connects to the host of a link that it is not to open.
    view.connect_decide_policy(|_, decision, kind| {
        let leaves = kind == PolicyDecisionType::NewWindowAction;
        if leaves {
            decision.ignore();
        }
        leaves
    });
    // The engine does not say which frame goes somewhere before it sets out. The page itself never does.
    view.connect_load_changed(|view, event| {
        let sets_out = matches!(event, LoadEvent::Started | LoadEvent::Redirected);
        if sets_out && view.uri().is_none_or(|address| address != page::ADDRESS) {
            view.stop_loading();
        }
    });
    view.connect_script_dialog(|_, _| true);
    view.connect_print(|_, _| true);
    view.connect_enter_fullscreen(|_| true);
    // A name and a password are typed into the workbench, never into a dialog that a widget's request brought up.
    view.connect_authenticate(|_, request| {
        request.cancel();
        true
    });
    // By name: the binding's own handler cannot take a menu that no event asked for.
    view.connect_local("context-menu", false, |values| {
        let menu = values.get(1).and_then(|menu| menu.get::<ContextMenu>().ok());
        Some(menu.is_none_or(|menu| trimmed(&menu)).to_value())
    });
    keep_drags_in(view);
}

/// A widget may drag within its screen. What comes from elsewhere would be opened by the page, and what goes elsewhere,
/// another program would take for the person's own.
fn keep_drags_in(view: &WebView) {
    let own: Rc<RefCell<Option<DragContext>>> = Rc::default();
    view.connect_drag_begin({
        let own = own.clone();
        move |_, drag| *own.borrow_mut() = Some(drag.clone())
    });
    view.connect_drag_end({
        let own = own.clone();
        move |_, _| *own.borrow_mut() = None
    });
    view.connect_drag_motion({
        let own = own.clone();
        move |_, drag, _, _, time| {
            let is_foreign = own.borrow().is_none();
            if is_foreign {
                drag.drag_status(DragAction::empty(), time);
            }
            is_foreign
        }
    });
    view.connect_drag_drop({
        let own = own.clone();
        move |_, drag, _, _, time| {
            let is_foreign = own.borrow().is_none();
            if is_foreign {
                drag.drag_finish(false, false, time);
            }
            is_foreign
        }
    });
    view.connect_drag_leave(move |view, _, _| {
        // A drop is told as a leave, too; and GTK is in the middle of it.
        let (view, own) = (view.clone(), own.clone());
        gtk::glib::idle_add_local_once(move || {
            let drag = own.borrow().clone();
            if let Some(drag) = drag.filter(|_| !is_under_pointer(&view)) {
                drag.drag_cancel();
            }
        });
    });
}

fn is_under_pointer(view: &WebView) -> bool {
    let pointer = view.display().default_seat().and_then(|seat| seat.pointer());
    let (Some(window), Some(pointer)) = (view.window(), pointer) else { return false };
    let (_, x, y, _) = window.device_position(&pointer);
    (0..window.width()).contains(&x) && (0..window.height()).contains(&y)
}

/// Takes everything else out of the menu. True if nothing is left to show.
fn trimmed(menu: &ContextMenu) -> bool {
    for item in menu.items() {
        if item.is_separator() || !HARMLESS.contains(&item.stock_action()) {
            menu.remove(&item);
        }
    }
    menu.n_items() == 0
}
