//! One life of a host without a window, in a runtime of its own: it ends as a crash does, with all that runs thrown away
//! midway.

use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::database;
use crate::test_host::TestHost;

/// Opens a host on the folder, and lets go of it after `life`. When this returns, nobody has its database open.
pub fn live<T>(
    dir: TempDir,
    open: impl AsyncFnOnce(TempDir) -> TestHost,
    life: impl AsyncFnOnce(&TestHost) -> T,
) -> (T, TempDir) {
    let whole = runtime();
    let (done, dir) = whole.block_on(async {
        let test = open(dir).await;
        let done = life(&test).await;
        (done, test.leave())
    });
    drop(whole);
    // The database's own threads finish what they were told.
    for name in database::NAMES {
        runtime().block_on(database::let_go(&dir.path().join(name)));
    }
    (done, dir)
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime can be built")
}
