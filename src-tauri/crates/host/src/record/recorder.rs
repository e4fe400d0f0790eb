//! The way of a frame to the writer. A session never waits on it: what finds no room is counted and lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use greenroom_mcp::Frame;
use greenroom_store::Lasting;
use tokio::sync::{Notify, mpsc, oneshot};

use super::bridge::Message as BridgeMessage;
use crate::mask::Mask;

/// Frames that may wait. A server that floods fills this in a moment, whatever its size; it is written in seconds.
const MOST_WAITING: usize = 32_768;
/// Of these, what is kept free of widgets' messages: no flood of theirs costs a frame of the wire.
const KEPT_FOR_THE_WIRE: usize = MOST_WAITING / 2;
/// With so many frames waiting, or so many bytes of text, the writer waits for no more: enough to share the cost of a
/// transaction, and far from what finds no room.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 4 * 1024 * 1024;
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
    pub content: Content,
    /// Of the text as it was.
    pub bytes: usize,
}

#[derive(Debug)]
pub enum Content {
    Wire(Frame),
    Bridge(BridgeMessage),
}

impl Content {
    pub fn text(&self) -> &str {
        match self {
            Self::Wire(frame) => &frame.text,
            Self::Bridge(message) => &message.text,
        }
    }

    fn text_mut(&mut self) -> &mut String {
        match self {
            Self::Wire(frame) => &mut frame.text,
            Self::Bridge(message) => &mut message.text,
        }
    }
}

/// The end of the queue that is written to. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Queue {
    frames: mpsc::Sender<Box<Waiting>>,
    flushes: mpsc::Sender<Flush>,
    counts: Arc<Counts>,
    lasting: Lasting,
}

/// The end that the writer has.
#[derive(Debug)]
pub struct Arrivals {
    pub frames: mpsc::Receiver<Box<Waiting>>,
    pub flushes: mpsc::Receiver<Flush>,
    pub counts: Arc<Counts>,
}

/// Answered when all that was recorded before is written.
pub type Flush = oneshot::Sender<()>;

#[derive(Debug, Default)]
pub struct Counts {
    waiting: AtomicUsize,
    waiting_bytes: AtomicUsize,
    lost: AtomicU32,
    /// Told when there is a batch.
    batch: Notify,
}

/// Records the frames of one session.
#[derive(Clone, Debug)]
pub struct Recorder {
    queue: Queue,
    source: Arc<Source>,
}

impl Queue {
    pub fn new(lasting: Lasting) -> (Self, Arrivals) {
        let (frames, waiting) = mpsc::channel(MOST_WAITING);
        let (flushes, asked) = mpsc::channel(1);
        let counts = Arc::<Counts>::default();
        let arrivals = Arrivals { frames: waiting, flushes: asked, counts: counts.clone() };
        (Self { frames, flushes, counts, lasting }, arrivals)
    }

    pub fn counts(&self) -> Arc<Counts> {
        self.counts.clone()
    }

    /// Returns at once. What finds no room is counted as lost. Where nothing outlasts the program nothing is written: it
    /// runs for one question, and making its frames searchable would take longer than the answer.
    pub fn put(&self, source: &Arc<Source>, mut content: Content) {
        if self.lasting == Lasting::WhileRunning {
            return;
        }
        let text = content.text_mut();
        let bytes = text.len();
        if bytes > LONGEST {
            text.truncate(text.floor_char_boundary(LONGEST));
            text.shrink_to_fit();
        }
        let length = text.len();
        let counts = &self.counts;
        let room = match content {
            Content::Wire(_) => 0,
            Content::Bridge(_) => KEPT_FOR_THE_WIRE,
        };
        if counts.put(length) > MOST_WAITING_BYTES || self.frames.capacity() < room {
            counts.taken(length);
            return counts.lose(1);
        }
        let waiting = Waiting { source: source.clone(), content, bytes };
        if self.frames.try_send(Box::new(waiting)).is_err() {
            counts.taken(length);
            counts.lose(1);
        }
    }

    /// Waits until everything that was recorded before is written.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.flushes.send(done).await.is_ok() {
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

    /// Waits until there is a batch.
    pub async fn batch(&self) {
        self.batch.notified().await;
    }

    /// A frame of this length has left the queue.
    pub fn taken(&self, bytes: usize) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// A frame of this length wants to wait. Gives the bytes that wait with it.
    fn put(&self, bytes: usize) -> usize {
        let frames = self.waiting.fetch_add(1, Ordering::Relaxed) + 1;
        let together = self.waiting_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if frames >= BATCH || together >= BATCH_BYTES {
            self.batch.notify_one();
        }
        together
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

    pub fn record(&self, frame: Frame) {
        self.queue.put(&self.source, Content::Wire(frame));
    }
}
