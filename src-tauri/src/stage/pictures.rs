//! Takes pictures of screens: a screen poses at the size and density that are wanted, out of sight, and goes back.
//!
//! The page is laid out as on its device and draws itself larger (`ui/src/screen/pose.ts`), so a widget is as large as
//! before, but for a pixel that the zoom of the stage takes.
//! Where all of a conversation or a widget is wanted that has no room on the screen, the page is made as high as it needs
//! for the moment. Where things are, the screen's own page says, which no widget can speak for.

use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::call::CallState;
use greenroom_contract::conversation::Entry;
use greenroom_contract::picture::{PictureOf, PictureRequest};
use greenroom_contract::stage::{Device, DisplayMode, Placement, ScreenStatus};
use serde::Deserialize;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Stage;
use super::crew::Crew;
use super::picture;
use crate::pictures::Picture;
use crate::pictures::drawing::{self, Body};

/// How long a page may take to draw itself for a picture.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest side of a picture, in pixels: engines and image viewers give up soon after.
const LONGEST: f64 = 16_000.0;
/// A page that is made higher may show more: it is asked again, so often.
const GROWTHS: u32 = 4;
/// Of a density.
pub const LARGEST: f64 = 5.0;
const DENSITIES: std::ops::RangeInclusive<f64> = 0.5..=LARGEST;

/// What the page says of itself, in CSS pixels of its device; `ui/src/screen/pose.ts`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measures {
    hidden: f64,
    widget: Option<Area>,
    seen: Seen,
}

/// What the page shows of the newest call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Seen {
    /// Absent where there is no call.
    pub state: Option<CallState>,
    /// Of its widget, where there is one.
    pub mode: Option<DisplayMode>,
}

/// A picture, and what was on the page then.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    pub picture: Picture,
    pub seen: Seen,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// What is taken of whom.
#[derive(Clone, Copy)]
struct Shot<'a> {
    device: &'a Device,
    of: PictureOf,
    density: f64,
}

/// Whether a picture can have so many pixels for each of CSS.
pub fn check_density(density: f64) -> Result<(), Problem> {
    if DENSITIES.contains(&density) {
        return Ok(());
    }
    let (least, most) = DENSITIES.into_inner();
    Err(Problem::invalid(
        format!("A picture cannot have {density} pixels for each of CSS."),
        format!("Choose between {least} and {most}."),
    ))
}

impl Crew {
    /// # Errors
    /// Where the screen is not there or does not draw, or the picture would be too large.
    pub async fn picture(&self, screen: &str, of: PictureOf, density: Option<f64>) -> Result<Taken, Problem> {
        let device = self.host.device(screen);
        let device =
            &device.ok_or_else(|| Problem::not_found(format!("There is no screen \"{screen}\".")))?;
        let density = density.unwrap_or(device.pixel_ratio);
        check_density(density)?;
        let _camera = self.camera.lock().await;
        self.cover(screen).await;
        let taken = self.posed(Shot { device, of, density }).await;
        self.rest(screen, device).await?;
        taken
    }

    async fn posed(&self, shot: Shot<'_>) -> Result<Taken, Problem> {
        let Shot { device, of, density } = shot;
        let mut height = device.height;
        let mut measures = self.measures(shot, height).await?;
        for _ in 0..GROWTHS {
            if of == PictureOf::Screen || measures.hidden < 1.0 {
                break;
            }
            height += measures.hidden;
            measures = self.measures(shot, height).await?;
        }
        let area = match (of, measures.widget) {
            (PictureOf::Widget, None) => {
                return Err(failed(&device.name, "it shows no widget"));
            }
            (PictureOf::Widget, Some(area)) => Some(area),
            _ => None,
        };
        let (picture, seen) = (self.take(&device.id).await?, measures.seen);
        let Some(Area { x, y, width, height }) = area else { return Ok(Taken { picture, seen }) };
        let cut = picture.cut(x * density, y * density, width * density, height * density);
        let picture = cut.ok_or_else(|| failed(&device.name, "its widget has no extent"))?;
        Ok(Taken { picture, seen })
    }

    /// Lets the screen pose in this height and says what is in it then.
    async fn measures(&self, shot: Shot<'_>, height: f64) -> Result<Measures, Problem> {
        let Shot { device, density, .. } = shot;
        let width = device.width;
        if width.max(height) * density > LONGEST {
            return Err(Problem::failed(
                format!(
                    "The picture would be {:.0} by {:.0} pixels; {LONGEST:.0} is the most for each side.",
                    width * density,
                    height * density
                ),
                "Take it at a lower density, or of the screen alone.",
            ));
        }
        self.ask(&device.id, format!("__greenroomPosing.pose({width}, {height}, {density}), true")).await?;
        let (name, size) = (device.id.clone(), (width * density, height * density));
        let poses = self.on_main(move |screens| screens.pose(&name, size)).await?;
        poses.map_err(|status| not_live(&device.name, &status))?;
        let answer = self.ask(&device.id, "await __greenroomPosing.measure()".to_owned()).await?;
        serde_json::from_str(&answer)
            .map_err(|error| failed(&device.name, &format!("its page did not measure itself: {error}")))
    }

    /// What is seen of the screen stays in its place while it poses.
    async fn cover(&self, screen: &str) {
        let (tell, covered) = oneshot::channel();
        let name = screen.to_owned();
        self.soon(move |screens| screens.cover(&name, tell));
        // Dropped where there is nothing to cover.
        let _ = timeout(PATIENCE, covered).await;
    }

