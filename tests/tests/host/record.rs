//! The record of the wire: what a person finds in it after calls, what is kept out of it, and the files made of it.

use greenroom_contract::connector::{ConnectorDraft, SecretDraft};
use greenroom_contract::record::{Direction, Frame, FrameKind, FrameQuery, RecordFormat, RecordStatus};
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn of(connector: &str) -> FrameQuery {
    FrameQuery { connector_id: Some(connector.to_owned()), ..FrameQuery::default() }
}

/// Oldest first, as a person reads a list from the bottom up.
async fn frames(test: &TestHost, query: FrameQuery) -> Vec<Frame> {
    let page = test.host.frames(query, None, 100).await.unwrap();
    assert!(!page.more);
    page.frames.into_iter().rev().collect()
}

fn line(frame: &Frame) -> String {
    let arrow = if frame.direction == Direction::ToServer { "→" } else { "←" };
    let status = frame.status.map(|status| format!(" {status}")).unwrap_or_default();
    format!("{arrow} {:?} {}{status}", frame.kind, frame.method)
}

async fn lines(test: &TestHost, query: FrameQuery) -> Vec<String> {
    frames(test, query).await.iter().map(line).collect()
}

#[tokio::test]
async fn a_call_is_on_record_with_all_that_led_to_it() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "board_show", json!({})).await;
    let settled = test.settled(&call.id).await;

    assert_eq!(
        lines(&test, of(&connector)).await,
        [
            "→ Request server/discover",
            "← Answer server/discover 200",
            "→ Request initialize",
            "← Answer initialize 200",
            "→ Notification notifications/initialized",
            "← Http  202",
            "→ Request tools/list",
            "← Answer tools/list 200",
            "→ Request resources/list",
            "← Answer resources/list 200",
            "→ Request resources/read",
            "← Answer resources/read 200",
            "→ Request tools/call",
            "← Answer tools/call 200",
        ]
    );
    let of_call = frames(&test, FrameQuery { call_id: Some(call.id.clone()), ..FrameQuery::default() }).await;
    let [request, answer] = &of_call[..] else { panic!("{of_call:?}") };
    assert_eq!((request.app_name.as_str(), request.session), ("Fixture", answer.session));
    assert!(request.at <= answer.at && request.number < answer.number && answer.duration_ms.is_some());
    let request = test.host.frame(request.number).await.unwrap();
    let answer = test.host.frame(answer.number).await.unwrap();
    assert_eq!(serde_json::from_str::<Value>(&request.text).unwrap(), settled.request.unwrap().0);
    assert_eq!(serde_json::from_str::<Value>(&answer.text).unwrap(), settled.response.unwrap().0);
    let (sent, received) = (request.http.unwrap(), answer.http.unwrap());
    assert_eq!(
        (sent.exchange, sent.method.as_str(), sent.url),
        (received.exchange, "POST", server.url.clone())
    );
    assert!(received.response_headers.iter().any(|header| header.name == "content-type"));

    let errors = FrameQuery { only_errors: true, ..of(&connector) };
    assert_eq!(lines(&test, errors).await, ["← Answer server/discover 200"]);
    let found = FrameQuery { text: "the board has 2 CARDS".into(), ..of(&connector) };
    assert_eq!(frames(&test, found).await, [answer.frame]);
}

#[tokio::test]
async fn what_the_demo_says_is_on_record_too() {
    let test = TestHost::start().await;
    test.connected("demo").await;
    let lists = FrameQuery { text: "tools/list".into(), kinds: vec![FrameKind::Answer], ..of("demo") };
    assert_eq!(lines(&test, lists).await, ["← Answer tools/list"]);
}

#[tokio::test]
async fn a_secret_is_on_no_record_even_if_the_server_repeats_it() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    server.behave(
        "tools/call",
        Behaviour::result(|_| json!({ "content": [{ "type": "text", "text": "Your key is geheim/123." }] })),
    );
    let header = SecretDraft { name: "X-Key".into(), value: Some("geheim/123".into()) };
    let url = format!("{}?token=abc987&page=2", server.url);
    let draft = ConnectorDraft { headers: vec![header], ..draft(&url) };
    let connector = test.host.create_connector(draft).await.unwrap().id;
    test.connected(&connector).await;
    let call = test.run(&connector, "board_show", json!({ "note": "geheim%2f123 and abc987" })).await;
    test.settled(&call.id).await;

    let of_call = frames(&test, FrameQuery { call_id: Some(call.id), ..FrameQuery::default() }).await;
    let request = test.host.frame(of_call[0].number).await.unwrap();
    assert!(request.text.contains("\"note\":\"(hidden) and (hidden)\""), "{}", request.text);
    let http = request.http.unwrap();
    assert_eq!(http.url, format!("{}?token=(hidden)&page=2", server.url));
    let key = http.request_headers.iter().find(|header| header.name == "x-key").unwrap();
    assert_eq!(key.value, "(hidden)");
    let answer = test.host.frame(of_call[1].number).await.unwrap();
    assert!(answer.text.contains("Your key is (hidden)."), "{}", answer.text);
    assert_eq!(frames(&test, FrameQuery { text: "geheim".into(), ..FrameQuery::default() }).await, []);
    for name in ["record.db", "record.db-wal"] {
        let bytes = std::fs::read(test.data_dir().join(name)).unwrap();
        let holds = |secret: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
        assert!(!holds(b"geheim") && !holds(b"abc987"), "{name}");
    }
}

