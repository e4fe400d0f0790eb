//! One screen: a native webview with its own web process, storage and secret, its place and its status.
//!
//! A screen is built anew at every load, so that no secret outlives its page. Which screens there are is in
//! [`super::screens`]; what they may load in [`super::page`]; whom they may speak as in [`super::mailbox`].

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use greenroom_contract::settings::Microphone;
use greenroom_contract::stage::{Device, Placement, ScreenStatus};
use greenroom_host::Host;
use wry::{
    NewWindowResponse, PageLoadEvent, PermissionKind, PermissionResponse, WebContext, WebView, WebViewBuilder,
};

use super::channel::{self, Secret};
use super::health::Health;
use super::layout::{self, Layout, Still};
use super::mailbox::{Mailbox, News, Notices};
use super::memory::{self, Memory};
use super::network::{self, Hindrance};
use super::page::{self, Destination};
use super::picture;
use super::scale::{self, PageScale};
use super::stillness::Stillness;
use super::widgets;

const FIRST_LOAD: u32 = 1;

/// What the recipes of all screens have in common.
pub struct Kitchen {
    /// The folder of the screens' folders.
    pub storage: PathBuf,
    pub host: Arc<Host>,
    pub notices: Notices,
    pub memory: Memory,
    /// Present where pictures are all that is wanted of its screens.
    pub stillness: Option<Stillness>,
}

impl Kitchen {
    pub fn recipe(&self, device: Device) -> Recipe {
        Recipe {
            storage: Some(self.storage.join(&device.id)),
            device,
            host: self.host.clone(),
            notices: self.notices.clone(),
            memory: self.memory.clone(),
            stillness: self.stillness.clone(),
        }
    }

    /// Of a screen that is there for pictures only, and of which nothing stays.
    pub fn recipe_offstage(&self, device: Device, stillness: &Stillness) -> Recipe {
        Recipe { storage: None, stillness: Some(stillness.clone()), ..self.recipe(device) }
    }
}

/// What a screen is built from at every load.
pub struct Recipe {
    pub device: Device,
    /// Folder of cookies, local storage and caches: no screen shares it. Absent where they go with the page.
    pub storage: Option<PathBuf>,
    pub host: Arc<Host>,
    pub notices: Notices,
    pub memory: Memory,
    /// Present where pictures are all that is wanted of it: then it is out of sight, and tells when it is still.
    pub stillness: Option<Stillness>,
}

pub struct Screen {
    pub status: ScreenStatus,
    pub health: Health,
    /// Counts the loads: news of an earlier one is stale.
    pub load: u32,
    recipe: Recipe,
    placement: Option<Placement>,
    /// What its page was told of its scale.
    scale: Option<PageScale>,
    /// Where it is instead, while a picture is taken of it.
    pose: Option<Placement>,
    /// Stands in its place meanwhile.
    still: Option<Still>,
    hindrance: Option<Hindrance>,
    /// Absent where it could not be built, and after its end. Dropped before the context, which it needs.
    webview: Option<WebView>,
    /// Stays for all loads, as it holds what the engine keeps for the screen: its storage and network process.
    context: WebContext,
}

#[derive(Debug, thiserror::Error)]
enum BuildError {
    #[error("the operating system gives no random bytes: {0}")]
    NoSecret(getrandom::Error),
    #[error(transparent)]
    Webview(#[from] wry::Error),
}

impl Screen {
    pub fn open(recipe: Recipe, layout: &Layout) -> Self {
        let context = WebContext::new(recipe.storage.clone());
        let mut screen = Self {
            status: ScreenStatus::Loading,
            health: Health::loading(Instant::now()),
            load: 0,
            recipe,
            placement: None,
            scale: None,
            pose: None,
            still: None,
            hindrance: None,
            webview: None,
            context,
        };
        screen.load_anew(layout);
        screen
    }

    pub fn id(&self) -> &str {
        &self.recipe.device.id
    }

    /// Another user agent needs another page; of a new size the host tells it.
    pub fn become_device(&mut self, device: Device, layout: &Layout) {
        let is_another = self.recipe.device.user_agent != device.user_agent;
        self.recipe.device = device;
        if is_another {
            self.load_anew(layout);
        } else {
            self.settle(layout);
        }
    }

    /// Ends what is left of the earlier load and starts another one.
    pub fn load_anew(&mut self, layout: &Layout) {
        self.end();
        self.load += 1;
        self.scale = None;
        self.health = Health::loading(Instant::now());
        match build(&self.recipe, self.load, &mut self.context, layout) {
            Ok(webview) => {
                if let Some(hindrance) = &self.hindrance {
                    network::hinder(&webview, hindrance);
                }
                self.webview = Some(webview);
                self.status = ScreenStatus::Loading;
            }
            Err(error) => {
                self.status = ScreenStatus::Crashed { reason: format!("It could not be opened: {error}.") }
            }
        }
        self.settle(layout);
    }

