//! The MCP Apps bridge from the side of a widget: what it may send, and what the host asks of it.

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::TestHost;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::json;

/// A notes widget of the fixture, whose call has come to its end.
async fn notes() -> (TestHost, Fixture, Call) {
    let test = TestHost::start().await;
    let server = Fixture::start().with_notes();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "notes_show", json!({})).await;
    test.settled(&call.id).await;
    (test, server, call)
}

#[tokio::test]
async fn the_tools_of_a_widget_are_listed_and_called() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    widget.introduce(json!({ "tools": { "listChanged": true } })).await;
    let id = &widget.frame.instance;

    let schema = json!({ "type": "object", "properties": { "line": { "type": "integer" } } });
    let listed = json!({ "tools": [{ "name": "select", "title": "Select a line", "inputSchema": schema }] });
    let (tools, asked) = tokio::join!(test.host.app_tools(id), widget.answers("tools/list", listed));
    let tools = tools.unwrap();
    assert_eq!(asked, json!({}));
    let [tool] = tools.as_slice() else { panic!("{tools:?}") };
    assert_eq!((tool.name.as_str(), tool.title.as_str()), ("select", "Select a line"));
    assert_eq!(tool.input_schema.0, schema);

    let result = json!({ "content": [{ "type": "text", "text": "Line 2" }] });
    let (answered, asked) = tokio::join!(
        test.host.call_app_tool(id, "select", json!({ "line": 2 }).into()),
        widget.answers("tools/call", result.clone())
    );
    assert_eq!(asked, json!({ "name": "select", "arguments": { "line": 2 } }));
    assert_eq!(answered.unwrap().0, result);
}

#[tokio::test]
async fn a_widget_is_asked_nothing_that_it_did_not_offer_or_cannot_hear() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    let id = &widget.frame.instance;
    let refused = async || test.host.app_tools(id).await.unwrap_err();
    let no_tools = "The widget offers no tools: its ui/initialize does not declare `appCapabilities.tools`.";
    assert_eq!(refused().await.message, no_tools);

    let params =
        json!({ "protocolVersion": "2026-01-26", "appInfo": {}, "appCapabilities": { "tools": {} } });
    widget.apps("ui/initialize", params).await;
    assert_eq!(
        refused().await,
        Problem::failed(
            "The widget has not completed its handshake, and nothing may be sent to it before.",
            "The widget has to send ui/initialize, and ui/notifications/initialized after the answer."
        )
    );
}

#[tokio::test]
async fn a_question_ends_when_the_widget_refuses_it_or_is_loaded_anew() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "phone", &call.id).await;
    widget.introduce(json!({ "tools": {} })).await;
    let id = &widget.frame.instance;

    let refusing = async {
        let asked = widget.heard("tools/list").await;
        let error = json!({ "code": -32601, "message": "No \u{202e}tools" });
        // What answers another question changes nothing.
        widget.says(json!({ "jsonrpc": "2.0", "id": 4711, "result": { "tools": [] } }));
        widget.says(json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error }));
    };
    let (refused, ()) = tokio::join!(test.host.app_tools(id), refusing);
    let sentence = "The widget answered tools/list with the error -32601: No \\u{202e}tools";
    assert_eq!(refused.unwrap_err().message, sentence);

    let reloading = async {
        widget.heard("tools/call").await;
        test.document("phone", &widget.frame).await;
    };
    let (cut_off, ()) = tokio::join!(test.host.call_app_tool(id, "select", json!({}).into()), reloading);
    let sentence = "The widget was closed or loaded anew before it answered tools/call.";
    assert_eq!(cut_off.unwrap_err().message, sentence);
}

#[tokio::test]
async fn an_app_that_mounts_twice_is_told_everything_again() {
    let (test, _server, call) = notes().await;
    let widget = Widget::of_call(&test, "desktop", &call.id).await;
    let results = async |count: usize| {
        let mut seen = 0;
        widget
            .told(|message| {
                seen += usize::from(message["method"] == "ui/notifications/tool-result");
                (seen == count).then_some(())
            })
            .await;
    };
    widget.introduce(json!({})).await;
    results(1).await;
    let answer = widget.introduce(json!({})).await;
    assert_eq!(answer["protocolVersion"], "2026-01-26");
    results(2).await;
}