#[tokio::test]
async fn the_record_is_exported_as_lines_and_as_an_archive() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "board_show", json!({})).await;
    test.settled(&call.id).await;
    let query = FrameQuery { call_id: Some(call.id), ..FrameQuery::default() };
    let recorded = frames(&test, query.clone()).await;
    let (request, answer) = (recorded[0].number, recorded[1].number);
    let (request, answer) = (test.host.frame(request).await.unwrap(), test.host.frame(answer).await.unwrap());

    let path = test.data_dir().join("record.jsonl");
    let count = test.host.export_record(query.clone(), RecordFormat::JsonLines, &path).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((count, lines.len()), (2, 2));
    let mut expected = serde_json::to_value(&answer.frame).unwrap();
    expected["text"] = json!(answer.text);
    expected["cut"] = json!(false);
    expected["http"] = json!(answer.http);
    assert_eq!(lines[1], expected);

    let path = test.data_dir().join("record.har");
    std::fs::write(&path, "an older file").unwrap();
    let count = test.host.export_record(query, RecordFormat::Har, &path).await.unwrap();
    let archive: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let http = answer.http.unwrap();
    let entry = &archive["log"]["entries"][0];
    let (time, wait) = (entry["time"].as_f64().unwrap(), http.first_byte_ms.unwrap());
    let expected = json!({ "log": {
        "version": "1.2",
        "creator": { "name": "Greenroom", "version": env!("CARGO_PKG_VERSION") },
        "entries": [{
            "startedDateTime": request.frame.at,
            "time": time,
            "request": {
                "method": "POST",
                "url": server.url,
                "httpVersion": "",
                "cookies": [],
                "headers": http.request_headers,
                "queryString": [],
                "headersSize": -1,
                "bodySize": request.text.len(),
                "postData": { "mimeType": "application/json", "text": request.text },
            },
            "response": {
                "status": 200,
                "statusText": "",
                "httpVersion": "",
                "cookies": [],
                "headers": http.response_headers,
                "content": { "size": answer.text.len(), "mimeType": "application/json", "text": answer.text },
                "redirectURL": "",
                "headersSize": -1,
                "bodySize": -1,
            },
            "cache": {},
            "timings": { "send": 0, "wait": wait, "receive": time - wait },
            "comment": "Fixture",
        }],
    } });
    assert_eq!((count, archive), (2, expected));
    let names = std::fs::read_dir(test.data_dir()).unwrap().map(|file| file.unwrap().file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().ends_with(".part")));

    let nowhere = test.data_dir().join("missing/record.har");
    let problem =
        test.host.export_record(FrameQuery::default(), RecordFormat::Har, &nowhere).await.unwrap_err();
    assert_eq!(
        (problem.message, problem.hint.as_str()),
        (
            format!(
                "The file {} could not be written: No such file or directory (os error 2).",
                nowhere.display()
            ),
            "Choose another place, or make room there."
        )
    );
}

#[tokio::test]
async fn a_stream_is_one_entry_of_the_archive_with_all_that_came_in_it() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let call = test.run(&connector, "board_show", json!({})).await;
    test.settled(&call.id).await;
    let id = server.received("tools/call")[0]["id"].as_i64().unwrap() + 1;
    let log = json!({ "jsonrpc": "2.0", "method": "notifications/message",
        "params": { "level": "info", "data": "half way" } });
    let answer = json!({ "jsonrpc": "2.0", "id": id, "result": { "content": [] } });
    let stream = format!("data: {log}\n\ndata: {answer}\n\n");
    server.behave("tools/call", Behaviour::http(200, "text/event-stream", stream));
    let call = test.run(&connector, "board_show", json!({})).await;
    let settled = test.settled(&call.id).await;
    assert_eq!(settled.response.unwrap().0, answer);

    let query = FrameQuery { call_id: Some(call.id), ..FrameQuery::default() };
    assert_eq!(
        lines(&test, query.clone()).await,
        [
            "→ Request tools/call",
            "← Http tools/call 200",
            "← Notification notifications/message 200",
            "← Answer tools/call 200"
        ]
    );
    let path = test.data_dir().join("record.har");
    assert_eq!(test.host.export_record(query, RecordFormat::Har, &path).await.unwrap(), 4);
    let archive: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let entries = archive["log"]["entries"].as_array().unwrap();
    let content = &entries[0]["response"]["content"];
    let text = content["text"].as_str().unwrap();
    let messages: Vec<Value> = text
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    assert_eq!((entries.len(), &content["mimeType"]), (1, &json!("text/event-stream")));
    assert_eq!(messages, [log, answer]);
}

#[tokio::test]
async fn the_record_outlives_a_crash_and_sessions_go_on_counting() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let before = frames(&test, of(&connector)).await;
    let test = test.crash_and_restart().await;
    assert_eq!(frames(&test, of(&connector)).await, before);
    test.host.refresh_connector(&connector).await.unwrap();
    let after = frames(&test, of(&connector)).await;
    assert_eq!(after[..before.len()], before);
    assert!(after[before.len()].session > before[0].session);
}

#[tokio::test]
async fn the_oldest_frames_leave_a_full_record_and_a_cleared_one_is_empty() {
    let test = TestHost::start_with("[record]\nmost_frames = 3").await;
    test.connected("demo").await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    assert_eq!(
        lines(&test, FrameQuery::default()).await,
        ["← Answer resources/list 200", "→ Request resources/read", "← Answer resources/read 200"]
    );
    let oldest = frames(&test, of(&connector)).await.remove(0);
    let status = test.host.record_status().await.unwrap();
    assert_eq!((status.frames, status.oldest, status.lost), (3, Some(oldest.at), 0));
    assert!(status.bytes > 0.0);
    test.host.clear_record().await.unwrap();
    let empty = RecordStatus { frames: 0, bytes: 0.0, oldest: None, lost: 0 };
    assert_eq!(test.host.record_status().await.unwrap(), empty);
    let problem = test.host.frame(oldest.number).await.unwrap_err();
    assert_eq!(problem.message, "This frame is no longer on record.");
}
