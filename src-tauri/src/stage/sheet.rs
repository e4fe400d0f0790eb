//! Contact sheets: the newest result on each device, in each theme, mode and locale that was chosen, on one picture.
//!
//! They are taken on screens of the same host that are offstage, a few at a time, so the person's screens stay as they
//! are, and no call is made again. As in pictures from the command line, animations are over as they begin and carets are
//! hidden; but `Date` goes on, as the host has one script for the widgets of all screens.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::call::{Asker, Call};
use greenroom_contract::conversation::Entry;
use greenroom_contract::event::Event;
use greenroom_contract::picture::{PictureOf, Sheet, SheetPlan, SheetWish};
use tokio::sync::Notify;

use super::Stage;
use super::pictures::{check_density, side_by_side};
use super::settling::Pose;
use crate::pictures::Picture;
use crate::pictures::drawing::{self, Labelled};
use crate::pictures::matrix::{self, Combination, Matrix};

/// More are illegible on one picture.
const MOST: usize = 96;
/// The longest side of a preview, in pixels.
const PREVIEW: u32 = 1400;

#[derive(Clone, Default)]
pub struct Sheets {
    now: Arc<Mutex<Now>>,
    /// Sheets that were begun: no two have screens of the same name.
    begun: Arc<AtomicU32>,
}

#[derive(Default)]
enum Now {
    #[default]
    Nothing,
    Taking {
        sheet: Sheet,
        cancelled: Arc<Notify>,
    },
    Taken {
        sheet: Sheet,
        picture: Arc<Picture>,
    },
    Failed(Problem),
}

/// What is to be on a sheet, and of which call.
struct Order {
    wish: SheetWish,
    combinations: Vec<Combination>,
    call_id: String,
}

impl Sheets {
    fn begin(&self, pictures: u32) -> Result<Arc<Notify>, Problem> {
        let mut now = self.lock();
        if let Now::Taking { .. } = *now {
            let hint = "Wait until it is done, or cancel it.";
            return Err(Problem::invalid("A contact sheet is being made already.", hint));
        }
        let cancelled = Arc::new(Notify::new());
        let sheet = Sheet::Taking { taken: 0, pictures, label: String::new() };
        *now = Now::Taking { sheet, cancelled: cancelled.clone() };
        Ok(cancelled)
    }

    fn go_on(&self, taken: u32, pictures: u32, label: String) {
        if let Now::Taking { sheet, .. } = &mut *self.lock() {
            *sheet = Sheet::Taking { taken, pictures, label };
        }
    }

