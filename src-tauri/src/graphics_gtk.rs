//! How the engine paints on Linux.

use std::path::Path;

use gtk::glib;
use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Of WebKitGTK since 2.46: it paints by the processor. What is painted is put together as before.
const BY_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";
/// Each graphics card that the kernel offers for drawing has a `renderD…` here.
const CARDS: &str = "/dev/dri";

/// Without a graphics card WebKitGTK 2.50 paints by an emulated one, which takes longer than the processor alone, and more
/// memory. Who has set the variable has decided. To be called before there is a second thread, and before the engine starts.
pub fn choose_painter() {
    if std::env::var_os(BY_PROCESSOR).is_some() || has_card() {
        return;
    }
    if let Err(error) = glib::setenv(BY_PROCESSOR, "1", false) {
        tracing::debug!("the engine chooses how it paints: {error}");
    }
}

/// Where there is no graphics card the workbench is put together by the processor too, without layers: it has nothing that
/// would need them, as screens do for what widgets turn in space. That takes less memory and time.
pub fn spare_layers(window: &WebviewWindow) -> tauri::Result<()> {
    if has_card() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = WebViewExt::settings(&webview.inner()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether a graphics card could put together what is drawn.
pub fn has_card() -> bool {
    offers_card(Path::new(CARDS))
}

fn offers_card(folder: &Path) -> bool {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    names.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_one_that_can_draw() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!offers_card(&folder.path().join("none")));
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!offers_card(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(offers_card(folder.path()));
    }
}
