//! Rules by which the engine blocks loads before they leave, in the form of WebKit's content blockers.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::mpsc::{Sender, channel};

use gtk::gio::ffi::GAsyncResult;
use gtk::glib::ffi::{GError, gpointer};
use gtk::glib::gobject_ffi::{GObject, g_object_unref};
use gtk::glib::translate::{ToGlibPtr, from_glib_full};
use gtk::glib::{Bytes, Error, MainContext};
use webkit2gtk::{UserContentManager, ffi};

/// Compiled rules.
pub struct Filter(*mut ffi::WebKitUserContentFilter);

impl Filter {
    /// Compiles the rules into a file of this folder. To be called on the main thread, whose events go on meanwhile.
    ///
    /// # Errors
    /// What the engine says where it cannot read the rules or write the file.
    pub fn compile(folder: &Path, rules: &str) -> Result<Self, String> {
        let path = CString::new(folder.as_os_str().as_bytes()).map_err(|error| error.to_string())?;
        let source = Bytes::from(rules.as_bytes());
        let (tell, compiled) = channel::<Result<Self, String>>();
        // SAFETY: the store takes what it needs of the path and the source, and calls back exactly once; the sender is its own
        // until then.
        let store = unsafe {
            let store = ffi::webkit_user_content_filter_store_new(path.as_ptr());
            ffi::webkit_user_content_filter_store_save(
                store,
                c"confinement".as_ptr(),
                source.to_glib_none().0,
                ptr::null_mut(),
                Some(finish),
                Box::into_raw(Box::new(tell)).cast(),
            );
            store
        };
        let outcome = loop {
            if let Ok(outcome) = compiled.try_recv() {
                break outcome;
            }
            MainContext::default().iteration(true);
        };
        // SAFETY: the reference that was made above, which nobody uses any more.
        unsafe { g_object_unref(store.cast()) };
        outcome
    }

    /// From the next load of a page with this manager on.
    pub fn apply(&self, manager: &UserContentManager) {
        // SAFETY: both live; the manager takes a reference of its own.
        unsafe { ffi::webkit_user_content_manager_add_filter(manager.to_glib_none().0, self.0) };
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        // SAFETY: the reference that `finish` was given.
        unsafe { ffi::webkit_user_content_filter_unref(self.0) };
    }
}

unsafe extern "C" fn finish(store: *mut GObject, result: *mut GAsyncResult, tell: gpointer) {
    let mut error: *mut GError = ptr::null_mut();
    // SAFETY: called back by the store that `compile` made, with the sender that it handed over. Either the filter or the
    // error is there, and ours.
    unsafe {
        let tell = Box::from_raw(tell.cast::<Sender<Result<Filter, String>>>());
        let filter = ffi::webkit_user_content_filter_store_save_finish(store.cast(), result, &raw mut error);
        let outcome = if error.is_null() {
            Ok(Filter(filter))
        } else {
            let error: Error = from_glib_full(error);
            Err(error.to_string())
        };
        let _ = tell.send(outcome);
    }
}
