//! The program keeps to itself: nothing listens, and nothing goes out that nobody asked for. Seen from below, by the system
//! calls of all its processes.

use std::collections::BTreeSet;
use std::time::Duration;

use greenroom_tests::collector::Collector;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::traced::{Seen, Traced};
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::json;

/// The program, its network processes and the web processes of the workbench and both screens.
const PROCESSES: usize = 5;
/// Long enough for several heartbeats and for whatever an engine does once it has nothing to do.
const WATCH: Duration = Duration::from_secs(8);

#[tokio::test]
async fn idle_it_listens_to_nobody_and_sends_nothing() {
    let data = tempfile::tempdir().unwrap();
    let traced = Traced::start(data.path());
    has_started(&traced).await;
    // What is watched for is that nothing happens, which has no other end.
    tokio::time::sleep(WATCH).await;
    assert_eq!(traced.seen(), Seen { reached: BTreeSet::new(), listened: vec![] });
}

#[tokio::test]
async fn with_a_widget_it_reaches_what_the_policy_allows_and_no_more() {
    let (allowed, forbidden) = (Collector::start(), Collector::start());
    let server = Fixture::start();
    let uri = "ui://quiet/widget.html";
    let html = format!(
        "<!doctype html><html lang=\"en\"><link rel=\"preconnect\" href=\"{no}\"><link rel=\"dns-prefetch\" href=\"//outside.example\">
         <img src=\"{no}/i.png\"><script>
         fetch('{no}/fetch').catch(() => {{}}); navigator.sendBeacon('{no}/beacon');
         setTimeout(() => fetch('{yes}/fetch'), 300);
         new WebSocket('{socket}');
         </script><p>Quiet",
        yes = allowed.url,
        no = forbidden.url,
        socket = forbidden.url.replace("http", "ws"),
    );
    server.tool(
        json!({
            "name": "quiet_show", "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": true }, "_meta": { "ui": { "resourceUri": uri } }
        }),
        |_| json!({ "content": [] }),
    );
    server.template(json!({
        "uri": uri, "mimeType": "text/html;profile=mcp-app", "text": html,
        "_meta": { "ui": { "csp": { "connectDomains": [allowed.url] } } }
    }));
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Quiet", &server.url).await;
    window.run_tool("quiet_show").await;
    loaded(&allowed, 2).await;
    window.close().await;

    let traced = Traced::start(data.path());
    has_started(&traced).await;
    loaded(&allowed, 4).await;
    tokio::time::sleep(WATCH).await;

    let port = |url: &str| url.rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
    let expected = BTreeSet::from([port(&allowed.url)]);
    assert_eq!(traced.seen(), Seen { reached: expected, listened: vec![] });
    assert_eq!(forbidden.hits(), Vec::<String>::new());
}

/// Waits until all its processes are there.
async fn has_started(traced: &Traced) {
    eventually("the window and both screens are there", async || match traced.processes() {
        enough if enough >= PROCESSES => Ok(()),
        count => Err(format!("{count} processes")),
    })
    .await;
}

async fn loaded(allowed: &Collector, count: usize) {
    eventually(&format!("the widgets have fetched {count} times"), async || match allowed.hits().len() {
        enough if enough >= count => Ok(()),
        fewer => Err(format!("{fewer} times")),
    })
    .await;
}
