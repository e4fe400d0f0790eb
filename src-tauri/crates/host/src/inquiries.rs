//! What servers ask in the midst of things, and the person's answers. A question that nobody can answer any more is
//! cancelled. Which questions reach this at all is decided by the client's capabilities, in the `mcp` crate.

mod question;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::inquiry::{Inquiry, InquiryAnswer, Question};
use greenroom_mcp as mcp;
use greenroom_mcp::Refusal;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::aside::aside;
use crate::events::Events;
use crate::time;

/// Opens a web page in the system's browser.
pub type OpenPage = Arc<dyn Fn(&str) -> Result<(), Problem> + Send + Sync>;

/// Questions of one connector that may wait at once. A server that asks in a loop must not bury the person.
const MOST_OF_A_CONNECTOR: usize = 16;

type Answer = Result<Value, Refusal>;

pub struct Inquiries {
    events: Events,
    open_page: OpenPage,
    waiting: Mutex<Vec<Waiting>>,
}

struct Waiting {
    inquiry: Inquiry,
    answer: oneshot::Sender<Answer>,
}

/// Whose questions are cancelled.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    ByAnyone,
    ByConnector(&'a str),
    DuringCall(&'a str),
}

impl Inquiries {
    pub fn new(events: Events, open_page: OpenPage) -> Self {
        Self { events, open_page, waiting: Mutex::default() }
    }

    /// Oldest first.
    pub fn pending(&self) -> Vec<Inquiry> {
        self.lock().iter().map(|waiting| waiting.inquiry.clone()).collect()
    }

    /// Puts the question before the person and waits. Dropping the future takes the question away.
    pub async fn ask(
        self: Arc<Self>,
        connector_id: String,
        app_name: String,
        asked: mcp::Question,
    ) -> Answer {
        // There are no folders to offer.
        if asked.method == "roots/list" {
            return Ok(json!({ "roots": [] }));
        }
        let (question, call_id) = (question::read(&asked)?, asked.tag);
        let cancelled = question::cancelled(&question);
        let inquiry = Inquiry {
            id: time::fresh_id(),
            connector_id,
            app_name,
            call_id,
            asked_at: time::now(),
            question,
        };
        let card = Card { inquiries: &self, id: inquiry.id.clone() };
        let Some(answered) = self.put(inquiry) else { return cancelled };
        self.events.tell(Event::Inquiries);
        let answer = answered.await.unwrap_or(cancelled);
        drop(card);
        answer
    }

    /// The first answer that can be used counts; after one that cannot, the question stays.
    pub async fn answer(&self, id: &str, answer: InquiryAnswer) -> Result<(), Problem> {
        let found = self
            .lock()
            .iter()
            .find(|waiting| waiting.inquiry.id == id)
            .map(|waiting| waiting.inquiry.clone());
        let inquiry = found.ok_or_else(gone)?;
        let question = inquiry.question;
        let visited = match (&question, &answer) {
            (Question::Url { url, .. }, InquiryAnswer::Accept { .. }) => Some(question::page(url)?),
            _ => None,
        };
        let result = aside(move || question::answered(&question, &answer)).await?;
        if let Some(page) = visited {
            (self.open_page)(page.as_str())?;
        }
        let waiting = self.take(id).ok_or_else(gone)?;
        self.events.tell(Event::Inquiries);
        // Where nobody waits any more, the question has just been taken away.
        waiting.answer.send(result).map_err(|_| gone())
    }

    pub fn cancel(&self, asked: Asked<'_>) {
        let mut waiting = self.lock();
        let before = waiting.len();
        // Dropping the sender is what cancels.
        waiting.retain(|one| !asked.means(&one.inquiry));
        let is_changed = waiting.len() < before;
        drop(waiting);
        if is_changed {
            self.events.tell(Event::Inquiries);
        }
    }

    fn put(&self, inquiry: Inquiry) -> Option<oneshot::Receiver<Answer>> {
        let mut waiting = self.lock();
        let of_connector =
            waiting.iter().filter(|one| one.inquiry.connector_id == inquiry.connector_id).count();
        if of_connector >= MOST_OF_A_CONNECTOR {
            return None;
        }
        let (answer, answered) = oneshot::channel();
        waiting.push(Waiting { inquiry, answer });
        Some(answered)
    }

    fn take(&self, id: &str) -> Option<Waiting> {
        let mut waiting = self.lock();
        let place = waiting.iter().position(|one| one.inquiry.id == id)?;
        Some(waiting.remove(place))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Inquiries {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Inquiries").field("pending", &self.pending()).finish_non_exhaustive()
    }
}

impl Asked<'_> {
    fn means(self, inquiry: &Inquiry) -> bool {
        match self {
            Self::ByAnyone => true,
            Self::ByConnector(id) => inquiry.connector_id == id,
            Self::DuringCall(id) => inquiry.call_id.as_deref() == Some(id),
        }
    }
}

/// Takes the question away when nobody waits for its answer any more.
struct Card<'a> {
    inquiries: &'a Inquiries,
    id: String,
}

impl Drop for Card<'_> {
    fn drop(&mut self) {
        if self.inquiries.take(&self.id).is_some() {
            self.inquiries.events.tell(Event::Inquiries);
        }
    }
}

fn gone() -> Problem {
    Problem {
        hint: "It was answered already, or the server no longer waits for it.".into(),
        ..Problem::not_found("This question is no longer open.")
    }
}
