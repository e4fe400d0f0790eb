//! How the window looks, kept between runs in `look.json` beside the data. What must survive a crash is in the
//! database instead, so a broken file here costs nothing but the look.

use std::path::Path;
use std::sync::Arc;

use greenroom_contract::stage::Look;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

const FILE: &str = "look.json";
const LOOK: &str = "look";
const WINDOW: &str = "window";

/// Size and position of the window, in logical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    pub width: f64,
    pub height: f64,
    /// Absent where the window system does not tell.
    pub position: Option<(f64, f64)>,
    pub maximized: bool,
}

#[derive(Clone)]
pub struct Looks(Arc<Store<Wry>>);

impl Looks {
    /// A file that cannot be read counts as none.
    pub fn open(app: &AppHandle, data_dir: &Path) -> tauri_plugin_store::Result<Self> {
        let path = data_dir.join(FILE);
        report_if_broken(&path);
        let looks = Self(StoreBuilder::new(app, path).build()?);
        looks.discard_if_broken::<Look>(LOOK);
        looks.discard_if_broken::<WindowPlace>(WINDOW);
        Ok(looks)
    }

    pub fn look(&self) -> Look {
        self.read(LOOK).unwrap_or_default()
    }

    pub fn save_look(&self, look: &Look) {
        self.write(LOOK, look);
    }

    pub fn window(&self) -> Option<WindowPlace> {
        self.read(WINDOW)
    }

    pub fn save_window(&self, place: &WindowPlace) {
        self.write(WINDOW, place);
    }

    fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value(self.0.get(key)?).ok()
    }

    fn discard_if_broken<T: DeserializeOwned>(&self, key: &str) {
        let Some(value) = self.0.get(key) else { return };
        if let Err(error) = serde_json::from_value::<T>(value) {
            tracing::warn!("\"{key}\" in {FILE} cannot be read and is dropped: {error}");
            self.0.delete(key);
        }
    }

    /// The store writes the file itself soon afterwards.
    fn write<T: Serialize>(&self, key: &str, value: &T) {
        match serde_json::to_value(value) {
            Ok(value) => self.0.set(key, value),
            Err(error) => tracing::warn!("{key} cannot be kept in {FILE}: {error}"),
        }
    }
}

/// The store falls back to an empty one without a word.
fn report_if_broken(path: &Path) {
    let Ok(bytes) = std::fs::read(path) else { return };
    if let Err(error) = serde_json::from_slice::<serde_json::Map<_, _>>(&bytes) {
        tracing::warn!("{} is broken and is written anew: {error}", path.display());
    }
}
