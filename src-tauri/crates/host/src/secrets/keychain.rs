//! Secrets in the system's keychain.
//!
//! Its calls block, sometimes for as long as a person takes to unlock it. So each has a thread of its own, which
//! cannot hold up the program's end.

use std::time::Duration;

use keyring::{Entry, Error};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// What a person looks for.
#[cfg(target_os = "macos")]
pub const NAME: &str = "the macOS keychain, under “Greenroom”";
#[cfg(windows)]
pub const NAME: &str = "the Windows credential manager, under “Greenroom”";
#[cfg(not(any(target_os = "macos", windows)))]
pub const NAME: &str = "the system's keychain (Secret Service), under “Greenroom”";

const SERVICE: &str = "Greenroom";

/// A keychain that is there answers at once; D-Bus may take half a minute to find out that there is none.
const PROBING: Duration = Duration::from_secs(3);
/// Long enough for a person to unlock it.
const UNLOCKING: Duration = Duration::from_secs(120);

/// Whether there is a keychain. Nothing is stored, and nobody is asked for a password.
pub async fn probe() -> Result<(), String> {
    within(PROBING, || match entry("probe")?.get_password() {
        Ok(_) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(error),
    })
    .await
}

pub async fn get(key: &str) -> Result<Option<String>, String> {
    let key = key.to_owned();
    within(UNLOCKING, move || match entry(&key)?.get_password() {
        Ok(value) => Ok(Some(value)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    })
    .await
}

pub async fn put(key: &str, value: &str) -> Result<(), String> {
    let (key, value) = (key.to_owned(), value.to_owned());
    within(UNLOCKING, move || entry(&key)?.set_password(&value)).await
}

pub async fn remove(key: &str) -> Result<(), String> {
    let key = key.to_owned();
    within(UNLOCKING, move || match entry(&key)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(error),
    })
    .await
}

/// [`Entry::new`] says only that the store could not be opened; this says why.
fn entry(key: &str) -> Result<Entry, Error> {
    match Entry::store_status() {
        Ok(()) => Entry::new(SERVICE, key),
        Err(error) => Err(Error::PlatformFailure(cause(error).into())),
    }
}

/// What really went wrong, without the layers that it came through.
fn cause(error: &Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

async fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, String> {
    let (done, result) = oneshot::channel();
    let thread = std::thread::Builder::new().name("keychain".into());
    let work = move || {
        // Nobody may be waiting any more.
        let _ = done.send(work());
    };
    thread.spawn(work).map_err(|error| error.to_string())?;
    match timeout(limit, result).await {
        Ok(Ok(result)) => result.map_err(|error| cause(&error)),
        Ok(Err(_)) => Err("it broke off".into()),
        Err(_) => Err(format!("it gave no answer within {} seconds", limit.as_secs())),
    }
}