    /// Ends the web process, hung or not.
    pub fn end(&mut self) {
        self.recipe.memory.forget(&self.recipe.device.id);
        if let Some(webview) = self.webview.take() {
            layout::end(&webview);
        }
    }

    /// Fails loads from now on, in place of what failed some before. Holds for later loads of the page too.
    pub fn hinder(&mut self, hindrance: Option<Hindrance>) {
        let before = std::mem::replace(&mut self.hindrance, hindrance);
        let Some(webview) = &self.webview else { return };
        if let Some(before) = before {
            network::unhinder(webview, &before);
        }
        if let Some(hindrance) = &self.hindrance {
            network::hinder(webview, hindrance);
        }
    }

    /// Removes what its widgets have stored. Their documents may hold it still, so the page is loaded anew.
    pub fn clear_data(&mut self, layout: &Layout) -> wry::Result<()> {
        // Of a screen that has ended only a new one can be asked.
        if self.webview.is_none() {
            self.load_anew(layout);
        }
        if let Some(webview) = &self.webview {
            webview.clear_all_browsing_data()?;
        }
        self.load_anew(layout);
        Ok(())
    }

    /// `None` hides it.
    pub fn place(&mut self, placement: Option<Placement>, layout: &Layout) {
        self.placement = placement;
        self.settle(layout);
    }

    pub fn set_status(&mut self, status: ScreenStatus, layout: &Layout) {
        self.status = status;
        self.settle(layout);
    }

    /// Runs a script in the page. A page that is not there yet, or no more, misses nothing: it asks for its view
    /// when it is ready.
    pub fn run(&self, script: &str) {
        let Some(webview) = &self.webview else { return };
        if let ScreenStatus::Live | ScreenStatus::Hung { .. } = self.status
            && let Err(error) = webview.evaluate_script(script)
        {
            tracing::warn!("a message did not reach the screen {}: {error}", self.id());
        }
    }

    /// Lets its view be of this size in pixels, out of sight. What its page makes of that is its own matter.
    pub fn pose(&mut self, (width, height): (f64, f64), layout: &Layout) {
        let Some(webview) = &self.webview else { return };
        let scale = picture::scale(webview);
        let (width, height) = (width / scale, height / scale);
        let screen = self.id().to_owned();
        // Beside the others that are out of sight.
        let x = self.placement.as_ref().filter(|_| self.is_for_pictures()).map_or(0.0, |place| place.x);
        self.pose = Some(Placement { screen, x, y: 0.0, width, height, zoom: 1.0 / scale });
        self.settle(layout);
    }

    /// Back to its place.
    pub fn rest(&mut self, layout: &Layout) {
        if self.pose.take().is_some() {
            self.settle(layout);
        }
    }

    /// And nothing else: nobody sees it.
    pub fn is_for_pictures(&self) -> bool {
        self.recipe.stillness.is_some()
    }

    /// Whether it stands in its place.
    pub fn is_in_sight(&self) -> bool {
        let shown = matches!(self.status, ScreenStatus::Loading | ScreenStatus::Live);
        shown && self.placement.is_some() && self.webview.is_some()
    }

    pub fn placement(&self) -> Option<&Placement> {
        self.placement.as_ref()
    }

    pub fn set_still(&mut self, still: Option<Still>, layout: &Layout) {
        if let Some(before) = std::mem::replace(&mut self.still, still) {
            layout.uncover(before);
        }
    }

    pub fn webview(&self) -> Option<&WebView> {
        self.webview.as_ref()
    }

    /// Brings the native view where it belongs. Where the shell has something to say about a screen, the view
    /// makes room for it.
    fn settle(&mut self, layout: &Layout) {
        let Some(place) = &self.placement else { return self.settle_view(layout) };
        let scale = PageScale::of(&self.recipe.device, place.zoom);
        // Or its widgets would be as narrow as the view for a moment: the page has its scale before the engine's zoom goes,
        // and until that is back.
        if scale.is_some() {
            self.tell(scale);
            self.settle_view(layout);
        } else {
            self.settle_view(layout);
            self.tell(scale);
        }
    }

    /// A page that is not live yet is told when it is.
    fn tell(&mut self, scale: Option<PageScale>) {
        if self.scale != scale && self.status == ScreenStatus::Live {
            self.run(&PageScale::script(scale));
            self.scale = scale;
        }
    }

