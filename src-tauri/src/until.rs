//! Waiting for what the host tells of.

use greenroom_contract::Problem;
use greenroom_host::Host;

/// Looks until there is something to see, again after every event of the host.
pub async fn until<T>(
    host: &Host,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Problem>,
) -> Result<T, Problem> {
    let mut events = host.subscribe();
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        // Having missed some is as good a reason to look again.
        let _ = events.recv().await;
    }
}
