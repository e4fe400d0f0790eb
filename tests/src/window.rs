//! The real program in its real window, driven from outside: the workbench through WebKitWebDriver, the screens
//! through the probes that test builds have.
//!
//! Nothing here sleeps for a fixed time: what is looked for is looked for again until it is there or patience ends.

mod accessibility;
mod apps;
mod dialogs;
mod driver;
mod keyboard;
mod pictures;
mod processes;
mod screens;
mod workbench;

use std::path::{Path, PathBuf};

use fantoccini::Client;
use fantoccini::wd::Capabilities;
use serde_json::json;

use crate::program;
use crate::window::driver::Driver;

/// The open window. It closes, with the program, when this is dropped.
pub struct Window {
    client: Client,
    data_dir: PathBuf,
    // Dropped last: the session lives in it.
    _driver: Driver,
}

impl Window {
    /// Starts the program on this data directory and waits until the workbench is drawn.
    pub async fn open(data_dir: &Path) -> Self {
        Self::open_program(&program::path(), data_dir).await
    }

    /// As [`Window::open`], of a program that was built in another way.
    pub async fn open_program(program: &Path, data_dir: &Path) -> Self {
        let driver = Driver::start().await;
        let options = json!({ "binary": program, "args": ["--data-dir", data_dir] });
        let capabilities = Capabilities::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        let client = driver.session(capabilities).await;
        let window = Self { client, data_dir: data_dir.to_owned(), _driver: driver };
        window.find("new-connector").await;
        window
    }

    /// Closes the window as a person does, and waits until the program has ended.
    pub async fn close(self) {
        let running = self.processes();
        // The answer may come or not: the page goes with the window.
        let _ = self.invoke("close_window", json!({})).await;
        ended(running).await;
    }

    /// Ends the program as a crash does, without a chance to tidy up.
    pub async fn kill(self) {
        let running = self.processes();
        running.iter().copied().for_each(processes::kill);
        ended(running).await;
    }

    /// Kills the web process that the program started last.
    pub fn kill_newest_web_process(&self) {
        let ours = self.processes();
        let web = processes::running().filter(|process| {
            processes::command_line(*process).is_some_and(|line| line.contains("WebKitWebProcess"))
        });
        let newest = web
            .filter_map(|process| Some((processes::origin(process)?, process)))
            .filter(|((parent, _), _)| ours.contains(parent))
            .max_by_key(|((_, started), process)| (*started, *process))
            .expect("the program has web processes");
        processes::kill(newest.1);
    }

    /// What all processes of the program hold, in bytes.
    pub fn memory(&self) -> u64 {
        self.processes().into_iter().map(memory_of_tree).sum()
    }

    /// The processes of the program that were started with this window's data directory.
    fn processes(&self) -> Vec<u32> {
        let ours = format!("--data-dir\0{}\0", self.data_dir.display());
        processes::running()
            .filter(|process| processes::command_line(*process).is_some_and(|line| line.ends_with(&ours)))
            .collect()
    }
}

async fn ended(running: Vec<u32>) {
    eventually("the program ends", async || {
        if running.iter().all(|process| processes::has_ended(*process)) {
            Ok(())
        } else {
            Err("it still runs")
        }
    })
    .await;
}

impl Drop for Window {
    /// A test that fails leaves a picture of what it saw last, named after it.
    fn drop(&mut self) {
        if std::thread::panicking() {
            let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
            pictures::take(&format!("failed-{test}"));
        }
    }
}

pub use driver::eventually;
pub use keyboard::Round;
pub use processes::memory_of_tree;
