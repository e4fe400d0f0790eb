//! An observer that remembers what it was told.

use std::time::Duration;

use futures_util::future::BoxFuture;
use greenroom_mcp::{Frame, FrameKind, Nobody, Notice, Observer, Question, Refusal};
use serde_json::Value;
use tokio::sync::watch;

#[derive(Debug, Default)]
pub struct Ear {
    heard: watch::Sender<Heard>,
}

#[derive(Debug, Default)]
struct Heard {
    frames: Vec<Frame>,
    notices: Vec<Notice>,
}

impl Ear {
    /// The first frame that is as `wanted`, waited for.
    pub async fn frame(&self, wanted: impl Fn(&Frame) -> bool) -> Frame {
        self.find(|heard| heard.frames.iter().find(|frame| wanted(frame)).cloned()).await
    }

    /// A line of the server's log, counted from 0.
    pub async fn nth_line(&self, number: usize) -> String {
        let lines = |frame: &&Frame| frame.kind == FrameKind::Stderr;
        self.find(|heard| heard.frames.iter().filter(lines).nth(number).map(|frame| frame.text.clone())).await
    }

    /// The first notice, waited for.
    pub async fn notice(&self) -> Notice {
        self.find(|heard| heard.notices.first().cloned()).await
    }

    /// Those heard so far.
    pub fn notices(&self) -> Vec<Notice> {
        self.heard.borrow().notices.clone()
    }

    async fn find<T>(&self, look: impl Fn(&Heard) -> Option<T>) -> T {
        let mut heard = self.heard.subscribe();
        let found = async {
            loop {
                if let Some(found) = look(&heard.borrow_and_update()) {
                    return found;
                }
                heard.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.expect("it was never heard")
    }
}

impl Observer for Ear {
    fn frame(&self, frame: Frame) {
        self.heard.send_modify(|heard| heard.frames.push(frame));
    }

    fn notice(&self, notice: Notice) {
        self.heard.send_modify(|heard| heard.notices.push(notice));
    }

    fn ask(&self, question: Question) -> BoxFuture<'static, Result<Value, Refusal>> {
        Nobody.ask(question)
    }
}