    fn settle_view(&self, layout: &Layout) {
        let Some(webview) = &self.webview else { return };
        let shown = matches!(self.status, ScreenStatus::Loading | ScreenStatus::Live);
        if let Some(pose) = self.pose.as_ref().filter(|_| shown) {
            let posing = layout.show(webview).and_then(|()| layout.pose(webview, pose));
            return self.warn(posing);
        }
        let settled = match &self.placement {
            Some(placement) if shown && self.is_for_pictures() => {
                layout.show(webview).and_then(|()| layout.pose(webview, placement))
            }
            // Shown first: GTK keeps the old width of a view that is given another while it is hidden.
            Some(placement) if shown => {
                let zoom = scale::engine_zoom(placement.zoom);
                let placement = Placement { zoom, ..placement.clone() };
                layout.show(webview).and_then(|()| layout.place(webview, &placement))
            }
            _ => layout.hide(webview),
        };
        self.warn(settled);
    }

    fn warn(&self, settled: wry::Result<()>) {
        if let Err(error) = settled {
            tracing::warn!("the screen {} could not be placed: {error}", self.id());
        }
    }
}

fn build(
    recipe: &Recipe,
    load: u32,
    context: &mut WebContext,
    layout: &Layout,
) -> Result<WebView, BuildError> {
    let secret = Secret::fresh().map_err(BuildError::NoSecret)?;
    let introduction = channel::introduction(&secret, page::ADDRESS);
    let mailbox = Mailbox::new(recipe, load, secret);
    let mut builder = WebViewBuilder::new_with_web_context(context)
        .with_id(&recipe.device.id)
        // In a context of its own then, at every load.
        .with_incognito(recipe.storage.is_none())
        .with_user_agent(&recipe.device.user_agent)
        .with_devtools(cfg!(debug_assertions))
        .with_visible(false)
        .with_focused(false)
        .with_hotkeys_zoom(false)
        // As browsers do it: no sound before the person has clicked somewhere in the page.
        .with_autoplay(false)
        .with_initialization_script_for_main_only(introduction, true)
        .with_ipc_handler(move |request| mailbox.receive(request.body()))
        .with_url(page::LOADED_FROM);
    if load == FIRST_LOAD || !layout::CONTEXT_KEEPS_HANDLERS || recipe.storage.is_none() {
        builder = with_context_handlers(builder, recipe);
    }
    let before = memory::web_processes();
    let webview = layout.build(confined(builder, recipe, load), recipe.stillness.as_ref())?;
    let (host, id) = (recipe.host.clone(), recipe.device.id.clone());
    network::follow(&webview, move |load| host.saw_load(&id, load));
    recipe.memory.watch(&recipe.device.id, load, &before);
    let (notices, id) = (recipe.notices.clone(), recipe.device.id.clone());
    layout::watch(&webview, move |reason| notices.tell(&id, load, News::Ended(reason.into())));
    Ok(webview)
}

/// Schemes and downloads.
fn with_context_handlers<'a>(builder: WebViewBuilder<'a>, recipe: &Recipe) -> WebViewBuilder<'a> {
    let (host, id) = (recipe.host.clone(), recipe.device.id.clone());
    builder
        .with_download_started_handler(|_, _| false)
        .with_custom_protocol(page::SCHEME.into(), |_, request| page::serve(&request).map(Into::into))
        .with_asynchronous_custom_protocol(page::WIDGET_SCHEME.into(), move |_, request, responder| {
            let (host, id) = (host.clone(), id.clone());
            tauri::async_runtime::spawn(async move {
                responder.respond(widgets::document(&host, &id, &request).await);
            });
        })
}

/// Keeps the screen on its page. The page may be loaded once: whoever asks for it again is a frame inside a widget.
fn confined<'a>(builder: WebViewBuilder<'a>, recipe: &Recipe, load: u32) -> WebViewBuilder<'a> {
    let (notices, id) = (recipe.notices.clone(), recipe.device.id.clone());
    let loaded = AtomicBool::new(false);
    let host = recipe.host.clone();
    builder
        .with_navigation_handler(move |address| match page::destination(&address) {
            Destination::Page => !loaded.swap(true, Ordering::Relaxed),
            Destination::Widget | Destination::Blank | Destination::Framed => true,
            Destination::Elsewhere => false,
        })
        .with_on_page_load_handler(move |event, address| {
            if let (PageLoadEvent::Started, false) = (event, address == page::ADDRESS) {
                notices.tell(&id, load, News::Ended("It left its page and was stopped.".into()));
            }
        })
        .with_new_window_req_handler(|_, _| NewWindowResponse::Deny)
        .with_permission_handler(move |kind| match (kind, host.screen_settings().microphone) {
            (PermissionKind::Microphone, Microphone::Granted) => PermissionResponse::Allow,
            _ => PermissionResponse::Deny,
        })
}
