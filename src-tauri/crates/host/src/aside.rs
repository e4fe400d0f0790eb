//! Work that may keep a thread busy for a while, on a thread that nobody else waits for.

use std::future::pending;
use std::panic::resume_unwind;

/// Does the work. A panic in it is the caller's own.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is shutting down, and this future with it.
            Err(_) => pending().await,
        },
    }
}
