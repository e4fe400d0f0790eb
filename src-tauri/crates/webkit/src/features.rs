//! Single features of the engine, by their identifiers, such as `LinkPreconnect`.

use std::ffi::{CStr, c_char, c_int, c_void};

use gtk::glib::translate::ToGlibPtr;
use webkit2gtk::{Settings, ffi};

type Feature = c_void;
type FeatureList = c_void;

unsafe extern "C" {
    fn webkit_settings_get_all_features() -> *mut FeatureList;
    fn webkit_settings_set_feature_enabled(
        settings: *mut ffi::WebKitSettings,
        feature: *mut Feature,
        enabled: c_int,
    );
    fn webkit_feature_list_get_length(list: *mut FeatureList) -> usize;
    fn webkit_feature_list_get(list: *mut FeatureList, index: usize) -> *mut Feature;
    fn webkit_feature_list_unref(list: *mut FeatureList);
    fn webkit_feature_get_identifier(feature: *mut Feature) -> *const c_char;
}

/// Switches these features off. Returns those that the engine does not have.
pub fn switch_off<'a>(settings: &Settings, identifiers: &[&'a str]) -> Vec<&'a str> {
    let mut unknown = identifiers.to_vec();
    let raw: *mut ffi::WebKitSettings = settings.to_glib_none().0;
    // SAFETY: the settings outlive the block. The list is ours from here to its `unref`; what it holds lives as long as it
    // does, the identifiers among it, which are never null.
    unsafe {
        let list = webkit_settings_get_all_features();
        for index in 0..webkit_feature_list_get_length(list) {
            let feature = webkit_feature_list_get(list, index);
            let identifier = CStr::from_ptr(webkit_feature_get_identifier(feature));
            let is_it = |wanted: &&str| identifier.to_bytes() == wanted.as_bytes();
            if identifiers.iter().any(is_it) {
                webkit_settings_set_feature_enabled(raw, feature, 0);
                unknown.retain(|wanted| !is_it(wanted));
            }
        }
        webkit_feature_list_unref(list);
    }
    unknown
}
