//! The way of a frame to the writer. A session never waits on it: what finds no room is counted and lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use greenroom_mcp::Frame;
use tokio::sync::{mpsc, oneshot};

use crate::mask::Mask;

/// Frames that may wait. A server that floods fills this in a moment, whatever its size; it is written in seconds.
const MOST_WAITING: usize = 8192;
/// Bytes of text that may wait: a few of the longest texts, and a fraction of what a program may take.
const MOST_WAITING_BYTES: usize = 64 * 1024 * 1024;
/// The longest text that goes to the writer. What it writes is shorter, so that no secret is cut in two and
/// recognised by nobody.
const LONGEST: usize = super::LONGEST_TEXT + 64 * 1024;

/// Where frames come from.
#[derive(Debug)]
pub struct Source {
    pub connector_id: String,
    pub app_name: String,
    pub session: u32,
    pub mask: Arc<Mask>,
}

/// A frame on its way.
#[derive(Debug)]
pub struct Waiting {
    pub source: Arc<Source>,
    pub frame: Frame,
    /// Of the text as it was on the wire.
    pub bytes: usize,
}

/// What the writer is told.
#[derive(Debug)]
pub enum Message {
    Frame(Box<Waiting>),
    /// Answered when all that came before is written.
    Flush(oneshot::Sender<()>),
}

/// The end of the queue that is written to. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Queue {
    messages: mpsc::Sender<Message>,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
pub struct Counts {
    waiting_bytes: AtomicUsize,
    lost: AtomicU32,
}

/// Records the frames of one session.
#[derive(Clone, Debug)]
pub struct Recorder {
    queue: Queue,
    source: Arc<Source>,
}

impl Queue {
    pub fn new() -> (Self, mpsc::Receiver<Message>) {
        let (messages, receiver) = mpsc::channel(MOST_WAITING);
        (Self { messages, counts: Arc::default() }, receiver)
    }

    pub fn counts(&self) -> Arc<Counts> {
        self.counts.clone()
    }

    /// Waits until everything that was recorded before is written.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.messages.send(Message::Flush(done)).await.is_ok() {
            // A writer that has ended has nothing to write.
            let _ = written.await;
        }
    }
}

impl Counts {
    pub fn lost(&self) -> u32 {
        self.lost.load(Ordering::Relaxed)
    }

    pub fn lose(&self, frames: usize) {
        self.lost.fetch_add(u32::try_from(frames).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// A frame of this length has left the queue.
    pub fn taken(&self, bytes: usize) {
        self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}

impl Recorder {
    pub fn new(queue: Queue, source: Source) -> Self {
        Self { queue, source: Arc::new(source) }
    }

    /// Hides the secrets of the connector.
    pub(crate) fn mask(&self) -> Arc<Mask> {
        self.source.mask.clone()
    }

    pub fn record(&self, mut frame: Frame) {
        let bytes = frame.text.len();
        if bytes > LONGEST {
            frame.text.truncate(frame.text.floor_char_boundary(LONGEST));
            frame.text.shrink_to_fit();
        }
        let length = frame.text.len();
        let counts = &self.queue.counts;
        if counts.waiting_bytes.fetch_add(length, Ordering::Relaxed) + length > MOST_WAITING_BYTES {
            counts.taken(length);
            return counts.lose(1);
        }
        let waiting = Waiting { source: self.source.clone(), frame, bytes };
        if self.queue.messages.try_send(Message::Frame(Box::new(waiting))).is_err() {
            counts.taken(length);
            counts.lose(1);
        }
    }
}
