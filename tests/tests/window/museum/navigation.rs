//! Ways to take the frame, the screen or a window to another place.

use greenroom_tests::collector::Collector;
use greenroom_tests::fixture::Fixture;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::{Museum, SCREENS, calls_of, connect};

#[tokio::test]
async fn a_widget_takes_nothing_to_another_place() {
    let museum = Museum::open("navigation").await;
    museum
        .visit(&[
            "download",
            "form",
            "history",
            "manifest_and_base",
            "meta_refresh",
            "new_window",
            "own_frame_to_blob",
            "own_frame_to_data",
            "own_frame_to_file",
            "own_frame_to_screen",
            "own_frame_to_tauri",
            "own_frame_to_web",
            "service_worker",
            "top",
        ])
        .await;
    museum.leave().await;
}

/// Goes for everything around it, then tells the widget that it is there.
const FRAMED: &str = "<script>
    for (const act of [
        () => { top.location = 'ELSEWHERE/top'; }, () => { parent.location = 'ELSEWHERE/parent'; },
        () => { location.href = 'ELSEWHERE/self'; }, () => window.open('ELSEWHERE/open'), () => window.open('ELSEWHERE/top', '_top'),
        () => window.webkit.messageHandlers.ipc.postMessage(JSON.stringify({ secret: '', message: { kind: 'overrun' } })),
        () => top.postMessage({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'framer_show' } }, '*'),
        () => alert('FORGED'), () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'screen://page/' })),
    ]) { try { act(); } catch {} }
    setTimeout(() => parent.postMessage('framed', '*'), 300);
</script>";

#[tokio::test]
async fn a_page_that_a_widget_may_frame_is_shown_and_gets_no_further() {
    let museum = Museum::open("navigation").await;
    let web = Collector::serving(&FRAMED.replace("ELSEWHERE", &museum.collector.url));
    let server = Fixture::start();
    let uri = "ui://framer/page.html";
    let html = format!(
        "<!doctype html><iframe src=\"{}/framed\"></iframe>\
         <script>onmessage = ({{ data }}) => {{ if (data === 'framed') document.title = data; }}</script>",
        web.url
    );
    let declared = json!({ "openai/widgetCSP": { "frame_domains": [web.url] } });
    server
        .template(json!({ "uri": uri, "mimeType": "text/html+skybridge", "text": html, "_meta": declared }));
    let tool = json!({
        "name": "framer_show", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
        "_meta": { "openai/outputTemplate": uri, "openai/widgetAccessible": true }
    });
    server.tool(tool, |_| json!({ "content": [] }));
    let framer = connect(&museum.window, "Framer", &server.url).await;
    museum.run(&framer, "framer_show", json!({})).await;
    for screen in SCREENS {
        museum.window.shows(screen, "document.title", json!("framed")).await;
        let visited = "[window.visited, document.body.innerText.includes('FORGED')]";
        museum.window.screen_shows(screen, visited, json!([true, false])).await;
    }
    assert_eq!(web.hits(), ["GET /framed HTTP/1.1", "GET /framed HTTP/1.1"]);
    assert_eq!(museum.collector.hits(), Vec::<String>::new());
    assert_eq!(calls_of(&server, "framer_show"), 1);
    assert_eq!(museum.window.count_windows().await, 1);
    museum.leave().await;
}

#[tokio::test]
async fn a_widget_takes_nothing_to_another_place_without_a_policy_either() {
    let mut museum = Museum::open("navigation").await;
    museum.visit_without_policy().await;
    museum.leave().await;
}
