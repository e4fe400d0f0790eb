//! How a screen is drawn smaller than its device: by the engine's zoom, or by its page.
//!
//! WebKit draws no text that is specified at 9 px or more smaller than 9 px after its zoom (the smart minimum of its
//! `StyleFontSizeFunctions.cpp`; no setting of WebKitGTK 2.50 reaches it). On a small stage widgets would so have larger text
//! than on the device, and be laid out otherwise. There the page is laid out as on its device and scales itself
//! (`ui/src/screen/scale.ts`). Where text does not suffer the engine's zoom is better: it draws sharper and with fewer pixels.

use greenroom_contract::stage::{Device, Placement};

/// Of the engine: text of 12 px has 9 then, and few widgets have smaller.
const LEAST_ZOOM: f64 = 0.75;

/// In CSS pixels of the device; `scale` is how many of the view one has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageScale {
    width: f64,
    height: f64,
    scale: f64,
}

impl PageScale {
    /// What the page has to do with this zoom; nothing where the engine does it.
    pub fn of(device: &Device, zoom: f64) -> Option<Self> {
        (zoom < LEAST_ZOOM).then_some(Self { width: device.width, height: device.height, scale: zoom })
    }

    /// Tells the page.
    pub fn script(scale: Option<Self>) -> String {
        let Self { width, height, scale } = scale.unwrap_or(Self { width: 0.0, height: 0.0, scale: 1.0 });
        format!("__greenroomScale({width}, {height}, {scale})")
    }
}

/// What is left to the engine of a zoom.
pub fn engine_zoom(zoom: f64) -> f64 {
    if zoom < LEAST_ZOOM { 1.0 } else { zoom }
}

/// The size that the engine gives to a page there.
pub fn page_size(place: &Placement) -> (f64, f64) {
    let zoom = engine_zoom(place.zoom);
    (place.width / zoom, place.height / zoom)
}
