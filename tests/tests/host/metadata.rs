//! The keys of tools, templates and results: what each does, and which wins where two say it.

use greenroom_contract::call::CallState;
use greenroom_contract::model_view::ModelItemKind;
use greenroom_contract::screen::{ScreenCall, ScreenEntry, ScreenView};
use greenroom_contract::snapshot::Snapshot;
use greenroom_contract::widget::Language;
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::test_host::TestHost;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const VIEW: &str = "ui://metadata/view.html";

/// A server with one read-only tool `show` that has this `_meta` and this result, and a template with this `_meta`.
fn server(tool: Value, template: Value, result: Value) -> Fixture {
    let server = Fixture::start();
    server.tool(
        json!({ "name": "show", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": tool }),
        move |_| result.clone(),
    );
    server.template(json!({
        "uri": VIEW, "mimeType": "text/html;profile=mcp-app", "text": "<!doctype html>view", "_meta": template,
    }));
    server
}

async fn snapshot(test: &TestHost, connector: &str) -> Snapshot {
    test.host.snapshot(connector).await.unwrap().unwrap()
}

fn call<'a>(view: &'a ScreenView, id: &str) -> Option<&'a ScreenCall> {
    view.entries.iter().find_map(|entry| match entry {
        ScreenEntry::Call(call) if call.id == id => Some(&**call),
        _ => None,
    })
}

#[tokio::test]
async fn a_template_is_named_by_the_standard_key_or_its_alias() {
    let test = TestHost::start().await;
    let other = "ui://metadata/other.html";
    for (meta, key) in [
        (json!({ "ui": { "resourceUri": VIEW } }), "ui.resourceUri"),
        (json!({ "ui/resourceUri": VIEW }), "ui/resourceUri"),
        (json!({ "openai/outputTemplate": VIEW }), "openai/outputTemplate"),
        (json!({ "ui": { "resourceUri": VIEW }, "openai/outputTemplate": other }), "ui.resourceUri"),
    ] {
        let server = server(meta, json!({}), json!({ "content": [] }));
        let connector = test.connect(&server.url).await.id;
        let tool = snapshot(&test, &connector).await.tools.remove(0);
        let template = tool.template.unwrap();
        assert_eq!((template.uri.as_str(), template.key.as_str()), (VIEW, key));
        let shown = test.run(&connector, "show", json!({})).await;
        test.frame("desktop", &shown.id).await;
    }
}

#[tokio::test]
async fn who_may_call_a_tool_is_said_by_the_standard_key_before_the_old_ones() {
    let test = TestHost::start().await;
    for (meta, model, app) in [
        (json!({}), true, true),
        (json!({ "ui": { "visibility": ["app"] } }), false, true),
        (json!({ "ui": { "visibility": ["model"] }, "openai/widgetAccessible": true }), true, false),
        (json!({ "openai/widgetAccessible": true }), true, true),
        (json!({ "openai/widgetAccessible": false }), true, false),
        (json!({ "openai/visibility": "private", "openai/widgetAccessible": true }), false, true),
    ] {
        let server = server(meta.clone(), json!({}), json!({ "content": [] }));
        let connector = test.connect(&server.url).await.id;
        let seen = snapshot(&test, &connector).await.tools.remove(0).visibility;
        assert_eq!((seen.model, seen.app), (model, app), "{meta}");
    }
}

#[tokio::test]
async fn the_tools_own_words_stand_beside_its_name_while_it_runs_and_afterwards() {
    let test = TestHost::start().await;
    let words =
        json!({ "openai/toolInvocation/invoking": "Looking…", "openai/toolInvocation/invoked": "Found" });
    let server = server(words, json!({}), json!({ "content": [] }));
    let connector = test.connect(&server.url).await.id;
    server.behave("tools/call", Behaviour::Silence);
    let held = test.run(&connector, "show", json!({})).await;
    let status = async |id: &str, text: &str| {
        test.view("phone", |view| call(view, id).filter(|call| call.status == text).map(drop)).await;
    };
    status(&held.id, "Looking…").await;
    test.host.cancel_call(&held.id).await.unwrap();
    server.behave_as_usual("tools/call");
    let done = test.run(&connector, "show", json!({})).await;
    status(&done.id, "Found").await;
}

