//! Going through the parts of the window by the keyboard: the workbench and the stage, which are one page, and each screen
//! that can be seen. The page moves the focus within itself; from and to the screens it is moved here.

use std::ops::ControlFlow;

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::screen::ToScreen;
use greenroom_contract::stage::{Pane, Way};
use tauri_specta::Event as _;

use super::screen::Screen;
use super::screens::{self, Screens};
use super::{Stage, channel, layout};
use crate::bindings::HostEvent;

impl Stage {
    /// F6 was pressed somewhere in the window. Goes on where a screen has the focus; the workbench's page does so by itself,
    /// and has the key where nothing has the focus.
    pub(super) fn pane_key(&self, way: Way) -> ControlFlow<()> {
        let left = screens::with(|screens| {
            let pane = screens.leave(way);
            if pane.is_none() {
                // It may have gone with a screen that was hidden.
                screens.layout().focus_shell();
            }
            pane
        });
        match left.flatten() {
            Some(pane) => {
                self.tell_pane(pane);
                ControlFlow::Break(())
            }
            None => ControlFlow::Continue(()),
        }
    }

    /// Goes on from the workbench's page: to the first screen, to the last, or where none can be entered past them.
    pub async fn enter_screens(&self, way: Way) -> Result<(), Problem> {
        let pane = self.on_main(move |screens| screens.enter(way)).await?;
        self.tell_pane(pane);
        Ok(())
    }

    fn tell_pane(&self, pane: Pane) {
        if let Err(error) = HostEvent(Event::Pane { pane }).emit(&self.app) {
            tracing::warn!("the shell was not told where the keyboard is: {error}");
        }
    }
}

impl Screens {
    fn enter(&self, way: Way) -> Pane {
        let screens = self.enterable();
        let screen = match way {
            Way::Forward => screens.first(),
            Way::Backward => screens.last(),
        };
        self.come_to(screen, way)
    }

    /// To the screen beside the one that has the focus, or out of them; `None` where none has it.
    fn leave(&self, way: Way) -> Option<Pane> {
        let screens = self.enterable();
        let has_focus = |screen: &&Screen| screen.webview().is_some_and(layout::has_focus);
        let at = screens.iter().position(has_focus)?;
        let next = match way {
            Way::Forward => screens.get(at + 1),
            Way::Backward => at.checked_sub(1).and_then(|before| screens.get(before)),
        };
        Some(self.come_to(next, way))
    }

    fn come_to(&self, screen: Option<&&Screen>, way: Way) -> Pane {
        let Some((screen, webview)) = screen.and_then(|screen| Some((screen, screen.webview()?))) else {
            self.layout().focus_shell();
            return match way {
                Way::Forward => Pane::Workbench,
                Way::Backward => Pane::Stage,
            };
        };
        layout::focus(webview);
        match channel::delivery(&[ToScreen::Enter]) {
            Ok(script) => screen.run(&script),
            Err(error) => tracing::error!("that a screen is entered cannot be written: {error}"),
        }
        Pane::Screen { id: screen.id().to_owned() }
    }
}
