//! Composition: the data folder, the host, the window, the stage; and the end of them. Nothing is decided here.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::conversation::Entry;
use greenroom_contract::event::Event;
use greenroom_host::{Host, HostOptions, Lasting, Leaving, SecretsIn};
use tauri::{App, AppHandle, Manager, RunEvent};
use tauri_specta::Event as _;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tracing_subscriber::EnvFilter;

use crate::bindings::{self, HostEvent};
use crate::look::Looks;
use crate::pictures::baselines::Baselines;
use crate::stage::Stage;
use crate::start_error::StartError;
use crate::window;

const WIDGET_SCRIPT: &str = include_str!("../../ui/dist/widget.js");

/// The environment variable that says what is logged to standard error, for example `greenroom=debug`.
pub const LOG: &str = "GREENROOM_LOG";

/// How long the host may take to settle what is open when the program ends.
const FAREWELL: Duration = Duration::from_secs(5);

/// Runs until the window is closed; the answer is the exit code.
pub fn run(data_dir: Option<PathBuf>) -> Result<u8, StartError> {
    start_log();
    #[cfg(target_os = "linux")]
    crate::graphics::choose_painter();
    #[cfg(target_os = "linux")]
    gtk::init().map_err(|_| StartError::NoDisplay)?;
    let commands = bindings::builder();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(invoke_handler(&commands))
        .build(tauri::generate_context!())?;
    commands.mount_events(&app);
    compose(&app, data_dir)?;
    let mut leaving = Leaving::WindowClosed;
    let code = app.run_return(move |app, event| match event {
        // The last window was closed where there is no code; a signal comes with one.
        RunEvent::ExitRequested { code: Some(_), .. } => leaving = Leaving::Quit,
        RunEvent::Exit => close(app, leaving),
        _ => {}
    });
    Ok(u8::try_from(code).unwrap_or(1))
}

fn compose(app: &App, data_dir: Option<PathBuf>) -> Result<(), StartError> {
    // A data folder of one's own is complete in itself: it can be carried away, and thrown away.
    let (data_dir, secrets) = match data_dir {
        Some(dir) => (dir, SecretsIn::Folder),
        None => (app.path().app_data_dir()?, SecretsIn::Keychain),
    };
    let data_dir = prepare(&data_dir).map_err(|source| StartError::DataDir { path: data_dir, source })?;
    let looks = Looks::open(app.handle(), &data_dir)?;
    // First, as the engine starts beside what follows. The page is served when the program's events are, so it finds all.
    let window = window::open(app.handle(), &looks, &data_dir)?;
    let (host, to_screens) = tauri::async_runtime::block_on(Host::start(HostOptions {
        data_dir: data_dir.clone(),
        secrets,
        lasting: Lasting::Always,
        widget_script: widget_script()?,
        open_link: Box::new(open_link),
        downloads: downloads(app),
    }))?;
    let look = looks.look();
    host.set_theme(look.theme);
    if !look.screens.is_empty()
        && let Err(problem) = host.arrange(&look.screens)
    {
        tracing::warn!("the screens are not arranged as they were: {}", problem.message);
    }
    let events = host.subscribe();
    app.manage(host.clone());
    app.manage(Baselines::beside(&data_dir));
    app.manage(Stage::open(&window, host.clone(), looks, &data_dir, to_screens)?);
    tauri::async_runtime::spawn(forward(events, host, app.handle().clone()));
    #[cfg(target_os = "linux")]
    crate::signals::close_on_signals(app.handle());
    Ok(())
}

/// Makes the folder if it is missing, for its owner only, and answers its absolute path.
fn prepare(data_dir: &Path) -> std::io::Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data_dir)?;
    std::path::absolute(data_dir)
}

/// Tells the shell what the host tells. A shell that fell behind must ask for everything anew.
async fn forward(mut events: Receiver<Event>, host: Arc<Host>, app: AppHandle) {
    loop {
        let news = match events.recv().await {
            Ok(event) => vec![event],
            Err(RecvError::Lagged(_)) => everything(&host).await,
            Err(RecvError::Closed) => return,
        };
        for event in news {
            if let Err(error) = HostEvent(event).emit(&app) {
                tracing::warn!("the shell missed an event: {error}");
            }
        }
    }
}

/// The events after which nothing that the shell shows is old.
async fn everything(host: &Host) -> Vec<Event> {
    let mut news = vec![
        Event::Connectors,
        Event::Conversation,
        Event::Approvals,
        Event::Inquiries,
        Event::Record,
        Event::Settings,
        Event::Stage,
    ];
    let entries = host.conversation().await.map(|conversation| conversation.entries).unwrap_or_default();
    news.extend(entries.into_iter().filter_map(|entry| match entry {
        Entry::Call(call) => Some(Event::Call { id: call.id }),
        Entry::Message(_) => None,
    }));
    news
}

/// Prompts that are open become refusals, and no web process outlives the window.
fn close(app: &AppHandle, leaving: Leaving) {
    if let Some(stage) = app.try_state::<Stage>() {
        stage.close();
    }
    let Some(host) = app.try_state::<Arc<Host>>() else { return };
    let farewell = async { tokio::time::timeout(FAREWELL, host.shut_down(leaving)).await };
    if tauri::async_runtime::block_on(farewell).is_err() {
        tracing::warn!("the host did not settle everything in {FAREWELL:?}");
    }
}

/// The folder for downloads that the system names, or the usual one where it names none.
fn downloads(app: &App) -> Option<PathBuf> {
    let usual = || app.path().home_dir().map(|home| home.join("Downloads"));
    app.path().download_dir().or_else(|_| usual()).ok()
}

/// Only web pages are opened: other schemes can start programs.
fn open_link(link: &str) -> Result<(), Problem> {
    let web = tauri::Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !web {
        return Err(Problem::invalid(
            format!("The link {link:?} was not opened."),
            "Only http and https links are opened.",
        ));
    }
    tauri_plugin_opener::open_url(link, None::<&str>).map_err(|error| {
        Problem::failed(format!("The link {link:?} could not be opened: {error}."), "Copy it into a browser.")
    })
}

fn start_log() {
    let filter = EnvFilter::try_from_env(LOG).unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

#[cfg(not(feature = "probe"))]
fn invoke_handler(
    commands: &tauri_specta::Builder<tauri::Wry>,
) -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
    commands.invoke_handler()
}

#[cfg(not(feature = "probe"))]
pub fn widget_script() -> Result<String, StartError> {
    Ok(WIDGET_SCRIPT.into())
}

#[cfg(feature = "probe")]
use crate::stage::probe::invoke_handler;

#[cfg(feature = "probe")]
pub fn widget_script() -> Result<String, StartError> {
    crate::stage::probe::built_into(WIDGET_SCRIPT).ok_or(StartError::NoSeam)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_links_are_opened() {
        for link in ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@example.com", "no link", ""] {
            let problem = open_link(link).unwrap_err();
            assert_eq!(
                problem,
                Problem::invalid(
                    format!("The link {link:?} was not opened."),
                    "Only http and https links are opened."
                )
            );
        }
    }

    #[test]
    fn a_data_folder_is_made_and_a_file_in_its_place_is_refused() {
        let dir = std::env::temp_dir().join(format!("greenroom-app-{}", std::process::id()));
        assert_eq!(prepare(&dir.join("deep/er")).unwrap(), dir.join("deep/er"));
        std::fs::write(dir.join("file"), "").unwrap();
        assert_eq!(prepare(&dir.join("file")).unwrap_err().kind(), std::io::ErrorKind::AlreadyExists);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
