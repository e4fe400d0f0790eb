//! What views ask of their own server, and what it answers: passed on as it came.

use greenroom_tests::fixture::Behaviour;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

#[tokio::test]
async fn what_the_server_refuses_reaches_the_view_in_the_servers_own_code_and_words() {
    let shown = Shown::both().await;
    let notes = shown.notes("desktop").await;
    let ask = async |id, method, params| shown.apps("desktop", &notes, id, method, params).await;

    let missing = ask(1, "resources/read", json!({ "uri": "notes://7" })).await;
    assert_eq!(missing["error"], json!({ "code": -32602, "message": "there is no resource \"notes://7\"" }));
    // Servers of the revisions before 2026-07-28 have a code of their own for it.
    let older = Behaviour::Error { code: -32002, message: "Resource not found".into() };
    shown.server.behave("resources/read", older);
    let missing = ask(2, "resources/read", json!({ "uri": "notes://7" })).await;
    assert_eq!(missing["error"], json!({ "code": -32002, "message": "Resource not found" }));

    let detailed = json!({ "code": -32050, "message": "Too busy", "data": { "again": 7 } });
    let body = json!({ "jsonrpc": "2.0", "id": null, "error": detailed }).to_string();
    for (id, method) in [(3, "resources/list"), (4, "resources/templates/list")] {
        shown.server.behave(method, Behaviour::http(200, "application/json", body.clone()));
        assert_eq!(ask(id, method, json!({})).await["error"], detailed, "{method}");
    }

    shown.server.behave("tools/call", Behaviour::Error { code: -32603, message: "It broke".into() });
    let call = ask(5, "tools/call", json!({ "name": "notes_show", "arguments": {} })).await;
    assert_eq!(call["error"], json!({ "code": -32603, "message": "It broke" }));
    let board = shown.board("desktop").await;
    let call = shown.openai("desktop", &board, 6, "callTool", json!(["board_show", {}])).await;
    assert_eq!(call, Err::<Value, _>("It broke".into()));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_told_in_the_hosts_words() {
    let shown = Shown::both().await;
    let notes = shown.notes("phone").await;
    shown.server.behave("resources/read", Behaviour::http(500, "text/plain", "no"));
    let failed = shown.apps("phone", &notes, 1, "resources/read", json!({ "uri": "notes://7" })).await;
    assert_eq!(
        failed["error"],
        json!({ "code": -32000, "message": "The request resources/read was answered with HTTP 500." })
    );
}
