//! Where screens are on Linux: native widgets in a layer over the shell's webview.
//!
//! Tauri packs its webview into a box that ignores positions, so the webview moves into an overlay whose upper
//! layer holds the screens and lets every click beside them through.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

use greenroom_contract::stage::{Area, Placement};
use greenroom_webkit::features;
use gtk::cairo::{Format, ImageSurface};
use gtk::gdk::Rectangle;
use gtk::glib::Propagation;
use gtk::prelude::*;
use tauri::WebviewWindow;
use webkit2gtk::{WebProcessTerminationReason, WebViewExt};
use wry::{WebView, WebViewBuilder, WebViewBuilderExtUnix, WebViewExtUnix};

use super::confinement::Confinement;
use super::picture;
use super::stillness::Stillness;
use crate::graphics;

pub const ENGINE: &str = "WebKitGTK";

/// Whether handlers of schemes and downloads belong to the context, and so outlive a webview.
pub const CONTEXT_KEEPS_HANDLERS: bool = true;

/// Whether the keyboard can go to a screen, and come back.
pub const ENTERED_BY_KEYS: bool = true;

pub const CUTS_OFF: bool = true;

pub struct Layout {
    /// The workbench's own view, where there is one.
    shell: Option<gtk::Widget>,
    /// Is drawn anew where a screen was.
    ground: gtk::Widget,
    layer: gtk::Fixed,
    /// Where the layer is; all of the overlay where it is not said. The layer cuts off what is outside of it.
    within: Rc<Cell<Option<Rectangle>>>,
    /// On no window, where screens pose for pictures: the engine draws only what could be seen, and there all can be. It
    /// is the layer itself where pictures are all that is wanted.
    darkroom: gtk::Fixed,
    confinement: Confinement,
}

impl Layout {
    /// On no window at all, for pictures only.
    pub fn nowhere(folder: &Path) -> Self {
        let darkroom = darkroom();
        Self {
            shell: None,
            ground: darkroom.clone().upcast(),
            layer: darkroom.clone(),
            darkroom,
            within: Rc::default(),
            confinement: Confinement::prepare(folder),
        }
    }

    /// `folder` is for what the engine compiles. To be called once, on the main thread.
    pub fn over(window: &WebviewWindow, folder: &Path) -> tauri::Result<Self> {
        let column = window.default_vbox()?;
        let overlay = gtk::Overlay::new();
        let shell = column.children().into_iter().find(|child| child.is::<webkit2gtk::WebView>());
        if let Some(shell) = &shell {
            column.remove(shell);
            overlay.add(shell);
        }
        let layer = gtk::Fixed::new();
        overlay.add_overlay(&layer);
        overlay.set_overlay_pass_through(&layer, true);
        let within = Rc::new(Cell::new(None));
        let place = within.clone();
        overlay.connect_get_child_position(move |overlay, _| {
            let whole = || Rectangle::new(0, 0, overlay.allocated_width(), overlay.allocated_height());
            Some(place.get().unwrap_or_else(whole))
        });
        column.pack_start(&overlay, true, true, 0);
        overlay.show_all();
        let layout = Self {
            shell,
            ground: overlay.upcast(),
            layer,
            within,
            darkroom: darkroom(),
            confinement: Confinement::prepare(folder),
        };
        // On its way into the overlay it has lost the keyboard.
        layout.focus_shell();
        Ok(layout)
    }

    /// With what tells when it is still, where the screen is there for pictures.
    pub fn build(&self, builder: WebViewBuilder<'_>, stillness: Option<&Stillness>) -> wry::Result<WebView> {
        let webview = builder.build_gtk(&self.layer)?;
        self.confinement.confine(&webview.webview());
        draw_where_cut_off(&webview.webview());
        match stillness {
            Some(stillness) => stillness.watch(&webview),
            None => scroll_without_layers(&webview.webview()),
        }
        Ok(webview)
    }

    /// To be called before the screens are placed.
    pub fn cut_off(&self, within: Option<Area>) {
        let within = within.map(|Area { x, y, width, height }| {
            let (left, top) = (x.round() as i32, y.round() as i32);
            let (right, bottom) = ((x + width).round() as i32, (y + height).round() as i32);
            Rectangle::new(left, top, right - left, bottom - top)
        });
        if self.within.replace(within) != within {
            self.ground.queue_resize();
        }
    }

    /// GTK's logical pixels are the shell's CSS pixels. The part of the shell that a moved screen uncovers is
    /// drawn anew, or a grey ghost of the screen stays.
    pub fn place(&self, webview: &WebView, placement: &Placement) -> wry::Result<()> {
        put(webview, placement, &self.layer, self.origin())?;
        self.ground.queue_draw();
        Ok(())
    }

    /// Where the layer begins in the window.
    fn origin(&self) -> (i32, i32) {
        self.within.get().map_or((0, 0), |within| (within.x(), within.y()))
    }

    /// As [`Layout::place`], where nobody sees it.
    pub fn pose(&self, webview: &WebView, placement: &Placement) -> wry::Result<()> {
        put(webview, placement, &self.darkroom, (0, 0))
    }

    /// Puts a picture of a screen in its place.
    pub fn cover(&self, Still(image): &Still, place: &Placement) {
        let (from_left, from_top) = self.origin();
        self.layer.put(image, place.x.round() as i32 - from_left, place.y.round() as i32 - from_top);
        image.show();
    }

    pub fn uncover(&self, Still(image): Still) {
        self.layer.remove(&image);
        self.ground.queue_draw();
    }

