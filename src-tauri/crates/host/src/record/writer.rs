//! Writes what was recorded, in batches: one transaction for all that comes within a moment.

use std::sync::Arc;
use std::time::Duration;

use greenroom_contract::event::Event;
use greenroom_contract::settings::Settings;
use greenroom_store::{FrameBounds, Frames, WholeFrame};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::entry;
use super::recorder::{Counts, Message};
use crate::events::Events;
use crate::time;

/// How long a frame waits for others. A crash costs no more than this.
const BATCH_TIME: Duration = Duration::from_millis(100);
/// Frames in one transaction: enough to share its cost, few enough to leave the processor to others in between.
const BATCH: usize = 256;
/// The shell is told no more often than this, however much is recorded.
const NEWS: Duration = Duration::from_millis(300);

pub struct Writer {
    pub frames: Frames,
    pub events: Events,
    pub counts: Arc<Counts>,
    pub settings: watch::Receiver<Arc<Settings>>,
}

/// What is written together.
#[derive(Default)]
struct Batch {
    frames: Vec<WholeFrame>,
    /// Who waits for it.
    flushes: Vec<oneshot::Sender<()>>,
}

impl Writer {
    /// Ends when nobody is left who could record.
    pub async fn run(mut self, mut queue: mpsc::Receiver<Message>) {
        let mut told = Instant::now();
        let mut untold = false;
        loop {
            let first = tokio::select! {
                first = queue.recv() => first,
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
            };
            let Some(first) = first else { return };
            let batch = self.collect(first, &mut queue).await;
            untold |= !batch.frames.is_empty();
            self.write(batch).await;
        }
    }

    async fn collect(&self, first: Message, queue: &mut mpsc::Receiver<Message>) -> Batch {
        let mut batch = Batch::default();
        self.add(&mut batch, first);
        let end = Instant::now() + BATCH_TIME;
        while batch.flushes.is_empty() && batch.frames.len() < BATCH {
            match timeout_at(end, queue.recv()).await {
                Ok(Some(message)) => self.add(&mut batch, message),
                Ok(None) | Err(_) => break,
            }
        }
        batch
    }

    fn add(&self, batch: &mut Batch, message: Message) {
        match message {
            Message::Flush(done) => batch.flushes.push(done),
            Message::Frame(waiting) => {
                self.counts.taken(waiting.content.text().len());
                batch.frames.push(entry::written(*waiting));
            }
        }
    }

    async fn write(&self, batch: Batch) {
        if !batch.frames.is_empty() {
            if let Err(error) = self.frames.insert(&batch.frames).await {
                tracing::error!(%error, frames = batch.frames.len(), "frames could not be recorded");
                self.counts.lose(batch.frames.len());
            }
            self.prune().await;
        }
        for flush in batch.flushes {
            // Whoever asked may have gone.
            let _ = flush.send(());
        }
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