#[tokio::test]
async fn either_key_gives_a_border() {
    let test = TestHost::start().await;
    for (meta, border) in [
        (json!({}), false),
        (json!({ "ui": { "prefersBorder": true } }), true),
        (json!({ "openai/widgetPrefersBorder": true }), true),
        (json!({ "ui": { "prefersBorder": false }, "openai/widgetPrefersBorder": true }), false),
    ] {
        let server = server(json!({ "ui": { "resourceUri": VIEW } }), meta.clone(), json!({ "content": [] }));
        let connector = test.connect(&server.url).await.id;
        let shown = test.run(&connector, "show", json!({})).await;
        assert_eq!(test.frame("desktop", &shown.id).await.prefers_border, border, "{meta}");
    }
}

#[tokio::test]
async fn only_a_template_of_a_known_kind_is_shown() {
    let test = TestHost::start().await;
    for (kind, shown) in [
        ("text/html;profile=mcp-app", true),
        ("text/html+skybridge", true),
        ("text/html", false),
        ("text/plain", false),
    ] {
        let server = server(json!({ "ui": { "resourceUri": VIEW } }), json!({}), json!({ "content": [] }));
        server.template(json!({ "uri": VIEW, "mimeType": kind, "text": "<!doctype html>view" }));
        let connector = test.connect(&server.url).await.id;
        let template = snapshot(&test, &connector).await.templates.remove(0);
        assert_eq!(template.problem.is_none(), shown, "{kind}: {:?}", template.problem);
    }
}

#[tokio::test]
async fn a_widget_gets_all_of_a_result_in_both_languages() {
    let test = TestHost::start().await;
    let result = json!({
        "content": [{ "type": "text", "text": "Oslo, 4 degrees" }],
        "structuredContent": { "degrees": 4 },
        "_meta": { "stations": ["Blindern"] },
    });
    let server = server(json!({ "ui": { "resourceUri": VIEW } }), json!({}), result.clone());
    let connector = test.connect(&server.url).await.id;
    let shown = test.run(&connector, "show", json!({ "city": "Oslo" })).await;
    test.settled(&shown.id).await;
    let widget = Widget::of_call(&test, "phone", &shown.id).await;
    let (_, globals) = test.document("phone", &widget.frame).await;
    let session = format!("{}-phone", shown.id);
    let mut whole = result;
    whole["_meta"]["openai/widgetSessionId"] = json!(session);

    assert_eq!(globals["toolInput"], json!({ "city": "Oslo" }));
    assert_eq!(globals["toolOutput"], json!({ "degrees": 4 }));
    let metadata = &globals["toolResponseMetadata"];
    assert_eq!((&metadata["status"], &metadata["mcp_tool_result"]), (&json!("completed"), &whole));
    widget.introduce(json!({})).await;
    assert_eq!(widget.heard("ui/notifications/tool-result").await["params"], whole);

    // What the widget calls on its own carries the same id.
    let again = widget.openai("callTool", json!(["show", {}])).await.unwrap();
    assert_eq!(again["content"], whole["content"]);
    let sent = server.received("tools/call").pop().unwrap();
    assert_eq!(sent["params"]["_meta"]["openai/widgetSessionId"], json!(session));
}

#[tokio::test]
async fn a_widget_begins_with_what_its_device_is() {
    let test = TestHost::start().await;
    let server = server(json!({ "ui": { "resourceUri": VIEW } }), json!({}), json!({ "content": [] }));
    let connector = test.connect(&server.url).await.id;
    let shown = test.run(&connector, "show", json!({})).await;
    test.settled(&shown.id).await;
    for (screen, device, touch) in [("desktop", "desktop", false), ("phone", "mobile", true)] {
        let widget = Widget::of_call(&test, screen, &shown.id).await;
        let (_, globals) = test.document(screen, &widget.frame).await;
        let expected = [
            ("theme", json!("light")),
            ("locale", json!("en-US")),
            ("displayMode", json!("inline")),
            ("view", json!({ "mode": "inline" })),
            ("safeArea", json!({ "insets": { "top": 0.0, "right": 0.0, "bottom": 0.0, "left": 0.0 } })),
            (
                "userAgent",
                json!({ "device": { "type": device }, "capabilities": { "hover": !touch, "touch": touch } }),
            ),
            ("widgetState", Value::Null),
        ];
        for (name, value) in expected {
            assert_eq!(globals[name], value, "{name} on {screen}");
        }
        widget.openai("setWidgetState", json!([{ "page": 2 }])).await.unwrap();
        let told = test.told(screen, &widget.frame.instance, Language::Openai, |_| Some(())).await;
        assert_eq!(told, ());
        assert_eq!(test.document(screen, &widget.frame).await.1["widgetState"], json!({ "page": 2 }));
    }
}

