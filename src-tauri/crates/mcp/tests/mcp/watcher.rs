//! An observer that keeps everything, and answers questions as the test says.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use greenroom_mcp::{Direction, Frame, FrameKind, Notice, Observer, Question, Refusal};
use serde_json::Value;
use tokio::sync::Notify;

#[derive(Debug, Default)]
pub struct Watcher {
    /// What every question is answered with; null for never.
    pub reply: Value,
    frames: Mutex<Vec<Frame>>,
    notices: Mutex<Vec<Notice>>,
    questions: Mutex<Vec<Question>>,
    told: Notify,
}

impl Watcher {
    pub fn replying(reply: Value) -> Arc<Self> {
        Arc::new(Self { reply, ..Self::default() })
    }

    pub fn frames(&self) -> Vec<Frame> {
        self.frames.lock().unwrap().clone()
    }

    pub fn notices(&self) -> Vec<Notice> {
        self.notices.lock().unwrap().clone()
    }

    pub fn questions(&self) -> Vec<Question> {
        self.questions.lock().unwrap().clone()
    }

    /// Waits until what was told so far is as wanted.
    pub async fn until(&self, is_there: impl Fn(&Self) -> bool) {
        self.find(|told| is_there(told).then_some(())).await;
    }

    /// The first frame that is as `wanted`, waited for.
    pub async fn frame(&self, wanted: impl Fn(&Frame) -> bool) -> Frame {
        self.find(|told| told.frames().into_iter().find(&wanted)).await
    }

    /// A line of the server's log, counted from 0, waited for.
    pub async fn nth_line(&self, number: usize) -> String {
        let is_line = |frame: &Frame| frame.kind == FrameKind::Stderr;
        self.find(|told| told.frames().into_iter().filter(is_line).nth(number)).await.text
    }

    /// The first notice, waited for.
    pub async fn notice(&self) -> Notice {
        self.find(|told| told.notices().into_iter().next()).await
    }

    async fn find<T>(&self, look: impl Fn(&Self) -> Option<T>) -> T {
        let wait = async {
            loop {
                let told = self.told.notified();
                if let Some(found) = look(self) {
                    return found;
                }
                told.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), wait).await;
        waited.unwrap_or_else(|_| panic!("it never came; there is {:#?}", self.lines()))
    }

    /// The frames in short: exchange, direction, kind, method, id, tag, status, text.
    pub fn lines(&self) -> Vec<String> {
        self.frames().iter().map(line).collect()
    }
}

fn line(frame: &Frame) -> String {
    let http = frame.http.as_ref();
    let words = [
        http.map(|http| format!("#{}", http.exchange)),
        Some(if frame.direction == Direction::ToServer { "→" } else { "←" }.to_owned()),
        Some(format!("{:?}", frame.kind)),
        http.filter(|_| frame.method.is_none()).map(|http| http.method.clone()),
        frame.method.clone(),
        frame.id.as_ref().map(Value::to_string),
        frame.tag.as_ref().map(|tag| format!("[{tag}]")),
        http.and_then(|http| http.status).map(|status| status.to_string()),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

impl Observer for Watcher {
    fn frame(&self, frame: Frame) {
        self.frames.lock().unwrap().push(frame);
        self.told.notify_waiters();
    }

    fn notice(&self, notice: Notice) {
        self.notices.lock().unwrap().push(notice);
        self.told.notify_waiters();
    }

    fn ask(&self, question: Question) -> BoxFuture<'static, Result<Value, Refusal>> {
        self.questions.lock().unwrap().push(question);
        self.told.notify_waiters();
        let reply = self.reply.clone();
        Box::pin(async move {
            match reply {
                Value::Null => std::future::pending().await,
                reply => Ok(reply),
            }
        })
    }
}
