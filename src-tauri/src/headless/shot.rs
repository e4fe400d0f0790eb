//! `greenroom shot`: pictures of what a call shows, on the devices that its users have, without anybody watching.
//!
//! What is on them is in [`crate::pictures::matrix`], when a screen is ready for one the studio knows, and what becomes of them is in
//! [`keeping`]. Of one widget with the same data, on one machine with the same fonts and the same engine, the pictures are
//! the same: text is drawn without hints, `Date` stands still, animations and transitions of style sheets are over as they
//! begin, carets are hidden. What a widget draws by chance or by a clock of another kind is its own.

mod keeping;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use greenroom_contract::Problem;
use greenroom_contract::call::{Call, CallState};
use greenroom_contract::picture::PictureOf;
use greenroom_contract::stage::{DisplayMode, Preset, Theme};
use greenroom_host::Host;
use serde_json::{Value, json};

use super::call::{BY, Making, Place};
use super::ending::{EXIT_CODES, Report};
use super::server::Server;
use super::{Common, Guest, arguments, call, visit};
use crate::app;
use crate::pictures::Picture;
use crate::pictures::compare::THRESHOLD;
use crate::pictures::matrix::{self, Combination, Matrix};
use crate::stage::studio::Studio;
use crate::stage::{Pose, check_density};
use keeping::Keeping;

/// How the command is written. Clap cannot say that a word's meaning depends on an option.
const USAGE: &str = "\
greenroom shot [OPTIONS] <URL> <TOOL>
       greenroom shot [OPTIONS] --command <COMMAND> <TOOL>
       greenroom shot [OPTIONS] --fixture <FILE> <URL>";

/// When it is for widgets, where nobody says: it matters only that it is always the same.
const NOON: &str = "2026-01-01T12:00:00Z";

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, override_usage = USAGE)]
pub struct Request {
    /// The address of an MCP server, such as http://localhost:3000/mcp, or “demo” for the built-in one; none with
    /// --command
    #[arg(value_name = "URL")]
    first: Option<String>,
    /// The tool's name, as `greenroom list` prints it; none with --fixture
    #[arg(value_name = "TOOL")]
    second: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    making: Making,
    /// Show what this fixture holds, as the window saves it, and call nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["args", "approve", "send_anyway", "files"])]
    fixture: Option<PathBuf>,
    /// On this device; again for each further one
    #[arg(long = "device", value_name = "DEVICE", default_value = "desktop")]
    devices: Vec<String>,
    /// In this theme; again for the other one
    #[arg(long = "theme", value_name = "THEME", default_value = "light")]
    themes: Vec<ThemeWord>,
    /// With the widget in this mode; again for each further one
    #[arg(long = "mode", value_name = "MODE", default_value = "inline")]
    modes: Vec<ModeWord>,
    /// In this language, such as de-CH; again for each further one, each with a call of its own
    #[arg(long = "locale", value_name = "LOCALE")]
    locales: Vec<String>,
    /// Take the screen, the widget alone, or the conversation in its whole height
    #[arg(long, value_name = "WHAT", default_value = "screen")]
    what: What,
    /// Draw the device's body around the screen
    #[arg(long)]
    frame: bool,
    /// So many pixels for each of CSS, instead of the device's own
    #[arg(long, value_name = "NUMBER")]
    density: Option<f64>,
    /// When it is for the widget, such as 2026-01-01T12:00:00Z, or “now” for a clock that goes on
    #[arg(long, value_name = "TIME", default_value = NOON)]
    time: String,
    /// Write the picture into this file, or several of them into this folder
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Write one picture of all of them, labelled, into this file
    #[arg(long, value_name = "FILE")]
    sheet: Option<PathBuf>,
    /// Compare with the pictures of this folder
    #[arg(long, value_name = "DIR")]
    baseline: Option<PathBuf>,
    /// Write the pictures of that folder that are missing or differ
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// The share of pixels from which on a picture differs
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD)]
    threshold: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ThemeWord {
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ModeWord {
    Inline,
    Fullscreen,
    Pip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Screen,
    Widget,
    Conversation,
}

/// A request that makes sense, as far as that can be said before anything is started.
pub struct Order<'a> {
    subject: Subject<'a>,
    of: PictureOf,
    framed: bool,
    density: Option<f64>,
    /// In milliseconds since 1970; absent where it goes on.
    time: Option<i64>,
    matrix: Matrix,
    keeping: Keeping,
    making: &'a Making,
    json: bool,
}