/// Documented 2026-02-02: `openai/widgetDescription` beats `resource.description`.
#[tokio::test]
async fn the_model_is_told_what_a_widget_is_by_its_own_key_before_the_resources_description() {
    let key = || json!({ "openai/widgetDescription": "A map." });
    for (template, listed, expected) in [
        (key(), Some("A resource."), Some("A map.")),
        (key(), None, Some("A map.")),
        (json!({}), Some("A resource."), Some("A resource.")),
        (json!({}), None, None),
    ] {
        let server = server(json!({ "ui": { "resourceUri": VIEW } }), template, json!({ "content": [] }));
        let resource = json!({ "uri": VIEW, "name": "view", "description": listed });
        let list = Behaviour::result(move |_| json!({ "resources": [resource] }));
        server.behave("resources/list", list);
        let test = TestHost::start().await;
        let connector = test.connect(&server.url).await.id;
        let shown = test.run(&connector, "show", json!({})).await;
        test.settled(&shown.id).await;
        let items = test.host.model_view("desktop").await.unwrap().items.into_iter();
        let told: Vec<Value> = items
            .filter(|item| item.kind == ModelItemKind::WidgetDescription)
            .map(|item| item.content.0)
            .collect();
        assert_eq!(told, expected.map(Value::from).into_iter().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn keys_that_no_rule_knows_are_kept_and_reach_the_widget() {
    let schemes = json!([{ "type": "noauth" }, { "type": "oauth2", "scopes": ["cards"] }]);
    let descriptor = json!({
        "name": "show", "inputSchema": { "type": "object" }, "outputSchema": { "type": "object" },
        "annotations": { "readOnlyHint": true, "destructiveHint": false, "vendorHint": 7 },
        "securitySchemes": schemes,
        "_meta": { "ui": { "resourceUri": VIEW }, "securitySchemes": schemes, "openai/profile": true, "own/key": {} },
    });
    let server = server(json!({}), json!({}), json!({}));
    server.tool(descriptor.clone(), |_| json!({ "content": [] }));
    let test = TestHost::start().await;
    let connector = test.connect(&server.url).await.id;
    assert_eq!(snapshot(&test, &connector).await.tools.remove(0).raw.0, descriptor);
    let shown = test.run(&connector, "show", json!({})).await;
    test.settled(&shown.id).await;
    let widget = Widget::of_call(&test, "phone", &shown.id).await;
    let context = widget.introduce(json!({})).await["hostContext"].take();
    assert_eq!(context["toolInfo"]["tool"], descriptor);
}

/// Specified: `csp` and `permissions` of a tool are ignored.
#[tokio::test]
async fn what_a_tool_says_of_its_frame_means_nothing() {
    let test = TestHost::start().await;
    let loose = json!({ "resourceUri": VIEW, "csp": { "connectDomains": ["https://loose.example"] },
        "permissions": { "camera": {} } });
    let mut served = Vec::new();
    for ui in [json!({ "resourceUri": VIEW }), loose] {
        let server = server(json!({ "ui": ui }), json!({}), json!({ "content": [] }));
        let connector = test.connect(&server.url).await.id;
        let shown = test.run(&connector, "show", json!({})).await;
        let frame = test.frame("desktop", &shown.id).await;
        let headers = test.host.widget_document("desktop", &frame.src).await.headers;
        served.push((frame.allow, headers));
    }
    assert_eq!(served[0], served[1]);
}

/// Accounts are not linked here: the widget sees what ChatGPT would make a card of.
#[tokio::test]
async fn a_result_that_wants_an_account_reaches_the_widget_and_asks_for_nothing() {
    let result = json!({ "content": [{ "type": "text", "text": "Sign in" }], "isError": true,
        "_meta": { "mcp/www_authenticate": ["Bearer error=\"insufficient_scope\""] } });
    let server = server(json!({ "ui": { "resourceUri": VIEW } }), json!({}), result.clone());
    let test = TestHost::start().await;
    let connector = test.connect(&server.url).await.id;
    let shown = test.run(&connector, "show", json!({})).await;
    assert_eq!(test.settled(&shown.id).await.call.state, CallState::ToolError);
    let widget = Widget::of_call(&test, "desktop", &shown.id).await;
    widget.introduce(json!({})).await;
    let mut told = widget.heard("ui/notifications/tool-result").await["params"].take();
    told["_meta"].as_object_mut().unwrap().remove("openai/widgetSessionId");
    assert_eq!(told, result);
    assert!(test.host.approvals().await.unwrap().is_empty() && test.opened.lock().unwrap().is_empty());
}
