//! Readings that go on record only if they bring something new. Live mode looks at the templates on the screens about
//! once a second, and hours of the same answer would push everything else off the record.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_mcp::Frame;

use super::Recorder;
use crate::time;

/// Frames of one reading that are held back. More than these is news of itself.
const MOST_HELD: usize = 100;

#[derive(Debug, Default)]
pub struct Looks(Mutex<HashMap<String, Vec<(Recorder, Frame)>>>);

/// One reading. Its frames are forgotten with it unless they are kept.
#[derive(Debug)]
pub struct Look {
    tag: String,
    looks: Arc<Looks>,
}

impl Looks {
    pub fn begin(self: &Arc<Self>) -> Look {
        let tag = format!("look-{}", time::fresh_id());
        self.lock().insert(tag.clone(), Vec::new());
        Look { tag, looks: self.clone() }
    }

    /// Records a frame, unless it is of a reading of which it is not known yet what it brings.
    pub fn record(&self, recorder: &Recorder, frame: Frame) {
        if let Some(tag) = &frame.tag
            && let Some(held) = self.lock().get_mut(tag).filter(|held| held.len() < MOST_HELD)
        {
            return held.push((recorder.clone(), frame));
        }
        recorder.record(frame);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Vec<(Recorder, Frame)>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Look {
    /// The mark of its requests.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// It brought something: all of it goes on record.
    pub fn keep(self) {
        let held = self.looks.lock().remove(&self.tag).unwrap_or_default();
        for (recorder, frame) in held {
            recorder.record(Frame { tag: None, ..frame });
        }
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.looks.lock().remove(&self.tag);
    }
}
