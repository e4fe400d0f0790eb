//! How the parts of the host tell each other, and the shell, that something has changed.

use greenroom_contract::event::Event;
use tokio::sync::broadcast;

/// Events that a slow listener may fall behind by before it must ask for everything anew.
const BACKLOG: usize = 1024;

#[derive(Clone, Debug)]
pub struct Events(broadcast::Sender<Event>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Events {
    /// Nobody listening is fine: there is no window in tests and on the command line.
    pub fn tell(&self, event: Event) {
        let _ = self.0.send(event);
    }

    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}
