//! Listing 5,000 tools.

use std::sync::Arc;

use greenroom_mcp::{HttpTarget, Limits, Nobody, Session, Target};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use serde_json::{Value, json};
use url::Url;

use crate::Fault;
use crate::calls::{post, profile};
use crate::report;
use crate::timing::{Runs, milliseconds};

const TOOLS: usize = 5000;
const RUNS: usize = 20;

pub async fn measure() -> Result<report::Result, Fault> {
    let server = Fixture::start();
    (0..TOOLS).for_each(|number| server.tool(tool(number), |_| json!({})));
    let target = Target::Http(HttpTarget::new(Url::parse(&server.url)?));
    let session = Session::connect(target, &profile(), Limits::default(), Arc::new(Nobody)).await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let body = session.request("tools/list", Value::Null).await?.request.to_string();
    let (mut bare, mut ours) = (Runs::default(), Runs::default());
    for _ in 0..RUNS {
        bare.time(post(&client, &server.url, &body)).await?;
        let listing = ours.time(async { Ok(session.list("tools/list", "tools").await?) }).await?;
        if listing.items.len() != TOOLS {
            return Err(format!("only {} tools were listed", listing.items.len()).into());
        }
    }
    session.close().await;
    let whole = refreshed(&server).await?;

    let ratio = ours.median().as_secs_f64() / bare.median().as_secs_f64();
    let refresh = whole.median();
    Ok(report::Result {
        key: "list",
        text: format!(
            "A list of 5,000 tools: {ratio:.2} times a bare POST that reads the answer ({:.0} ms against {:.0} ms). \
             A whole Refresh, with the findings and the snapshot on disk: {:.0} ms.",
            milliseconds(ours.median()),
            milliseconds(bare.median()),
            milliseconds(refresh),
        ),
        goal: "none was promised; ours is a whole Refresh within 2 s",
        met: refresh.as_secs_f64() <= 2.0,
        numbers: json!({
            "ratio": ratio,
            "bare": bare.json(),
            "session": ours.json(),
            "refresh": whole.json(),
        }),
    })
}

async fn refreshed(server: &Fixture) -> Result<Runs, Fault> {
    let test = TestHost::start().await;
    let connector = test.connect(&server.url).await;
    let mut runs = Runs::default();
    for _ in 0..RUNS / 4 {
        let refresh = async {
            test.host.refresh_connector(&connector.id).await.map_err(|problem| Fault::from(problem.message))
        };
        runs.time(refresh).await?;
    }
    test.host.shut_down(greenroom_host::Leaving::Quit).await;
    Ok(runs)
}

fn tool(number: usize) -> Value {
    json!({
        "name": format!("tool_{number}"),
        "title": format!("Tool {number}"),
        "description": "Does what its number says, and tells what came of it in one sentence.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "query": { "type": "string", "description": "What to look for" },
                "limit": { "type": "integer", "minimum": 1, "maximum": 100 },
            },
            "required": ["query"],
        },
        "annotations": { "readOnlyHint": true, "openWorldHint": false },
    })
}
