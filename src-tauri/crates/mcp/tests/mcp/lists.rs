//! Lists: every page, every entry, malformed or not; and no server keeps us reading for ever.

use greenroom_mcp::Listing;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{Server, answer_to, json};

/// A server whose page is a function of the cursor.
async fn paged(page: fn(Option<&str>) -> Value) -> Server {
    Server::legacy(move |seen| async move {
        let result = page(seen.body["params"]["cursor"].as_str());
        json(&answer_to(&seen, result))
    })
    .await
}

#[tokio::test]
async fn one_malformed_tool_costs_nothing_and_no_key_is_lost() {
    let tools = json!([
        { "name": "fine", "inputSchema": { "type": "object" }, "securitySchemes": [{ "type": "noauth" }],
          "execution": { "taskSupport": "optional" }, "annotations": { "vendorHint": true } },
        { "name": "no schema" },
        { "name": 7, "inputSchema": "none" },
        "not even an object",
        null,
    ]);
    let server = Server::with_result(json!({ "tools": tools, "x": 1 })).await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    assert_eq!(listing, Listing { items: tools.as_array().unwrap().clone(), notes: vec![] });
}

#[tokio::test]
async fn pages_are_followed_to_the_end() {
    let mut server = paged(|cursor| match cursor {
        None => json!({ "tools": [1, 2], "nextCursor": "b" }),
        Some("b") => json!({ "tools": [3], "nextCursor": "c" }),
        Some(_) => json!({ "tools": [4], "nextCursor": null }),
    })
    .await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    assert_eq!(listing, Listing { items: [1, 2, 3, 4].map(Value::from).to_vec(), notes: vec![] });
    let mut cursors = Vec::new();
    for _ in 0..3 {
        cursors.push(server.next("tools/list").await.body["params"].clone());
    }
    assert_eq!(cursors, [Value::Null, json!({ "cursor": "b" }), json!({ "cursor": "c" })]);
}

#[tokio::test]
async fn a_repeated_cursor_ends_the_reading() {
    let server = paged(|_| json!({ "tools": [1], "nextCursor": "again" })).await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    let note = "Page 2 of tools/list repeats the cursor \"again\"; reading stopped there.";
    assert_eq!(listing, Listing { items: vec![json!(1), json!(1)], notes: vec![note.into()] });
}

#[tokio::test]
async fn endless_pages_end_somewhere() {
    let server = paged(|cursor| {
        let page: u32 = cursor.map_or(0, |cursor| cursor.parse().unwrap());
        json!({ "tools": [page], "nextCursor": (page + 1).to_string() })
    })
    .await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    let note = "tools/list goes on after 200 pages with 200 entries; reading stopped there.";
    assert_eq!(listing, Listing { items: (0..200).map(Value::from).collect(), notes: vec![note.into()] });
}

#[tokio::test]
async fn what_is_off_is_noted() {
    let server = paged(|cursor| match cursor {
        None => json!({ "tool": [], "nextCursor": "b" }),
        Some("b") => json!({ "tools": {}, "nextCursor": "c" }),
        Some(_) => json!({ "tools": [1], "nextCursor": 4 }),
    })
    .await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    let notes = [
        "Page 1 of tools/list has no array \"tools\".",
        "Page 2 of tools/list has no array \"tools\".",
        "Page 3 of tools/list has the nextCursor 4, which is no string.",
    ];
    assert_eq!(listing, Listing { items: vec![json!(1)], notes: notes.map(str::to_owned).to_vec() });

    let server = paged(|_| json!({ "tools": [], "nextCursor": "" })).await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    let note = "Page 1 of tools/list has an empty nextCursor; at the end it should be absent.";
    assert_eq!(listing, Listing { items: vec![], notes: vec![note.into()] });
}

#[tokio::test]
async fn five_thousand_tools_arrive() {
    let tool =
        |number: usize| json!({ "name": format!("tool-{number}"), "inputSchema": { "type": "object" } });
    let tools: Vec<_> = (0..5000).map(tool).collect();
    let server = Server::with_result(json!({ "tools": tools })).await;
    let listing = server.connect().await.list("tools/list", "tools").await.unwrap();
    assert!(listing == Listing { items: tools, notes: vec![] });
}