    fn end(&self, now: Now) {
        *self.lock() = now;
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stage {
    pub fn sheet(&self) -> Sheet {
        match &*self.sheets.lock() {
            Now::Nothing => Sheet::None,
            Now::Taking { sheet, .. } | Now::Taken { sheet, .. } => sheet.clone(),
            Now::Failed(problem) => Sheet::Failed { problem: problem.clone() },
        }
    }

    /// # Errors
    /// Where there can be no such sheet.
    pub async fn sheet_plan(&self, wish: &SheetWish) -> Result<SheetPlan, Problem> {
        let (plan, call) = (self.combinations(wish, "sheet")?, self.newest_call().await?);
        let request = self.host.call(&call.id).await?.request;
        let locale = request.and_then(|request| {
            request.0.pointer("/params/_meta/openai~1locale")?.as_str().map(str::to_owned)
        });
        Ok(SheetPlan {
            pictures: plan.combinations.len() as u32,
            without_pip: plan.without_pip,
            tool: call.tool_name,
            locale,
        })
    }

    /// Begins it; [`Stage::sheet`] says how it goes on, and the shell is told when to ask.
    pub async fn take_sheet(&self, wish: SheetWish) -> Result<(), Problem> {
        let series = format!("sheet-{}", self.sheets.begun.fetch_add(1, Ordering::Relaxed) + 1);
        let combinations = self.combinations(&wish, &series)?.combinations;
        let call_id = self.newest_call().await?.id;
        let cancelled = self.sheets.begin(combinations.len() as u32)?;
        self.tell_shell_of(Event::Sheet);
        let stage = self.clone();
        tauri::async_runtime::spawn(async move {
            let order = Order { wish, combinations, call_id };
            let made = tokio::select! {
                () = cancelled.notified() => Ok(Now::Nothing),
                made = stage.made(&order) => made,
            };
            // Whatever became of it, nothing of its screens stays.
            let cleared = stage.clear_offstage().await;
            let now = cleared.and(made).unwrap_or_else(Now::Failed);
            stage.sheets.end(now);
            stage.tell_shell_of(Event::Sheet);
        });
        Ok(())
    }

    /// Nothing where none is being made.
    pub fn cancel_sheet(&self) {
        if let Now::Taking { cancelled, .. } = &*self.sheets.lock() {
            cancelled.notify_one();
        }
    }

    pub fn taken_sheet(&self) -> Result<Arc<Picture>, Problem> {
        match &*self.sheets.lock() {
            Now::Taken { picture, .. } => Ok(picture.clone()),
            _ => Err(Problem::not_found("There is no contact sheet yet.")),
        }
    }

    /// On screens whose ids begin like this.
    fn combinations(&self, wish: &SheetWish, series: &str) -> Result<matrix::Plan, Problem> {
        wish.density.map_or(Ok(()), check_density)?;
        let matrix = Matrix {
            devices: wish.devices.clone(),
            themes: wish.themes.clone(),
            modes: wish.modes.clone(),
            locales: wish.locales.clone(),
        };
        if matrix.count() > MOST {
            return Err(Problem::invalid(
                format!("That would be {} pictures; {MOST} are the most on one sheet.", matrix.count()),
                "Choose fewer devices, themes, modes or locales.",
            ));
        }
        let plan = matrix.plan(&self.host.presets(), series)?;
        for setup in matrix::rounds(&plan.combinations).iter().flat_map(matrix::Round::arrangement) {
            self.host.check_screen(&setup)?;
        }
        if plan.combinations.is_empty() {
            return Err(match plan.without_pip.first() {
                None => Problem::invalid(
                    "There is nothing to take a picture of.",
                    "Choose a device, a theme and a mode.",
                ),
                Some(name) => Problem::invalid(
                    format!("Nothing floats on {name}: phones show widgets inline or in fullscreen."),
                    "Choose another mode, or another device.",
                ),
            });
        }
        Ok(plan)
    }

    async fn made(&self, order: &Order) -> Result<Now, Problem> {
        let pictures = self.pictures_of(order).await?;
        let labelled: Vec<Labelled<'_>> = pictures
            .iter()
            .zip(&order.combinations)
            .map(|(picture, combination)| Labelled { picture, label: combination.label() })
            .collect();
        let picture = drawing::sheet(&labelled)?;
        let sheet = Sheet::Taken {
            pictures: pictures.len() as u32,
            width: picture.width,
            height: picture.height,
            preview: picture.shrunk(PREVIEW).to_url()?,
        };
        Ok(Now::Taken { sheet, picture: Arc::new(picture) })
    }

    /// In the order of the combinations.
    async fn pictures_of(&self, order: &Order) -> Result<Vec<Picture>, Problem> {
        let mut pictures: Vec<(usize, Picture)> = Vec::new();
        for round in matrix::rounds(&order.combinations) {
            self.host.put_offstage(&round.arrangement())?;
            let setups = round.arrangement();
            let devices = setups.iter().filter_map(|setup| self.host.device(&setup.id)).collect();
            let places = side_by_side(devices, order.wish.density);
            let stillness = self.crew.stillness.clone();
            self.on_main(move |screens| screens.put_offstage(places, &stillness)).await?;
            for &mode in &order.wish.modes {
                let combinations: Vec<&Combination> = round.of_mode(mode).collect();
                for combination in combinations {
                    let taken = pictures.len() as u32;
                    self.sheets.go_on(taken, order.combinations.len() as u32, combination.label());
                    self.tell_shell_of(Event::Sheet);
                    let index = order.combinations.iter().position(|other| other == combination);
                    pictures.push((index.unwrap_or_default(), self.picture_of(order, combination).await?));
                }
            }
        }
        pictures.sort_by_key(|(index, _)| *index);
        Ok(pictures.into_iter().map(|(_, picture)| picture).collect())
    }

    async fn picture_of(&self, order: &Order, combination: &Combination) -> Result<Picture, Problem> {
        let Order { wish, call_id, .. } = order;
        if self.newest_call().await?.id != *call_id {
            return Err(Problem::cancelled("Another result came before all pictures were taken."));
        }
        let Combination { screen, mode, .. } = combination;
        let label = combination.label();
        let pose = Pose { call_id, screen, label: &label, of: wish.of, density: wish.density };
        // Before the first picture it is not known whether there is a widget yet.
        let mut picture = match self.host.mode(screen) {
            Some(_) => None,
            None => Some(self.crew.settled(&pose).await?),
        };
        if picture.is_none() || self.host.mode(screen).is_some_and(|now| now != *mode) {
            self.host.set_display_mode_on(screen, *mode).await;
            picture = Some(self.crew.settled(&pose).await?);
        }
        let picture = picture.ok_or_else(|| Problem::failed("No picture was taken.", ""))?;
        let framed = match wish.framed && wish.of != PictureOf::Widget {
            true => matrix::framed(picture, combination, wish.density)?,
            false => picture,
        };
        // It is no wider on the sheet, and many at the size of their devices do not fit into memory.
        Ok(framed.narrowed(drawing::WIDEST))
    }

    async fn clear_offstage(&self) -> Result<(), Problem> {
        let cleared = self.host.clear_offstage().await;
        self.on_main(|screens| screens.clear_offstage()).await?;
        self.crew.stillness.forget("sheet-");
        cleared
    }

    async fn newest_call(&self) -> Result<Call, Problem> {
        let entries = self.host.conversation().await?.entries.into_iter().rev();
        let newest = entries.into_iter().find_map(|entry| match entry {
            Entry::Call(call) if !matches!(call.asker, Asker::Widget { .. }) => Some(*call),
            _ => None,
        });
        newest.ok_or_else(|| {
            Problem::invalid("The conversation has no result yet.", "Run a tool, then make the sheet of it.")
        })
    }
}
