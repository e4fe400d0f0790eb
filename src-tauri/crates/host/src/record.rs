//! The record: every frame of every connection, and every message between a widget and the host, secrets masked before
//! it is written.
//!
//! A session hands its frames to a [`Recorder`], and a widget's bridge its messages to a [`BridgeRecorder`]; neither
//! ever waits, and [`writer`] writes them in batches. What must not be written is in [`crate::mask`], and what need not
//! be in [`looks`]; files for other programs are in [`export`]. Who listens to a session is in
//! [`crate::connectors`].

mod bridge;
mod entry;
mod export;
mod looks;
mod recorder;
mod writer;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::record::{FrameDetail, FramePage, FrameQuery, RecordFormat, RecordStatus};
use greenroom_contract::settings::Settings;
use greenroom_mcp::Target;
use greenroom_store::{FrameFilter, Frames, Lasting, StoreError};
use tokio::sync::watch;

pub use self::bridge::{BridgeRecorder, Place};
pub use self::looks::Looks;
pub use self::recorder::Recorder;
use self::recorder::{Queue, Source};
use self::writer::Writer;
use crate::events::Events;
use crate::mask::Mask;
use crate::problems;

/// The longest text that is kept of a frame. Most are a few kilobytes; a template of megabytes is kept whole in its
/// snapshot.
pub(crate) const LONGEST_TEXT: usize = 1024 * 1024;

/// The longest page: more than a screen shows, little enough to be read at once.
const LONGEST_PAGE: u32 = 1000;

#[derive(Debug)]
pub struct Record {
    frames: Frames,
    events: Events,
    queue: Queue,
    /// The number of the newest session.
    sessions: AtomicU32,
    /// By connector: what hides its secrets, as of its newest session.
    masks: Mutex<HashMap<String, Arc<Mask>>>,
}

impl Record {
    /// What the settings leave no room for leaves the record at once.
    pub async fn open(
        path: &Path,
        events: Events,
        settings: watch::Receiver<Arc<Settings>>,
        lasting: Lasting,
    ) -> Result<Self, StoreError> {
        let frames = Frames::open(path, lasting).await?;
        let sessions = AtomicU32::new(frames.last_session().await?);
        let (queue, arrivals) = Queue::new(lasting);
        let writer = Writer { frames: frames.clone(), events: events.clone(), settings };
        tokio::spawn(writer.run(arrivals));
        Ok(Self { frames, events, queue, sessions, masks: Mutex::default() })
    }

    /// For the frames of a new session with this connector.
    pub fn recorder(&self, connector_id: &str, app_name: &str, target: &Target) -> Recorder {
        let mask = Arc::new(Mask::new(target));
        self.masks().insert(connector_id.to_owned(), mask.clone());
        let source = Source {
            connector_id: connector_id.to_owned(),
            app_name: app_name.to_owned(),
            session: self.sessions.fetch_add(1, Ordering::Relaxed) + 1,
            mask,
        };
        Recorder::new(self.queue.clone(), source)
    }

    /// For what one widget of this connector and the host say to each other. What the widget knows of the server came
    /// without the person's secrets, also where there has been no session yet.
    pub fn bridge_recorder(&self, connector_id: &str, app_name: &str, place: Place) -> BridgeRecorder {
        let source = Source {
            connector_id: connector_id.to_owned(),
            app_name: app_name.to_owned(),
            session: 0,
            mask: self.masks().get(connector_id).cloned().unwrap_or_default(),
        };
        BridgeRecorder::new(self.queue.clone(), source, place)
    }

    fn masks(&self) -> MutexGuard<'_, HashMap<String, Arc<Mask>>> {
        self.masks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub async fn frames(
        &self,
        query: FrameQuery,
        before: Option<u32>,
        limit: u32,
    ) -> Result<FramePage, Problem> {
        self.queue.flush().await;
        let limit = limit.min(LONGEST_PAGE);
        let found = self.frames.newest(&filter(query), before, limit + 1).await;
        let mut rows = found.map_err(problems::of_store)?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        Ok(FramePage { frames: rows.into_iter().map(entry::frame).collect(), more })
    }

    pub async fn frame(&self, number: u32) -> Result<FrameDetail, Problem> {
        self.queue.flush().await;
        let whole = self.frames.frame(number).await.map_err(problems::of_store)?;
        let whole = whole.ok_or_else(|| Problem {
            hint: "The oldest frames leave when the record is full.".into(),
            ..Problem::not_found("This frame is no longer on record.")
        })?;
        let counterpart = self.frames.counterpart(&whole.row).await.map_err(problems::of_store)?;
        Ok(FrameDetail { counterpart, ..entry::detail(whole) })
    }

    pub async fn status(&self) -> Result<RecordStatus, Problem> {
        self.queue.flush().await;
        let totals = self.frames.totals().await.map_err(problems::of_store)?;
        Ok(RecordStatus {
            frames: totals.frames,
            #[expect(clippy::cast_precision_loss, reason = "no disk holds that much")]
            bytes: totals.bytes as f64,
            oldest: totals.oldest,
            lost: self.queue.counts().lost(),
        })
    }

    pub async fn clear(&self) -> Result<(), Problem> {
        self.queue.flush().await;
        self.frames.clear().await.map_err(problems::of_store)?;
        self.events.tell(Event::Record);
        Ok(())
    }

    /// Writes all frames that the query means into a file. Returns how many.
    pub async fn export(&self, query: FrameQuery, format: RecordFormat, path: &Path) -> Result<u32, Problem> {
        self.queue.flush().await;
        export::write(&self.frames, &filter(query), format, path).await
    }

    /// Writes what still waits.
    pub async fn close(&self) {
        self.queue.flush().await;
    }
}

fn filter(query: FrameQuery) -> FrameFilter {
    FrameFilter {
        connector_id: query.connector_id,
        call_id: query.call_id,
        side: query.side.map(entry::name),
        kinds: query.kinds.into_iter().map(entry::name).collect(),
        text: query.text,
        only_errors: query.only_errors,
    }
}
