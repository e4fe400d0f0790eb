//! A record as the host keeps one, with bounds that nothing here reaches.

use std::path::Path;
use std::sync::Arc;

use greenroom_contract::settings::RecordSettings;
use greenroom_host::{Events, Lasting, Record};
use greenroom_tests::test_host::TestHost;
use tokio::sync::watch;

use crate::Fault;

const BOUNDS: RecordSettings =
    RecordSettings { most_frames: 1_000_000, most_megabytes: 10_000, days: 36_500 };

pub async fn open(path: &Path) -> Result<Record, Fault> {
    let test = TestHost::start().await;
    let mut settings = test.host.settings().await.map_err(|problem| Fault::from(problem.message))?.defaults;
    test.host.shut_down(greenroom_host::Leaving::Quit).await;
    settings.record = BOUNDS;
    let settings = watch::Sender::new(Arc::new(settings));
    Ok(Record::open(path, Events::default(), settings.subscribe(), Lasting::Always).await?)
}
