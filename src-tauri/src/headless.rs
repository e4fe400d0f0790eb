//! The command line: one question to one server, answered by the same host as in the window, and nothing kept.
//!
//! Each command has a file of its own. Which server it is about is in [`server`], the host's beginning and end are in [`visit`], what is printed and where in
//! [`output`], the exit codes in [`ending`].

mod arguments;
mod call;
mod conformance;
mod ending;
mod list;
mod output;
mod replay;
mod server;
mod shot;
mod signals;
mod visit;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use greenroom_contract::Problem;
use greenroom_host::{Host, Leaving, Outgoing};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::sleep;
use tracing_subscriber::EnvFilter;

use self::ending::Report;
use self::server::Reach;
use self::signals::Signals;
use crate::app;
use crate::stage::studio::Floor;

pub use self::ending::EXIT_CODES;

/// How long the host may take to leave its servers when the command ends.
const FAREWELL: Duration = Duration::from_secs(5);

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the tools and templates of a server
    List(list::Request),
    /// Call a tool of a server and print its result
    Call(call::Request),
    /// Take pictures of what a call shows, on the devices that its users have
    Shot(Box<shot::Request>),
    /// Make the calls of a story that was saved in the window, and give its answers
    Replay(replay::Request),
    /// Be the client that the public MCP conformance suite tests
    Conformance(conformance::Request),
}

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    #[command(flatten)]
    reach: Reach,
    /// Override facts about ChatGPT by this file, written like chatgpt.toml in the data folder
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Print one JSON document, for programs
    #[arg(long)]
    json: bool,
    /// Give up if all of it takes longer
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: Option<u64>,
}

/// What the host's short life depends on.
#[derive(Clone, Copy, Debug)]
struct Stay<'a> {
    profile: Option<&'a Path>,
    timeout: Option<u64>,
}

impl Common {
    fn stay(&self) -> Stay<'_> {
        Stay { profile: self.profile.as_deref(), timeout: self.timeout }
    }
}

/// Carries the command out. Nothing of it is left afterwards but what was printed.
pub fn run(command: &Command) -> ExitCode {
    start_log();
    let ending = obey(command).map_or_else(|problem| output::complain(&problem), |report| report.print());
    ending.into()
}

/// What the program says while it works is not what was asked for, unless the log is.
fn start_log() {
    if let Ok(filter) = EnvFilter::try_from_env(app::LOG) {
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    }
}

fn obey(command: &Command) -> Result<Report, Problem> {
    match command {
        Command::List(request) => {
            let question = async |host: &Host| list::list(host, request).await;
            ask(request.common.stay(), question)
        }
        Command::Call(request) => {
            // Before anything is started: standard input may keep it waiting.
            let place = request.place()?;
            let arguments = arguments::read(&request.making.args)?;
            let question = async |host: &Host| call::call(host, request, place, arguments).await;
            ask(request.common.stay(), question)
        }
        Command::Shot(request) => {
            let order = request.order()?;
            let script = order.widget_script()?;
            // Pictures are made on the main thread, which serves until the question is answered elsewhere.
            let floor = Floor::enter()?;
            let shift = floor.shift();
            std::thread::scope(|scope| {
                let answer = scope.spawn(move || {
                    let _shift = shift;
                    lodge(request.common.stay(), script, async |guest| shot::shoot(guest, &order).await)
                });
                floor.serve();
                answer.join().unwrap_or_else(|_| Err(Problem::failed("The program failed.", "")))
            })
        }
        Command::Replay(request) => {
            let story = request.story()?;
            let question = async |host: &Host| replay::replay(host, request, &story).await;
            ask(request.common.stay(), question)
        }
        Command::Conformance(request) => {
            let stay = Stay { profile: None, timeout: request.timeout };
            ask(stay, async |host| conformance::conform(host, request.url()).await)
        }
    }
}

fn ask(
    stay: Stay<'_>,
    question: impl AsyncFnOnce(&Host) -> Result<Report, Problem>,
) -> Result<Report, Problem> {
    lodge(stay, String::new(), async |guest| question(guest.host).await)
}

/// What a question has while it is answered.
struct Guest<'a> {
    host: &'a Arc<Host>,
    to_screens: UnboundedReceiver<Outgoing>,
    folder: &'a Path,
}

/// Gives the question a host in a folder that exists only for it.
fn lodge(
    stay: Stay<'_>,
    widget_script: String,
    question: impl AsyncFnOnce(Guest<'_>) -> Result<Report, Problem>,
) -> Result<Report, Problem> {
    let runtime = runtime()?;
    // What a webview asks for is answered where the host is.
    tauri::async_runtime::set(runtime.handle().clone());
    let signals = {
        let _inside = runtime.enter();
        Signals::listen().map_err(|error| visit::unable("The system's signals cannot be heard", &error))?
    };
    let folder = visit::folder()?;
    if let Some(profile) = stay.profile {
        visit::furnish(folder.path(), profile)?;
    }
    let result =
        runtime.block_on(visit_and_leave(stay.timeout, folder.path(), widget_script, signals, question));
    // The folder's files are open until the runtime has ended.
    runtime.shutdown_timeout(FAREWELL);
    visit::remove(folder);
    result
}

async fn visit_and_leave(
    limit: Option<u64>,
    data_dir: &Path,
    widget_script: String,
    mut signals: Signals,
    question: impl AsyncFnOnce(Guest<'_>) -> Result<Report, Problem>,
) -> Result<Report, Problem> {
    let (host, to_screens) = visit::start(data_dir, widget_script).await?;
    let guest = Guest { host: &host, to_screens, folder: data_dir };
    let result = tokio::select! {
        result = question(guest) => result,
        () = signals.heard() => Err(visit::call_off(&host, Problem::cancelled("Interrupted.")).await),
        problem = out_of_time(limit) => Err(visit::call_off(&host, problem).await),
    };
    tokio::select! {
        () = host.shut_down(Leaving::Quit) => {}
        () = signals.heard() => {}
        () = sleep(FAREWELL) => {}
    }
    result
}

async fn out_of_time(limit: Option<u64>) -> Problem {
    let Some(seconds) = limit else { return std::future::pending().await };
    sleep(Duration::from_secs(seconds)).await;
    let plural = if seconds == 1 { "" } else { "s" };
    Problem::failed(
        format!("It was not done within {seconds} second{plural}, the time that --timeout gives."),
        "Look into the server's log, or give it more time.",
    )
}

fn runtime() -> Result<Runtime, Problem> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| visit::unable("The program cannot start its work", &error))
}