/// What is shown.
enum Subject<'a> {
    Call { place: Place<'a>, arguments: Value },
    Fixture { server: Server<'a>, text: String },
}

impl Request {
    pub fn order(&self) -> Result<Order<'_>, Problem> {
        self.density.map_or(Ok(()), check_density)?;
        let matrix = Matrix {
            devices: self.devices.clone(),
            themes: self.themes.iter().map(|word| word.theme()).collect(),
            modes: self.modes.iter().map(|word| word.mode()).collect(),
            locales: self.locales.clone(),
        };
        Ok(Order {
            of: match self.what {
                What::Screen => PictureOf::Screen,
                What::Widget => PictureOf::Widget,
                What::Conversation => PictureOf::Conversation,
            },
            framed: self.frame,
            density: self.density,
            time: time(&self.time)?,
            keeping: Keeping::of(self, matrix.count())?,
            matrix,
            making: &self.making,
            json: self.common.json,
            // Last: standard input may keep it waiting.
            subject: self.subject()?,
        })
    }

    fn subject(&self) -> Result<Subject<'_>, Problem> {
        let (reach, first, second) = (&self.common.reach, self.first.as_deref(), self.second.as_deref());
        let Some(path) = &self.fixture else {
            let place = call::place("shot", reach, (first, second))?;
            return Ok(Subject::Call { place, arguments: arguments::read(&self.making.args)? });
        };
        let has_place = if reach.has_command() { first.is_none() } else { first.is_some() };
        if !has_place || second.is_some() {
            return Err(Problem::invalid(
                "Beside --fixture there is the address of its server, or --command, and nothing else.",
                "The fixture names the tool itself: greenroom shot --fixture FILE URL.",
            ));
        }
        let text = std::fs::read_to_string(path).map_err(|error| {
            Problem::invalid(
                format!("The fixture {} cannot be read: {error}.", path.display()),
                "Save one in the window, where a call's data are edited.",
            )
        })?;
        Ok(Subject::Fixture { server: Server { url: first, reach }, text })
    }
}

impl Order<'_> {
    /// The script of widgets, with a clock that stands still before it.
    pub fn widget_script(&self) -> Result<String, Problem> {
        let script = app::widget_script().map_err(|error| Problem::failed(error.to_string(), ""))?;
        Ok(match self.time {
            Some(time) => {
                format!("{}\n{script}", include_str!("shot/clock.js").replace("TIME", &time.to_string()))
            }
            None => script,
        })
    }
}

impl ThemeWord {
    fn theme(self) -> Theme {
        match self {
            Self::Light => Theme::Light,
            Self::Dark => Theme::Dark,
        }
    }
}

impl ModeWord {
    fn mode(self) -> DisplayMode {
        match self {
            Self::Inline => DisplayMode::Inline,
            Self::Fullscreen => DisplayMode::Fullscreen,
            Self::Pip => DisplayMode::Pip,
        }
    }
}

fn time(word: &str) -> Result<Option<i64>, Problem> {
    if word == "now" {
        return Ok(None);
    }
    let time: jiff::Timestamp = word.parse().map_err(|error| {
        Problem::invalid(format!("--time: {error}."), format!("Write it as {NOON}, or “now”."))
    })?;
    Ok(Some(time.as_millisecond()))
}

/// A picture, and of what.
struct Shot<'a> {
    combination: &'a Combination,
    picture: Picture,
}