    /// The keys go to the workbench from now on.
    pub fn focus_shell(&self) {
        if let Some(shell) = &self.shell {
            shell.grab_focus();
        }
    }

    pub fn show(&self, webview: &WebView) -> wry::Result<()> {
        webview.set_visible(true)
    }

    pub fn hide(&self, webview: &WebView) -> wry::Result<()> {
        webview.set_visible(false)?;
        self.ground.queue_draw();
        Ok(())
    }
}

/// Else whatever scrolls is drawn in layers of its own, which have to be put together: the conversation, and each frame whose
/// content has no room in it. Without a graphics card that takes WebKitGTK 2.50 many times as long as all the rest of a
/// conversation that is scrolled, and as long again until a scroll bar has faded. Screens for pictures stay so: a scroll bar
/// that comes and goes is in such a layer, which is on no picture.
fn scroll_without_layers(view: &webkit2gtk::WebView) {
    if graphics::has_card() {
        return;
    }
    let Some(settings) = WebViewExt::settings(view) else { return };
    for feature in features::switch_off(&settings, &["AsyncFrameScrolling", "AsyncOverflowScrolling"]) {
        tracing::debug!("this engine has no feature {feature}, which would be switched off");
    }
}

/// WebKitGTK 2.50 takes what is to be drawn of a view as counted from its lower edge: of one whose upper part is cut off it
/// leaves out as much at the bottom. Such a view is drawn whole, aside, and put in place from there.
fn draw_where_cut_off(view: &webkit2gtk::WebView) {
    let is_aside = Cell::new(false);
    view.connect_draw(move |view, context| {
        let (width, height) = (view.allocated_width(), view.allocated_height());
        let Ok((_, top, _, bottom)) = context.clip_extents() else { return Propagation::Proceed };
        let is_whole = top <= 0.0 && bottom >= f64::from(height);
        if is_aside.get() || is_whole {
            return Propagation::Proceed;
        }
        let drawn = drawn_aside(view, (width, height), &is_aside);
        match drawn
            .and_then(|drawn| context.set_source_surface(&drawn, 0.0, 0.0).and_then(|()| context.paint()))
        {
            Ok(()) => Propagation::Stop,
            Err(error) => {
                tracing::debug!("a screen could not be drawn aside: {error}");
                Propagation::Proceed
            }
        }
    });
}

fn drawn_aside(
    view: &webkit2gtk::WebView,
    (width, height): (i32, i32),
    is_aside: &Cell<bool>,
) -> Result<ImageSurface, gtk::cairo::Error> {
    let scale = view.scale_factor();
    let surface = ImageSurface::create(Format::ARgb32, width * scale, height * scale)?;
    surface.set_device_scale(scale.into(), scale.into());
    is_aside.set(true);
    view.draw(&gtk::cairo::Context::new(&surface)?);
    is_aside.set(false);
    Ok(surface)
}

fn darkroom() -> gtk::Fixed {
    let (window, darkroom) = (gtk::OffscreenWindow::new(), gtk::Fixed::new());
    window.add(&darkroom);
    window.show_all();
    darkroom
}

/// Moves the view into the layer, which begins at the origin, if it is in another one. It keeps the focus.
fn put(
    webview: &WebView,
    placement: &Placement,
    layer: &gtk::Fixed,
    (from_left, from_top): (i32, i32),
) -> wry::Result<()> {
    let (left, top) = (placement.x.round(), placement.y.round());
    let (right, bottom) = (placement.x + placement.width, placement.y + placement.height);
    let native = webview.webview();
    let parent = native.parent().and_then(|parent| parent.downcast::<gtk::Fixed>().ok());
    if let Some(parent) = parent.filter(|parent| parent != layer) {
        let had_focus = native.has_focus();
        parent.remove(&native);
        layer.put(&native, left as i32 - from_left, top as i32 - from_top);
        if had_focus {
            native.grab_focus();
        }
    }
    layer.move_(&native, left as i32 - from_left, top as i32 - from_top);
    native.set_size_request((right.round() - left) as i32, (bottom.round() - top) as i32);
    webview.zoom(placement.zoom)
}

/// What a screen looks like, to stand in its place.
pub struct Still(gtk::Image);

/// Takes it of the view and hands it over, if the engine gives it.
pub fn still(webview: &WebView, done: impl FnOnce(Still) + 'static) {
    picture::visible(webview, |surface| match surface {
        Ok(surface) => done(Still(gtk::Image::from_surface(Some(&surface)))),
        Err(error) => tracing::debug!("a screen is not covered while it poses: {error}"),
    });
}

/// The keys go to this screen from now on.
pub fn focus(webview: &WebView) {
    webview.webview().grab_focus();
}

pub fn has_focus(webview: &WebView) -> bool {
    webview.webview().is_focus()
}

/// Calls back with a sentence when the web process ends by itself.
pub fn watch(webview: &WebView, ended: impl Fn(&str) + 'static) {
    webview.webview().connect_web_process_terminated(move |_, reason| match reason {
        WebProcessTerminationReason::TerminatedByApi => {}
        WebProcessTerminationReason::ExceededMemoryLimit => {
            ended("Its web process used too much memory and was ended.");
        }
        _ => ended("Its web process ended unexpectedly."),
    });
}

/// Ends the web process, which a hung page would survive otherwise.
pub fn end(webview: &WebView) {
    webview.webview().terminate_web_process();
}
