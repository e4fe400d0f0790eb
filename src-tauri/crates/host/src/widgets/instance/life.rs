//! What has become of an instance: what its frame was told, and what it did.

use std::collections::VecDeque;
use std::sync::Arc;

use greenroom_contract::widget::WidgetLog;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::model_view::Provided;
use crate::widgets::account::Extent;
use crate::widgets::bridge::apps::Introduction;
use crate::widgets::rules::Breaches;
use crate::widgets::sandbox::Sandbox;

/// What has become of an instance since it was made.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// Counts its frames: a fresh one knows nothing of what an earlier one was told, nor of what that one said.
    pub generation: u32,
    /// Of its document, once that was served.
    pub sandbox: Option<Sandbox>,
    /// What the button over it opens in fullscreen, where it said so.
    pub app_url: Option<String>,
    pub height: Height,
    pub closed: Closed,
    /// The last `ui/update-model-context`, unless that was empty.
    pub model_context: Option<Provided>,
    /// The last of what it logged, oldest first.
    pub logs: VecDeque<WidgetLog>,
    /// How often it said that its tools changed.
    pub tool_changes: u32,
    /// What it did against the rules.
    pub breaches: Breaches,
    pub questions: Questions,
    pub(super) openai: Told,
    pub(super) apps: Handshake,
}

/// What an instance asks of its server, a few at a time: the others wait, so that no widget takes all connections.
#[derive(Clone, Debug)]
pub struct Questions(Arc<Semaphore>);

impl Questions {
    const AT_ONCE: usize = 16;

    /// Waits for its turn, which lasts until this is dropped.
    pub async fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.0.clone().acquire_owned().await.ok()
    }
}

impl Default for Questions {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(Self::AT_ONCE)))
    }
}

/// What is known of the content's height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Height {
    #[default]
    Unknown,
    /// Measured from outside the widget's own code; a report of its own replaces it.
    Measured(f64),
    Reported(f64),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closed {
    #[default]
    No,
    /// The widget asked to be dismissed. That lasts until its screen's page is loaded anew or its conversation is
    /// opened anew, and not over a restart: whether ChatGPT remembers it is not known, and somebody who builds the
    /// widget must be able to get it back.
    Yes,
}

/// What a document has been told of its call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// No document has been served yet: it will get everything with its first globals.
    #[default]
    NoDocument,
    So(Extent),
}

#[derive(Clone, Debug, Default)]
pub struct Handshake {
    pub initialized: Initialized,
    pub input_sent: u32,
    pub end_sent: u32,
    /// Absent before `ui/initialize`.
    pub introduction: Option<Introduction>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Initialized {
    #[default]
    NotYet,
    Done,
}
