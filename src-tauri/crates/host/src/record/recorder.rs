//! The way of a frame to the writer. A session never waits on it: what finds no room is counted and lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use greenroom_mcp::Frame;

use super::bridge::Message as BridgeMessage;
use tokio::sync::{mpsc, oneshot};

use crate::mask::Mask;

/// Frames that may wait. A server that floods fills this in a moment, whatever its size; it is written in seconds.
const MOST_WAITING: usize = 32_768;
/// Of these, what is kept free of widgets' messages: no flood of theirs costs a frame of the wire.
const KEPT_FOR_THE_WIRE: usize = MOST_WAITING / 2;
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

    /// Returns at once. What finds no room is counted as lost.
    pub fn put(&self, source: &Arc<Source>, mut content: Content) {
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
        let waiting_bytes = counts.waiting_bytes.fetch_add(length, Ordering::Relaxed) + length;
        if waiting_bytes > MOST_WAITING_BYTES || self.messages.capacity() < room {
            counts.taken(length);
            return counts.lose(1);
        }
        let waiting = Waiting { source: source.clone(), content, bytes };
        if self.messages.try_send(Message::Frame(Box::new(waiting))).is_err() {
            counts.taken(length);
            counts.lose(1);
        }
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

    pub fn record(&self, frame: Frame) {
        self.queue.put(&self.source, Content::Wire(frame));
    }
}