pub async fn shoot(guest: Guest<'_>, order: &Order<'_>) -> Result<Report, Problem> {
    let Guest { host, to_screens, folder } = guest;
    let combinations = combinations(&order.matrix, &host.presets())?;
    let rounds = matrix::rounds(&combinations);
    let Some(first) = rounds.first() else { return Ok(Report::done(String::new())) };
    host.arrange(&first.arrangement())?;
    // The screens load their pages while the server is asked.
    let opening = Studio::open(host.clone(), folder, to_screens);
    let server = match &order.subject {
        Subject::Call { place, .. } => place.server,
        Subject::Fixture { server, .. } => *server,
    };
    let (studio, connected) = tokio::join!(opening, visit::connect(host, server));
    let (studio, (connector, snapshot)) = (studio?, connected?);
    let mut shots = Vec::new();
    let mut current: Option<(Option<&str>, Call)> = None;
    for round in rounds {
        studio.arrange(&round.arrangement()).await?;
        let shown = match current.take() {
            Some((locale, call)) if locale == round.locale => call,
            before => {
                if before.is_some() {
                    host.start_conversation().await?;
                }
                let begun = begin(host, order, &connector.id, &snapshot).await?;
                if let Some(report) = gone_wrong(&begun, order) {
                    return Ok(report);
                }
                begun
            }
        };
        for &mode in &order.matrix.modes {
            host.set_display_mode(mode).await?;
            for combination in round.of_mode(mode) {
                let pose = Pose {
                    call_id: &shown.id,
                    screen: &combination.screen,
                    label: &combination.label(),
                    of: order.of,
                    density: order.density,
                };
                let taking = async {
                    let picture = studio.settled(&pose).await?;
                    // The widget may have been mounted only after the mode was switched.
                    let was_missed =
                        mode != DisplayMode::Inline && host.mode(pose.screen) == Some(DisplayMode::Inline);
                    if !was_missed {
                        return Ok(picture);
                    }
                    host.set_display_mode_on(pose.screen, mode).await;
                    studio.settled(&pose).await
                };
                let picture = tokio::select! {
                    picture = taking => picture?,
                    problem = answer_prompts(host, order) => return Err(problem),
                };
                let picture = match order.framed && order.of != PictureOf::Widget {
                    true => matrix::framed(picture, combination, order.density)?,
                    false => picture,
                };
                shots.push(Shot { combination, picture });
            }
        }
        current = Some((round.locale, shown));
    }
    order.keeping.keep(&shots, order.json)
}

/// Nobody is told of what was left out, so nothing may be.
fn combinations(matrix: &Matrix, presets: &[Preset]) -> Result<Vec<Combination>, Problem> {
    let plan = matrix.plan(presets, "shot")?;
    match plan.without_pip.first() {
        None => Ok(plan.combinations),
        Some(name) => Err(Problem::invalid(
            format!("Nothing floats on {name}: phones show widgets inline or in fullscreen."),
            "Leave out --mode pip for it.",
        )),
    }
}

/// Nobody is here whom the widgets' calls could ask. Ends only where that cannot be said.
async fn answer_prompts(host: &Host, order: &Order<'_>) -> Problem {
    let answered = host.until(|| async {
        for prompt in host.approvals().await? {
            // The call may have been called off meanwhile.
            let _ = host.answer(&prompt.id, order.making.choice(), BY).await;
        }
        Ok(None::<()>)
    });
    match answered.await {
        Ok(()) => std::future::pending().await,
        Err(problem) => problem,
    }
}

/// Makes the call, or puts the fixture in its place.
async fn begin(
    host: &Host,
    order: &Order<'_>,
    connector_id: &str,
    snapshot: &greenroom_contract::snapshot::Snapshot,
) -> Result<Call, Problem> {
    match &order.subject {
        Subject::Fixture { text, .. } => host.open_fixture(text).await,
        Subject::Call { place, arguments } => {
            let made =
                call::make(host, connector_id, snapshot, place.tool, order.making, arguments.clone()).await;
            made.map(|record| record.call)
        }
    }
}

/// A call that did not go well shows nothing that anybody wants a picture of.
fn gone_wrong(call: &Call, order: &Order<'_>) -> Option<Report> {
    if call.state == CallState::Completed || matches!(order.subject, Subject::Fixture { .. }) {
        return None;
    }
    let (ending, problem) = call::ending(call, order.making);
    Some(Report { problem, ending, ..Report::done(String::new()) })
}

/// Of what was kept, for programs.
fn entry(shot: &Shot<'_>, path: Option<&std::path::Path>) -> Value {
    let Combination { device, theme, mode, locale, .. } = shot.combination;
    json!({
        "device": device.id,
        "theme": theme,
        "mode": mode,
        "locale": locale,
        "width": shot.picture.width,
        "height": shot.picture.height,
        "path": path.map(|path| path.display().to_string()),
    })
}
