//! What a call costs beyond a bare POST of the same bytes to the same server in this process.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use greenroom_host::Recorder;
use greenroom_mcp::{
    ClientProfile, Frame, HttpTarget, Limits, Nobody, Notice, Observer, Protocol, Question, Refusal, Session,
    Target,
};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use url::Url;

use crate::timing::{Runs, milliseconds};
use crate::{Fault, record, report};

const WARM_UP: usize = 300;
const RUNS: usize = 3000;
/// A whole call writes to the disk more than once.
const WHOLE_RUNS: usize = 200;
const MOST_EXTRA: Duration = Duration::from_micros(300);

/// Hears what a connector's session says, as the host does: every frame goes on record.
#[derive(Debug)]
struct Recording(Recorder);

impl Observer for Recording {
    fn frame(&self, frame: Frame) {
        self.0.record(frame);
    }

    fn notice(&self, _: Notice) {}

    fn ask(&self, question: Question) -> BoxFuture<'static, Result<Value, Refusal>> {
        Nobody.ask(question)
    }
}

pub async fn measure() -> Result<report::Result, Fault> {
    let server = Fixture::start().with_board();
    let folder = TempDir::new()?;
    let session = recorded(&server.url, folder.path()).await?;
    let (mut bare, mut ours) = (Runs::default(), Runs::default());
    let body = session.request("tools/call", params()).await?.request.to_string();
    let client = reqwest::Client::builder().no_proxy().build()?;
    for run in 0..WARM_UP + RUNS {
        if run == WARM_UP {
            (bare, ours) = (Runs::default(), Runs::default());
        }
        bare.time(post(&client, &server.url, &body)).await?;
        ours.time(async { Ok(session.request("tools/call", params()).await?) }).await?;
    }
    session.close().await;
    let whole = whole(&server).await?;

    let (base, median) = (bare.median(), ours.median());
    let extra = median.saturating_sub(base);
    let ratio = median.as_secs_f64() / base.as_secs_f64();
    Ok(report::Result {
        key: "call",
        text: format!(
            "A call, recorded: {ratio:.2} times a bare POST of the same bytes, {:.0} µs more ({:.0} µs against {:.0} µs). \
             With the verdict, the conversation and the result on disk: {:.2} ms.",
            extra.as_secs_f64() * 1e6,
            median.as_secs_f64() * 1e6,
            base.as_secs_f64() * 1e6,
            milliseconds(whole.median()),
        ),
        goal: "at most 1.10 times, and at most 300 µs more",
        met: ratio <= 1.10 && extra <= MOST_EXTRA,
        numbers: json!({
            "ratio": ratio,
            "extraMs": milliseconds(extra),
            "bare": bare.json(),
            "session": ours.json(),
            "whole": whole.json(),
        }),
    })
}

fn params() -> Value {
    json!({ "name": "board_show", "arguments": {} })
}

/// A session whose frames go on record.
async fn recorded(url: &str, folder: &Path) -> Result<Session, Fault> {
    let kept = record::open(&folder.join("record.db")).await?;
    let target = Target::Http(HttpTarget::new(Url::parse(url)?));
    let observer = Arc::new(Recording(kept.recorder("bench", "Bench", &target)));
    Ok(Session::connect(target, &profile(), Limits::default(), observer).await?)
}

pub fn profile() -> ClientProfile {
    ClientProfile {
        name: "greenroom-bench".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        user_agent: concat!("greenroom-bench/", env!("CARGO_PKG_VERSION")).into(),
        capabilities: json!({}),
        protocol: Protocol::Negotiated,
        headers: Vec::new(),
        initialize_meta: Map::new(),
        progress: false,
    }
}

/// Sends the bytes and reads the answer's; nothing is made of them.
pub async fn post(client: &reqwest::Client, url: &str, body: &str) -> Result<usize, Fault> {
    let request = client
        .post(url)
        .header("accept", "application/json, text/event-stream")
        .header("content-type", "application/json")
        .header("mcp-protocol-version", "2025-11-25")
        .body(body.to_owned());
    Ok(request.send().await?.error_for_status()?.bytes().await?.len())
}

/// From proposing a call to its being settled on disk, as a click on Run is.
async fn whole(server: &Fixture) -> Result<Runs, Fault> {
    let test = TestHost::start().await;
    let connector = test.connect(&server.url).await;
    let mut runs = Runs::default();
    for _ in 0..WHOLE_RUNS {
        let call = async {
            let call = test.run(&connector.id, "board_show", json!({})).await;
            Ok(test.settled(&call.id).await)
        };
        runs.time(call).await?;
    }
    test.host.shut_down(greenroom_host::Leaving::Quit).await;
    Ok(runs)
}
