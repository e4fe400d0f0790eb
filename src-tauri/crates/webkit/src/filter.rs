//! Rules by which the engine blocks loads before they leave, in the form of WebKit's content blockers.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::mpsc::channel;

use gtk::gio::ffi::GAsyncResult;
use gtk::glib::ffi::{GError, gpointer};
use gtk::glib::gobject_ffi::{GObject, g_object_unref};
use gtk::glib::translate::{ToGlibPtr, from_glib_full};
use gtk::glib::{Bytes, Error, MainContext};
use webkit2gtk::{UserContentManager, ffi};

/// Compiled rules.
pub struct Filter(*mut ffi::WebKitUserContentFilter);

/// Takes the compiled rules, or what the engine says where it cannot read them or write the file.
type Done = Box<dyn FnOnce(Result<Filter, String>)>;

impl Filter {
    /// Compiles the rules into a file of this folder and waits for it. To be called on the main thread, whose events go on
    /// meanwhile.
    ///
    /// # Errors
    /// What the engine says where it cannot read the rules or write the file.
    pub fn compile(folder: &Path, name: &CStr, rules: &str) -> Result<Self, String> {
        let (tell, compiled) = channel::<Result<Self, String>>();
        Self::compile_then(folder, name, rules, move |outcome| {
            let _ = tell.send(outcome);
        });
        loop {
            if let Ok(outcome) = compiled.try_recv() {
                return outcome;
            }
            MainContext::default().iteration(true);
        }
    }

    /// As [`Filter::compile`] without waiting: `done` is called later, on the main thread.
    pub fn compile_then(
        folder: &Path,
        name: &CStr,
        rules: &str,
        done: impl FnOnce(Result<Self, String>) + 'static,
    ) {
        let path = match CString::new(folder.as_os_str().as_bytes()) {
            Ok(path) => path,
            Err(error) => return done(Err(error.to_string())),
        };
        let source = Bytes::from(rules.as_bytes());
        let done: Done = Box::new(done);
        // SAFETY: the store takes what it needs of the path, the name and the source, and calls back exactly once; what is
        // called is its own until then. It holds itself while it works, so the reference can go.
        unsafe {
            let store = ffi::webkit_user_content_filter_store_new(path.as_ptr());
            ffi::webkit_user_content_filter_store_save(
                store,
                name.as_ptr(),
                source.to_glib_none().0,
                ptr::null_mut(),
                Some(finish),
                Box::into_raw(Box::new(done)).cast(),
            );
            g_object_unref(store.cast());
        }
    }

    /// From the next load on.
    pub fn apply(&self, manager: &UserContentManager) {
        // SAFETY: both live; the manager takes a reference of its own.
        unsafe { ffi::webkit_user_content_manager_add_filter(manager.to_glib_none().0, self.0) };
    }

    pub fn remove(&self, manager: &UserContentManager) {
        // SAFETY: both live; one that was never applied is no error.
        unsafe { ffi::webkit_user_content_manager_remove_filter(manager.to_glib_none().0, self.0) };
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        // SAFETY: the reference that `finish` was given.
        unsafe { ffi::webkit_user_content_filter_unref(self.0) };
    }
}

unsafe extern "C" fn finish(store: *mut GObject, result: *mut GAsyncResult, done: gpointer) {
    let mut error: *mut GError = ptr::null_mut();
    // SAFETY: called back by the store that `compile_then` made, with what it handed over. Either the filter or the error
    // is there, and ours.
    let (done, outcome) = unsafe {
        let done = Box::from_raw(done.cast::<Done>());
        let filter = ffi::webkit_user_content_filter_store_save_finish(store.cast(), result, &raw mut error);
        let outcome = if error.is_null() {
            Ok(Filter(filter))
        } else {
            let error: Error = from_glib_full(error);
            Err(error.to_string())
        };
        (done, outcome)
    };
    done(outcome);
}
