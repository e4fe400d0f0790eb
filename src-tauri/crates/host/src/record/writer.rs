//! Writes what was recorded, in batches: one transaction for all that comes within a moment.
//!
//! While a batch gathers, the writer sleeps and no frame wakes it: a session that is timed shall not pay for its record.

use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::event::Event;
use greenroom_contract::settings::Settings;
use greenroom_store::{FrameBounds, Frames, WholeFrame};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use super::entry;
use super::recorder::{Arrivals, Flush, Waiting};
use crate::aside::aside;
use crate::events::Events;
use crate::time;

/// How long a frame waits for others. A crash costs no more than this. Longer than nearly every call takes, even one
/// with a result of megabytes: making those searchable keeps a processor busy, which the call may need.
const BATCH_TIME: Duration = Duration::from_millis(250);
/// Frames in one transaction: enough to share its cost, few enough to leave the processor to others in between.
const BATCH: usize = 256;
/// The shell is told no more often than this, however much is recorded.
const NEWS: Duration = Duration::from_millis(300);

pub struct Writer {
    pub frames: Frames,
    pub events: Events,
    pub settings: watch::Receiver<Arc<Settings>>,
}

impl Writer {
    /// Ends when nobody is left who could record.
    pub async fn run(mut self, mut arrivals: Arrivals) {
        let mut told = Instant::now();
        let mut untold = false;
        loop {
            let mut first = None;
            let mut flush = None;
            tokio::select! {
                frame = arrivals.frames.recv() => match frame {
                    Some(frame) => first = Some(frame),
                    None => return,
                },
                Some(asked) = arrivals.flushes.recv() => flush = Some(asked),
                () = sleep_until(told + NEWS), if untold => {
                    self.events.tell(Event::Record);
                    (told, untold) = (Instant::now(), false);
                    continue;
                }
                Ok(()) = self.settings.changed() => {
                    self.prune().await;
                    untold = true;
                    continue;
                }
            }
            if flush.is_none() {
                flush = gather(&mut arrivals).await;
            }
            untold |= self.write_all(first, &mut arrivals).await;
            if let Some(flush) = flush {
                // Whoever asked may have gone.
                let _ = flush.send(());
            }
        }
    }

    /// Writes all that has arrived. Whether that was anything.
    async fn write_all(&self, first: Option<Box<Waiting>>, arrivals: &mut Arrivals) -> bool {
        let mut batch: Vec<Box<Waiting>> = first.into_iter().collect();
        let mut wrote = false;
        // What comes meanwhile may wait for the next time, or a server that floods would keep a flush waiting.
        let mut left = arrivals.frames.len();
        loop {
            while batch.len() < BATCH && left > 0 {
                left -= 1;
                batch.extend(arrivals.frames.try_recv());
            }
            if batch.is_empty() {
                return wrote;
            }
            wrote = true;
            batch.iter().for_each(|waiting| arrivals.counts.taken(waiting.content.text().len()));
            let frames = std::mem::take(&mut batch);
            self.write(
                aside(move || frames.into_iter().map(|frame| entry::written(*frame)).collect()).await,
                arrivals,
            )
            .await;
        }
    }

    async fn write(&self, frames: Vec<WholeFrame>, arrivals: &Arrivals) {
        if let Err(error) = self.frames.insert(&frames).await {
            tracing::error!(%error, frames = frames.len(), "frames could not be recorded");
            arrivals.counts.lose(frames.len());
        }
        self.prune().await;
    }

    async fn prune(&self) {
        let settings = self.settings.borrow().record;
        let age = SignedDuration::from_hours(24 * i64::from(settings.days));
        let since = Timestamp::now().checked_sub(age).unwrap_or(Timestamp::MIN);
        let bounds = FrameBounds {
            most_frames: settings.most_frames,
            most_bytes: i64::from(settings.most_megabytes) * 1024 * 1024,
            since: time::written(since),
        };
        if let Err(error) = self.frames.prune(&bounds).await {
            tracing::error!(%error, "old frames could not be removed");
        }
    }
}

/// Waits for as much as is written together, or until somebody wants what there is.
async fn gather(arrivals: &mut Arrivals) -> Option<Flush> {
    tokio::select! {
        () = sleep(BATCH_TIME) => None,
        () = arrivals.counts.batch() => None,
        flush = arrivals.flushes.recv() => flush,
    }
}
