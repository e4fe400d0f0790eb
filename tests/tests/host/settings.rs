//! What a person sets, and what servers then see of it.

use greenroom_contract::connector::{ClientKind, ConnectorDraft};
use greenroom_contract::event::Event;
use greenroom_contract::record::{Direction, FrameQuery};
use greenroom_contract::{Header, Json, Problem};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

/// A call of `board_show`, as the server saw it: its params, and its headers that begin with `x-`.
async fn call(test: &TestHost, server: &Fixture, connector: &str) -> (Value, Vec<Header>) {
    let call = test.run(connector, "board_show", json!({})).await;
    test.settled(&call.id).await;
    let query = FrameQuery { call_id: Some(call.id), ..FrameQuery::default() };
    let frames = test.host.frames(query, None, 10).await.unwrap().frames;
    let request = frames.iter().find(|frame| frame.direction == Direction::ToServer).unwrap();
    let http = test.host.frame(request.number).await.unwrap().http.unwrap();
    let headers = http.request_headers.into_iter().filter(|header| header.name.starts_with("x-"));
    (server.received("tools/call").pop().unwrap()["params"].take(), headers.collect())
}

#[tokio::test]
async fn a_call_carries_what_chatgpt_says_of_its_person_unless_they_set_otherwise() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let conversation = test.host.conversation().await.unwrap().id;
    let (params, headers) = call(&test, &server, &connector).await;
    assert_eq!(
        params,
        json!({ "name": "board_show", "arguments": {}, "_meta": {
            "openai/locale": "en-US",
            "openai/userAgent": "openai-mcp/1.0.0",
            "openai/subject": "v1/greenroom-person",
            "openai/session": format!("v1/{conversation}"),
            "openai/organization": "v1/greenroom-organization",
            "openai/userLocation": {
                "city": "San Francisco",
                "region": "California",
                "country": "US",
                "timezone": "America/Los_Angeles",
                "latitude": "37.7749",
                "longitude": "-122.4194",
            },
        } })
    );
    let names: Vec<&str> = headers.iter().map(|header| header.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "x-openai-session",
            "x-openai-subject",
            "x-datadog-trace-id",
            "x-datadog-parent-id",
            "x-datadog-sampling-priority"
        ]
    );
    assert_eq!(headers[0].value, format!("v1/{conversation}"));

    let mut settings = test.host.settings().await.unwrap().settings;
    settings.chatgpt.call_meta = Json(json!({ "mine": ["{conversation}", 1] }));
    settings.chatgpt.call_headers = vec![Header { name: "x-mine".into(), value: "{trace}".into() }];
    let mut events = test.host.subscribe();
    let saved = test.host.save_settings(settings.clone()).await.unwrap();
    assert_eq!(saved.settings, settings);
    while events.recv().await.unwrap() != Event::Settings {}
    let (params, headers) = call(&test, &server, &connector).await;
    assert_eq!(params["_meta"], json!({ "mine": [conversation, 1] }));
    assert_eq!((headers[0].name.as_str(), headers[0].value.len()), ("x-mine", 32));

    let test = test.crash_and_restart().await;
    assert_eq!(test.host.settings().await.unwrap().settings, settings);
    test.host.save_settings(saved.defaults.clone()).await.unwrap();
    assert_eq!(test.host.settings().await.unwrap().settings, saved.defaults);
}

#[tokio::test]
async fn a_plain_client_says_nothing_of_chatgpt() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let draft = ConnectorDraft { client: ClientKind::Plain, ..draft(&server.url) };
    let connector = test.host.create_connector(draft).await.unwrap().id;
    test.connected(&connector).await;
    let (params, headers) = call(&test, &server, &connector).await;
    assert_eq!(params["_meta"].as_object().unwrap().keys().collect::<Vec<_>>(), ["progressToken"]);
    assert_eq!(headers, []);
    let client = &server.received("initialize")[0]["params"]["clientInfo"];
    assert_eq!(client, &json!({ "name": "greenroom", "version": env!("CARGO_PKG_VERSION") }));
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_named_and_change_nothing() {
    let test = TestHost::start().await;
    let before = test.host.settings().await.unwrap();
    let mut settings = before.settings.clone();
    settings.call_limit_seconds = 3601;
    assert_eq!(
        test.host.save_settings(settings).await.unwrap_err(),
        Problem::invalid("The limit of a call is 3601 seconds.", "Choose between 1 and 3600 seconds.")
    );
    assert_eq!(test.host.settings().await.unwrap(), before);
    assert_eq!(before.settings, before.defaults);
    assert!(before.sources.iter().any(|source| source.setting == "chatgpt.userAgent"));
}