    /// Brings the screen back, and shows it again when it is drawn there.
    async fn rest(&self, screen: &str, device: &Device) -> Result<(), Problem> {
        let name = screen.to_owned();
        let place = self.on_main(move |screens| screens.rest(&name)).await?;
        let Some((width, height)) = place else { return Ok(()) };
        let rested = self.ask(screen, format!("await __greenroomPosing.rest({width}, {height}), true")).await;
        if let Err(problem) = rested {
            tracing::warn!("{} is not drawn as before: {}", device.name, problem.message);
        }
        let name = screen.to_owned();
        self.on_main(move |screens| screens.uncover(&name)).await
    }

    async fn take(&self, screen: &str) -> Result<Picture, Problem> {
        let name = screen.to_owned();
        let taken = self.on_main(move |screens| screens.webview(&name).map(picture::take)).await?;
        answered(screen, taken).await
    }

    /// The value of an expression in the screen's page, as JSON; it may wait.
    async fn ask(&self, screen: &str, expression: String) -> Result<String, Problem> {
        let (name, body) = (screen.to_owned(), format!("return {expression};"));
        let asked = self.on_main(move |screens| screens.webview(&name).map(|view| picture::ask(view, &body)));
        answered(screen, asked.await?).await
    }
}

impl Stage {
    /// As it was asked for, with the device's body where that is wanted.
    pub async fn picture(&self, request: &PictureRequest) -> Result<Picture, Problem> {
        let PictureRequest { screen, of, framed, density } = request;
        let picture = self.crew.picture(screen, *of, *density).await?.picture;
        let devices = self.host.devices();
        let device = devices.iter().find(|device| device.id == *screen);
        match device.filter(|_| *framed && *of != PictureOf::Widget) {
            Some(device) => {
                let density = density.unwrap_or(device.pixel_ratio);
                drawing::framed(&picture, Body { form: device.form, density })
            }
            None => Ok(picture),
        }
    }

    /// Of pictures that can be compared: of one tool, device and look.
    pub async fn picture_name(&self, request: &PictureRequest) -> Result<String, Problem> {
        let stage = self.now().await?;
        let screen = stage.screens.iter().find(|screen| screen.device.id == request.screen);
        let device = screen.map_or_else(
            || request.screen.clone(),
            |screen| {
                let theme = screen.device.preferences.theme.unwrap_or(stage.theme);
                let Device { preset, orientation, width, height, .. } = &screen.device;
                format!(
                    "{preset}-{orientation:?}-{width}x{height}-{theme:?}-{:?}",
                    screen.mode.unwrap_or_default()
                )
            },
        );
        let entries = self.host.conversation().await?.entries;
        let tool = entries.into_iter().rev().find_map(|entry| match entry {
            Entry::Call(call) => Some(format!("{}-{}", call.app_name, call.tool_name)),
            Entry::Message(_) => None,
        });
        let PictureRequest { of, framed, density, .. } = request;
        let density = density.map(|density| format!("-{density}")).unwrap_or_default();
        let frame = if *framed { "-framed" } else { "" };
        Ok(format!("{}-{device}-{of:?}{frame}{density}", tool.unwrap_or_else(|| "nothing".into()))
            .to_lowercase())
    }

    pub async fn copy(&self, picture: Picture) -> Result<(), Problem> {
        let copied = self.on_main(move |_| picture::copy(&picture)).await?;
        copied.map_err(|reason| {
            Problem::failed(format!("The picture was not copied: {reason}."), "Save it instead.")
        })
    }
}

/// Side by side: what lies under another is not drawn. There is room for what pictures of this density have.
pub fn side_by_side(devices: Vec<Device>, density: Option<f64>) -> Vec<(Device, Placement)> {
    let mut x = 0.0;
    let place = |device: Device| {
        let (screen, left, width, height) = (device.id.clone(), x, device.width, device.height);
        x += (width * density.unwrap_or(device.pixel_ratio).max(1.0)).ceil();
        (device, Placement { screen, x: left, y: 0.0, width, height, zoom: 1.0 })
    };
    devices.into_iter().map(place).collect()
}

async fn answered<T>(
    screen: &str,
    answer: Option<oneshot::Receiver<Result<T, String>>>,
) -> Result<T, Problem> {
    let answer = answer.ok_or_else(|| failed(screen, "it has no page"))?;
    match timeout(PATIENCE, answer).await {
        Ok(Ok(Ok(value))) => Ok(value),
        Ok(Ok(Err(reason))) => Err(failed(screen, &reason)),
        Ok(Err(_)) => Err(failed(screen, "its page went away")),
        Err(_) => Err(failed(screen, &format!("its page did not draw itself in {PATIENCE:?}"))),
    }
}

fn not_live(name: &str, status: &ScreenStatus) -> Problem {
    match status {
        ScreenStatus::Loading => failed(name, "it is still loading"),
        ScreenStatus::Hung { .. } => failed(name, "its page does not answer"),
        ScreenStatus::Live | ScreenStatus::Crashed { .. } => failed(name, "it has stopped"),
    }
}

fn failed(screen: &str, reason: &str) -> Problem {
    let reason = reason.trim_end_matches('.');
    Problem::failed(
        format!("No picture was taken of the screen {screen}: {reason}."),
        "Look at the screen, and try again.",
    )
}
