//! The rows of the public catalogue that only a real frame in the real window can show; the others are in
//! `tests/tests/host/catalogue`.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use serde_json::{Value, json};

const SCREENS: [&str; 2] = ["desktop", "phone"];
const VIEW: &str = "ui://catalogue/view.html";

/// Where a server of ours is, without its path.
fn origin(server: &Fixture) -> String {
    server.url.trim_end_matches("/mcp").to_owned()
}

/// A server whose view declares this origin, and asks for the camera.
fn server(declared: &str) -> Fixture {
    let server = Fixture::start();
    server.tool(
        json!({ "name": "show", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": { "ui": { "resourceUri": VIEW } } }),
        |_| json!({ "content": [] }),
    );
    server.template(json!({
        "uri": VIEW, "mimeType": "text/html;profile=mcp-app", "text": "<!doctype html><p>View</p>",
        "_meta": { "ui": { "csp": { "connectDomains": [declared] }, "permissions": { "camera": {} } } },
    }));
    server
}

async fn both(window: &Window, script: &str, expected: Value) {
    for screen in SCREENS {
        window.shows(screen, script, expected.clone()).await;
    }
}

/// Whether a request was let through, and by which policy it was not.
fn fetching(address: &str) -> String {
    format!(
        "new Promise((done) => {{
            addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {{ once: true }});
            fetch('{address}', {{ mode: 'no-cors' }}).then(() => done('sent'), () => {{}});
        }})"
    )
}

#[tokio::test]
async fn sandbox_proxy_required_and_sandbox_csp_enforced() {
    let (declared, undeclared) = (Fixture::start(), Fixture::start());
    let server = server(&origin(&declared));
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Catalogue", &server.url).await;
    window.run_tool("show").await;
    both(&window, "document.body.innerText.trim()", json!("View")).await;

    // The screen's page stands between the view and the program: of another origin, and without the program's door.
    let of_parent = "(() => { try { return parent.location.href; } catch (error) { return error.name; } })()";
    both(&window, of_parent, json!("SecurityError")).await;
    both(&window, "window.origin.startsWith('widget://')", json!(true)).await;
    for screen in SCREENS {
        window.screen_shows(screen, "typeof window.__TAURI_INTERNALS__", json!("undefined")).await;
        let attributes = "(() => {
            const frame = document.querySelector('[data-testid=widget-frame]');
            return [frame.getAttribute('sandbox'), frame.getAttribute('allow')];
        })()";
        let sandbox =
            "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms";
        let allow = "clipboard-write *; local-network-access *; microphone *; midi *; fullscreen 'none'";
        window.screen_shows(screen, attributes, json!([sandbox, allow])).await;
    }
    both(&window, "window.open('https://example.com/') === null", json!(true)).await;

    both(&window, &fetching(&declared.url), json!("sent")).await;
    both(&window, &fetching(&undeclared.url), json!("connect-src")).await;
    window.close().await;
}
