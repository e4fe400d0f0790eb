//! The screens, and what their widgets do: what the person has for them.

use greenroom_contract::observation::Conditions;
use greenroom_contract::screen::FromScreen;
use greenroom_contract::stage::{Device, DisplayMode, Preset, ScreenSetup, Theme};

use super::{Host, Result};
use crate::widgets::document::WidgetDocument;
use crate::widgets::sandbox::network::Load;

impl Host {
    /// A message of a screen's page. Returns at once; the person's messages are handled in order, and so are those
    /// of a screen's widgets.
    pub fn from_screen(&self, screen: &str, message: FromScreen) {
        self.inbox.put(screen, message);
    }

    /// The devices that the screens are, in the person's order.
    pub fn devices(&self) -> Vec<Device> {
        self.devices.now().iter().map(|device| Device::clone(device)).collect()
    }

    /// That of a screen, offstage or not.
    pub fn device(&self, screen: &str) -> Option<Device> {
        self.devices.get(screen).map(|device| Device::clone(&device))
    }

    /// Whether there can be a screen like this.
    pub fn check_screen(&self, setup: &ScreenSetup) -> Result<()> {
        self.devices.check(setup)
    }

    /// These screens are offstage from now on, in place of others: nobody sees them, and nothing of them stays. They are
    /// there for pictures.
    pub fn put_offstage(&self, setups: &[ScreenSetup]) -> Result<()> {
        self.screens.put_offstage(setups)
    }

    /// None is offstage any more. What their widgets have asked for and is not answered yet is called off.
    pub async fn clear_offstage(&self) -> Result<()> {
        self.screens.clear_offstage().await
    }

    /// What a screen can be.
    pub fn presets(&self) -> Vec<Preset> {
        self.devices.presets().to_vec()
    }

    /// The screens are these from now on. Those that stay keep their widgets, which learn of another size; those that
    /// are new get widgets of their own.
    pub fn arrange(&self, arrangement: &[ScreenSetup]) -> Result<()> {
        self.screens.arrange(arrangement)
    }

    pub fn theme(&self) -> Theme {
        self.screens.theme()
    }

    pub fn set_theme(&self, theme: Theme) {
        self.screens.set_theme(theme);
    }

    /// The mode of the newest widget on a screen.
    pub fn mode(&self, screen: &str) -> Option<DisplayMode> {
        self.screens.mode(screen)
    }

    /// What the engine tells of a load in a screen.
    pub fn saw_load(&self, screen: &str, load: Load) {
        self.screens.saw_load(screen, load);
    }

    pub fn conditions(&self, screen: &str) -> Conditions {
        self.screens.conditions(screen)
    }

    /// What is blank among them is left out; returns the rest, as it holds from now on.
    pub fn set_conditions(&self, screen: &str, conditions: Conditions) -> Result<Conditions> {
        self.screens.set_conditions(screen, conditions)
    }

    pub async fn set_display_mode(&self, mode: DisplayMode) -> Result<()> {
        self.screens.set_newest_mode(mode).await;
        Ok(())
    }

    /// Switches the newest widget of one screen, offstage or not.
    pub async fn set_display_mode_on(&self, screen: &str, mode: DisplayMode) {
        self.screens.set_newest_mode_on(screen, mode).await;
    }

    /// Loads the widgets of the current conversation anew, or those of one of its calls, with their input, result and
    /// state. No tool is called.
    pub async fn remount_widgets(&self, call: Option<&str>) {
        self.screens.remount(call).await;
    }

    /// What a `widget:` address of a screen answers.
    pub async fn widget_document(&self, screen: &str, uri: &str) -> WidgetDocument {
        self.screens.document(screen, uri).await
    }
}
